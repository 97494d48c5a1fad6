import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { dayOf, fill, newId, Problem, type Actor } from '../../src/kernel/index.js';
import { ChangeLocation, LOCATION_SCHEMA, RegisterLocation } from '../../src/locations/index.js';
import { ApplyImport } from '../../src/locations/import/apply-import.js';
import { DecideImport } from '../../src/locations/import/decide-import.js';
import { ImportRunner } from '../../src/locations/import/import-runner.js';
import type { ImportMode, LocationImport } from '../../src/locations/import/location-import.js';
import { LocationImports } from '../../src/locations/import/location-imports.js';
import { StartImport } from '../../src/locations/import/start-import.js';
import { Database, WorkerDatabase } from '../../src/platform/database/index.js';
import { CarryOut } from '../../src/platform/due-moments/index.js';
import { parseInput } from '../../src/platform/http/index.js';
import { Sealer } from '../../src/record/index.js';
import { addMember, startSite, type Member, type Site } from '../e2e/site.js';
import { readyBody } from './location-body.js';

let site: Site;
let database: Database;
let start: StartImport;
let decide: DecideImport;
let runner: ImportRunner;
let imports: LocationImports;
let assen: Actor;
let emmen: Actor;

const actorOf = ({ organisationId, personId }: Member): Actor => ({
  scope: { kind: 'municipality', organisationId, provinceCode: 'PV22' }, kind: 'municipality', organisationId, personId, apiKeyId: null, name: 'Bo Proef', function: 'tester', channel: 'page', language: 'nl', ip: '127.0.0.1', agent: null,
});

beforeAll(async () => {
  site = await startSite();
  database = site.app.get(Database);
  start = site.app.get(StartImport, { strict: false });
  decide = site.app.get(DecideImport, { strict: false });
  runner = site.app.get(ImportRunner, { strict: false });
  imports = site.app.get(LocationImports, { strict: false });
  assen = actorOf(await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' }));
  emmen = actorOf(await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' }));
}, 60_000);
afterAll(() => site?.close());

const HEADER = ['Kenmerk', 'Naam', 'Straat', 'Huisnummer', 'Postcode', 'Plaats', 'Aangeboden plekken', 'Contact 1: rol', 'Contact 1: naam', 'Contact 1: functie', 'Contact 1: telefoon'];
type Row = Partial<Record<'reference' | 'name' | 'postcode' | 'places' | 'contact', string>>;
const line = ({ reference = newId(), name = 'Hal', postcode = '9401AB', places = '100', contact = 'Piket Assen' }: Row): string =>
  [reference, name, 'Verzonnen weg', '1', postcode, 'Assen', places, 'wie het gebouw opent', contact, 'piket', '0592 000 100'].join(';');
const csv = (...rows: readonly Row[]): string => [HEADER.join(';'), ...rows.map(line)].join('\r\n');

const upload = (content: string, actor = assen, name = 'locaties.csv'): Promise<string> => {
  const bytes = Buffer.from(content);
  return start.run(actor, { name, content: { size: bytes.length, stream: () => Readable.from([bytes]) } });
};
const stateOf = (id: string, actor = assen): Promise<LocationImport> => imports.byId(database, actor, id);
async function checked(content: string, actor = assen): Promise<LocationImport> {
  const id = await upload(content, actor);
  await runner.run(id);
  return stateOf(id, actor);
}
async function written(from: LocationImport, mode: ImportMode = 'all', actor = assen): Promise<LocationImport> {
  await decide.write(actor, from.id, from.version, mode);
  await runner.run(from.id);
  return stateOf(from.id, actor);
}
const problemsOf = async ({ id }: LocationImport): Promise<string[]> =>
  (await imports.wrongRows(database, id, 0, 100)).flatMap(({ rowNumber, problems }) => problems.map(({ code, index }) => `${rowNumber}:${index} ${code}`));
const located = (actor: Actor) => site.database.sql<{ reference: string; name: string; version: number; claimed_places: number; id: string }>(
  'SELECT reference, name, version, claimed_places, id FROM standby_locations WHERE organisation_id = $1 ORDER BY reference', [actor.organisationId]);
const byReference = async (reference: string) => (await located(assen)).filter((each) => each.reference === reference);
const total = async (): Promise<number> => (await located(assen)).length;
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));
const change = (id: string, version: number, changes: Record<string, unknown>) => site.app.get(ChangeLocation, { strict: false }).run(assen, id, version, parseInput(LOCATION_SCHEMA, readyBody(changes)));
const register = (reference: string) => site.app.get(RegisterLocation, { strict: false }).run(assen, parseInput(LOCATION_SCHEMA, readyBody({ reference })));

