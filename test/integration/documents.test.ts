import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SchedulerRegistry } from '@nestjs/schedule';
import { DOCUMENT_POLICY, STORAGE_POLICY } from '../../config/documents.js';
import { newId, Problem, SYSTEM_ACTOR, type Actor, type OrganisationKind } from '../../src/kernel/index.js';
import { AddDocument, LOCATION_ENTITIES, LOCATION_SCHEMA, LocationDocuments, Locations, RegisterLocation, RemoveDocument, type DocumentOnFile } from '../../src/locations/index.js';
import { assessLocation } from '../../src/locations/assess-location.js';
import { ExpiryPlan } from '../../src/locations/expiry-plan.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations } from '../../src/organisations/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { Database, SweepDatabase } from '../../src/platform/database/index.js';
import { DueMoments } from '../../src/platform/due-moments/index.js';
import { idempotencyKeyOf, parseInput } from '../../src/platform/http/index.js';
import type { WakeUps } from '../../src/platform/queue/index.js';
import { ObjectCleanUp, openScanner, spool, StoredObjects } from '../../src/platform/storage/index.js';
import { FileStore } from '../../src/platform/storage/file-store.js';
import { RecordBook, RecordReader } from '../../src/record/index.js';
import { startClamd, type ClamdServer } from '../support/clamd-server.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { exif, HTML, JPEG, jpegWith, pdf, PNG } from '../support/files.js';
import { readyBody } from './location-body.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

let test: TestDatabase;
let database: Database;
let folder: string;
let store: FileStore;
let objects: StoredObjects;
let add: AddDocument;
let remove: RemoveDocument;
let register: RegisterLocation;
let cleanUp: ObjectCleanUp;
let clamd: ClamdServer;
let location: string;
const record = new RecordBook();
const documents = new LocationDocuments();
const locations = new Locations();
// No queue here: what is due is found in the table.
const plan = new ExpiryPlan(new DueMoments({ dueMoments: async () => undefined } as unknown as WakeUps), locations);
const ids = new Map<string, string>();

const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = 'PV22'): Actor => {
  const organisationId = ids.get(name)!;
  return { ...SYSTEM_ACTOR, scope: { kind, organisationId, provinceCode }, kind, organisationId, personId: organisationId, name: 'Anja Test', function: 'tester', channel: 'api' };
};
const assen = (): Actor => actorOf('municipality', 'Assen');
const emmen = (): Actor => actorOf('municipality', 'Emmen');
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'nothing was refused', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));
const stored = async (): Promise<string[]> => (await readdir(join(folder, 'documents')).catch(() => [])).sort();
const onFile = async (actor = assen(), at = location): Promise<DocumentOnFile[]> => (await documents.ofLocation(database, actor.scope, at))!;

type Given = { kind?: DocumentOnFile['kind']; label?: string | null; validUntil?: string | null; name?: string; key?: string; actor?: Actor; at?: string; use?: AddDocument };
async function given(bytes: Buffer, { kind = 'floor-plan', label = null, validUntil = null, name = 'plan.pdf', key, actor = assen(), at = location, use = add }: Given = {}): Promise<string> {
  const content = await spool(Readable.from([bytes]), join(folder, 'uploads'), DOCUMENT_POLICY.maximumBytes.value);
  try {
    const { documentId } = await use.run(actor, at, { kind, label, validUntil }, { name, content }, idempotencyKeyOf(actor, key, { operation: 'add-document', input: { name, kind } }));
    return documentId;
  } finally {
    await content.close();
  }
}
const registered = async (changes: Record<string, unknown> = {}): Promise<string> =>
  (await register.run(assen(), parseInput(LOCATION_SCHEMA, readyBody({ name: `Hal ${newId()}`, ...changes })))).locationId;
