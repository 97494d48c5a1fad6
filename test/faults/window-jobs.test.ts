import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/kernel/index.js';
import { Database } from '../../src/platform/database/index.js';
import { defineDueMoment, DueMomentRegistry, DueMoments, Sweep } from '../../src/platform/due-moments/index.js';
import type { Settings } from '../../src/platform/config/index.js';
import { startCase, type Case } from '../factories/case.js';
import { describeWithRedis, type TestRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(90_000);

// Never within a test: what happens, happens through the queue.
const NO_SWEEP = 60;

let the: Case;
afterEach(() => the.close());

type Moment = { kind: string; late: number };
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const done = (): Promise<Moment[]> => sql<Moment>(`SELECT kind, extract(epoch FROM done_at - due_at)::float8 AS late FROM due_moments WHERE done_at IS NOT NULL ORDER BY due_at`);
/** In a window of 60 s the first seven seconds hold the reminders, the escalation, `received` and `committed`. */
const committedIsOverdue = async (): Promise<boolean> =>
  (await sql<{ n: string }>(`SELECT count(*) AS n FROM milestones WHERE kind = 'committed' AND overdue_at IS NOT NULL`))[0]!.n === '9';
const exercise = (): Promise<{ id: string }> => the.trigger({ exercise: true, window: 'PT60S' });

function jobsOn(name: string, settings: () => Partial<Settings>): void {
  it(`carries out each moment at its time, once, through the queue: ${name}`, async () => {
    the = await startCase({ role: 'all', sweepSeconds: NO_SWEEP, ...settings() });
    const { id } = await exercise();
    await waitFor('the commitments to be overdue', committedIsOverdue, { timeoutMs: 30_000 });
    const moments = await done();
    expect(moments.length).toBeGreaterThan(10);
    for (const { kind, late } of moments) {
      expect([kind, late >= 0]).toEqual([kind, true]);
      expect([kind, late < 3]).toEqual([kind, true]);
    }
    const entries = await sql<{ subject_id: string; n: string }>(`SELECT subject_id, count(*) AS n FROM record_entries WHERE activation_id = $1 AND action = 'milestone.overdue' GROUP BY 1`, [id]);
    expect(new Set(entries.map(({ n }) => n))).toEqual(new Set(['1']));
  });
}

describe('BullMQ on PostgreSQL', () => {
  jobsOn('PostgreSQL', () => ({ redisUrl: undefined }));
});

describeWithRedis('BullMQ on Redis', (redis) => {
  jobsOn('Redis', () => ({ redisUrl: redis().url }));

  it('flushed: what no job carries out any more, the sweep does', async () => {
    the = await startCase({ role: 'all', sweepSeconds: 1, redisUrl: redis().url });
    await exercise();
    await redis().flush();
    await waitFor('the commitments to be overdue', committedIsOverdue, { timeoutMs: 30_000 });
    for (const { kind, late } of await done()) expect([kind, late < 5]).toEqual([kind, true]);
  });
});

describeWithRedis('Redis that goes away', (redis) => {
  it('does not stop a trigger, and nothing is lost', async () => {
    the = await startCase({ role: 'all', sweepSeconds: 1, redisUrl: redis().url });
    await stop(redis());
    const { id } = await exercise();
    await waitFor('the commitments to be overdue', committedIsOverdue, { timeoutMs: 30_000 });
    const alarms = `SELECT count(*) AS n FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.topic_id = $1 AND a.root_id IS NULL AND d.state NOT IN ('accepted', 'answered')`;
    await waitFor('the first alerts to be accepted', async () => (await sql<{ n: string }>(alarms, [id]))[0]!.n === '0', { timeoutMs: 15_000 });
    const queue = async (): Promise<unknown> => ((await (await fetch(`${the.site.url}/readyz`)).json()) as { queue: unknown }).queue;
    expect(await queue()).toEqual({ backend: 'redis', state: 'down' });
    await redis().restart({ withData: false });
    await waitFor('the queue to be back', async () => JSON.stringify(await queue()).includes('"ok"'), { timeoutMs: 15_000 });
  });
  const stop = (server: TestRedis): Promise<void> => server.kill();
});

describe('the sweep', () => {
  const TEST_MOMENT = defineDueMoment('test.moment', 'activation', 50);

  async function startWithHandlers(): Promise<string[]> {
    the = await startCase({ role: 'web' });
    const carriedOut: string[] = [];
    const registry = the.site.app.get(DueMomentRegistry);
    registry.define(TEST_MOMENT);
    registry.handle(TEST_MOMENT, { lock: async () => undefined, carryOut: async (_tx, moment) => { carriedOut.push(moment.subjectId); } });
    return carriedOut;
  }
  const plan = (definition: typeof TEST_MOMENT, subjectId: string, inSeconds: number): Promise<void> =>
    the.site.app.get(Database).transaction(async (tx) => {
      const now = await tx.now();
      await the.site.app.get(DueMoments).plan(tx, [{ definition, subjectId, dueAt: new Date(now.getTime() + inSeconds * 1000) }]);
    });

  it('takes the next version when a time changes, and lets what is past lapse', async () => {
    const carriedOut = await startWithHandlers();
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

  it('still runs when the web has used up its connections', async () => {
    const carriedOut = await startWithHandlers();
    const subject = newId();
    await plan(TEST_MOMENT, subject, 1);
    await the.site.database.shiftClock(2);
    const web = the.site.app.get(Database);
    const blocked = Array.from({ length: 12 }, () => web.query('SELECT pg_sleep(2)'));
    await the.site.app.get(Sweep).sweep();
    expect(carriedOut).toEqual([subject]);
    await Promise.all(blocked);
  });
});