describe('a dry run', () => {
  it('tells what would happen and writes nothing', async () => {
    const before = await total();
    const found = await checked(csv({ reference: 'droog-1' }, { reference: 'droog-2', postcode: '49074' }, { reference: 'droog-3', places: 'veel', name: '' }));
    expect(found).toMatchObject({ status: 'checked', rows: { new: 1, changed: 0, unchanged: 0, wrong: 2 }, problems: 3, headerFaults: [], format: { kind: 'csv', encoding: 'utf-8', delimiter: ';' }, rowsRead: 3 });
    expect(await problemsOf(found)).toEqual(['3:4 foreign-postcode', '4:6 not-a-number', '4:1 required']);
    expect([await total(), (await site.database.sql(`SELECT 1 FROM record_entries WHERE action LIKE 'location.%' AND organisation_id = $1`, [assen.organisationId])).length]).toEqual([before, 0]);
  });

  it('names rows that are about the same location, whether they are good or not', async () => {
    const found = await checked(csv({ reference: 'twee' }, { reference: 'een' }, { reference: 'twee', places: 'x' }, { reference: ' twee ' }));
    expect(found.rows).toMatchObject({ new: 1, wrong: 3 });
    const rows = await imports.wrongRows(database, found.id, 0, 10);
    expect(rows.map(({ rowNumber, problems }) => [rowNumber, fill(problems.at(-1)!.message.nl, problems.at(-1)!.params).slice(0, 14)])).toEqual([[2, 'Rij 4, 5 gaat '], [4, 'Rij 2, 5 gaat '], [5, 'Rij 2, 4 gaat ']]);
  });

  it('names unknown and missing columns once', async () => {
    const found = await checked(`Kenmerk;Naam;Straten\nA;Hal;x\nB;Zaal;y`);
    expect(found.headerFaults.map(({ code, params }) => [code, params?.['nl']])).toEqual([
      ['unknown-column', 'Straat'], ['missing-column', 'Straat'], ['missing-column', 'Huisnummer'], ['missing-column', 'Postcode'], ['missing-column', 'Plaats'], ['missing-column', 'Aangeboden plekken'],
    ]);
    expect(found.rows).toMatchObject({ new: 0, wrong: 2 });
  });

  it.each([
    ['two columns of the same name', 'Kenmerk;Naam;Name\nA;B;C', 'unclear-columns'],
    ['no header that is known', 'Jansen;12\nPieters;13', 'unclear-columns'],
    ['nothing below the header', `${HEADER.join(';')}\n\n`, 'no-rows'],
    ['nothing at all', '', 'empty-file'],
    ['a web page', '<html><table></table></html>', 'web-page'],
  ])('of a file with %s says so, and keeps nothing of it', async (_what, content, code) => {
    const found = await checked(content);
    expect([found.status, found.fault?.code, found.clearedAt !== null, found.uploadedBy]).toEqual(['failed', code, true, null]);
    expect(await site.database.sql('SELECT 1 FROM location_import_parts WHERE import_id = $1', [found.id])).toEqual([]);
  });

  it('takes unreadable characters for what they are', async () => {
    // At its beginning it would say that the file is no text at all.
    const found = await checked(csv(...Array.from({ length: 80 }, () => ({})), { reference: 'nul', name: 'a\u0000b' }));
    expect(await problemsOf(found)).toEqual(['82:1 garbled']);
  });

  it('is its municipality’s own', async () => {
    const found = await checked(csv({ reference: 'van-assen' }));
    expect(await codeOf(stateOf(found.id, emmen))).toBe('REQUEST.NOT_FOUND');
    expect(await codeOf(decide.write(emmen, found.id, found.version, 'all'))).toBe('REQUEST.NOT_FOUND');
    expect((await imports.recent(database, emmen)).map(({ id }) => id)).not.toContain(found.id);
    expect(await codeOf(upload('x', { ...assen, kind: 'province', scope: { kind: 'province', organisationId: assen.organisationId!, provinceCode: 'PV22' } }))).toBe('AUTH.FORBIDDEN');
  });
});