const withScanner = (clamdUrl: string | undefined): AddDocument => new AddDocument(database, objects, openScanner({ clamdUrl }), record, plan, { dataDir: folder });
const cleaner = (): ObjectCleanUp => new ObjectCleanUp({ role: 'worker' } as Settings, new SweepDatabase(database), store, {} as SchedulerRegistry);

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'adh-documents-'));
  clamd = await startClamd();
  database = await Database.connect(test.appUrl, 12, 'test', [...ORGANISATION_ENTITIES, ...LOCATION_ENTITIES]);
  store = new FileStore(join(folder, 'documents'));
  objects = new StoredObjects(database, store);
  add = withScanner(undefined);
  remove = new RemoveDocument(database, documents, objects, record, plan);
  register = new RegisterLocation(database, new Organisations(), plan, record);
  cleanUp = cleaner();
  const directory = new DirectoryWriter(record);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' },
      { kind: 'province', name: 'Groningen', code: 'PV20', provinceCode: 'PV20' },
      { kind: 'ministry', name: 'PRO' }, { kind: 'red-cross', name: 'Rode Kruis' }, { kind: 'coa', name: 'COA' }, { kind: 'auditor', name: 'Auditor' }, { kind: 'operations', name: 'Piket' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
  });
});
afterAll(async () => {
  await clamd.stop();
  await database?.close();
  await test?.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await test.shiftClock(0);
  location = await registered();
});

