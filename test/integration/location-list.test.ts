import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, newId, SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type OrganisationKind, type Scope } from '../../src/kernel/index.js';
import {
  AddUnavailability, ChangeLocation, INSPECTION_SCHEMA, LOCATION_ENTITIES, LOCATION_SCHEMA, LocationDocuments, LocationHolds, Locations, RecordInspection, RegisterLocation, RemoveUnavailability, StandingsKeeper,
  UNAVAILABILITY_SCHEMA, voidConditionFindings, WithdrawLocation,
} from '../../src/locations/index.js';
import { AssessedLocations } from '../../src/locations/assessed-locations.js';
import { ExpiryPlan } from '../../src/locations/expiry-plan.js';
import { listQuery, type ListQuery } from '../../src/locations/list-query.js';
import { COUNTED_TO } from '../../src/locations/location-search.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations } from '../../src/organisations/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { Database, SweepDatabase } from '../../src/platform/database/index.js';
import { DueMoments } from '../../src/platform/due-moments/index.js';
import { parseInput } from '../../src/platform/http/index.js';
import type { WakeUps } from '../../src/platform/queue/index.js';
import { RecordBook } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { day, goodInspection, readyBody } from './location-body.js';

let test: TestDatabase;
let database: Database;
let list: AssessedLocations;
let keeper: StandingsKeeper;
const record = new RecordBook();
const holds = new LocationHolds();
const ids = new Map<string, string>();

// Nothing wakes up here: what is planned stays a row.
const plan = new ExpiryPlan(new DueMoments({ dueMoments: async () => undefined } as unknown as WakeUps), new Locations());

const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = 'PV22'): Actor => {
  const organisationId = ids.get(name)!;
  return { ...SYSTEM_ACTOR, scope: { kind, organisationId, provinceCode }, kind, organisationId, name: 'Anja Test', function: 'tester', channel: 'api' };
};
const assen = (): Actor => actorOf('municipality', 'Assen');
const emmen = (): Actor => actorOf('municipality', 'Emmen');
/** Six letters that nothing else has. */
const letters = (): string => newId().slice(-6).replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!);
const PRO: () => Scope = () => actorOf('ministry', 'PRO', null).scope;

const register = async (changes: Record<string, unknown> = {}, actor = assen()): Promise<string> =>
  (await new RegisterLocation(database, new Organisations(), plan, record).run(actor, parseInput(LOCATION_SCHEMA, readyBody({ name: `Hal ${newId()}`, confidentiality: 'public', ...changes })))).locationId;
