import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';
import { WatchRides1795392000097 } from '../../migrations/1795392000097-watch-rides.js';
import { NormaliseTelephones1795392000070 } from '../../migrations/1795392000070-normalise-telephones.js';
import { isTelephone, newId } from '../../src/kernel/index.js';
import { commitAll, openLocation, startCase, type Case, type Json } from '../factories/case.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

jest.setTimeout(60_000);

let db: TestDatabase;
const organisationId = newId();

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql(`INSERT INTO organisations (id, kind, name, code, province_code, created_at) VALUES ($1, 'municipality', 'Assen', 'GM0106', 'PV22', app_now())`, [organisationId]);
});
afterAll(() => db?.drop());

const migrate = (): Promise<void> => new NormaliseTelephones1795392000070().up({ query: (text: string) => db.sql(text) } as unknown as QueryRunner);

// What was written, and what becomes of it.
const WRITTEN: readonly (readonly [string, string])[] = [
  ['0592 000 100', '+31592000100'], ['(0592) 000-100', '+31592000100'], ['+31 (0)592 000 100', '+31592000100'], ['0031 592 000100', '+31592000100'],
  ['06-12345678', '+31612345678'], ['088 123 4567', '+31881234567'], ['+49 5932 1234', '+4959321234'], ['+31592000100', '+31592000100'],
  // One number only, or none at all: somebody has to look.
  ['+49 (0)5932 1234', '+49 (0)5932 1234'], ['592000100', '592000100'], ['0592 0001', '0592 0001'], ['088 12345', '088 12345'], ['0900-8844', '0900-8844'],
  ['14 0592', '14 0592'], ['112', '112'], ['0592 000 100 / 06 12345678', '0592 000 100 / 06 12345678'],
];

describe('telephone numbers from before', () => {
  it('of organisations are one writing where they mean one number, else as they were', async () => {
    for (const [index, [written]] of WRITTEN.entries()) {
      await db.sql(`INSERT INTO contacts (id, organisation_id, name, function, telephone, rank, created_at) VALUES ($1, $2, 'Piket', 'piket', $3, $4, app_now())`, [newId(), organisationId, written, index + 1]);
    }
    await migrate();
    const rows = await db.sql<{ telephone: string }>('SELECT telephone FROM contacts ORDER BY rank');
    expect(rows.map(({ telephone }) => telephone)).toEqual(WRITTEN.map(([, expected]) => expected));
    for (const { telephone } of rows) expect([telephone, isTelephone(telephone)]).toEqual([telephone, telephone.startsWith('+') && !telephone.includes('(')]);
  });

  it('of locations likewise, in their order and with everything else as it was', async () => {
    const contact = (telephone: string | null, name: string) => ({ role: 'opens', name, function: 'beheer', telephone, email: 'sleutels@assen.example' });
    const before = [contact('0592 000 100', 'Een'), contact(null, 'Twee'), contact('receptie', 'Drie')];
    await db.sql(
      `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, claimed_places, facts, contacts, created_at, updated_at)
       VALUES ($1, $2, 'Hal', 'Straat', '1', '9401 AB', 'Assen', 'GM0106', 'PV22', 10, '{}', $3, app_now(), app_now()), ($4, $2, 'Leeg', 'Straat', '2', '9401 AB', 'Assen', 'GM0106', 'PV22', 10, '{}', '[]', app_now(), app_now())`,
      [newId(), organisationId, JSON.stringify(before), newId()]);
    await migrate();
    const rows = await db.sql<{ contacts: unknown }>('SELECT contacts FROM standby_locations ORDER BY name');
    expect(rows.map(({ contacts }) => contacts)).toEqual([[contact('+31592000100', 'Een'), contact(null, 'Twee'), contact('receptie', 'Drie')], []]);
  });
});

// Everything of the schema that a migration makes, as text: two that are equal are interchangeable. An extension stays: others may use it.
const SCHEMA = `
  SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || ' ' || a.attidentity::text || ' ' || a.attgenerated::text || ' '
         || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(a.attacl::text, '') AS part
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL SELECT 'relation ' || relname || ' ' || relkind::text || ' ' || coalesce((SELECT string_agg(one::text, ' ' ORDER BY one::text) FROM unnest(relacl) one), '') FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'S')
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
  UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function ' || pg_get_functiondef(oid) || coalesce(proacl::text, '') FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  UNION ALL SELECT 'domain ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'd'`;

