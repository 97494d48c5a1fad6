import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { STORAGE_POLICY } from '../../config/documents.js';
import type { DemoCredential } from '../../src/demo/index.js';
import { documentForm } from '../e2e/document-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { pdf } from '../support/files.js';
import { startApp, type AppProcess } from '../support/processes.js';
import { startS3Server, type S3Server } from '../support/s3-server.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

let db: TestDatabase;
let s3: S3Server;
let folder: string;
let processes: AppProcess[];

beforeEach(async () => {
  db = await createTestDatabase();
  s3 = await startS3Server();
  folder = await mkdtemp(join(tmpdir(), 'adh-document-'));
  processes = [];
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await s3.stop();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(): Promise<AppProcess> {
  const env = {
    DATABASE_URL: db.appUrl, MIGRATION_DATABASE_URL: db.ownerUrl, STORAGE_URL: s3.url, DATA_DIR: folder, DEMO_DATA: '1', SWEEP_SECONDS: '1', APP_SECRET: 'een geheim van ten minste 32 tekens',
  };
  const app = await startApp({ env });
  processes.push(app);
  return app;
}

/** Where a municipality of the demo may put documents, and its key. */
async function ownLocation(): Promise<{ path: string; apiKey: string }> {
  const credentials = JSON.parse(await readFile(join(folder, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
  const [found] = await db.sql<{ id: string; name: string }>('SELECT l.id, o.name FROM standby_locations l JOIN organisations o ON o.id = l.organisation_id ORDER BY l.name LIMIT 1');
  return { path: `/api/v1/standby-locations/${found!.id}/documents`, apiKey: credentials.find(({ name }) => name === found!.name)!.apiKey };
}

describe('kill -9 between the store and the database', () => {
  it('leaves no document and, after a while, no object; what is on file stays', async () => {
    const first = await start();
    const { path, apiKey } = await ownLocation();
    const send = (url: string): Promise<Response> => fetch(`${url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}` }, body: documentForm() });
    expect((await send(first.url)).status).toBe(201);
    const [kept] = [...s3.objects.keys()];

    // The object is written, and the service does not know yet.
    s3.trouble = 'hang-after-writing';
    const lost = send(first.url).then(() => 'answered', () => 'cut off');
    await waitFor('the second object to be written', () => s3.objects.size === 2, { timeoutMs: 10_000 });
    await first.kill();
    expect(await lost).toBe('cut off');
    s3.trouble = 'none';

    const second = await start();
    expect(await db.sql('SELECT id FROM location_documents')).toEqual([{ id: kept }]);
    expect(s3.objects.size).toBe(2);
    await second.stop();

    await db.shiftClock(STORAGE_POLICY.unclaimedKeptSeconds.value + 60);
    const third = await start();
    await waitFor('the object that nothing refers to to be gone', () => s3.objects.size === 1, { timeoutMs: 20_000 });
    const content = await fetch(`${third.url}${path}/${kept}/content`, { headers: { authorization: `Bearer ${apiKey}` } });
    expect(Buffer.from(await content.arrayBuffer())).toEqual(pdf());
    expect(await db.sql('SELECT count(*)::int AS objects FROM stored_objects WHERE deleted_at IS NULL')).toEqual([{ objects: 1 }]);
  });
});