const inspect = (id: string, actor = assen()) => new RecordInspection(database, plan, new LocationDocuments(), record).run(actor, parseInput(INSPECTION_SCHEMA, goodInspection(id)));
const ready = async (changes: Record<string, unknown> = {}, actor = assen()): Promise<string> => {
  const id = await register(changes, actor);
  await inspect(id, actor);
  return id;
};
const query = (asked: Partial<Record<keyof ListQuery, unknown>>): ListQuery => parseInput(listQuery('2000-01-01'), { pageSize: 100, ...asked });
const page = async (asked: Partial<Record<keyof ListQuery, unknown>>, scope: Scope = PRO()) => list.page(scope, query(asked), await database.now());
const found = async (asked: Partial<Record<keyof ListQuery, unknown>>, scope: Scope = PRO()): Promise<string[]> => (await page(asked, scope)).items.map(({ listed: { location } }) => location.id);
/** Which of these are in the list, by their names here. */
const among = async (named: Readonly<Record<string, string>>, asked: Partial<Record<keyof ListQuery, unknown>>, scope: Scope = PRO()): Promise<string[]> => {
  const names = new Map(Object.entries(named).map(([name, id]) => [id, name]));
  return (await found(asked, scope)).flatMap((id) => names.get(id) ?? []);
};

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 10, 'test', [...ORGANISATION_ENTITIES, ...LOCATION_ENTITIES]);
  const directory = new DirectoryWriter(record);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' }, { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Westerwolde', code: 'GM1950', provinceCode: 'PV20' }, { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' },
      { kind: 'province', name: 'Groningen', code: 'PV20', provinceCode: 'PV20' }, { kind: 'ministry', name: 'PRO' }, { kind: 'coa', name: 'COA' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
  });
  list = new AssessedLocations(database, new Locations());
  keeper = new StandingsKeeper({ role: 'web' } as Settings, new SweepDatabase(database), undefined!);
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('the stored standings', () => {
  it('follow every change in its own transaction', async () => {
    const id = await register();
    const unchanged = async (): Promise<void> => expect(await keeper.drift()).toMatchObject({ differing: [] });
    const status = async (): Promise<unknown> => (await test.sql<{ status: string }>('SELECT status FROM location_standings WHERE location_id = $1 AND from_at <= app_now() AND until_at > app_now()', [id]))[0]?.status;
    expect(await status()).toBe('not-ready');
    await inspect(id);
    expect(await status()).toBe('ready');
    await unchanged();
    const period = await new AddUnavailability(database, record).run(assen(), parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: id, from: day(1), until: day(2), reason: 'beurs' }));
    expect(await status()).toBe('unavailable');
    await new RemoveUnavailability(database, record).run(assen(), period);
    expect(await status()).toBe('ready');
    const activationId = newId();
    await database.transaction((tx) => holds.take(tx, [{ locationId: id, activationId, exercise: false }]));
    expect(await status()).toBe('deployed');
    await unchanged();
    await database.transaction((tx) => holds.release(tx, activationId));
    expect(await status()).toBe('ready');
    await database.transaction((tx) => voidConditionFindings(tx, SYSTEM_ACTOR, [id]));
    expect(await status()).toBe('not-ready');
    await new ChangeLocation(database, plan, record).run(assen(), id, 2, parseInput(LOCATION_SCHEMA, readyBody({ name: 'Anders', toilets: 1 })));
    await unchanged();
    await new WithdrawLocation(database, holds, plan, record).run(assen(), id, 3);
    expect(await status()).toBeUndefined();
    await unchanged();
  });

  it('are given up with the change that is given up', async () => {
    const id = await ready();
    const change = database.transaction(async (tx) => {
      await voidConditionFindings(tx, SYSTEM_ACTOR, [id]);
      throw new Error('given up');
    });
    await expect(change).rejects.toThrow('given up');
    expect(await found({ ready: 'true' })).toContain(id);
    expect(await keeper.drift()).toMatchObject({ differing: [] });
  });

  it('pass from one to the next by the clock, with nothing written', async () => {
    const id = await ready();
    expect(await found({ ready: 'true' })).toContain(id);
    await test.shiftClock(200 * 86_400);
    try {
      expect(await found({ ready: 'true' })).not.toContain(id);
      const [item] = (await page({ ready: 'false' })).items.filter(({ listed: { location } }) => location.id === id);
      expect(item!.listed.readiness.status).toBe('not-ready');
    } finally {
      await test.shiftClock(0);
    }
  });

  it('that somebody wrote past, or that another version of the rules made, are found and worked out anew', async () => {
    const [behind, other, old] = [await ready(), await ready(), await ready()];
    await test.sql(`UPDATE standby_locations SET facts = jsonb_set(facts, '{empty}', '"no"') WHERE id = $1`, [behind]);
    await test.sql(`UPDATE location_standings SET places = places + 1 WHERE location_id = $1`, [other]);
    await test.sql(`UPDATE location_listings SET basis = 'of another version' WHERE location_id = $1`, [old]);
    expect(new Set((await keeper.drift()).differing)).toEqual(new Set([behind, other]));
    expect(await list.pending()).toBe(2);
    expect(await keeper.rebuild()).toBe(2);
    expect(await list.pending()).toBe(0);
    // What nobody marks, a change of the table by hand, is for the check to find.
    expect((await keeper.drift()).differing).toEqual([other]);
    await test.sql(`UPDATE location_listings SET basis = '' WHERE location_id = $1`, [other]);
    expect(await keeper.rebuild()).toBe(1);
    expect(await keeper.drift()).toMatchObject({ differing: [] });
  });

  it('are left to the process that started last when two versions run side by side', async () => {
    const id = await ready();
    await test.sql(`UPDATE location_listings SET basis = '' WHERE location_id = $1`, [id]);
    await keeper.rebuild();
    await test.sql(`UPDATE location_listings SET basis = '' WHERE location_id = $1`, [id]);
    await test.sql(`UPDATE location_standings_basis SET basis = 'of a newer version'`);
    expect(await keeper.catchUp()).toBe(0);
    expect(await keeper.rebuild()).toBe(1);
  });

  it('are worked out anew without waiting for whoever changes a location, nor the other way round', async () => {
    const [busy, free] = [await ready(), await ready()];
    await test.sql(`UPDATE location_listings SET basis = '' WHERE location_id = ANY($1::uuid[])`, [[busy, free]]);
    await database.transaction(async (tx) => {
      await tx.query('UPDATE standby_locations SET updated_at = updated_at WHERE id = $1', [busy]);
      expect(await keeper.rebuild()).toBe(1);
    });
    expect(await keeper.rebuild()).toBe(1);
  });

  it('have a mark on every table that a location is read from', async () => {
    const tables = new Set<string>();
    const spying = new Proxy(database, {
      get: (target, name) => (name !== 'query' ? Reflect.get(target, name) : (sql: string, parameters: unknown[]) => {
        for (const [, table] of sql.matchAll(/\b(?:FROM|JOIN)\s+([a-z_]+)/g)) tables.add(table!);
        return target.query(sql, parameters);
      }),
    });
    await new Locations().byIds(spying, SYSTEM_SCOPE, [await ready()]);
    const marked = await test.sql<{ name: string }>(`SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'mark_location_listing' ORDER BY 1`);
    expect(marked.map(({ name }) => name)).toEqual([...tables].sort());
    expect(tables.size).toBeGreaterThanOrEqual(4);
  });
});

