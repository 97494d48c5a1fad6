import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, newId, Problem, SYSTEM_ACTOR, type Actor, type OrganisationKind } from '../../src/kernel/index.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations } from '../../src/organisations/index.js';
import { Contacts } from '../../src/organisations/contacts.js';
import { DutyExceptions } from '../../src/organisations/duty-exceptions.js';
import { DutyShifts } from '../../src/organisations/duty-shifts.js';
import { Database } from '../../src/platform/database/index.js';
import { RecordBook } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let database: Database;
const record = new RecordBook();
const directory = new DirectoryWriter(record);
const organisations = new Organisations();
const contacts = new Contacts(directory, record);
const shifts = new DutyShifts(contacts, record);
const exceptions = new DutyExceptions(record);
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name)!;

const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = null): Actor => ({
  ...SYSTEM_ACTOR, scope: { kind, organisationId: idOf(name), provinceCode }, kind, organisationId: idOf(name), name: 'Anja Test', function: 'tester', channel: 'api',
});
const assen = (): Actor => actorOf('municipality', 'Assen', 'PV22');
const emmen = (): Actor => actorOf('municipality', 'Emmen', 'PV22');
const meldkamer = (): Actor => actorOf('operations', 'Meldkamer');
const problemCode = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));
const wrongFields = async (work: Promise<unknown>): Promise<string[]> => work.then(() => [], (error: unknown) => (error instanceof Problem ? error.fields.map(({ path, code }) => `${path} ${code}`) : Promise.reject(error)));