describe('all or nothing', () => {
  it('writes every row as if it had been registered by hand, with its entry on a record that holds', async () => {
    const done = await written(await checked(csv({ reference: 'alles-1', name: 'Hal Eén' }, { reference: 'alles-2' })));
    expect(done).toMatchObject({ status: 'done', mode: 'all', rows: { new: 2, changed: 0 } });
    const [one] = await byReference('alles-1');
    expect(one).toMatchObject({ name: 'Hal Eén', version: 1, claimed_places: 100 });
    const [byHand] = [(await register('met-de-hand')).locationId];
    const entry = async (id: string) => (await site.database.sql<{ action: string; after: Record<string, unknown>; personal: Record<string, unknown>; person_id: string; channel: string }>(
      'SELECT e.action, e.after, e.person_id, e.channel, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1', [id]))[0]!;
    const [imported, registered] = [await entry(one!.id), await entry(byHand!)];
    expect(imported).toMatchObject({ action: 'location.registered', person_id: assen.personId, channel: 'page' });
    expect(Object.keys(imported.after).sort()).toEqual(Object.keys(registered.after).sort());
    expect(Object.keys(imported.personal).sort()).toEqual(Object.keys(registered.personal).sort());
    expect(JSON.stringify(imported.after)).not.toContain('Piket Assen');
    expect(JSON.stringify(imported.personal)).toContain('Piket Assen');
    const sealer = site.app.get(Sealer, { strict: false });
    await sealer.seal();
    const digests = await site.database.sql('SELECT 1 FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.personal_digest IS NULL');
    expect(digests).toEqual([]);
  });

  it('is refused while anything is wrong, and nothing is written', async () => {
    const before = await total();
    const found = await checked(csv({ reference: 'niet-1' }, { reference: 'niet-2', postcode: 'x' }));
    expect(await codeOf(decide.write(assen, found.id, found.version, 'all'))).toBe('IMPORT.HAS_PROBLEMS');
    const unknown = await checked(csv({ reference: 'niet-3' }).replace('Naam', 'Naam;Zonnepanelen').replace('Hal', 'Hal;ja'));
    expect(unknown.headerFaults).toHaveLength(1);
    expect(await codeOf(decide.write(assen, unknown.id, unknown.version, 'all'))).toBe('IMPORT.HAS_PROBLEMS');
    expect([await total(), (await stateOf(found.id)).status]).toEqual([before, 'checked']);
  });

  it('stops as a whole when one location was changed by somebody else meanwhile; checked again it goes on from there', async () => {
    await written(await checked(csv({ reference: 'samen-1' }, { reference: 'samen-2' })));
    const found = await checked(csv({ reference: 'samen-1', places: '80' }, { reference: 'samen-2', places: '80' }, { reference: 'samen-3' }));
    expect(found.rows).toMatchObject({ new: 1, changed: 2, wrong: 0 });
    const [one] = await byReference('samen-1');
    await change(one!.id, one!.version, { reference: 'samen-1', name: 'Van een collega' });
    const stopped = await written(found);
    expect(stopped).toMatchObject({ status: 'checked', rowsOvertaken: 1, rows: { new: 1, changed: 1, wrong: 1 } });
    expect(await problemsOf(stopped)).toEqual(['2:null changed-since']);
    expect([(await byReference('samen-1'))[0], (await byReference('samen-2'))[0], await byReference('samen-3')]).toMatchObject([{ name: 'Van een collega', version: 2, claimed_places: 100 }, { version: 1, claimed_places: 100 }, []]);
    await decide.again(assen, stopped.id, stopped.version);
    await runner.run(stopped.id);
    const done = await written(await stateOf(stopped.id));
    expect(done).toMatchObject({ status: 'done', rows: { new: 1, changed: 2, wrong: 0 } });
    expect((await byReference('samen-1'))[0]).toMatchObject({ name: 'Hal', version: 3, claimed_places: 80 });
  });
});