describe('the filters of the list', () => {
  it('limit by readiness, municipality, province, places and groups, and together', async () => {
    const westerwolde = actorOf('municipality', 'Westerwolde', 'PV20');
    const named = {
      good: await ready(), unseen: await register(), small: await ready({ sleepingAreaM2: 80 }), elsewhere: await ready({}, emmen()), north: await ready({}, westerwolde),
      wheels: await ready({ suits: { families: 'yes', singleAdults: 'yes', wheelchairUsers: 'yes' }, collegeDecision: { ...(readyBody()['collegeDecision'] as object), groups: ['families', 'wheelchairUsers'] } }),
    };
    const at = async (asked: Partial<Record<keyof ListQuery, unknown>>) => new Set(await among(named, asked));
    expect(await at({})).toEqual(new Set(Object.keys(named)));
    expect(await at({ ready: 'true' })).toEqual(new Set(['good', 'small', 'elsewhere', 'north', 'wheels']));
    expect(await at({ ready: 'false' })).toEqual(new Set(['unseen']));
    expect(await at({ municipality: 'GM0114' })).toEqual(new Set(['elsewhere']));
    expect(await at({ province: 'PV20' })).toEqual(new Set(['north']));
    expect(await at({ minimumPlaces: '21' })).toEqual(new Set(['good', 'unseen', 'elsewhere', 'north', 'wheels']));
    expect(await at({ groups: 'wheelchairUsers' })).toEqual(new Set(['wheels']));
    expect(await at({ groups: ['families', 'singleAdults'] })).toEqual(new Set(['good', 'unseen', 'small', 'elsewhere', 'north']));
    expect(await at({ groups: 'families', ready: 'true', minimumPlaces: '84', municipality: 'GM0106', province: 'PV22' })).toEqual(new Set(['good', 'wheels']));
  });

  it('on a day to come ask for the whole of it', async () => {
    const today = dayOf(await database.now());
    const named = { always: await ready(), ending: await ready({ collegeDecision: { ...(readyBody()['collegeDecision'] as object), endsOn: addDays(today, 15) } }), blocked: await ready({ blockedPlaces: [{ places: 50, reason: 'lekkage', until: addDays(today, 3) }] }) };
    const on = (days: number, asked: Partial<Record<keyof ListQuery, unknown>> = {}) => among(named, { readyOn: addDays(today, days), ...asked }).then((names) => names.sort());
    expect(await on(0)).toEqual(['always', 'blocked', 'ending']);
    // The decision must outlast the window and the shortest stay: 3 and 7 days. On the day on which that stops it is not ready the whole day.
    expect(await on(5)).toEqual(['always', 'blocked', 'ending']);
    expect(await on(6)).toEqual(['always', 'blocked']);
    expect(await on(6, { ready: 'false' })).toEqual(['ending']);
    expect(await on(3, { minimumPlaces: 80 })).toEqual(['always', 'ending']);
    expect(await on(4, { minimumPlaces: 80 })).toEqual(['always', 'blocked', 'ending']);
    expect(await on(200)).toEqual([]);
    const { asOf, items } = await page({ readyOn: addDays(today, 6), ready: 'false' });
    expect(dayOf(asOf)).toBe(addDays(today, 6));
    expect(items.find(({ listed: { location } }) => location.id === named.ending)?.listed.readiness.reasons.map(({ criterion }) => criterion)).toContain('college-decision');
  });

  it('that leave nothing say which of them is in the way', async () => {
    const name = `Eenling ${letters()}`;
    await ready({ name });
    const asked = query({ text: name, municipality: 'GM0114', minimumPlaces: 5 });
    expect(await page({ text: name, municipality: 'GM0114' })).toMatchObject({ items: [], total: 0 });
    expect(await list.loosened(PRO(), asked, await database.now())).toEqual([{ filter: 'text', total: expect.any(Number), more: false }, { filter: 'municipality', total: expect.any(Number), more: false }]);
  });
});

