import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, ORGANISATION_KINDS, Problem, SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type OrganisationKind } from '../../src/kernel/index.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations, type NewContact } from '../../src/organisations/index.js';
import { Contacts } from '../../src/organisations/contacts.js';
import { Database } from '../../src/platform/database/index.js';
import { RecordBook } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const ALL = { offset: 0, limit: 100 };
const PASSWORD = 'een lang wachtwoord';

let test: TestDatabase;
let database: Database;
const record = new RecordBook();
const directory = new DirectoryWriter(record);
const organisations = new Organisations();
const contacts = new Contacts(directory, record);
const ids = new Map<string, string>();

const idOf = (name: string): string => ids.get(name)!;
const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = null): Actor => ({
  ...SYSTEM_ACTOR, scope: { kind, organisationId: idOf(name), provinceCode }, kind, organisationId: idOf(name), name: 'Anja Test', function: 'tester', channel: 'api',
});
const addContact = (input: NewContact): Promise<string> => database.transaction((tx) => directory.createContact(tx, SYSTEM_ACTOR, input));
const desk = (organisation: string, rank?: number): NewContact =>
  ({ organisationId: idOf(organisation), name: 'Piket', function: 'piketdienst', email: 'piket@assen.example', duty: true, ...(rank && { rank }) });
const addPerson = (email: string, organisation = 'Assen'): Promise<string> =>
  database.transaction((tx) => directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: idOf(organisation), name: 'Bo Test', function: 'beleid', email, password: PASSWORD, language: 'en' }));
const problemCode = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'nothing', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 20, 'test', ORGANISATION_ENTITIES);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' },
      { kind: 'province', name: 'Groningen', code: 'PV20', provinceCode: 'PV20' },
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Westerwolde', code: 'GM1950', provinceCode: 'PV20' },
      { kind: 'municipality', name: 'Leeuwarden', code: 'GM0080', provinceCode: 'PV21' },
      { kind: 'ministry', name: 'PRO' }, { kind: 'red-cross', name: 'Rode Kruis' }, { kind: 'coa', name: 'COA' },
      { kind: 'operations', name: 'Meldkamer' }, { kind: 'auditor', name: 'Rekenkamer' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
  });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

describe('organisations', () => {
  it('are known to everyone, by kind and name', async () => {
    for (const actor of [actorOf('municipality', 'Assen', 'PV22'), actorOf('auditor', 'Rekenkamer')]) {
      const all = await organisations.list(database, actor.scope);
      expect(all).toHaveLength(11);
      expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(ORGANISATION_KINDS));
    }
    expect((await organisations.list(database, SYSTEM_SCOPE, { kind: 'municipality', provinceCode: 'PV22' })).map(({ name }) => name)).toEqual(['Assen', 'Emmen']);
    expect((await organisations.list(database, SYSTEM_SCOPE, { ids: [idOf('PRO'), 'no id', newId()] })).map(({ name }) => name)).toEqual(['PRO']);
  });

  it('come in slices with a total', async () => {
    const { items, total } = await organisations.page(database, SYSTEM_SCOPE, { kind: 'municipality' }, { offset: 1, limit: 2 });
    expect([items.map(({ name }) => name), total]).toEqual([['Emmen', 'Leeuwarden'], 4]);
  });

  it('are found by id, and not by what is no id', async () => {
    expect(await organisations.byId(database, SYSTEM_SCOPE, idOf('Assen'))).toEqual({ id: idOf('Assen'), kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22', language: 'nl' });
    expect(await organisations.byId(database, SYSTEM_SCOPE, newId())).toBeUndefined();
    expect(await organisations.byId(database, SYSTEM_SCOPE, `' OR true --`)).toBeUndefined();
  });

  it('lie in a province, or not', async () => {
    const provinceOf = async (name: string) => (await organisations.provinceOf(database, SYSTEM_SCOPE, idOf(name)))?.name;
    expect(await Promise.all(['Assen', 'Drenthe', 'Westerwolde', 'Leeuwarden', 'PRO'].map(provinceOf))).toEqual(['Drenthe', 'Drenthe', 'Groningen', undefined, undefined]);
  });

  it('exist once per code', async () => {
    const again = database.transaction((tx) => directory.createOrganisation(tx, SYSTEM_ACTOR, { kind: 'municipality', name: 'Nog een Assen', code: 'GM0106', provinceCode: 'PV22' }));
    expect(await problemCode(again)).toBe('ORGANISATION.CODE_TAKEN');
  });
});

describe('people', () => {
  it('have an e-mail address of their own, upper case or not, and a password worth the name', async () => {
    await addPerson('Uniek@assen.example');
    expect(await problemCode(addPerson('uniek@ASSEN.example'))).toBe('PERSON.EMAIL_TAKEN');
    const short = database.transaction((tx) => directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: idOf('Assen'), name: 'x', function: 'x', email: 'kort@assen.example', password: 'elf tekens!' }));
    expect(await problemCode(short)).toBe('REQUEST.INVALID');
  });

  it('and keys leave nothing behind that signs in', async () => {
    const { key } = await database.transaction((tx) => directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId: idOf('COA'), name: 'koppeling' }));
    const rows = await test.sql<{ everything: string }>(
      `SELECT (SELECT json_agg(p)::text FROM people p) || (SELECT json_agg(k)::text FROM api_keys k) || (SELECT json_agg(r)::text FROM record_entries r)
              || (SELECT json_agg(v)::text FROM record_personal_values v) AS everything`);
    expect(rows[0]!.everything).not.toContain(PASSWORD);
    expect(rows[0]!.everything).not.toContain(key.slice(4));
  });
});