const WORKDAYS = { weekdays: [1, 2, 3, 4, 5] as (1 | 2 | 3 | 4 | 5)[], from: '08:00', until: '18:00' };
const NIGHTS = { weekdays: [1, 2, 3, 4, 5, 6, 7] as (1 | 2 | 3 | 4 | 5 | 6 | 7)[], from: '18:00', until: '08:00' };
const addShift = (actor: Actor, contact: string, input = WORKDAYS as Parameters<DutyShifts['add']>[3]): Promise<string> => database.transaction((tx) => shifts.add(tx, actor, idOf(contact), input));
const clockAt = (text: string): Promise<void> => test.shiftClock((Date.parse(text) - Date.now()) / 1000);
const alerted = async (organisation: string): Promise<string[]> => (await database.transaction((tx) => organisations.contactsForAlerts(tx, idOf(organisation)))).map(({ name }) => name);
const telephoned = async (organisation: string): Promise<string[]> =>
  (await database.transaction((tx) => organisations.contactsToTelephone(tx, idOf(organisation)))).map(({ name, standing }) => `${name} ${standing}`);

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 10, 'test', ORGANISATION_ENTITIES);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' }, { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' }, { kind: 'operations', name: 'Meldkamer' }, { kind: 'auditor', name: 'Rekenkamer' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
    for (const [organisation, name, duty] of [
      ['Assen', 'Sam', false], ['Assen', 'Dag', true], ['Assen', 'Nacht', true], ['Assen', 'Wethouder', false], ['Emmen', 'Altijd', true], ['Emmen', 'Kim', false],
    ] as const) {
      ids.set(name, await directory.createContact(tx, SYSTEM_ACTOR, { organisationId: idOf(organisation), name, function: 'piket', telephone: '+31592000001', duty }));
    }
  });
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('alerts', () => {
  it('go to every duty number first while there is no roster', async () => {
    expect(await alerted('Assen')).toEqual(['Dag', 'Nacht', 'Sam', 'Wethouder']);
    expect(await alerted('Emmen')).toEqual(['Altijd', 'Kim']);
  });

  it('follow the roster from when it is saved, by the database’s clock', async () => {
    const dag = await addShift(assen(), 'Dag');
    await addShift(assen(), 'Nacht', NIGHTS);
    await clockAt('2026-02-03T12:00:00+01:00');
    expect(await alerted('Assen')).toEqual(['Dag', 'Sam', 'Wethouder']);
    expect(await telephoned('Assen')).toEqual(['Dag on-duty', 'Sam person', 'Wethouder person', 'Nacht off-duty']);
    await clockAt('2026-02-04T03:00:00+01:00');
    expect(await alerted('Assen')).toEqual(['Nacht', 'Sam', 'Wethouder']);
    // Saturday by day: a gap.
    await clockAt('2026-02-07T12:00:00+01:00');
    expect(await alerted('Assen')).toEqual(['Dag', 'Nacht', 'Sam', 'Wethouder']);
    await database.transaction((tx) => shifts.change(tx, assen(), idOf('Dag'), dag, 1, { ...WORKDAYS, weekdays: [6] }));
    expect(await alerted('Assen')).toEqual(['Dag', 'Sam', 'Wethouder']);
    await database.transaction((tx) => shifts.change(tx, assen(), idOf('Dag'), dag, 2, WORKDAYS));
  });

  it('follow an exception while it runs, and the roster after it', async () => {
    await clockAt('2026-02-02T12:00:00+01:00');
    const id = await database.transaction((tx) => exceptions.add(tx, assen(), { contactId: idOf('Wethouder'), firstDay: '2026-02-03', lastDay: '2026-02-04', reason: 'heisessie' }));
    expect(await alerted('Assen')).toEqual(['Dag', 'Sam', 'Wethouder']);
    await clockAt('2026-02-03T00:00:01+01:00');
    expect(await alerted('Assen')).toEqual(['Wethouder', 'Sam']);
    expect(await telephoned('Assen')).toEqual(['Wethouder on-duty', 'Sam person', 'Dag off-duty', 'Nacht off-duty']);
    await clockAt('2026-02-05T00:00:01+01:00');
    expect(await alerted('Assen')).toEqual(['Nacht', 'Sam', 'Wethouder']);
    await clockAt('2026-02-03T12:00:00+01:00');
    await database.transaction((tx) => exceptions.remove(tx, assen(), id, 1));
    expect(await alerted('Assen')).toEqual(['Dag', 'Sam', 'Wethouder']);
  });

  it('follow hours that began the evening before the day', async () => {
    await clockAt('2026-02-10T12:00:00+01:00');
    const id = await database.transaction((tx) => exceptions.add(tx, assen(), { contactId: idOf('Sam'), firstDay: '2026-02-10', from: '22:00', until: '06:00', reason: 'ruil' }));
    await clockAt('2026-02-11T05:30:00+01:00');
    expect(await alerted('Assen')).toEqual(['Sam', 'Wethouder']);
    expect((await exceptions.ofOrganisation(database, assen().scope, idOf('Assen'))).map((row) => row.id)).toEqual([id]);
    await clockAt('2026-02-12T05:30:00+01:00');
    expect(await exceptions.ofOrganisation(database, assen().scope, idOf('Assen'))).toEqual([]);
  });

  it('skip who is removed, and find everybody else', async () => {
    const gone = await database.transaction((tx) => directory.createContact(tx, SYSTEM_ACTOR, { organisationId: idOf('Emmen'), name: 'Tijdelijk', function: 'piket', telephone: '+31591000001', duty: true }));
    await database.transaction((tx) => shifts.add(tx, emmen(), gone, { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' }));
    expect(await alerted('Emmen')).toEqual(['Altijd', 'Tijdelijk', 'Kim']);
    await database.transaction((tx) => contacts.remove(tx, emmen(), gone, 1));
    expect(await alerted('Emmen')).toEqual(['Altijd', 'Kim']);
  });
});

describe('the roster', () => {
  it('is changed by its organisation and the duty desk, and seen by who sees the contacts', async () => {
    const id = await addShift(meldkamer(), 'Altijd');
    expect(await problemCode(addShift(assen(), 'Altijd'))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(addShift(actorOf('province', 'Drenthe', 'PV22'), 'Altijd'))).toBe('CONTACT.NOT_YOURS');
    expect(await problemCode(addShift(actorOf('auditor', 'Rekenkamer'), 'Altijd'))).toBe('AUTH.FORBIDDEN');
    expect(await problemCode(database.transaction((tx) => shifts.remove(tx, assen(), idOf('Altijd'), id, 1)))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(database.transaction((tx) => shifts.remove(tx, emmen(), idOf('Altijd'), id, 2)))).toBe('REQUEST.STALE_VERSION');
    // A shift is found under its own contact only.
    expect(await problemCode(database.transaction((tx) => shifts.remove(tx, meldkamer(), idOf('Dag'), id, 1)))).toBe('REQUEST.NOT_FOUND');
    for (const actor of [emmen(), meldkamer(), actorOf('province', 'Drenthe', 'PV22'), actorOf('auditor', 'Rekenkamer')]) {
      expect((await shifts.ofContact(database, actor.scope, idOf('Altijd'))).map((shift) => shift.id)).toEqual([id]);
    }
    await database.transaction((tx) => shifts.remove(tx, emmen(), idOf('Altijd'), id, 1));
    expect(await shifts.ofContact(database, emmen().scope, idOf('Altijd'))).toEqual([]);
  });

  it('of two who change a shift at once keeps one, and tells the other', async () => {
    const id = await addShift(emmen(), 'Altijd');
    const outcomes = await Promise.all(['19:00', '20:00', '21:00'].map((until) => problemCode(database.transaction((tx) => shifts.change(tx, emmen(), idOf('Altijd'), id, 1, { ...WORKDAYS, until })))));
    expect(outcomes.sort()).toEqual(['REQUEST.STALE_VERSION', 'REQUEST.STALE_VERSION', 'nothing']);
  });

  it('has shifts of duty numbers only', async () => {
    expect(await problemCode(addShift(assen(), 'Sam'))).toBe('CONTACT.NOT_A_DUTY_NUMBER');
  });

  it('has exceptions with contacts of its own, that are not over', async () => {
    const today = dayOf(await database.now());
    const add = (input: Parameters<DutyExceptions['add']>[2], actor = assen()): Promise<string> => database.transaction((tx) => exceptions.add(tx, actor, input));
    expect(await wrongFields(add({ contactId: idOf('Altijd'), firstDay: today, reason: 'x' }))).toEqual(['contactId unknown-contact']);
    expect(await wrongFields(add({ contactId: newId(), firstDay: today, reason: 'x' }))).toEqual(['contactId unknown-contact']);
    expect(await wrongFields(add({ firstDay: addDays(today, -1), reason: 'x' }))).toEqual(['firstDay in-the-past']);
    expect(await wrongFields(add({ organisationId: newId(), firstDay: today, reason: 'x' }, meldkamer()))).toEqual(['organisationId unknown-organisation']);
    expect(await problemCode(add({ organisationId: idOf('Assen'), firstDay: today, reason: 'x' }, emmen()))).toBe('CONTACT.NOT_YOURS');
    const id = await add({ firstDay: today, reason: 'feestdag' });
    expect(await exceptions.byId(database, assen().scope, id)).toMatchObject({ contactId: null, firstDay: today, lastDay: today, from: null, reason: 'feestdag' });
    expect(await problemCode(exceptions.byId(database, emmen().scope, id))).toBe('REQUEST.NOT_FOUND');
    expect(await exceptions.ofOrganisation(database, emmen().scope, idOf('Assen'))).toEqual([]);
    expect(await problemCode(database.transaction((tx) => exceptions.remove(tx, emmen(), id, 1)))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(database.transaction((tx) => exceptions.remove(tx, assen(), id, 2)))).toBe('REQUEST.STALE_VERSION');
    await database.transaction((tx) => exceptions.remove(tx, assen(), id, 1));
  });

  it('is on the record: from what to what, and the reason where it can be purged', async () => {
    const entries = await test.sql<{ action: string; before: unknown; after: unknown }>(
      `SELECT action, before, after FROM record_entries WHERE action LIKE 'duty-%' AND subject_id IN ($1, $2) ORDER BY at, id`, [idOf('Dag'), idOf('Assen')]);
    expect(new Set(entries.map(({ action }) => action))).toEqual(new Set(['duty-shift.added', 'duty-shift.changed', 'duty-exception.added', 'duty-exception.removed']));
    expect(entries.find(({ action }) => action === 'duty-shift.changed')).toMatchObject({ before: { weekdays: [1, 2, 3, 4, 5], from: '08:00' }, after: { weekdays: [6], until: '18:00' } });
    expect(JSON.stringify(entries)).not.toContain('heisessie');
    const [personal] = await test.sql<{ count: number }>(`SELECT count(*)::int AS count FROM record_personal_values WHERE personal ->> 'reason' = 'heisessie'`);
    expect(personal!.count).toBe(2);
  });

  it('cannot hold what makes no sense, whatever the code believes', async () => {
    const insert = (weekdays: string, from: string): Promise<unknown> =>
      test.sql(`INSERT INTO duty_shifts (id, contact_id, weekdays, from_time, until_time, created_at) VALUES ($1, $2, $3::smallint[], $4, '08:00', app_now())`, [newId(), idOf('Dag'), weekdays, from]);
    for (const [weekdays, from] of [['{}', '08:00'], ['{0}', '08:00'], ['{8}', '08:00'], ['{1}', '24:00'], ['{1}', '8:00']] as const) await expect(insert(weekdays, from)).rejects.toThrow(/constraint/);
  });
});