describe('every migration', () => {
  let the: Case;
  let source: DataSource;
  beforeAll(async () => {
    the = await startCase();
    await useEverything(the);
    await the.site.app.close();
    source = await new DataSource({ type: 'postgres', url: the.site.database.ownerUrl, logging: false }).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await the?.site.database.drop();
  });

  const schema = async (): Promise<string[]> => (await source.query<{ part: string }[]>(SCHEMA)).map(({ part }) => part.replaceAll(/\s+/g, ' ')).filter((part) => !/\bmigrations(_id_seq)?\b/.test(part)).sort();
  async function run(Migration: new () => MigrationInterface, direction: 'up' | 'down'): Promise<string[]> {
    const runner = source.createQueryRunner();
    try {
      await runner.startTransaction();
      await new Migration()[direction](runner);
      await runner.commitTransaction();
    } catch (error) {
      throw new Error(`${Migration.name}, ${direction}: ${String(error)}`);
    } finally {
      await runner.release();
    }
    return schema();
  }

  it('that watches rides plans the alarm of those that are under way, and leaves the version before it able to report one', async () => {
    const reported = (hoursAgo: number): Promise<{ id: string }[]> => source.query(
      `INSERT INTO rides (id, activation_id, deployment_id, carrier, seats, boarded, departed_at, reported_at)
       SELECT gen_random_uuid(), activation_id, deployment_id, carrier, seats, boarded, app_now() - make_interval(hours => $1), app_now() - make_interval(hours => $1) FROM rides LIMIT 1 RETURNING id`, [hoursAgo]);
    await run(WatchRides1795392000097, 'down');
    const [[underWay], [past], [forgotten], [arrived]] = [await reported(1), await reported(3), await reported(7), await reported(1)];
    await source.query('UPDATE rides SET arrived = boarded, arrived_at = app_now() WHERE id = $1', [arrived!.id]);
    await run(WatchRides1795392000097, 'up');
    const planned = await source.query<{ subject_id: string; seconds: string }[]>(
      `SELECT subject_id, extract(epoch FROM m.due_at - r.departed_at)::int AS seconds FROM due_moments m JOIN rides r ON r.id = m.subject_id
        WHERE kind = 'ride.missing' AND lapsed_at IS NULL AND subject_id = ANY($1)`, [[underWay!.id, past!.id, forgotten!.id, arrived!.id]]);
    expect(planned.map(({ subject_id: id, seconds }) => [id, seconds]).sort()).toEqual([[underWay!.id, 7200], [past!.id, 7200]].sort());
    expect(await reported(0)).toHaveLength(1);
  });

  it('can be undone on data of every day, one after the other, and leaves the schema as it was before it; carried out again it is the same', async () => {
    const full = await schema();
    const undone = new Map<string, string[]>();
    let before = full;
    for (const Migration of MIGRATIONS.toReversed()) {
      undone.set(Migration.name, before);
      before = await run(Migration, 'down');
    }
    expect(before).toEqual([]);
    const differs: string[] = [];
    for (const Migration of MIGRATIONS) {
      const after = await run(Migration, 'up');
      const then = undone.get(Migration.name)!;
      differs.push(...after.filter((part) => !then.includes(part)).map((part) => `${Migration.name} + ${part}`), ...then.filter((part) => !after.includes(part)).map((part) => `${Migration.name} - ${part}`));
    }
    expect(differs).toEqual([]);
    expect(await schema()).toEqual(full);
  });
});

/** A row of nearly every kind: an activation with everything that happens to one. */
async function useEverything({ call, ...the }: Case): Promise<void> {
  const given = { call, ...the };
  await call('coa', 'POST', '/calendar-links');
  await call('coa', 'POST', '/webhook-endpoints', { url: 'https://hook.example/een' });
  const activation = await the.trigger({ places: 60, groups: { families: 60 } });
  const [deployment] = activation.deployments;
  await openLocation(given, activation, deployment);
  await commitAll(given, activation, deployment);
  const { body: { id: rideId } } = await call('coa', 'POST', `/deployments/${deployment.id}/rides`, { carrier: 'Busbedrijf Noord', seats: 50, boarded: { families: 10 } });
  await call('coa', 'POST', `/rides/${rideId}/cancellations`, { reason: 'Niet gegaan' });
  await call('coa', 'POST', `/deployments/${deployment.id}/presence-reports`, { present: { families: 10 } });
  await call('red-cross', 'POST', `/activations/${activation.id}/receipt-retractions`, {});
  await call('ministry', 'POST', `/deployments/${deployment.id}/stay-extensions`, { lastNight: '2099-01-01', reason: 'Nog vol' });
  const line = { spokesperson: { name: 'R. de Wit', organisation: 'PRO', telephone: '0592 123 456' }, textNl: 'Wij vangen mensen op.', publishFrom: '2030-01-05T07:00:00Z' };
  await call('ministry', 'PUT', `/activations/${activation.id}/press-line`, line, { 'if-match': '"0"' });
  const [task] = (await call('operations', 'GET', `/call-tasks?activationId=${activation.id}`)).body.items.filter(({ next }: Json) => next !== null);
  await call('operations', 'POST', `/call-tasks/${task.id}/attempts`, { contactId: task.next, result: 'voicemail' });
  const { body: { items: mandates } } = await call('operations', 'GET', '/mandates');
  const order = { reserveRequestId: the.requestId, places: 5, groups: { families: 5 }, reason: 'Proef', exercise: true, mandateId: mandates[0].id, calledAt: new Date().toISOString() };
  expect((await call('operations', 'POST', '/trigger-requests', order)).status).toBe(201);
  await the.site.database.sql('UPDATE call_attempts SET contact_id = NULL, name = NULL, telephone = NULL, note = NULL, by_name = NULL');
  await call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
}
