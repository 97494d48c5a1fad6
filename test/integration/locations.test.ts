import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Problem, SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type OrganisationKind, type Scope } from '../../src/kernel/index.js';
import {
  AddUnavailability, ChangeLocation, LocationDocuments, INSPECTION_SCHEMA, LOCATION_ENTITIES, LOCATION_SCHEMA, LocationHolds, Locations, RecordInspection, RegisterLocation, RemoveUnavailability, UNAVAILABILITY_SCHEMA,
  voidConditionFindings, WithdrawLocation,
} from '../../src/locations/index.js';
import { assessLocation } from '../../src/locations/assess-location.js';
import { findLocations } from '../../src/locations/location-search.js';
import { ExpiryPlan } from '../../src/locations/expiry-plan.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { DueMoments } from '../../src/platform/due-moments/index.js';
import type { WakeUps } from '../../src/platform/queue/index.js';
import { parseInput } from '../../src/platform/http/index.js';
import { RecordBook, RecordReader, type TimelineEntry } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { day, goodInspection, readyBody } from './location-body.js';

let test: TestDatabase;
let database: Database;
let register: RegisterLocation;
let change: ChangeLocation;
let withdraw: WithdrawLocation;
let inspect: RecordInspection;
let add: AddUnavailability;
let remove: RemoveUnavailability;
const record = new RecordBook();
const locations = new Locations();
const holds = new LocationHolds();
const ids = new Map<string, string>();

const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = 'PV22'): Actor => {
  const organisationId = ids.get(name)!;
  return { ...SYSTEM_ACTOR, scope: { kind, organisationId, provinceCode }, kind, organisationId, name: 'Anja Test', function: 'tester', channel: 'api' };
};
const assen = (): Actor => actorOf('municipality', 'Assen');
const emmen = (): Actor => actorOf('municipality', 'Emmen');
const registered = async (changes: Record<string, unknown> = {}, actor = assen()): Promise<string> =>
  (await register.run(actor, parseInput(LOCATION_SCHEMA, readyBody({ name: `Hal ${newId()}`, ...changes })))).locationId;
const inspected = (id: string) => inspect.run(assen(), parseInput(INSPECTION_SCHEMA, goodInspection(id)));
const seenBy = (scope: Scope, id: string) => locations.byId(database, scope, id);
const standing = async (id: string) => assessLocation(await seenBy(SYSTEM_SCOPE, id), await database.now());
const history = (id: string): Promise<TimelineEntry[]> => new RecordReader().ofSubject(database, id);
const problemOf = async (work: Promise<unknown>): Promise<Problem> =>
  work.then(() => { throw new Error('Nothing was refused.'); }, (error: unknown) => (error instanceof Problem ? error : Promise.reject(error)));
