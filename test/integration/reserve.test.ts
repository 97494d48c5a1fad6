import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, newId, Problem, startOfDay, SYSTEM_ACTOR, type Actor, type LocalDay, type OrganisationKind } from '../../src/kernel/index.js';
import { INSPECTED_CRITERIA } from '../../src/locations/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { idempotencyKeyOf } from '../../src/platform/http/index.js';
import { AnswerReserveRequest, CoverageReader, CreateReserveRequest, ReadyPlaces, ReserveRequests, type AnswerBody, type CreateBody } from '../../src/reserve/index.js';
import { startSite, type Site } from '../e2e/site.js';
import type { TestDatabase } from '../support/database.js';

let site: Site;
let test: TestDatabase;
let database: Database;
let requests: ReserveRequests;
let readyPlaces: ReadyPlaces;
let creation: CreateReserveRequest;
let answering: AnswerReserveRequest;
let reader: CoverageReader;
let today: LocalDay;
const ids = new Map<string, string>();
const idOf = (name: string): string => ids.get(name)!;

const actorOf = (kind: OrganisationKind, name: string, provinceCode: string | null = null): Actor => ({
  ...SYSTEM_ACTOR, scope: { kind, organisationId: idOf(name), provinceCode }, kind, organisationId: idOf(name), name: 'Anja Test', function: 'tester', channel: 'api',
});
const pro = (): Actor => actorOf('ministry', 'PRO');
const drenthe = (): Actor => actorOf('province', 'Drenthe', 'PV22');
const bodyOf = (changes: Partial<CreateBody> = {}): CreateBody => ({
  provinceId: idOf('Drenthe'), redCrossId: idOf('Rode Kruis'), coaId: idOf('COA'), operationsId: idOf('Meldkamer'), places: 100,
  groups: { families: 60, singleAdults: 40, unaccompaniedMinors: 0, wheelchairUsers: 0 }, periodFrom: today, periodTo: addDays(today, 60), window: 72 * 3600, normSet: 'euaa-sphere', ...changes,
});
const create = (changes: Partial<CreateBody> = {}): Promise<string> => creation.run(pro(), bodyOf(changes));
const answer = (actor: Actor, id: string, body: AnswerBody, version: number): Promise<void> => answering.run(actor, id, body, version);
const stateOf = async (id: string): Promise<[string, number]> => {
  const { answer: state, version } = await requests.byId(database, pro().scope, id);
  return [state, version];
};
const problemOf = async (work: Promise<unknown>): Promise<[string, string[]]> =>
  work.then(() => ['nothing', []], (error: unknown) => (error instanceof Problem ? [error.type.code, error.fields.map(({ path }) => path)] : Promise.reject(error)));
const codeOf = async (work: Promise<unknown>): Promise<string> => (await problemOf(work))[0];

/** A building that is ready from today for so many; its fire safety check holds up to and including the day given. */
async function addBuilding(municipality: string, code: string, places: number, fireSafetyUntil: LocalDay | null = null): Promise<string> {
  const id = newId();
  const later = addDays(today, 400);
  const yes = 'yes';
  const facts = {
    stayMode: 'day-and-night', wholeBuilding: yes, floorAreaM2: 1000, sleepingAreaM2: 400, ceilingHeightM: 4, rooms: null, toilets: 10, showers: 10, empty: yes,
    ownerAgreement: { signedOn: addDays(today, -60), signatory: 'directeur', endsOn: later, whoPays: { reserving: 'COA', use: 'COA', damage: 'COA' } },
    collegeDecision: {
      decidedOn: addDays(today, -60), reference: 'B-1', maximumPersons: places, groups: ['families', 'singleAdults'], longestStayDays: 28, conditions: null, endsOn: later,
      mandatedOfficial: 'gemeentesecretaris',
    },
    permit: { basis: 'environmental-permit', endsOn: later, maximumPersons: null }, fireUseNotificationOn: addDays(today, -60), alsoPromisedTo: [], blockedPlaces: [], leadTimeHours: 24,
    measuredLeadTimeHours: null, contacts: ['authorises', 'opens', 'alternate'].map((role) => ({ role, confirmedOn: today, notReachedOn: null })), floorPlanOnFile: yes,
    suits: { families: yes, singleAdults: yes, unaccompaniedMinors: 'no', wheelchairUsers: 'unknown' }, confidentiality: 'open', findingsVoidedAt: null,
  };
  const findings = INSPECTED_CRITERIA.map((criterion) => ({ criterion, value: yes, evidence: 'rapport', validUntil: criterion === 'fire-safety' ? fireSafetyUntil : null, note: null }));
  await test.sql(
    `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, claimed_places, facts, contacts, created_at, updated_at)
     VALUES ($1, $2, $3, 'Proefweg', '1', '9400 AA', 'Assen', $4, 'PV22', $5, $6, '[]', app_now(), app_now())`,
    [id, idOf(municipality), `Hal ${places} ${municipality}`, code, places, JSON.stringify(facts)]);
  await test.sql('INSERT INTO inspections (id, location_id, inspected_at, inspector, findings, created_at) VALUES ($1, $2, app_now(), $3, $4, app_now())',
    [newId(), id, 'toezichthouder', JSON.stringify(findings)]);
  return id;
}

