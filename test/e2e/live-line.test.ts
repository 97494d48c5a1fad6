import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startCase, type Case } from '../factories/case.js';
import { waitFor } from '../support/wait-for.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

let the: Case;
let activationId: string;
const lines: AbortController[] = [];

beforeAll(async () => {
  the = await startCase();
  activationId = (await the.trigger({ exercise: true })).id;
});
afterAll(async () => {
  for (const line of lines) line.abort();
  await the.close();
});

async function signedIn(who: string): Promise<Visitor> {
  const visitor = new Visitor(the.site);
  const { email, password } = the.credential(who);
  const answer = await visitor.post('/aanmelden', { email, password });
  expect(answer.status).toBe(303);
  return visitor;
}

type Line = { readonly events: string[]; ended: boolean };

/** Opens the stream as a browser would and keeps the names of its events. */
async function openLine(visitor: Visitor, path: string): Promise<Line> {
  const control = new AbortController();
  lines.push(control);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${the.site.url}${path}`, { headers: { accept: 'text/event-stream', cookie }, signal: control.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
  const line: Line = { events: [], ended: false };
  void (async () => {
    const text = new TextDecoderStream();
    void response.body!.pipeTo(text.writable as WritableStream<Uint8Array>).catch(() => undefined);
    const reader = text.readable.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      line.events.push(...[...part.value.matchAll(/^event: (\w+)/gm)].map(([, name]) => name!));
    }
    line.ended = true;
  })().catch(() => { line.ended = true; });
  return line;
}

const snapshots = ({ events }: Line): number => events.filter((name) => name === 'snapshot').length;

describe('a live line', () => {
  it('ends within two heartbeats after its reader has signed out, and stays for who has not', async () => {
    const [leaving, staying] = [await signedIn('operations'), await signedIn('ministry')];
    const [gone, kept] = [await openLine(leaving, `/inzetten/${activationId}/stream`), await openLine(staying, `/inzetten/${activationId}/stream`)];
    await waitFor('both snapshots', () => snapshots(gone) === 1 && snapshots(kept) === 1);
    expect((await leaving.post('/afmelden', {})).status).toBe(303);
    await waitFor('the line of who signed out to end', () => gone.ended, { timeoutMs: 12_000 });
    await waitFor('a heartbeat on the other line', () => kept.events.includes('heartbeat'), { timeoutMs: 12_000 });
    expect(kept.ended).toBe(false);
  });

  it('shows a change that could not be read at once as soon as it can be read', async () => {
    const line = await openLine(await signedIn('ministry'), `/inzetten/${activationId}/stream`);
    await waitFor('the first snapshot', () => snapshots(line) === 1);
    await the.site.database.sql('REVOKE SELECT ON commitments FROM adh_application');
    try {
      await the.site.database.sql(`SELECT pg_notify('adh_live', $1)`, [`activation:${activationId}`]);
      await waitFor('a heartbeat while it cannot be read', () => line.events.includes('heartbeat'), { timeoutMs: 12_000 });
      expect(snapshots(line)).toBe(1);
    } finally {
      await the.site.database.sql('GRANT SELECT ON commitments TO adh_application');
    }
    await waitFor('the change', () => snapshots(line) === 2, { timeoutMs: 5000 });
  });
});

describe('what is read', () => {
  it('is forms on pages and JSON on the API, and nothing else', async () => {
    const visitor = await signedIn('ministry');
    const asJson = { 'content-type': 'application/json', origin: the.site.url };
    expect((await visitor.send('POST', '/inzetten/nieuw', asJson, JSON.stringify({ places: { a: 1 } }))).status).toBe(415);
    const asForm = { method: 'POST', headers: { authorization: `Bearer ${the.credential('ministry').apiKey}` }, body: new URLSearchParams({ places: '1' }) };
    expect((await fetch(`${the.site.url}/api/v1/activations`, asForm)).status).toBe(415);
  });

  it.each(['/api/v1/openapi.json/', '/api/v1/openapi.json/x', '/api/v1/openapi.jsonx'])('is not the description at %s', async (path) => {
    expect((await fetch(`${the.site.url}${path}`, { headers: { authorization: `Bearer ${the.credential('ministry').apiKey}` } })).status).toBe(404);
    expect((await fetch(`${the.site.url}/api/v1/openapi.json`)).headers.get('access-control-allow-origin')).toBe('*');
  });
});