const codeOf = async (work: Promise<unknown>): Promise<string> => (await problemOf(work)).type.code;

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 22, 'test', [...ORGANISATION_ENTITIES, ...LOCATION_ENTITIES]);
  const directory = new DirectoryWriter(record);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Vlagtwedde', code: 'GM0048', provinceCode: 'PV20' },
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' },
      { kind: 'province', name: 'Groningen', code: 'PV20', provinceCode: 'PV20' },
      { kind: 'ministry', name: 'PRO' }, { kind: 'red-cross', name: 'Rode Kruis' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
  });
  // No queue here: what is due is found in the table.
  const plan = new ExpiryPlan(new DueMoments({ dueMoments: async () => undefined } as unknown as WakeUps), locations);
  register = new RegisterLocation(database, new Organisations(), plan, record);
  change = new ChangeLocation(database, plan, record);
  withdraw = new WithdrawLocation(database, holds, plan, record);
  inspect = new RecordInspection(database, plan, new LocationDocuments(), record);
  add = new AddUnavailability(database, record);
  remove = new RemoveUnavailability(database, record);
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('a location that was registered', () => {
  it('comes back as it was given, with what was left out unknown', async () => {
    const found = await seenBy(assen().scope, await registered({ name: 'De Oude Smederij', reference: 'smederij', empty: undefined, toilets: undefined }));
    expect(found).toMatchObject({
      name: 'De Oude Smederij', reference: 'smederij', municipalityName: 'Assen', version: 1, latitude: 52.99,
      address: { street: 'Verzonnen weg', houseNumber: '1', postcode: '9401 AB', place: 'Assen', municipalityCode: 'GM0106', provinceCode: 'PV22' },
      facts: { empty: 'unknown', toilets: null, claimedPlaces: 100, findingsVoidedAt: null, measuredLeadTimeHours: null },
    });
    expect(found.facts.contacts).toEqual(['authorises', 'opens', 'alternate'].map((role) => ({ role, confirmedOn: day(-1), notReachedOn: null })));
  });

  it('is not ready before an inspection and ready after it, with its places limited by what limits them', async () => {
    const id = await registered();
    expect((await standing(id)).readiness.status).toBe('not-ready');
    await inspected(id);
    const { readiness, capacity } = await standing(id);
    expect(readiness).toMatchObject({ status: 'ready', reasons: [] });
    expect(capacity).toMatchObject({ places: 84, limiting: { factor: 'sleeping-area' } });
  });

  it('is listed in its province only, with everything in five statements', async () => {
    const id = await registered();
    await inspected(id);
    let statements = 0;
    const counting = new Proxy(database, { get: (target, name, receiver) => (name === 'query' && (statements += 1), Reflect.get(target, name, receiver) as unknown) });
    const drenthe = await locations.ofProvince(counting, SYSTEM_SCOPE, 'PV22');
    expect(drenthe.find((location) => location.id === id)?.inspections).toHaveLength(1);
    expect(statements).toBe(5);
    expect(await locations.ofProvince(database, SYSTEM_SCOPE, 'PV20')).toEqual([]);
  });

  it('is made once for one Idempotency-Key', async () => {
    const body = parseInput(LOCATION_SCHEMA, readyBody());
    const key = { principalId: newId(), key: 'one', digest: Buffer.from('one') };
    const first = await register.run(assen(), body, key);
    expect(await register.run(assen(), body, key)).toEqual({ locationId: first.locationId, repeated: true });
  });

  it('has a reference that its municipality uses once', async () => {
    await registered({ reference: 'twice' });
    expect(await codeOf(registered({ reference: 'twice' }))).toBe('LOCATION.REFERENCE_TAKEN');
    const elsewhere = await registered({ reference: 'twice' }, emmen());
    expect((await locations.byId(database, SYSTEM_SCOPE, elsewhere)).reference).toBe('twice');
  });

  it('lies in the municipality that offers it', async () => {
    expect((await problemOf(registered({ municipalityCode: 'GM0114' }))).fields).toMatchObject([{ path: 'municipalityCode', code: 'not-your-municipality' }]);
  });
});

describe('between municipalities', () => {
  it('keeps contacts and inspector from everybody who has no business with them', async () => {
    const id = await registered();
    await inspected(id);
    const seen = async (actor: Actor): Promise<unknown> => {
      const { contacts, contactsVisible, inspections } = await seenBy(actor.scope, id);
      return [contacts.length, contactsVisible, inspections.map(({ inspector }) => inspector)];
    };
    const all = [3, true, ['Kim Schouw, toezichthouder']];
    const nothing = [0, false, ['']];
    expect(await seen(assen())).toEqual(all);
    expect(await seen(actorOf('ministry', 'PRO', null))).toEqual(all);
    expect(await seen(actorOf('province', 'Drenthe'))).toEqual(all);
    expect(await seen(emmen())).toEqual(nothing);
    expect(await seen(actorOf('province', 'Groningen', 'PV20'))).toEqual(nothing);
    expect(await seen(actorOf('red-cross', 'Rode Kruis', null))).toEqual(nothing);
    const listed = await locations.ofProvince(database, emmen().scope, 'PV22');
    expect(JSON.stringify(listed.filter(({ municipalityName }) => municipalityName === 'Assen'))).not.toMatch(/@assen\.example|Sam|Kim/);
  });

  it('lets nobody change what is another’s, and leaves it as it was', async () => {
    const id = await registered();
    const before = await seenBy(SYSTEM_SCOPE, id);
    const body = parseInput(LOCATION_SCHEMA, readyBody({ name: 'Gekaapt' }));
    const period = await add.run(assen(), parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: id, from: day(100), reason: 'beurs' }));
    expect(await codeOf(change.run(emmen(), id, 1, body))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(withdraw.run(emmen(), id, 1))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(inspect.run(emmen(), parseInput(INSPECTION_SCHEMA, goodInspection(id))))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(add.run(emmen(), parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: id, from: day(1), reason: 'beurs' })))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(remove.run(emmen(), period))).toBe('LOCATION.NOT_YOURS');
    expect(await codeOf(change.run(actorOf('province', 'Drenthe'), id, 1, body))).toBe('AUTH.FORBIDDEN');
    expect(await seenBy(SYSTEM_SCOPE, id)).toEqual({ ...before, availability: { ...before.availability, unavailable: [expect.objectContaining({ id: period })] } });
  });
});

