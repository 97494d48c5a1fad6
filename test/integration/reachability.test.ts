import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, newId, Problem, SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type LocalDay, type OrganisationKind } from '../../src/kernel/index.js';
import { INSPECTION_SCHEMA, LOCATION_ENTITIES, LocationDocuments, LOCATION_SCHEMA, Locations, RecordInspection, RegisterLocation } from '../../src/locations/index.js';
import { assessLocation } from '../../src/locations/assess-location.js';
import { ExpiryPlan } from '../../src/locations/expiry-plan.js';
import { ReportContact } from '../../src/locations/report-contact.js';
import { Contacts, DirectoryWriter, ORGANISATION_ENTITIES, Organisations, REACHABILITY_INPUT } from '../../src/organisations/index.js';
import { newestReports, ReachabilityReports } from '../../src/organisations/reachability-reports.js';
import { Database } from '../../src/platform/database/index.js';
import { DueMoments } from '../../src/platform/due-moments/index.js';
import { parseInput } from '../../src/platform/http/index.js';
import type { WakeUps } from '../../src/platform/queue/index.js';
import { RecordBook } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { goodInspection, readyBody } from './location-body.js';

let test: TestDatabase;
let database: Database;
let register: RegisterLocation;
let inspect: RecordInspection;
let reportContact: ReportContact;
let today: LocalDay;
const record = new RecordBook();
const directory = new DirectoryWriter(record);
const contacts = new Contacts(directory, record);
const reports = new ReachabilityReports(contacts, record);
const locations = new Locations();
const ids = new Map<string, string>();

const actorOf = (kind: OrganisationKind, name: string): Actor => {
  const organisationId = ids.get(name)!;
  const provinceCode = ['municipality', 'province'].includes(kind) ? 'PV22' : null;
  return { ...SYSTEM_ACTOR, scope: { kind, organisationId, provinceCode }, kind, organisationId, name: 'Anja Test', function: 'tester', channel: 'api' };
};
const problemOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) =>
  (error instanceof Problem ? [error.type.code, ...error.fields.map(({ path, code }) => `${path} ${code}`)].join(' ') : Promise.reject(error)));
