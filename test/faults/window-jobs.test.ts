import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { newId } from '../../src/kernel/index.js';
import { Database, type Tx } from '../../src/platform/database/index.js';
import { defineDueMoment, DueMomentRegistry, DueMoments, Sweep, type DueMoment } from '../../src/platform/due-moments/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { startCase, type Case } from '../factories/case.js';
import { describeWithRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(90_000);

// Never within a test: what happens, happens through the queue.
const NO_SWEEP = 60;

let the: Case;

type Moment = { kind: string; late: number };
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const done = (): Promise<Moment[]> => sql<Moment>(`SELECT kind, extract(epoch FROM done_at - due_at)::float8 AS late FROM due_moments WHERE done_at IS NOT NULL AND lane = 'activation' ORDER BY due_at`);
const exercise = (): Promise<{ id: string }> => the.trigger({ exercise: true, window: 'PT60S' });
/** The first four of the sixty seconds hold the reminders, every step of the escalation, and `received` being overdue. */
const firstSeconds = async (): Promise<void> => {
  const within = `lane = 'activation' AND due_at <= (SELECT triggered_at + interval '4 seconds' FROM activations WHERE status = 'running')`;
  const left = `SELECT count(*)::int AS n FROM due_moments WHERE done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL AND ${within}`;
  await waitFor('the first seconds of the window to be carried out', async () => (await sql<{ n: number }>(left))[0]!.n === 0, { timeoutMs: 30_000 });
  const kinds = await sql<Moment>(`SELECT DISTINCT kind FROM due_moments WHERE done_at IS NOT NULL AND ${within}`);
  expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['alert.step-1', 'alert.step-2', 'alert.step-3', 'alert.step-4', 'milestone.overdue']));
};
const noneLaterThan = async (seconds: number): Promise<void> => {
  for (const { kind, late } of await done()) expect([kind, late >= 0, late < seconds]).toEqual([kind, true, true]);
};

function jobsOn(name: string, settings: () => Partial<Settings>): void {
  it(`carries out each moment at its time, once, through the queue: ${name}`, async () => {
    the = await startCase({ role: 'all', sweepSeconds: NO_SWEEP, ...settings() });
    const { id } = await exercise();
    await firstSeconds();
    expect((await done()).length).toBeGreaterThan(10);
    await noneLaterThan(3);
    const entries = await sql<{ subject_id: string; n: string }>(`SELECT subject_id, count(*) AS n FROM record_entries WHERE activation_id = $1 AND action = 'milestone.overdue' GROUP BY 1`, [id]);
    expect(new Set(entries.map(({ n }) => n))).toEqual(new Set(['1']));
  });
}

describe('BullMQ on PostgreSQL', () => {
  afterEach(() => the.close());
  jobsOn('PostgreSQL', () => ({ redisUrl: undefined }));
});

describeWithRedis('BullMQ on Redis', (redis) => {
  afterEach(() => the.close());
  jobsOn('Redis', () => ({ redisUrl: redis().url }));

  it('that goes away stops no trigger, and nothing is lost', async () => {
    the = await startCase({ role: 'all', sweepSeconds: 1, redisUrl: redis().url });
    await redis().kill();
    const { id } = await exercise();
    await firstSeconds();
    await noneLaterThan(5);
    const alarms = `SELECT count(*) AS n FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.topic_id = $1 AND a.root_id IS NULL AND d.state NOT IN ('accepted', 'answered')`;
    await waitFor('the first alerts to be accepted', async () => (await sql<{ n: string }>(alarms, [id]))[0]!.n === '0', { timeoutMs: 15_000 });
    const queue = async (): Promise<unknown> => ((await (await fetch(`${the.site.url}/readyz`)).json()) as { queue: unknown }).queue;
    expect(await queue()).toEqual({ backend: 'redis', state: 'down' });
    await redis().restart({ withData: false });
    await waitFor('the queue to be back', async () => JSON.stringify(await queue()).includes('"ok"'), { timeoutMs: 15_000 });
  });
});