describe('a change', () => {
  it('of two at once is made by one; the other is told', async () => {
    const id = await registered();
    const names = ['Eerste', 'Tweede'];
    const results = await Promise.allSettled(names.map((name) => change.run(assen(), id, 1, parseInput(LOCATION_SCHEMA, readyBody({ name })))));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Problem] : []));
    const won = results.findIndex(({ status }) => status === 'fulfilled');
    const both = { label: 'Naam', current: names[won], yours: names[1 - won] };
    expect(refused.map(({ type, extra }) => [type.code, extra])).toEqual([['LOCATION.CHANGED_MEANWHILE', { currentVersion: 2, differences: [both] }]]);
    expect(await seenBy(SYSTEM_SCOPE, id)).toMatchObject({ version: 2, name: names[won] });
  });

  it('is on the record from what to what, names and numbers apart from it', async () => {
    const id = await registered({ name: 'Voor' });
    await change.run(assen(), id, 1, parseInput(LOCATION_SCHEMA, readyBody({ name: 'Na', contacts: [] })));
    const [made, changed] = await history(id);
    expect(made).toMatchObject({ action: 'location.registered', after: { name: 'Voor', claimedPlaces: 100 } });
    expect(changed).toMatchObject({ action: 'location.changed', before: { name: 'Voor' }, after: { name: 'Na' }, personal: { before: { contacts: [{ name: 'Sam authorises' }, {}, {}] }, after: { contacts: [] } } });
    expect(Object.keys(changed!.after as object).sort()).toEqual(['contacts', 'name', 'version']);
    expect(JSON.stringify([made!.after, changed!.before, changed!.after])).not.toMatch(/Sam|0592|example|gemeentesecretaris|directeur/);
  });

  it('leaves standing what was established otherwise', async () => {
    const id = await registered();
    await database.transaction((tx) => voidConditionFindings(tx, SYSTEM_ACTOR, [id]));
    const { findingsVoidedAt } = (await seenBy(SYSTEM_SCOPE, id)).facts;
    await change.run(assen(), id, 2, parseInput(LOCATION_SCHEMA, readyBody()));
    expect((await seenBy(SYSTEM_SCOPE, id)).facts.findingsVoidedAt).toEqual(findingsVoidedAt);
  });
});

describe('an inspection', () => {
  it('has taken place', async () => {
    const body = parseInput(INSPECTION_SCHEMA, { ...goodInspection(await registered()), inspectedAt: `${day(2)}T10:00` });
    expect((await problemOf(inspect.run(assen(), body))).fields).toMatchObject([{ path: 'inspectedAt', code: 'in-the-future' }]);
  });

  it('no longer counts after a real stand-down, and a new one does', async () => {
    const id = await registered();
    await inspected(id);
    await database.transaction((tx) => voidConditionFindings(tx, SYSTEM_ACTOR, [id]));
    const { readiness } = await standing(id);
    expect(readiness.status).toBe('not-ready');
    expect(new Set(readiness.reasons.map(({ code }) => code))).toEqual(new Set(['FINDING_VOIDED']));
    await inspect.run(assen(), { ...parseInput(INSPECTION_SCHEMA, goodInspection(id)), inspectedAt: await database.now() });
    expect((await standing(id)).readiness.status).toBe('ready');
    expect((await history(id)).map(({ action }) => action)).toEqual(['location.registered', 'location.inspected', 'location.findings-voided', 'location.inspected']);
  });
});