const input = (change: object) => parseInput(REACHABILITY_INPUT, { outcome: 'not-reached', ...change });

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 10, 'test', [...ORGANISATION_ENTITIES, ...LOCATION_ENTITIES]);
  today = dayOf(await database.now());
  await database.transaction(async (tx) => {
    for (const organisation of [
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' }, { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' }, { kind: 'ministry', name: 'PRO' }, { kind: 'operations', name: 'Meldkamer' },
      { kind: 'red-cross', name: 'Rode Kruis' }, { kind: 'auditor', name: 'Rekenkamer' },
    ] as const) ids.set(organisation.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, organisation));
  });
  const plan = new ExpiryPlan(new DueMoments({ dueMoments: async () => undefined } as unknown as WakeUps), locations);
  register = new RegisterLocation(database, new Organisations(), plan, record);
  inspect = new RecordInspection(database, plan, new LocationDocuments(), record);
  reportContact = new ReportContact(database, plan, record);
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('a contact of an organisation that was telephoned', () => {
  const add = (actor: Actor, contactId: string, what: object): Promise<string> => database.transaction((tx) => reports.add(tx, actor, contactId, input(what)));
  const newContact = (organisation = 'Assen'): Promise<string> => database.transaction((tx) =>
    directory.createContact(tx, SYSTEM_ACTOR, { organisationId: ids.get(organisation)!, name: 'Sam', function: 'piket', telephone: '+31592000001' }));
  const newest = async (id: string): Promise<string | undefined> => {
    const report = (await newestReports(database, [id])).get(id);
    return report && `${report.outcome} ${report.calledOn}`;
  };

  it('was not reached, or was: the newest day counts, and of one day what was said last', async () => {
    const id = await newContact();
    expect(await newest(id)).toBeUndefined();
    await add(actorOf('municipality', 'Assen'), id, { note: 'voicemail' });
    expect(await newest(id)).toBe(`not-reached ${today}`);
    await add(actorOf('operations', 'Meldkamer'), id, { outcome: 'reached' });
    expect(await newest(id)).toBe(`reached ${today}`);
    await add(actorOf('ministry', 'PRO'), id, { calledOn: addDays(today, -3) });
    expect(await newest(id)).toBe(`reached ${today}`);
    expect((await reports.ofContact(database, SYSTEM_SCOPE, id)).map(({ outcome, calledOn, note, byName }) => [outcome, calledOn, note, byName])).toEqual([
      ['reached', today, null, 'Anja Test'], ['not-reached', today, 'voicemail', 'Anja Test'], ['not-reached', addDays(today, -3), null, 'Anja Test'],
    ]);
  });

  it('is reported by its own organisation and who telephones everybody', async () => {
    const id = await newContact();
    expect(await problemOf(add(actorOf('municipality', 'Emmen'), id, {}))).toBe('REQUEST.NOT_FOUND');
    expect(await problemOf(add(actorOf('province', 'Drenthe'), id, {}))).toBe('CONTACT.REPORT_NOT_YOURS');
    expect(await problemOf(add(actorOf('auditor', 'Rekenkamer'), id, {}))).toBe('AUTH.FORBIDDEN');
    expect(await problemOf(add(actorOf('municipality', 'Assen'), newId(), {}))).toBe('REQUEST.NOT_FOUND');
    expect(await reports.ofContact(database, SYSTEM_SCOPE, id)).toEqual([]);
    expect(await problemOf(add(actorOf('ministry', 'PRO'), id, {}))).toBe('nothing');
    expect(await problemOf(reports.ofContact(database, actorOf('municipality', 'Emmen').scope, id))).toBe('REQUEST.NOT_FOUND');
    expect(await reports.ofContact(database, actorOf('province', 'Drenthe').scope, id)).toHaveLength(1);
  });

  it('was not telephoned tomorrow', async () => {
    expect(await problemOf(add(actorOf('operations', 'Meldkamer'), await newContact(), { calledOn: addDays(today, 1) }))).toBe('REQUEST.INVALID calledOn in-the-future');
  });

  it('is on the record each time, the note where it can be purged', async () => {
    const id = await newContact();
    await add(actorOf('operations', 'Meldkamer'), id, { note: 'nummer buiten gebruik' });
    await add(actorOf('operations', 'Meldkamer'), id, { outcome: 'reached' });
    const entries = await test.sql<{ action: string; after: object; personal: object }>(
      `SELECT e.action, e.after, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1 AND e.action <> 'contact.added' ORDER BY e.at, e.id`, [id]);
    expect(entries).toMatchObject([
      { action: 'contact.not-reached', after: { outcome: 'not-reached', calledOn: today }, personal: { note: 'nummer buiten gebruik' } }, { action: 'contact.reached', after: { outcome: 'reached' } },
    ]);
    expect(JSON.stringify(entries.map(({ after }) => after))).not.toContain('buiten gebruik');
  });

  it('is never said otherwise afterwards: the application can only add', async () => {
    await expect(database.query(`UPDATE reachability_reports SET outcome = 'reached'`)).rejects.toThrow(/permission denied/);
    await expect(database.query(`DELETE FROM reachability_reports`)).rejects.toThrow(/permission denied/);
  });
});