describe('the good rows only', () => {
  it('writes those, and keeps the others with their cells to be corrected', async () => {
    const found = await checked(csv({ reference: 'goed-1' }, { reference: 'fout-1', postcode: 'x' }, { reference: 'goed-2' }));
    const done = await written(found, 'good');
    expect(done).toMatchObject({ status: 'done', mode: 'good', rows: { new: 2, wrong: 1 } });
    expect([(await byReference('goed-1')).length, (await byReference('goed-2')).length, (await byReference('fout-1')).length]).toEqual([1, 1, 0]);
    const rest = await imports.wrongRows(database, found.id, 0, 10);
    expect(rest.map(({ reference, cells }) => [reference, cells['4']])).toEqual([['fout-1', { kind: 'text', text: 'x' }]]);
    expect(await site.database.sql('SELECT 1 FROM location_import_parts WHERE import_id = $1', [found.id])).toEqual([]);
  });

  it('leaves out what was overtaken and writes the rest', async () => {
    await written(await checked(csv({ reference: 'half-1' }, { reference: 'half-2' })));
    const found = await checked(csv({ reference: 'half-1', places: '70' }, { reference: 'half-2', places: '70' }));
    const [one] = await byReference('half-1');
    await change(one!.id, one!.version, { reference: 'half-1', claimedPlaces: 60 });
    expect(await written(found, 'good')).toMatchObject({ status: 'done', rowsOvertaken: 1, rows: { changed: 1, wrong: 1 } });
    expect([(await byReference('half-1'))[0]!.claimed_places, (await byReference('half-2'))[0]!.claimed_places]).toEqual([60, 70]);
  });

  it('is refused when there is none', async () => {
    const found = await checked(csv({ reference: 'geen', postcode: 'x' }));
    expect(await codeOf(decide.write(assen, found.id, found.version, 'good'))).toBe('IMPORT.NOTHING_TO_WRITE');
  });
});

describe('a file that comes again', () => {
  it('changes nothing when nothing is different, and puts nothing on the record', async () => {
    const content = csv({ reference: 'weer-1' }, { reference: 'weer-2' });
    await written(await checked(content));
    const again = await checked(content);
    expect(again).toMatchObject({ rows: { new: 0, changed: 0, unchanged: 2, wrong: 0 } });
    expect(await codeOf(decide.write(assen, again.id, again.version, 'all'))).toBe('IMPORT.NOTHING_TO_WRITE');
  });

  it('updates by reference instead of doubling, and records from what to what', async () => {
    await written(await checked(csv({ reference: 'bij-1' }, { reference: 'bij-2' })));
    expect(await written(await checked(csv({ reference: 'bij-1', places: '90', contact: 'Nieuw piket' }, { reference: 'bij-2' })))).toMatchObject({ rows: { new: 0, changed: 1, unchanged: 1 } });
    const [one] = await byReference('bij-1');
    expect(one).toMatchObject({ version: 2, claimed_places: 90 });
    const entries = await site.database.sql<{ before: unknown; after: unknown; personal: { before: unknown; after: unknown } }>(
      `SELECT e.before, e.after, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1 AND e.action = 'location.changed'`, [one!.id]);
    expect(entries).toMatchObject([{ before: { claimedPlaces: 100, version: 1 }, after: { claimedPlaces: 90, version: 2 }, personal: { before: { contacts: [{ name: 'Piket Assen' }] }, after: { contacts: [{ name: 'Nieuw piket' }] } } }]);
    expect((await site.database.sql('SELECT 1 FROM record_entries WHERE subject_id = $1', [(await byReference('bij-2'))[0]!.id])).length).toBe(1);
  });

  it('plans what runs out of a location, as a change by hand does', async () => {
    const content = csv({ reference: 'loopt-af' }).replace(HEADER.join(';'), `${HEADER.join(';')};Vergunning: grondslag;Vergunning geldt tot en met`);
    const endsOn = dayOf(new Date(Date.now() + 60 * 86_400_000));
    await written(await checked(`${content};omgevingsvergunning;${endsOn}`));
    const [one] = await byReference('loopt-af');
    expect(await site.database.sql(`SELECT kind FROM due_moments WHERE subject_id = $1 AND done_at IS NULL AND superseded_at IS NULL`, [one!.id])).toEqual([{ kind: 'location.expiry' }]);
  });
});