describe('a period of unavailability', () => {
  it('blocks while it is there and no longer when it is removed', async () => {
    const id = await registered();
    await inspected(id);
    const period = await add.run(assen(), parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: id, from: day(2), until: day(3), reason: 'rommelmarkt' }));
    expect((await standing(id)).readiness.status).toBe('unavailable');
    await remove.run(assen(), period);
    expect((await standing(id)).readiness.status).toBe('ready');
    expect(await codeOf(remove.run(assen(), period))).toBe('REQUEST.NOT_FOUND');
  });
});

describe('a hold', () => {
  const take = (locationIds: readonly string[], activationId = newId(), exercise = false): Promise<string> =>
    database.transaction(async (tx) => {
      await holds.take(tx, locationIds.map((locationId) => ({ locationId, activationId, exercise })));
      return activationId;
    });
  const release = (activationId: string, locationIds?: string[]): Promise<void> => database.transaction((tx) => holds.release(tx, activationId, locationIds));

  it('goes to exactly one of twenty who take it at once; the others are told who has it', async () => {
    const id = await registered();
    await inspected(id);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => take([id])));
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(winners).toHaveLength(1);
    const refusals = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Problem] : []));
    expect(refusals.map(({ type, extra }) => [type.code, extra])).toEqual(Array.from({ length: 19 }, () => ['LOCATION.BUSY', { activationId: winners[0], locationId: id }]));
    expect(await holds.running(database, [id])).toEqual([{ locationId: id, activationId: winners[0], exercise: false }]);
    expect((await standing(id)).readiness.status).toBe('deployed');
  });

  it('takes all locations or none', async () => {
    const [free, taken] = [await registered(), await registered()];
    const first = await take([taken]);
    expect(await problemOf(take([free, taken]))).toMatchObject({ type: { code: 'LOCATION.BUSY' }, extra: { activationId: first, locationId: taken } });
    expect(await holds.running(database, [free, taken])).toEqual([{ locationId: taken, activationId: first, exercise: false }]);
  });

  it('leaves the transaction usable until the refusal is thrown', async () => {
    const id = await registered();
    await take([id]);
    await database.transaction(async (tx) => {
      await problemOf(holds.take(tx, [{ locationId: id, activationId: newId(), exercise: false }]));
      expect(await tx.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });
  });

  it('ends when it is released, for one location or for all, and again is nothing', async () => {
    const [one, other] = [await registered(), await registered()];
    const activationId = await take([one, other], newId(), true);
    await release(activationId, [one]);
    expect((await holds.running(database, [one, other])).map(({ locationId }) => locationId)).toEqual([other]);
    await release(activationId);
    await release(activationId);
    expect(await holds.running(database, [one, other])).toEqual([]);
    const next = await take([one, other]);
    expect((await holds.running(database, [one, other])).map((hold) => hold.activationId)).toEqual([next, next]);
  });

  it('keeps a location from being withdrawn, and a withdrawn one cannot be taken', async () => {
    const id = await registered();
    const activationId = await take([id]);
    expect(await problemOf(withdraw.run(assen(), id, 1))).toMatchObject({ type: { code: 'LOCATION.BUSY' }, extra: { activationId } });
    await release(activationId);
    await withdraw.run(assen(), id, 1);
    expect(await problemOf(take([id]))).toMatchObject({ type: { code: 'LOCATION.WITHDRAWN' }, extra: { locationId: id } });
    expect((await locations.ofProvince(database, SYSTEM_SCOPE, 'PV22')).map((location) => location.id)).not.toContain(id);
    expect((await locations.byIds(database, SYSTEM_SCOPE, [id])).map(({ withdrawnAt }) => withdrawnAt)).toEqual([expect.any(Date)]);
    expect(await codeOf(change.run(assen(), id, 2, parseInput(LOCATION_SCHEMA, readyBody())))).toBe('REQUEST.NOT_FOUND');
  });

  it('of a location that is being withdrawn at the same moment is not made', async () => {
    const locationIds = await Promise.all(Array.from({ length: 6 }, () => registered()));
    await Promise.all(locationIds.map(async (id) => {
      const [taken, gone] = await Promise.allSettled([take([id]), withdraw.run(assen(), id, 1)]);
      expect([taken.status, gone.status].sort()).toEqual(['fulfilled', 'rejected']);
    }));
  });
});