describe('a contact of a building that was telephoned', () => {
  const OPENS = 1;
  const readyLocation = async (): Promise<string> => {
    const { locationId } = await register.run(actorOf('municipality', 'Assen'), parseInput(LOCATION_SCHEMA, readyBody({ name: `Hal ${newId()}` })));
    await inspect.run(actorOf('municipality', 'Assen'), parseInput(INSPECTION_SCHEMA, goodInspection(locationId)));
    return locationId;
  };
  const standing = async (id: string): Promise<string> => {
    const { readiness } = assessLocation(await locations.byId(database, SYSTEM_SCOPE, id), await database.now());
    return [readiness.status, ...readiness.reasons.map(({ code }) => code)].join(' ');
  };
  const report = (actor: Actor, locationId: string, version: number, what: object, position = OPENS): Promise<number> =>
    reportContact.run(actor, { locationId, position, version }, input(what));

  it('takes readiness away when not reached, and gives it back when reached, on the same day too', async () => {
    const id = await readyLocation();
    expect(await standing(id)).toBe('ready');
    expect(await report(actorOf('operations', 'Meldkamer'), id, 1, { note: 'geen gehoor' })).toBe(2);
    expect(await standing(id)).toBe('not-ready CONTACT_NOT_REACHED');
    expect((await locations.byId(database, SYSTEM_SCOPE, id)).facts.contacts[OPENS]).toMatchObject({ role: 'opens', notReachedOn: today });
    expect(await report(actorOf('municipality', 'Assen'), id, 2, { outcome: 'reached' })).toBe(3);
    expect(await standing(id)).toBe('ready');
  });

  it('leaves the other contacts, and everything else, as they are', async () => {
    const id = await readyLocation();
    const before = await locations.byId(database, SYSTEM_SCOPE, id);
    await report(actorOf('ministry', 'PRO'), id, 1, {});
    const after = await locations.byId(database, SYSTEM_SCOPE, id);
    expect(after.contacts).toEqual(before.contacts);
    expect(after.facts).toEqual({ ...before.facts, contacts: before.facts.contacts.map((fact, index) => (index === OPENS ? { ...fact, notReachedOn: today } : fact)) });
  });

  it('is told apart by the version: whoever looked at other contacts is told', async () => {
    const id = await readyLocation();
    const outcomes = await Promise.all([1, 2, 3].map(() => problemOf(report(actorOf('operations', 'Meldkamer'), id, 1, {}))));
    expect(outcomes.sort()).toEqual(['REQUEST.STALE_VERSION', 'REQUEST.STALE_VERSION', 'nothing']);
  });

  it('is reported by its municipality, operations and the ministry only', async () => {
    const id = await readyLocation();
    expect(await problemOf(report(actorOf('municipality', 'Emmen'), id, 1, {}))).toBe('CONTACT.REPORT_NOT_YOURS');
    for (const actor of [actorOf('province', 'Drenthe'), actorOf('red-cross', 'Rode Kruis'), actorOf('auditor', 'Rekenkamer')]) expect(await problemOf(report(actor, id, 1, {}))).toBe('AUTH.FORBIDDEN');
    expect(await problemOf(report(actorOf('operations', 'Meldkamer'), id, 1, {}, 3))).toBe('REQUEST.NOT_FOUND');
    expect(await problemOf(report(actorOf('operations', 'Meldkamer'), newId(), 1, {}))).toBe('REQUEST.NOT_FOUND');
    expect(await problemOf(report(actorOf('operations', 'Meldkamer'), id, 1, { calledOn: addDays(today, 1) }))).toBe('REQUEST.INVALID calledOn in-the-future');
    expect((await locations.byId(database, SYSTEM_SCOPE, id)).version).toBe(1);
  });

  it('is on the record each time: from what to what, the name where it can be purged', async () => {
    const id = await readyLocation();
    await report(actorOf('operations', 'Meldkamer'), id, 1, { note: 'geen gehoor' });
    await report(actorOf('operations', 'Meldkamer'), id, 2, { outcome: 'reached' });
    const entries = await test.sql<{ action: string; before: object; after: object; personal: object }>(
      `SELECT e.action, e.before, e.after, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1 AND e.action LIKE 'location.contact-%' ORDER BY e.at, e.id`, [id]);
    expect(entries).toMatchObject([
      { action: 'location.contact-not-reached', before: { contact: { notReachedOn: null } }, after: { contact: { notReachedOn: today }, calledOn: today }, personal: { contact: 'Sam opens', note: 'geen gehoor' } },
      { action: 'location.contact-reached', before: { contact: { notReachedOn: today } }, after: { contact: { confirmedOn: today, notReachedOn: null } } },
    ]);
    expect(JSON.stringify(entries.map(({ before, after }) => [before, after]))).not.toContain('Sam');
  });
});
