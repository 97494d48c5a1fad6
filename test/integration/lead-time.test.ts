import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, SYSTEM_ACTOR, SYSTEM_SCOPE, type Actor, type Scope } from '../../src/kernel/index.js';
import {
  ChangeLocation, INSPECTION_SCHEMA, LOCATION_ENTITIES, LOCATION_SCHEMA, LocationDocuments, Locations, RecordInspection, recordMeasuredLeadTime, RegisterLocation, type MeasuredLeadTime,
} from '../../src/locations/index.js';
import { assessLocation } from '../../src/locations/assess-location.js';
import { ExpiryPlan } from '../../src/locations/expiry-plan.js';
import { DirectoryWriter, ORGANISATION_ENTITIES, Organisations } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { DueMoments } from '../../src/platform/due-moments/index.js';
import { parseInput } from '../../src/platform/http/index.js';
import type { WakeUps } from '../../src/platform/queue/index.js';
import { RecordBook, RecordReader, type TimelineEntry } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { goodInspection, readyBody } from './location-body.js';

let test: TestDatabase;
let database: Database;
let register: RegisterLocation;
let change: ChangeLocation;
let inspect: RecordInspection;
let municipality: string;
const record = new RecordBook();
const locations = new Locations();

const assen = (): Actor => ({
  ...SYSTEM_ACTOR, scope: { kind: 'municipality', organisationId: municipality, provinceCode: 'PV22' }, kind: 'municipality', organisationId: municipality, name: 'Anja Test', function: 'tester', channel: 'api',
});
const registered = async (): Promise<string> => (await register.run(assen(), parseInput(LOCATION_SCHEMA, readyBody({ name: `Hal ${newId()}` })))).locationId;
const inspected = (id: string) => inspect.run(assen(), parseInput(INSPECTION_SCHEMA, goodInspection(id)));
const seenBy = (scope: Scope, id: string) => locations.byId(database, scope, id);
const standing = async (id: string) => assessLocation(await seenBy(SYSTEM_SCOPE, id), await database.now());
const history = (id: string): Promise<TimelineEntry[]> => new RecordReader().ofSubject(database, id);

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 4, 'test', [...ORGANISATION_ENTITIES, ...LOCATION_ENTITIES]);
  municipality = await database.transaction((tx) => new DirectoryWriter(record).createOrganisation(tx, SYSTEM_ACTOR, { kind: 'municipality', name: 'Assen', code: 'GM0106', provinceCode: 'PV22' }));
  // No queue here: what is due is found in the table.
  const plan = new ExpiryPlan(new DueMoments({ dueMoments: async () => undefined } as unknown as WakeUps), locations);
  register = new RegisterLocation(database, new Organisations(), plan, record);
  change = new ChangeLocation(database, plan, record);
  inspect = new RecordInspection(database, plan, new LocationDocuments(), record);
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('a lead time that was measured', () => {
  const activationId = newId();
  const measure = (id: string, hours: number, measuredAt: string, more: Partial<MeasuredLeadTime> = {}) =>
    database.transaction(async (tx) => recordMeasuredLeadTime(tx, SYSTEM_ACTOR, {
      locationId: id, activationId, hours, measuredAt: new Date(measuredAt), source: 'activation', windowSeconds: 259_200, requestWindowSeconds: 259_200, ...more,
    }));
  const leadTime = async (id: string) => (await seenBy(SYSTEM_SCOPE, id)).facts.measuredLeadTimeHours;

  it('replaces the stated one: too long, and the location is no longer ready', async () => {
    const id = await registered();
    await inspected(id);
    expect(await measure(id, 80, '2026-11-01T00:00:00Z')).toEqual({ ok: true, value: { hours: 80 } });
    const { readiness } = await standing(id);
    expect([readiness.status, readiness.reasons.map(({ code }) => code)]).toEqual(['not-ready', ['LEAD_TIME_MEASURED_TOO_LONG']]);
    await measure(id, 60, '2026-11-20T00:00:00Z', { source: 'exercise' });
    expect((await standing(id)).readiness.status).toBe('ready');
    expect((await history(id)).filter(({ action }) => action === 'location.lead-time-measured')).toMatchObject([
      { before: { measuredLeadTimeHours: null }, after: { measuredLeadTimeHours: 80, measured: { hours: 80, source: 'activation' } } },
      { before: { measuredLeadTimeHours: 80 }, after: { measuredLeadTimeHours: 60, measured: { hours: 60, source: 'exercise' } } },
    ]);
  });

  it('counts when it is the newest, also when an older one is recorded after it, and stays when facts are stated anew', async () => {
    const id = await registered();
    await measure(id, 50, '2026-11-20T00:00:00Z');
    expect(await measure(id, 90, '2026-11-01T00:00:00Z')).toEqual({ ok: true, value: { hours: 50 } });
    await change.run(assen(), id, (await seenBy(SYSTEM_SCOPE, id)).version, parseInput(LOCATION_SCHEMA, readyBody({ leadTimeHours: 10 })));
    expect(await leadTime(id)).toBe(50);
  });

  it('in a compressed exercise proves nothing and is not written down', async () => {
    const id = await registered();
    expect(await measure(id, 0.01, '2026-11-20T00:00:00Z', { source: 'exercise', windowSeconds: 60 })).toEqual({ ok: false, error: 'compressed-exercise' });
    expect([await leadTime(id), (await history(id)).map(({ action }) => action), (await seenBy(SYSTEM_SCOPE, id)).version]).toEqual([null, ['location.registered'], 1]);
    await expect(measure(id, 0, '2026-11-20T00:00:00Z')).rejects.toThrow('A lead time of 0 hours');
    await expect(measure(newId(), 5, '2026-11-20T00:00:00Z')).rejects.toThrow('does not exist');
  });
});