describe('the sweep', () => {
  const TEST_MOMENT = defineDueMoment('test.moment', 'activation', 50);

  const HELD_MOMENT = defineDueMoment('test.held', 'activation', 60);

  const carriedOut: string[] = [];
  beforeAll(async () => {
    the = await startCase({ role: 'web' });
    const registry = the.site.app.get(DueMomentRegistry);
    registry.define(TEST_MOMENT, HELD_MOMENT);
    const carryOut = async (_tx: Tx, moment: DueMoment): Promise<void> => { carriedOut.push(moment.subjectId); };
    registry.handle(TEST_MOMENT, { lock: async () => undefined, carryOut });
    registry.handle(HELD_MOMENT, { lock: async (tx) => { await tx.lock('reserve_requests', the.requestId); }, carryOut });
  });
  afterAll(() => the.close());
  beforeEach(async () => {
    carriedOut.length = 0;
    await the.site.database.shiftClock(0);
  });
  const plan = (definition: typeof TEST_MOMENT, subjectId: string, inSeconds: number): Promise<void> =>
    the.site.app.get(Database).transaction(async (tx) => {
      const now = await tx.now();
      await the.site.app.get(DueMoments).plan(tx, [{ definition, subjectId, dueAt: new Date(now.getTime() + inSeconds * 1000) }]);
    });

  it('takes the next version when a time changes, and lets what is past lapse', async () => {
    const subject = newId();
    await plan(TEST_MOMENT, subject, 3600);
    await plan(TEST_MOMENT, subject, 7200);
    await plan(TEST_MOMENT, newId(), -5);
    await the.site.database.shiftClock(3601);
    await the.site.app.get(Sweep).sweep();
    expect(carriedOut).toEqual([]);
    await the.site.database.shiftClock(7201);
    await the.site.app.get(Sweep).sweep();
    expect(carriedOut).toEqual([subject]);
    const rows = await sql<{ due_version: number; superseded: boolean; lapsed: boolean }>(
      `SELECT due_version, superseded_at IS NOT NULL AS superseded, lapsed_at IS NOT NULL AS lapsed FROM due_moments WHERE kind = 'test.moment' ORDER BY created_at, due_version`);
    expect(rows).toEqual([{ due_version: 1, superseded: true, lapsed: false }, { due_version: 2, superseded: false, lapsed: false }, { due_version: 1, superseded: false, lapsed: true }]);
  });

  it('does not let what somebody holds delay what became due meanwhile, and does not count it as a failure', async () => {
    const held = Array.from({ length: 12 }, () => newId());
    for (const subject of held) await plan(HELD_MOMENT, subject, 1);
    const urgent = newId();
    await plan(TEST_MOMENT, urgent, 3);
    const holder = new pg.Client({ connectionString: the.site.database.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM reserve_requests FOR UPDATE');
    await the.site.database.shiftClock(2);
    const sweeping = the.site.app.get(Sweep).sweep();
    await waitFor('the urgent one', () => carriedOut.includes(urgent), { timeoutMs: 4000 });
    await holder.query('ROLLBACK');
    await holder.end();
    await sweeping;
    await the.site.app.get(Sweep).sweep();
    expect(carriedOut.filter((subject) => held.includes(subject)).sort()).toEqual(held.sort());
    expect(await sql(`SELECT 1 FROM due_moments WHERE kind = 'test.held' AND attempts > 0`)).toEqual([]);
  });

  it('still runs when the web has used up its connections', async () => {
    const subject = newId();
    await plan(TEST_MOMENT, subject, 1);
    await the.site.database.shiftClock(2);
    // More requests than there are connections, and all of them wait.
    await the.site.database.sql('SELECT pg_advisory_lock(1)');
    const web = the.site.app.get(Database);
    const blocked = Array.from({ length: 12 }, () => web.query('SELECT pg_advisory_lock_shared(1)'));
    await the.site.app.get(Sweep).sweep();
    expect(carriedOut).toEqual([subject]);
    await the.site.database.sql('SELECT pg_advisory_unlock(1)');
    await Promise.all(blocked);
  });
});
