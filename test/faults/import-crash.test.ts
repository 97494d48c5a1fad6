import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { IMPORT_POLICY } from '../../config/import.js';
import type { DemoCredential } from '../../src/demo/index.js';
import { newId } from '../../src/kernel/index.js';
import { Visitor } from '../e2e/visitor.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startApp, type AppProcess } from '../support/processes.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

/** Enough for several batches of each step. */
const ROWS = 1500;
const FILE = ['Kenmerk;Naam;Straat;Huisnummer;Postcode;Plaats;Aangeboden plekken', ...Array.from({ length: ROWS }, (_, n) => `K-${n};Gebouw ${n};Verzonnen weg;${n + 1};9401AB;Assen;40`)].join('\r\n');

let db: TestDatabase;
let folder: string;
let app: AppProcess;
let shift = 0;
beforeEach(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'adh-import-'));
});
afterEach(async () => {
  await app?.kill();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  app = await startApp({ env: { DATABASE_URL: db.appUrl, MIGRATION_DATABASE_URL: db.ownerUrl, DATA_DIR: folder, DEMO_DATA: '1', SWEEP_SECONDS: '1', APP_SECRET: 'een geheim van ten minste 32 tekens' } });
}
/** Dies in the middle; another process takes over once the lease of the dead one is over. */
async function killAndTakeOver(): Promise<void> {
  await app.kill();
  shift += IMPORT_POLICY.leaseSeconds.value + 5;
  await db.shiftClock(shift);
  await start();
}
const count = async (from: string): Promise<number> => (await db.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${from}`))[0]!.count;
const status = async (): Promise<string> => (await db.sql<{ status: string }>('SELECT status FROM location_imports'))[0]!.status;
const registered = () => count(`standby_locations WHERE reference LIKE 'K-%'`);
const until = (what: string, isSo: () => Promise<boolean>) => waitFor(what, isSo, { timeoutMs: 40_000, everyMs: 5 });

async function visitor(): Promise<Visitor> {
  const credentials = JSON.parse(await readFile(join(folder, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
  const { email, password } = credentials.find(({ name }) => name === 'Gemeente Assen')!;
  return new Visitor(app).signIn(email, password);
}
async function upload(): Promise<string> {
  const form = new FormData();
  form.set('idempotencyKey', newId());
  form.set('file', new Blob([FILE]), 'locaties.csv');
  const encoded = new Request('http://localhost', { method: 'POST', body: form });
  const by = await visitor();
  const cookie = [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${app.url}/locaties/importeren`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: app.url, 'content-type': encoded.headers.get('content-type')! }, body: await encoded.arrayBuffer() });
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!;
}

it('kill -9 while an import is checked, prepared and finished loses nothing and writes nothing twice', async () => {
  await start();
  const path = await upload();
  await until('some of the file to be checked', async () => (await count('location_import_rows')) > 0);
  expect(await status()).toBe('checking');
  await killAndTakeOver();
  await until('the file to be checked', async () => (await status()) === 'checked');
  expect([await count('location_import_rows'), await registered()]).toEqual([ROWS, 0]);

  const by = await visitor();
  const version = /name="version" value="(\d+)"/.exec(await (await by.get(path)).text())![1]!;
  expect((await by.post(`${path}/inlezen`, { version, mode: 'all' })).status).toBe(303);
  await until('some of the entries to be prepared', async () => (await count('location_import_rows WHERE entry_id IS NOT NULL')) > 0);
  await app.kill();
  // All or nothing, wherever it was.
  expect([0, ROWS]).toContain(await registered());
  await killAndTakeOver();
  await until('some of what follows to be done', async () => (await count('location_import_rows WHERE followed_up')) > 0 || (await status()) === 'done');
  await killAndTakeOver();
  await until('the import to be done', async () => (await status()) === 'done');

  expect(await registered()).toBe(ROWS);
  expect(await count(`(SELECT e.subject_id FROM record_entries e JOIN standby_locations l ON l.id = e.subject_id WHERE l.reference LIKE 'K-%' AND e.action = 'location.registered') AS entries`)).toBe(ROWS);
  expect(await count('location_import_parts')).toBe(0);
});