describe('a municipality that was merged into another', () => {
  const vlagtwedde = (): Actor => actorOf('municipality', 'Vlagtwedde', 'PV20');
  const merged = { postcode: '9561 AB', place: 'Ter Apel' };
  /** As it was registered before the merger: the row has the code of then. */
  async function fromBefore(): Promise<string> {
    const id = await registered(merged, vlagtwedde());
    await test.sql(`UPDATE standby_locations SET municipality_code = 'GM0048' WHERE id = $1`, [id]);
    return id;
  }

  it('keeps its locations, their code and their history; they are shown under the new name', async () => {
    const id = await fromBefore();
    expect(await seenBy(SYSTEM_SCOPE, id)).toMatchObject({ municipalityName: 'Westerwolde', address: { municipalityCode: 'GM0048', provinceCode: 'PV20' } });
    const found = async (municipalityCode: string) => (await locations.list(database, SYSTEM_SCOPE, { municipalityCode })).map((location) => location.id);
    expect(await found('GM1950')).toContain(id);
    expect(await found('GM0106')).not.toContain(id);
    await change.run(vlagtwedde(), id, 1, parseInput(LOCATION_SCHEMA, readyBody({ ...merged, name: 'Na de herindeling', municipalityCode: 'GM1950' })));
    expect(await seenBy(SYSTEM_SCOPE, id)).toMatchObject({ name: 'Na de herindeling', municipalityName: 'Westerwolde', address: { municipalityCode: 'GM0048' } });
    expect((await history(id)).map(({ action }) => action)).toEqual(['location.registered', 'location.changed']);
    const now = await database.now();
    const listed = async (municipalityCode: string) => (await findLocations(database, SYSTEM_SCOPE, { municipalityCode }, { from: now, until: now }, { sort: 'name', offset: 0, limit: 50 })).found.map((row) => row.id);
    expect([(await listed('GM1950')).includes(id), (await listed('GM0106')).includes(id)]).toEqual([true, false]);
  });

  it('hears which code to use when it gives the old one, and nothing is written', async () => {
    const id = await fromBefore();
    const old = (await problemOf(change.run(vlagtwedde(), id, 1, parseInput(LOCATION_SCHEMA, readyBody({ ...merged, municipalityCode: 'GM0048' }))))).fields;
    expect(old).toMatchObject([{ path: 'municipalityCode', code: 'municipality-merged', params: { code: 'GM0048', name: 'Westerwolde', newCode: 'GM1950' } }]);
    expect((await problemOf(registered({ ...merged, municipalityCode: 'GM0048' }, vlagtwedde()))).fields).toMatchObject([{ code: 'municipality-merged' }]);
    expect((await seenBy(SYSTEM_SCOPE, id)).version).toBe(1);
  });

  it('registers under the new code, although the organisation still has the old one', async () => {
    const id = await registered(merged, vlagtwedde());
    expect((await seenBy(SYSTEM_SCOPE, id)).address).toMatchObject({ municipalityCode: 'GM1950', provinceCode: 'PV20' });
    expect((await problemOf(registered({ municipalityCode: 'GM0106' }, vlagtwedde()))).fields).toMatchObject([{ code: 'not-your-municipality' }]);
  });
});