describe('a document that was added', () => {
  it('is on file with what it is by its content, and its content is in the store', async () => {
    const id = await given(pdf(), { label: 'Plattegrond begane grond', validUntil: '2030-12-31', name: 'C:\\mappen\\plan.PNG' });
    const [document] = await onFile();
    expect(document).toEqual({
      id, locationId: location, kind: 'floor-plan', label: 'Plattegrond begane grond', fileName: 'plan.pdf', mediaType: 'application/pdf', sizeBytes: pdf().length,
      sha256: createHash('sha256').update(pdf()).digest('hex'), validUntil: '2030-12-31', scanned: false, uploadedBy: 'Anja Test', uploadedAt: expect.any(Date), version: 1,
    });
    expect(await readFile(join(folder, 'documents', id))).toEqual(pdf());
    expect(await buffer((await objects.read(id))!.stream)).toEqual(pdf());
  });

  it('is called by its file when nobody says otherwise', async () => {
    await given(PNG, { kind: 'other', name: 'meterkast links.png' });
    expect((await onFile())[0]).toMatchObject({ label: 'meterkast links', fileName: 'meterkast links.png', mediaType: 'image/png' });
  });

  it('is on the record with its digest, and its names apart', async () => {
    const id = await given(pdf(), { label: 'Plan van Sam', name: 'sam.pdf' });
    const entry = (await new RecordReader().ofSubject(database, location)).at(-1)!;
    expect(entry).toMatchObject({ action: 'location.document-added', after: { documentId: id, kind: 'floor-plan', sizeBytes: pdf().length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });
    expect(JSON.stringify(entry.after)).not.toMatch(/Sam|sam\.pdf/);
    expect(entry.personal).toMatchObject({ label: 'Plan van Sam', fileName: 'sam.pdf' });
  });

  it('keeps of a photo the picture and which side is up, not the place', async () => {
    const id = await given(jpegWith(exif(6)), { kind: 'photo', name: 'IMG_0001.jpg' });
    const kept = await readFile(join(folder, 'documents', id));
    expect((await onFile())[0]).toMatchObject({ sizeBytes: kept.length, sha256: createHash('sha256').update(kept).digest('hex') });
    expect(kept.length).toBe(JPEG.length + 36);
    expect(kept.subarray(-JPEG.length + 2)).toEqual(JPEG.subarray(2));
  });

  it('is one for a repeated request, and the second object goes', async () => {
    const first = await given(pdf(), { key: 'same' });
    expect(await given(pdf(), { key: 'same' })).toBe(first);
    expect(await codeOf(given(pdf(), { key: 'same', kind: 'permit' }))).toBe('REQUEST.IDEMPOTENCY_KEY_REUSED');
    expect((await onFile()).map(({ id }) => id)).toEqual([first]);
    await cleanUp.cleanUp();
    expect(await stored()).toContain(first);
    const rows = await test.sql<{ id: string; gone: boolean }>('SELECT id, deleted_at IS NOT NULL AS gone FROM stored_objects');
    expect(await stored()).toEqual(rows.filter(({ gone }) => !gone).map(({ id }) => id).sort());
  });

  it('as a photo gives a finding something to refer to; nothing else at hand does', async () => {
    const content = await spool(Readable.from([JPEG]), join(folder, 'uploads'), 1_000_000);
    const photo = await add.attachPhoto(assen(), location, { name: 'muur.jpg', content, label: 'Muur' });
    await content.close();
    const plan = await given(pdf());
    const elsewhere = await given(JPEG, { kind: 'photo', at: await registered() });
    const gone = await given(JPEG, { kind: 'photo' });
    await remove.run(assen(), location, gone, 1);
    expect(await documents.notPhotosOf(database, location, [photo, plan, elsewhere, gone, 'onzin'])).toEqual([plan, elsewhere, gone, 'onzin']);
  });
});

describe('a document', () => {
  it('of twenty that are added at once is there, each of them', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => given(pdf({ comment: `%${index}\n` }), { label: `nr ${index}` })));
    expect((await onFile()).map(({ label }) => label).sort()).toEqual(Array.from({ length: 20 }, (_, index) => `nr ${index}`).sort());
  });

  it('is one too many when the location is full', async () => {
    const last = await given(pdf());
    await test.sql(
      `INSERT INTO stored_objects (id, created_at) SELECT gen_random_uuid(), app_now() FROM generate_series(2, $1)`, [DOCUMENT_POLICY.maximumPerLocation.value]);
    await test.sql(
      `INSERT INTO location_documents (id, location_id, kind, label, file_name, media_type, size_bytes, sha256, scanned, uploaded_by, uploaded_at)
       SELECT o.id, $1, 'other', 'x', 'x.pdf', 'application/pdf', 1, sha256('x'), false, 'x', app_now() FROM stored_objects o
        WHERE NOT EXISTS (SELECT 1 FROM location_documents d WHERE d.id = o.id) AND delete_after IS NULL`, [location]);
    expect(await codeOf(given(pdf()))).toBe('DOCUMENT.TOO_MANY');
    await remove.run(assen(), location, last, 1);
    await given(pdf());
  });

  it.each([
    ['somebody else’s', async () => given(pdf(), { actor: emmen() }), 'LOCATION.NOT_YOURS'],
    ['a ministry’s', async () => given(pdf(), { actor: actorOf('ministry', 'PRO', null) }), 'AUTH.FORBIDDEN'],
    ['of no location', async () => given(pdf(), { at: newId() }), 'REQUEST.NOT_FOUND'],
    ['that is a web page', async () => given(HTML), 'DOCUMENT.TYPE_NOT_ALLOWED'],
    ['that is empty', async () => given(Buffer.alloc(0)), 'DOCUMENT.EMPTY'],
    ['that was cut off', async () => given(pdf().subarray(0, 200)), 'DOCUMENT.INCOMPLETE'],
    ['that is two things', async () => given(Buffer.concat([PNG, HTML])), 'DOCUMENT.MIXED'],
    ['that is a photo on paper', async () => given(pdf(), { kind: 'photo' }), 'REQUEST.INVALID'],
  ])('is refused when it is %s, and nothing of it is kept', async (_what, attempt, code) => {
    await cleanUp.cleanUp();
    const before = [await stored(), await onFile()];
    expect(await codeOf(attempt())).toBe(code);
    await cleanUp.cleanUp();
    expect([await stored(), await onFile()]).toEqual(before);
    expect(await readdir(join(folder, 'uploads'))).toEqual([]);
  });

  it('whose location was withdrawn while it came in is refused, and its object goes with the next clean-up', async () => {
    const before = await stored();
    const late = new AddDocument(database, {
      ...objects, write: async (content: Parameters<StoredObjects['write']>[0]) => {
        const id = await objects.write(content);
        await test.sql('UPDATE standby_locations SET withdrawn_at = app_now() WHERE id = $1', [location]);
        return id;
      }, abandon: (id: string) => objects.abandon(id),
    } as unknown as StoredObjects, openScanner({ clamdUrl: undefined }), record, plan, { dataDir: folder });
    expect(await codeOf(given(pdf(), { use: late }))).toBe('REQUEST.NOT_FOUND');
    expect((await stored()).length).toBe(before.length + 1);
    await cleanUp.cleanUp();
    expect(await stored()).toEqual(before);
  });
});

