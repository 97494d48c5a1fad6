import { DemoData, type DemoCredential } from '../../src/demo/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { startSite, type Site } from '../e2e/site.js';
import { createTestDatabase } from '../support/database.js';
import { demoTemplate } from './demo-template.js';
import { withoutMonthlyCheck } from './monthly-check.js';

export type Answer = { readonly status: number; readonly body: Json; readonly headers: Headers };
/** An answer of the API, read loosely: tests say themselves what they expect of it. */
export type Json = ReturnType<typeof JSON.parse>;

export const WANTED = { places: 100, groups: { families: 60, singleAdults: 40 }, reason: 'Ter Apel is vol' };

/** The case of the source on fictional data: the accepted request for 100 places and three ready buildings. */
export type Case = {
  readonly site: Site;
  readonly requestId: string;
  readonly credentials: readonly DemoCredential[];
  /** Calls the API as the demo organisation of this kind or name; null as nobody. */
  call(who: string | null, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Triggers; real unless said otherwise. Gives the activation, or throws what the API answered. */
  trigger(body?: Record<string, unknown>): Promise<Json>;
  read(id: string, who?: string): Promise<Json>;
  credential(who: string): DemoCredential;
  close(): Promise<void>;
};

/** `shiftSeconds`: how far the database's clock is from the real one when the data is made, and afterwards. */
export async function startCase(overrides: Partial<Settings> = {}, shiftSeconds = 0): Promise<Case> {
  if (shiftSeconds === 0) return startCopy(overrides);
  const site = await startSite({ demoData: true, ...overrides });
  await site.database.shiftClock(shiftSeconds);
  const credentials = await site.app.get(DemoData).ensure();
  await withoutMonthlyCheck(site.database);
  return caseOf(site, credentials);
}

/** On a copy of demo data that was made today by whoever needed it first. */
async function startCopy(overrides: Partial<Settings>): Promise<Case> {
  const { name, credentials } = await demoTemplate();
  const site = await startSite({ demoData: true, ...overrides }, await createTestDatabase(name));
  return caseOf(site, credentials);
}

async function caseOf(site: Site, credentials: readonly DemoCredential[]): Promise<Case> {
  const credential = (who: string): DemoCredential => {
    const found = credentials.find(({ kind, name }) => kind === who || name === who);
    if (!found) throw new Error(`The demo has no ${who}.`);
    return found;
  };
  const call: Case['call'] = async (who, method, path, body, headers = {}) => {
    const response = await fetch(`${site.url}/api/v1${path}`, {
      method,
      headers: { ...(who && { authorization: `Bearer ${credential(who).apiKey}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, headers: response.headers };
  };
  const [request] = await site.database.sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'accepted'`);
  const requestId = request!.id;
  return {
    site, requestId, credentials, credential, call, close: () => site.close(),
    trigger: async (body = {}) => {
      const answer = await call('ministry', 'POST', '/activations', { reserveRequestId: requestId, ...WANTED, ...body });
      if (answer.status !== 201) throw new Error(`The trigger answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    read: async (id, who = 'ministry') => (await call(who, 'GET', `/activations/${id}`)).body,
  };
}

/** The answers of every party at one deployment, as they are given over the API. */
export async function commitAll(the: Case, activation: Json, deployment: Json): Promise<void> {
  const path = `/deployments/${deployment.id}/commitments`;
  await the.call(deployment.municipality.name, 'POST', path, { answer: 'given', mandate: 'collegebesluit' });
  await the.call('red-cross', 'POST', path, { answer: 'given', mandate: 'district', teamSize: 6, arrivalAt: activation.deadlineAt });
  await the.call('coa', 'POST', path, { answer: 'given', mandate: 'regio', intakePlan: 'Twee bussen' });
}

/** Opens a location: the municipality commits, COA completes `open`. */
export async function openLocation(the: Case, activation: Json, deployment: Json): Promise<number> {
  await commitAll(the, activation, deployment);
  const open = deployment.milestones.find((milestone: Json) => milestone.kind === 'open');
  return (await the.call('coa', 'POST', `/milestones/${open.id}/completions`, {})).status;
}