describe('searching', () => {
  it('finds words of name, reference, municipality and address, misspelt too, the best match first', async () => {
    const named = {
      hall: await register({ name: 'Sporthal De Veenrand', reference: 'VR-77', street: 'Böhlkenpad', houseNumber: '12', postcode: '9405 XY', place: 'Assen' }),
      bank: await register({ name: 'Veenbank', street: 'Veenrandweg', houseNumber: '112', postcode: '9405 XZ', place: 'Assen' }),
      school: await register({ name: 'Oude school', street: 'Schoolpad', houseNumber: '3', postcode: '7811 ZZ', place: 'Emmer-Compascuum' }, emmen()),
    };
    const search = (text: string) => among(named, { text });
    expect(await search('veenrand')).toEqual(['hall', 'bank']);
    expect(await search('venrand')).toEqual(['hall', 'bank']);
    expect(await search('VEENRNAD')).toContain('hall');
    expect(await search('sport')).toEqual(['hall']);
    expect(await search('hal')).toEqual(['hall']);
    expect(await search('vr 77')).toEqual(['hall']);
    expect(await search('bohlkenpad 12')).toEqual(['hall']);
    expect(await search('9405xy')).toEqual(['hall']);
    expect(await search('9405 XY')).toEqual(['hall']);
    expect((await search('9405')).sort()).toEqual(['bank', 'hall']);
    expect(await search('school emmen')).toEqual(['school']);
    expect(await search('school emen')).toEqual(['school']);
    expect(await search('school assen')).toEqual([]);
    expect(await search('compascum')).toEqual(['school']);
    expect(await search('qqqq')).toEqual([]);
    expect((await search('%')).sort()).toEqual(['bank', 'hall', 'school']);
    expect(await among(named, { text: 'veenrand', sort: 'name' })).toEqual(['hall', 'bank']);
  });

  it('never looks in an address that the one who asks may not know', async () => {
    const street = `Geheimpad${letters()}`;
    const place = `Verborgenoord${letters()}`;
    const named = {
      confidential: await register({ name: 'Gesloten huis', street, place, confidentiality: 'confidential' }),
      council: await register({ name: 'Raadshuis', street, place, confidentiality: 'council-informed' }),
      open: await register({ name: 'Open huis', street, place, confidentiality: 'public' }),
    };
    const all = Object.keys(named).sort();
    const sees = async (scope: Scope, text: string) => (await among(named, { text }, scope)).sort();
    for (const scope of [assen().scope, actorOf('province', 'Drenthe').scope, PRO(), SYSTEM_SCOPE]) {
      expect(await sees(scope, street)).toEqual(all);
      expect(await sees(scope, place.slice(0, -3))).toEqual(all);
    }
    for (const scope of [emmen().scope, actorOf('province', 'Groningen', 'PV20').scope, actorOf('coa', 'COA', null).scope]) {
      for (const text of [street, place, street.slice(0, -3), `${street.slice(0, 5)}${street.slice(6)}`, `huis ${place}`]) expect([text, await sees(scope, text)]).toEqual([text, ['open']]);
      expect(await sees(scope, 'gesloten')).toEqual(['confidential']);
    }
    await new ChangeLocation(database, plan, record).run(assen(), named.open, 1, parseInput(LOCATION_SCHEMA, readyBody({ name: 'Open huis', street, place, confidentiality: 'confidential' })));
    expect(await sees(emmen().scope, street)).toEqual([]);
  });
});