describe('who may see a location’s contacts', () => {
  it('sees its documents; for everybody else they are not there', async () => {
    const id = await given(pdf());
    const sees = async (actor: Actor): Promise<unknown[]> =>
      [(await documents.ofLocation(database, actor.scope, location))?.length ?? null, await codeOf(documents.byId(database, actor.scope, location, id))];
    for (const [kind, name, province] of [['municipality', 'Assen', 'PV22'], ['ministry', 'PRO', null], ['operations', 'Piket', null], ['auditor', 'Auditor', null], ['province', 'Drenthe', 'PV22']] as const) {
      expect([name, ...(await sees(actorOf(kind, name, province)))]).toEqual([name, 1, 'nothing was refused']);
    }
    for (const [kind, name, province] of [['municipality', 'Emmen', 'PV22'], ['province', 'Groningen', 'PV20'], ['red-cross', 'Rode Kruis', null], ['coa', 'COA', null]] as const) {
      expect([name, ...(await sees(actorOf(kind, name, province)))]).toEqual([name, null, 'REQUEST.NOT_FOUND']);
    }
    expect(await codeOf(documents.byId(database, assen().scope, await registered(), id))).toBe('REQUEST.NOT_FOUND');
  });
});

describe('a floor plan among the documents', () => {
  const standing = async (at: string): Promise<unknown> => {
    const { readiness } = assessLocation(await locations.byId(database, assen().scope, at), await database.now());
    return readiness.criteria.find(({ criterion }) => criterion === 'floor-plan')!.met;
  };

  it('counts for readiness while it is there and valid', async () => {
    const at = await registered({ floorPlanOnFile: 'no' });
    expect(await standing(at)).toBe(false);
    await given(pdf(), { at, kind: 'permit' });
    expect(await standing(at)).toBe(false);
    const expired = await given(pdf(), { at, validUntil: '2020-01-01' });
    expect(await standing(at)).toBe(false);
    const plan = await given(pdf(), { at });
    expect(await standing(at)).toBe(true);
    await remove.run(assen(), at, expired, 1);
    expect(await standing(at)).toBe(true);
    await remove.run(assen(), at, plan, 1);
    expect(await standing(at)).toBe(false);
  });
});

describe('a document that was removed', () => {
  it('is no longer there; that it was is on the record; its content goes when its time is over', async () => {
    const id = await given(pdf());
    await remove.run(assen(), location, id, 1);
    expect(await onFile()).toEqual([]);
    expect(await codeOf(documents.byId(database, assen().scope, location, id))).toBe('REQUEST.NOT_FOUND');
    const entry = (await new RecordReader().ofSubject(database, location)).at(-1)!;
    expect(entry).toMatchObject({ action: 'location.document-removed', before: { documentId: id, kind: 'floor-plan', removedAt: null }, after: { removedAt: expect.any(String) } });
    const days = DOCUMENT_POLICY.removedKeptDays.value;
    await test.shiftClock(days * DAY - HOUR);
    await cleanUp.cleanUp();
    expect(await stored()).toContain(id);
    await test.shiftClock(days * DAY + HOUR);
    await cleanUp.cleanUp();
    expect(await stored()).not.toContain(id);
    expect(await test.sql('SELECT kind, removed_at IS NOT NULL AS removed FROM location_documents WHERE id = $1', [id])).toEqual([{ kind: 'floor-plan', removed: true }]);
  });

  it('is removed once, with the version that was read, by its own municipality', async () => {
    const id = await given(pdf());
    expect(await codeOf(remove.run(assen(), location, id, 7))).toBe('REQUEST.STALE_VERSION');
    expect(await codeOf(remove.run(emmen(), location, id, 1))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(remove.run(assen(), await registered(), id, 1))).toBe('REQUEST.NOT_FOUND');
    const two = await Promise.all([codeOf(remove.run(assen(), location, id, 1)), codeOf(remove.run(assen(), location, id, 1))]);
    expect(two.sort()).toEqual(['REQUEST.NOT_FOUND', 'nothing was refused']);
  });
});