describe('contacts', () => {
  const changeAs = (actor: Actor, id: string, version: number, change: object) => database.transaction((tx) => contacts.change(tx, actor, id, version, change));
  const addAs = (actor: Actor, organisation: string) => database.transaction((tx) => contacts.add(tx, actor, { ...desk(organisation), organisationId: idOf(organisation) }));
  const assen = () => actorOf('municipality', 'Assen', 'PV22');
  const emmen = () => actorOf('municipality', 'Emmen', 'PV22');

  it('are seen as far as each role reaches', async () => {
    for (const name of ids.keys()) await addContact(desk(name));
    const seenBy = async (kind: OrganisationKind, name: string, provinceCode: string | null = null) => {
      const { items } = await contacts.page(database, actorOf(kind, name, provinceCode).scope, {}, ALL);
      return [...ids].filter(([, id]) => items.some((contact) => contact.organisationId === id)).map(([seen]) => seen);
    };
    const everybody = [...ids.keys()];
    expect(await seenBy('ministry', 'PRO')).toEqual(everybody);
    expect(await seenBy('operations', 'Meldkamer')).toEqual(everybody);
    expect(await seenBy('auditor', 'Rekenkamer')).toEqual(everybody);
    expect(await seenBy('province', 'Drenthe', 'PV22')).toEqual(['Drenthe', 'Assen', 'Emmen']);
    expect(await seenBy('municipality', 'Assen', 'PV22')).toEqual(['Assen']);
    expect(await seenBy('red-cross', 'Rode Kruis')).toEqual(['Rode Kruis']);
    expect(await seenBy('coa', 'COA')).toEqual(['COA']);
  });

  it('of another municipality are not there: not in a list, not by id, not to change', async () => {
    const id = await addContact(desk('Emmen'));
    expect((await contacts.page(database, assen().scope, { organisationId: idOf('Emmen') }, ALL)).total).toBe(0);
    expect(await problemCode(contacts.byId(database, assen().scope, id))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(changeAs(assen(), id, 1, { name: 'Ik' }))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(database.transaction((tx) => contacts.remove(tx, assen(), id, 1)))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(addAs(assen(), 'Emmen'))).toBe('CONTACT.NOT_YOURS');
    expect((await contacts.byId(database, emmen().scope, id)).name).toBe('Piket');
  });

  it('are changed by their organisation and the duty desk, not by who merely sees them', async () => {
    const id = await addContact(desk('Emmen'));
    expect(await problemCode(changeAs(actorOf('ministry', 'PRO'), id, 1, { duty: false }))).toBe('CONTACT.NOT_YOURS');
    expect(await problemCode(changeAs(actorOf('province', 'Drenthe', 'PV22'), id, 1, { duty: false }))).toBe('CONTACT.NOT_YOURS');
    expect(await problemCode(changeAs(actorOf('auditor', 'Rekenkamer'), id, 1, { duty: false }))).toBe('AUTH.FORBIDDEN');
    expect((await changeAs(emmen(), id, 1, { duty: false })).version).toBe(2);
    expect((await changeAs(actorOf('operations', 'Meldkamer'), id, 2, { duty: true })).version).toBe(3);
  });

  it('are not overwritten: of two who change at once, one is told', async () => {
    const id = await addContact(desk('Emmen'));
    const outcomes = await Promise.all(['Een', 'Twee', 'Drie'].map((name) => problemCode(changeAs(emmen(), id, 1, { name }))));
    expect(outcomes.sort()).toEqual(['REQUEST.STALE_VERSION', 'REQUEST.STALE_VERSION', 'nothing']);
  });

  it('keep one way to be reached', async () => {
    const id = await addContact(desk('Emmen'));
    expect(await problemCode(changeAs(emmen(), id, 1, { email: null }))).toBe('REQUEST.INVALID');
    expect((await changeAs(emmen(), id, 1, { email: null, telephone: '0591 000 002' })).email).toBeNull();
  });

  it('stand in an order in which each place is taken once', async () => {
    const twenty = await Promise.all(Array.from({ length: 20 }, () => addAs(actorOf('coa', 'COA'), 'COA')));
    expect(new Set(twenty).size).toBe(20);
    const ranks = await test.sql<{ rank: number }>('SELECT rank FROM contacts WHERE organisation_id = $1 ORDER BY rank', [idOf('COA')]);
    expect(ranks.map(({ rank }) => rank)).toEqual(Array.from({ length: ranks.length }, (_, index) => index + 1));
    expect(await problemCode(addContact(desk('COA', 3)))).toBe('CONTACT.RANK_TAKEN');
    expect(await problemCode(changeAs(actorOf('coa', 'COA'), twenty[0]!, 1, { rank: 1 }))).toBe('CONTACT.RANK_TAKEN');
  });

  it('are alerted in that order, without those who were removed', async () => {
    const organisationId = idOf('Leeuwarden');
    await test.sql('DELETE FROM contacts WHERE organisation_id = $1', [organisationId]);
    await addContact({ ...desk('Leeuwarden', 30), name: 'Derde', email: null, telephone: '+31580000003' });
    await addContact({ ...desk('Leeuwarden', 10), name: 'Eerste' });
    const second = await addContact({ ...desk('Leeuwarden', 20), name: 'Tweede' });
    await database.transaction((tx) => contacts.remove(tx, actorOf('municipality', 'Leeuwarden', 'PV21'), second, 1));
    const alerted = await database.transaction((tx) => organisations.contactsForAlerts(tx, organisationId));
    expect(alerted).toEqual([
      { id: expect.any(String), name: 'Eerste', function: 'piketdienst', email: 'piket@assen.example', telephone: null, language: 'nl', duty: true, verified: false },
      { id: expect.any(String), name: 'Derde', function: 'piketdienst', email: null, telephone: '+31580000003', language: 'nl', duty: true, verified: false },
    ]);
    expect((await contacts.page(database, SYSTEM_SCOPE, { organisationId }, ALL)).total).toBe(2);
    expect(await problemCode(contacts.byId(database, SYSTEM_SCOPE, second))).toBe('REQUEST.NOT_FOUND');
    // The place of one who was removed is free again.
    await addContact(desk('Leeuwarden', 20));
  });

  it('are on the record: what changed, and personal values only where they can be purged', async () => {
    const id = await addContact({ ...desk('Emmen'), name: 'Persoonlijk', telephone: '0591 999 999' });
    await changeAs(emmen(), id, 1, { name: 'Anders', telephone: null });
    await database.transaction((tx) => contacts.remove(tx, emmen(), id, 2));
    const entries = await test.sql<{ action: string; before: object; after: object; personal: { before?: object; after?: object } }>(
      `SELECT e.action, e.before, e.after, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1 ORDER BY e.at, e.id`, [id]);
    expect(entries.map(({ action }) => action)).toEqual(['contact.added', 'contact.changed', 'contact.removed']);
    expect(entries[1]).toMatchObject({ before: { hasTelephone: true }, after: { hasTelephone: false }, personal: { before: { name: 'Persoonlijk' }, after: { name: 'Anders', telephone: null } } });
    const sealed = JSON.stringify(entries.map(({ before, after }) => ({ before, after })));
    for (const value of ['Persoonlijk', 'Anders', '0591', 'piket']) expect(sealed).not.toContain(value);
  });
});