beforeAll(async () => {
  site = await startSite();
  test = site.database;
  const { app } = site;
  [database, requests, readyPlaces, creation, answering, reader] =
    [app.get(Database), app.get(ReserveRequests), app.get(ReadyPlaces), app.get(CreateReserveRequest), app.get(AnswerReserveRequest), app.get(CoverageReader)];
  const directory = app.get(DirectoryWriter);
  await database.transaction(async (tx) => {
    for (const input of [
      { kind: 'province', name: 'Drenthe', code: 'PV22', provinceCode: 'PV22' }, { kind: 'province', name: 'Groningen', code: 'PV20', provinceCode: 'PV20' },
      { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' }, { kind: 'municipality', name: 'Emmen', code: 'GM0114', provinceCode: 'PV22' },
      { kind: 'municipality', name: 'Westerwolde', code: 'GM1950', provinceCode: 'PV20' },
      { kind: 'ministry', name: 'PRO' }, { kind: 'red-cross', name: 'Rode Kruis' }, { kind: 'red-cross', name: 'Ander Rode Kruis' }, { kind: 'coa', name: 'COA' },
      { kind: 'operations', name: 'Meldkamer' }, { kind: 'auditor', name: 'Rekenkamer' },
    ] as const) ids.set(input.name, await directory.createOrganisation(tx, SYSTEM_ACTOR, input));
  });
  today = dayOf(await database.now());
});
beforeEach(() => test.sql('TRUNCATE reserve_requests, inspections, location_holds, location_unavailabilities, standby_locations CASCADE'));
afterAll(() => site?.close());

describe('asking a province', () => {
  it('keeps what was asked, once per key', async () => {
    const key = idempotencyKeyOf({ ...pro(), apiKeyId: newId() }, 'sleutel-van-de-proef', { operation: 'create-reserve-request', input: bodyOf() });
    const id = await creation.run(pro(), bodyOf(), key);
    expect(await creation.run(pro(), bodyOf(), key)).toBe(id);
    expect(await requests.list(database, pro().scope)).toEqual([expect.objectContaining({
      id, provinceName: 'Drenthe', provinceCode: 'PV22', places: 100, periodFrom: today, periodTo: addDays(today, 60), windowSeconds: 259_200, answer: 'asked', version: 1,
    })]);
    expect(await test.sql(`SELECT action FROM record_entries WHERE subject_id = $1`, [id])).toEqual([{ action: 'reserve-request.created' }]);
  });

  it('names every organisation of the wrong kind, and keeps nothing', async () => {
    expect(await problemOf(create({ provinceId: idOf('Assen'), coaId: newId() }))).toEqual(['REQUEST.INVALID', ['provinceId', 'coaId']]);
    expect(await requests.list(database, pro().scope)).toEqual([]);
  });

  it('is for the ministry', async () => {
    expect(await codeOf(creation.run(drenthe(), bodyOf()))).toBe('AUTH.FORBIDDEN');
  });
});

describe('who sees a request', () => {
  const seenBy = async (actor: Actor): Promise<number> => (await requests.list(database, actor.scope)).length;

  it('is whom it concerns; a municipality of the province once it is accepted', async () => {
    const id = await create();
    for (const actor of [pro(), drenthe(), actorOf('red-cross', 'Rode Kruis'), actorOf('coa', 'COA'), actorOf('operations', 'Meldkamer'), actorOf('auditor', 'Rekenkamer')]) {
      expect([actor.kind, await seenBy(actor)]).toEqual([actor.kind, 1]);
    }
    const strangers = [actorOf('province', 'Groningen', 'PV20'), actorOf('red-cross', 'Ander Rode Kruis'), actorOf('municipality', 'Westerwolde', 'PV20')];
    const assen = actorOf('municipality', 'Assen', 'PV22');
    for (const actor of [...strangers, assen]) expect([actor.kind, await seenBy(actor), await codeOf(requests.byId(database, actor.scope, id))]).toEqual([actor.kind, 0, 'REQUEST.NOT_FOUND']);
    await answer(drenthe(), id, { step: 'accept' }, 1);
    expect(await seenBy(assen)).toBe(1);
    for (const actor of strangers) expect([actor.kind, await seenBy(actor)]).toEqual([actor.kind, 0]);
  });
});

describe('the answer', () => {
  it('goes its ways and is on the record', async () => {
    const id = await create();
    await answer(drenthe(), id, { step: 'explore' }, 1);
    await answer(drenthe(), id, { step: 'decline', reason: 'geen ruimte', askAgainOn: addDays(today, 30) }, 2);
    expect(await requests.byId(database, pro().scope, id)).toMatchObject({ answer: 'declined', answerReason: 'geen ruimte', askAgainOn: addDays(today, 30), version: 3 });
    await answer(pro(), id, { step: 'ask-again' }, 3);
    await answer(drenthe(), id, { step: 'accept' }, 4);
    expect(await requests.byId(database, pro().scope, id)).toMatchObject({ answer: 'accepted', answerReason: null, askAgainOn: null });
    await answer(pro(), id, { step: 'release' }, 5);
    expect(await stateOf(id)).toEqual(['released', 6]);
    const entries = await test.sql<{ action: string }>('SELECT action FROM record_entries WHERE subject_id = $1', [id]);
    expect(entries.filter(({ action }) => action === 'reserve-request.answered')).toHaveLength(5);
  });

  it('changes nothing when it is not theirs, not possible, or not right', async () => {
    const id = await create();
    expect(await codeOf(answer(pro(), id, { step: 'accept' }, 1))).toBe('RESERVE.NOT_YOURS');
    expect(await codeOf(answer(actorOf('province', 'Groningen', 'PV20'), id, { step: 'accept' }, 1))).toBe('REQUEST.NOT_FOUND');
    expect(await codeOf(answer(pro(), id, { step: 'ask-again' }, 1))).toBe('RESERVE.ANSWER_NOT_POSSIBLE');
    expect(await problemOf(answer(drenthe(), id, { step: 'decline', askAgainOn: today }, 1))).toEqual(['REQUEST.INVALID', ['reason', 'askAgainOn']]);
    expect(await stateOf(id)).toEqual(['asked', 1]);
  });

  it('is given by one of two at the same moment', async () => {
    const id = await create();
    const outcomes = await Promise.all([codeOf(answer(drenthe(), id, { step: 'accept' }, 1)), codeOf(answer(drenthe(), id, { step: 'explore' }, 1))]);
    expect(outcomes.sort()).toEqual(['REQUEST.STALE_VERSION', 'nothing']);
    expect((await stateOf(id))[1]).toBe(2);
  });
});

describe('coverage', () => {
  it('counts nothing of a request that is not accepted', async () => {
    await addBuilding('Assen', 'GM0106', 40);
    const id = await create();
    expect((await reader.of(pro().scope, id, today, addDays(today, 3))).days).toEqual([]);
  });

  it('is 100 of 100 with buildings for 40, 40 and 20; short from the day after a check expires', async () => {
    const lastDay = addDays(today, 5);
    await addBuilding('Assen', 'GM0106', 40);
    await addBuilding('Assen', 'GM0106', 20);
    const expiring = await addBuilding('Emmen', 'GM0114', 40, lastDay);
    const id = await create();
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const { days, locations: behind } = await reader.of(pro().scope, id, addDays(today, -2), addDays(today, 7));
    expect(days.map(({ day, requested, ready, expiring: soon, gap }) => [day, requested, ready, soon, gap])).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [addDays(today, n), 100, n <= 5 ? 100 : 60, n <= 5 ? 40 : 0, n <= 5 ? 0 : 40]));
    const { name, steps } = behind.find((location) => location.id === expiring)!;
    expect([name, ...days.slice(5, 7).map(({ at }) => steps.findLast(({ from }) => from <= at)!.status)]).toEqual(['Hal 40 Emmen', 'ready-expiring', 'not-ready']);
    const request = await requests.byId(database, pro().scope, id);
    expect(await readyPlaces.coverageNow(database, pro().scope, request, await database.now())).toEqual({ requested: 100, usable: 100, expiring: 40, short: 0 });
  });

  it('asks for nothing outside the period', async () => {
    const id = await create({ periodFrom: addDays(today, 2), periodTo: addDays(today, 3) });
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const { days } = await reader.of(pro().scope, id, today, addDays(today, 4));
    expect(days.map(({ requested, gap }) => [requested, gap])).toEqual([[0, 0], [0, 0], [100, 100], [100, 100], [0, 0]]);
  });

  it('counts a building in use as taken, not as ready; an exercise leaves it ready', async () => {
    const building = await addBuilding('Assen', 'GM0106', 40);
    const id = await create();
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const request = await requests.byId(database, pro().scope, id);
    const usable = async (): Promise<number> => (await readyPlaces.coverageNow(database, pro().scope, request, await database.now())).usable;
    const hold = (exercise: boolean): Promise<unknown> =>
      test.sql('INSERT INTO location_holds (id, location_id, activation_id, exercise, starts_at) VALUES ($1, $2, $3, $4, app_now())', [newId(), building, newId(), exercise]);
    await hold(true);
    expect(await usable()).toBe(40);
    await test.sql('UPDATE location_holds SET released_at = app_now()');
    await hold(false);
    expect(await usable()).toBe(0);
  });

  it('gives a municipality the figures of all and the locations of its own', async () => {
    const own = await addBuilding('Assen', 'GM0106', 40);
    await addBuilding('Emmen', 'GM0114', 40);
    const id = await create();
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const { days, locations: seen } = await reader.of(actorOf('municipality', 'Assen', 'PV22').scope, id, today, today);
    expect(days.map(({ ready }) => ready)).toEqual([80]);
    expect(seen.map(({ id: location, name }) => [location, name])).toEqual([[own, 'Hal 40 Assen']]);
  });
});

