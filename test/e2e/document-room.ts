import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SETTINGS, type Settings } from '../../src/platform/config/index.js';
import { readyBody } from '../integration/location-body.js';
import { pdf } from '../support/files.js';
import type { Member, Site } from './site.js';

export type Json = Record<string, unknown> & { id: string; items: Json[]; errors: { path: string; code: string; message: string }[] };
export const json = async (response: Response): Promise<Json> => (await response.json()) as Json;
export const keyOf = (member: Member): Record<string, string> => ({ authorization: `Bearer ${member.apiKey}`, 'accept-language': 'nl' });
export const documentsAt = (location: string): string => `/api/v1/standby-locations/${location}/documents`;

/** A location of which nobody says that its floor plan is on file. */
export async function registerLocation(site: Site, member: Member): Promise<string> {
  const body = JSON.stringify(readyBody({ floorPlanOnFile: 'no' }));
  const response = await fetch(`${site.url}/api/v1/standby-locations`, { method: 'POST', headers: { ...keyOf(member), 'content-type': 'application/json' }, body });
  return (await json(response)).id;
}

export type Sent = { readonly fields?: Record<string, string>; readonly file?: Buffer | null; readonly name?: string; readonly type?: string; readonly headers?: Record<string, string> };

/** A floor plan unless said otherwise; null: no file. */
export function documentForm({ fields = { kind: 'floor-plan' }, file = pdf(), name = 'plan.pdf', type = 'application/pdf' }: Sent = {}): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  if (file) form.append('file', new Blob([new Uint8Array(file)], { type }), name);
  return form;
}

export const upload = (site: Site, member: Member, location: string, sent: Sent = {}): Promise<Response> =>
  fetch(`${site.url}${documentsAt(location)}`, { method: 'POST', headers: { ...keyOf(member), ...sent.headers }, body: documentForm(sent) });

/** Fails unless it was put on file. */
export async function added(site: Site, member: Member, location: string, sent: Sent = {}): Promise<Json> {
  const response = await upload(site, member, location, sent);
  const body = await json(response);
  if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(body)}`);
  return body;
}

/** What is in a folder of the service's data. */
export const filesIn = (site: Site, folder: string): Promise<string[]> => readdir(join(site.app.get<Settings>(SETTINGS).dataDir, folder)).catch(() => []);