describe('order and pages', () => {
  it('go by name, municipality, places and next expiry', async () => {
    const today = dayOf(await database.now());
    const mark = letters();
    const ending = (days: number) => ({ collegeDecision: { ...(readyBody()['collegeDecision'] as object), endsOn: addDays(today, days) } });
    const named = {
      b: await ready({ name: `écluse ${mark}`, ...ending(20) }), a: await ready({ name: `De Ark ${mark}`, sleepingAreaM2: 120 }), d: await ready({ name: `Zuid ${mark}`, ...ending(18) }), c: await ready({ name: `Emmerhal ${mark}` }, emmen()),
    };
    expect(await among(named, { text: mark, sort: 'name' })).toEqual(['a', 'b', 'c', 'd']);
    expect(await among(named, { text: mark, sort: 'municipality' })).toEqual(['a', 'b', 'd', 'c']);
    expect((await among(named, { text: mark, sort: 'places' })).at(-1)).toBe('a');
    expect((await among(named, { text: mark, sort: 'nextExpiry' })).slice(0, 2)).toEqual(['d', 'b']);
  });

  it('are counted as far as it is worth it, and go on beyond it', async () => {
    const count = COUNTED_TO + 30;
    await test.sql(
      `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, claimed_places, facts, contacts, created_at, updated_at)
       SELECT gen_random_uuid(), organisation_id, 'Rij ' || lpad(n::text, 4, '0'), street, house_number, postcode, place, 'GM1950', 'PV20', claimed_places, facts, contacts, created_at, updated_at
         FROM standby_locations CROSS JOIN generate_series(1, $2::int) n WHERE id = $1`, [await register(), count]);
    expect(await keeper.rebuild()).toBe(count);
    const first = await page({ text: 'rij', sort: 'name', pageSize: 50 });
    expect(first).toMatchObject({ total: COUNTED_TO, more: true, hasNext: true });
    expect(first.items.map(({ listed }) => listed.location.name).slice(0, 2)).toEqual(['Rij 0001', 'Rij 0002']);
    const last = await page({ text: 'rij', sort: 'name', pageSize: 50, page: 11 });
    expect(last.items.map(({ listed }) => listed.location.name)).toEqual(Array.from({ length: 30 }, (_, n) => `Rij 0${501 + n}`));
    expect(last.hasNext).toBe(false);
    expect(await page({ text: 'rij', pageSize: 50, page: 40 })).toMatchObject({ items: [], hasNext: false });
  });
});