describe('what breaks it next, and what it cannot lose', () => {
  it('names the day, the building, the check that expires and what to do; to a municipality only its own', async () => {
    const lastDay = addDays(today, 5);
    const own = await addBuilding('Assen', 'GM0106', 60);
    const expiring = await addBuilding('Emmen', 'GM0114', 40, lastDay);
    const id = await create();
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const { breaksNext, fragile } = await reader.of(pro().scope, id, today, addDays(today, 7));
    expect(breaksNext).toMatchObject({
      day: addDays(lastDay, 1), kind: 'drops', requested: 100, ready: 60, gap: 40, elsewhere: 0,
      locations: [{ locationId: expiring, places: 40, causes: [{ criterion: 'fire-safety', code: 'FINDING_EXPIRED' }] }],
      cure: { steps: [{ locationId: expiring, kind: 'inspect', before: addDays(lastDay, 1) }], elsewhere: 0, stillShort: 0 },
    });
    expect(fragile.map(({ day, spare, locationIds }) => [day, spare, [...locationIds].sort()])).toEqual([0, 1, 2, 3, 4, 5].map((n) => [addDays(today, n), 0, [own, expiring].sort()]));

    const assen = await reader.of(actorOf('municipality', 'Assen', 'PV22').scope, id, today, today);
    expect(assen.breaksNext).toMatchObject({ day: addDays(lastDay, 1), gap: 40, locations: [], elsewhere: 1, cure: { steps: [], elsewhere: 1, stillShort: 0 } });
    expect(assen.fragile).toEqual([expect.objectContaining({ day: today, locationIds: [own], elsewhere: 1 })]);
  });

  it('looks to the end of the period whatever days are asked for, and says a booking by its own words', async () => {
    const building = await addBuilding('Assen', 'GM0106', 100);
    const from = addDays(today, 40);
    await test.sql('INSERT INTO location_unavailabilities (id, location_id, starts_at, ends_at, reason, created_at) VALUES ($1, $2, $3, $4, $5, app_now())',
      [newId(), building, startOfDay(from), startOfDay(addDays(from, 3)), 'landbouwbeurs']);
    const id = await create();
    await answer(drenthe(), id, { step: 'accept' }, 1);
    const { breaksNext } = await reader.of(pro().scope, id, today, today);
    // A building has to be free for the window of three days and a week's stay after it.
    expect(breaksNext).toMatchObject({ day: addDays(from, -10), cure: { steps: [{ kind: 'move-booking' }] } });
    expect(breaksNext!.locations[0]!.causes.map(({ criterion, text }) => [criterion, text.nl.includes('landbouwbeurs')])).toEqual([['availability', true]]);
  });
});