describe('an object that nothing refers to', () => {
  // As after a crash between the store and the transaction: the row and the object are there, the document is not.
  const orphan = async (): Promise<string> => {
    const content = await spool(Readable.from([pdf()]), join(folder, 'uploads'), 1_000_000);
    const id = await objects.write(content);
    await content.close();
    return id;
  };

  it('is left alone for an hour, and then cleared away', async () => {
    const id = await orphan();
    await cleanUp.cleanUp();
    expect(await stored()).toContain(id);
    await test.shiftClock(STORAGE_POLICY.unclaimedKeptSeconds.value + 60);
    expect(await cleanUp.cleanUp()).toBeGreaterThanOrEqual(1);
    expect(await stored()).not.toContain(id);
    expect(await cleanUp.cleanUp()).toBe(0);
  });

  it('is not kept any more once the clean-up has claimed it, and not cleared away once it is kept', async () => {
    const [taken, kept] = [await orphan(), await orphan()];
    await database.transaction((tx) => objects.keep(tx, kept));
    await test.shiftClock(STORAGE_POLICY.unclaimedKeptSeconds.value + 60);
    await Promise.all([cleanUp.cleanUp(), cleaner().cleanUp(), cleaner().cleanUp()]);
    expect(await codeOf(database.transaction((tx) => objects.keep(tx, taken)))).toBe('STORAGE.UNAVAILABLE');
    expect(await stored()).toContain(kept);
    await objects.abandon(kept);
    await cleanUp.cleanUp();
    expect(await stored()).toContain(kept);
  });

  it('is cleared away in batches, and what cannot be deleted is tried again later without holding up the others', async () => {
    const stubborn = await orphan();
    for (let index = 0; index < STORAGE_POLICY.cleanUpBatch.value + 5; index += 1) await orphan();
    await test.shiftClock(STORAGE_POLICY.unclaimedKeptSeconds.value + 60);
    const refusing = new FileStore(join(folder, 'documents'));
    refusing.delete = async (id) => (id === stubborn ? Promise.reject(new Error('not now')) : store.delete(id));
    const troubled = new ObjectCleanUp({ role: 'worker' } as Settings, new SweepDatabase(database), refusing, {} as SchedulerRegistry);
    expect(await troubled.cleanUp()).toBe(STORAGE_POLICY.cleanUpBatch.value - 1);
    expect(await troubled.cleanUp()).toBe(6);
    expect(await troubled.cleanUp()).toBe(0);
    expect(await stored()).toContain(stubborn);
    await test.shiftClock(STORAGE_POLICY.unclaimedKeptSeconds.value + STORAGE_POLICY.deleteRetrySeconds.value + 120);
    expect(await cleanUp.cleanUp()).toBe(1);
    expect(await stored()).not.toContain(stubborn);
  });
});

describe('with a virus scanner', () => {
  it('a clean file is kept as looked at, and an infected one is not kept', async () => {
    const scanned = withScanner(clamd.url);
    await given(pdf(), { use: scanned });
    expect((await onFile())[0]!.scanned).toBe(true);
    expect(clamd.files.at(-1)).toEqual(pdf());
    const before = await stored();
    const infected = await given(pdf({ comment: '%EICAR\n' }), { use: scanned }).catch((error: unknown) => error as Problem);
    expect(infected).toMatchObject({ type: { code: 'DOCUMENT.INFECTED', status: 422 }, fields: [{ path: 'file', message: { nl: expect.stringContaining('Eicar-Test-Signature') } }] });
    expect([await stored(), (await onFile()).length]).toEqual([before, 1]);
  });

  it('that is away nothing is kept unseen', async () => {
    const before = await stored();
    expect(await codeOf(given(pdf(), { use: withScanner('tcp://127.0.0.1:1') }))).toBe('DOCUMENT.SCANNER_UNAVAILABLE');
    expect([await stored(), await onFile()]).toEqual([before, []]);
  });
});