describe('two at once', () => {
  it('with the same new references: one writes, the other is told', async () => {
    const content = csv({ reference: 'gelijk-1' }, { reference: 'gelijk-2' });
    const [first, second] = [await checked(content), await checked(content)];
    const results = await Promise.all([written(first), written(second)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['checked', 'done']);
    expect([(await byReference('gelijk-1')).length, (await byReference('gelijk-2')).length]).toEqual([1, 1]);
    expect(await problemsOf(results.find(({ status }) => status === 'checked')!)).toEqual(['2:null registered-since', '3:null registered-since']);
  });

  it('the same import by two workers is written once', async () => {
    const found = await checked(csv({ reference: 'werkers-1' }));
    await decide.write(assen, found.id, found.version, 'all');
    await Promise.all([runner.run(found.id), runner.run(found.id), runner.run(found.id)]);
    expect((await byReference('werkers-1')).length).toBe(1);
    expect((await stateOf(found.id)).status).toBe('done');
  });

  it('two choices: the second is told', async () => {
    const found = await checked(csv({ reference: 'keuze-1' }));
    const answers = await Promise.all([codeOf(decide.write(assen, found.id, found.version, 'all')), codeOf(decide.cancel(assen, found.id, found.version))]);
    expect(answers.sort()).toEqual(['IMPORT.NOT_READY', 'nothing']);
    await runner.run(found.id);
  });

  it('a worker that froze and was replaced cannot write any more', async () => {
    const found = await checked(csv({ reference: 'bevroren-1' }));
    await decide.write(assen, found.id, found.version, 'all');
    const frozen = (await imports.claim(database, found.id))!;
    await site.database.sql(`UPDATE location_imports SET lease_until = app_now() - interval '1 second' WHERE id = $1`, [found.id]);
    await runner.run(found.id);
    await expect(site.app.get(ApplyImport, { strict: false }).run(site.app.get(WorkerDatabase).database, frozen, () => false)).rejects.toThrow('Another process took over.');
    expect((await byReference('bevroren-1')).length).toBe(1);
  });
});

describe('an import whose process is gone', () => {
  const dueOf = async (id: string, kind: string) => (await site.database.sql<{ id: string }>(`SELECT id FROM due_moments WHERE subject_id = $1 AND kind = $2 AND done_at IS NULL AND superseded_at IS NULL`, [id, kind]))[0]?.id;
  const carryOut = async (id: string, kind: string) => site.app.get(CarryOut).one(database, (await dueOf(id, kind))!);

  it('is left alone while its worker lives, taken up again when not, and said to have failed after three times', async () => {
    const id = await upload(csv({ reference: 'weg-1' }));
    await site.database.shiftClock(30);
    try {
      await imports.claim(database, id);
      expect(await carryOut(id, 'location-import.resume')).toBe('done');
      expect(await stateOf(id)).toMatchObject({ status: 'checking' });
      for (const seconds of [60, 90]) {
        await site.database.shiftClock(seconds);
        expect(await imports.waiting(database)).toContain(id);
        await imports.claim(database, id);
      }
      await site.database.shiftClock(150);
      expect(await carryOut(id, 'location-import.resume')).toBe('done');
      expect(await stateOf(id)).toMatchObject({ status: 'failed', fault: { code: 'gave-up' } });
    } finally {
      await site.database.shiftClock(0);
    }
  });

  it('after it was written is finished by whoever comes next', async () => {
    const found = await checked(csv({ reference: 'na-1' }, { reference: 'na-2' }));
    await decide.write(assen, found.id, found.version, 'all');
    const claimed = (await imports.claim(database, found.id))!;
    await site.app.get(ApplyImport, { strict: false }).run(database, claimed, () => false);
    expect((await stateOf(found.id)).status).toBe('finishing');
    await site.database.sql(`UPDATE location_imports SET lease_until = app_now() - interval '1 second' WHERE id = $1`, [found.id]);
    await runner.run(found.id);
    expect([(await stateOf(found.id)).status, (await byReference('na-1')).length]).toEqual(['done', 1]);
  });

  it('is cleared away after a week, with everything it held', async () => {
    const found = await checked(csv({ reference: 'week-1', contact: 'Een Naam' }));
    await site.database.shiftClock(8 * 86_400);
    try {
      expect(await carryOut(found.id, 'location-import.clear')).toBe('done');
    } finally {
      await site.database.shiftClock(0);
    }
    expect(await stateOf(found.id)).toMatchObject({ status: 'cancelled', uploadedBy: null });
    expect(await site.database.sql('SELECT 1 FROM location_import_rows WHERE import_id = $1', [found.id])).toEqual([]);
  });

});
