import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { startCase, type Case } from '../factories/case.js';
import { countRows, nothingDue, openService, startWorkerOn, WITH_SHIFTED_CLOCK, type Service } from '../factories/service.js';
import type { AppProcess } from '../support/processes.js';
import { describeWithRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(90_000);

// The most that a deadline may be late when the queue is of no use.
const LATE_S = 10;

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

describeWithRedis('a Redis that accepts and never answers', (redis) => {
  let the: Service;
  beforeEach(async () => {
    the = await openService();
  });
  afterEach(async () => {
    await redis().thaw();
    await the.close();
  });

  it('holds up neither a trigger, nor the sweep, nor a stop', async () => {
    const app = await the.start({ REDIS_URL: redis().url });
    // What a trigger takes here and now, however busy the machine is.
    let first = '';
    const usual = await secondsOf(async () => { ({ id: first } = await the.trigger(app.url)); });
    await the.standDown(app.url, first);
    await redis().freeze();
    // Whoever waited for the queue would wait two seconds more.
    let id = '';
    expect((await secondsOf(async () => { ({ id } = await the.trigger(app.url)); })) - usual).toBeLessThan(1.5);
    expect(await countRows(the.db, `alerts WHERE topic_id = '${id}'`)).toBeGreaterThan(0);

    // The whole window is due at once: some sixty moments, most of which wake the queue.
    await the.db.shiftClock(61);
    expect(await secondsOf(() => nothingDue(the.db, { timeoutMs: 30_000 }))).toBeLessThan(8);
    expect(await the.db.sql(`SELECT outcome, outcome_at = deadline_at AS at_deadline FROM activations WHERE id = '${id}'`)).toEqual([{ outcome: 'missed', at_deadline: true }]);

    const readiness = await fetch(`${app.url}/readyz`);
    expect([readiness.status, (await readiness.json() as { queue: unknown }).queue]).toEqual([200, { backend: 'redis', state: 'down' }]);
    let code: number | null = null;
    expect(await secondsOf(async () => { ({ code } = await app.stop()); })).toBeLessThan(12);
    expect([code, app.output()]).toEqual([0, expect.not.stringMatching(/unhandled/i)]);
  });
});

describe('a worker frozen in the middle of a due moment', () => {
  let the: Case;
  let workers: AppProcess[];
  let holder: pg.Client;
  let watcher: pg.Client;
  beforeEach(async () => {
    the = await startCase({ role: 'web' });
    workers = [];
    // Only a superuser sees what the sessions of others do.
    [holder, watcher] = [1, 2].map(() => new pg.Client({ connectionString: the.site.database.superuserUrl })) as [pg.Client, pg.Client];
    await Promise.all([holder.connect(), watcher.connect()]);
  });
  afterEach(async () => {
    await Promise.all([holder.end(), watcher.end()]);
    for (const worker of workers) await worker.kill();
    await the.close();
  });

  const start = async (): Promise<AppProcess> => {
    const worker = await startWorkerOn(the.site.database);
    workers.push(worker);
    return worker;
  };
  /** The session that is changing a milestone and has got so far. */
  const session = async (state: string): Promise<number | undefined> => {
    const { rows: [found] } = await watcher.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'UPDATE "milestones"%' AND CASE WHEN wait_event_type = 'Lock' THEN 'waiting' ELSE state END = $1`, [state]);
    return found?.pid;
  };

  it('loses its transaction to the session limit; another carries the moment out once, and the thawed one writes nothing', async () => {
    const { database: db } = the.site;
    const { id } = await the.trigger({ exercise: true, window: 'PT60S' });
    // It gets as far as writing that the first milestones are overdue, and no further.
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM milestones WHERE activation_id = $1 FOR UPDATE', [id]);
    const frozen = await start();
    const pid = await waitFor('the worker to be in the middle', () => session('waiting'));
    frozen.signal('SIGSTOP');
    await holder.query('COMMIT');
    expect(await waitFor('it to have written without having committed', () => session('idle in transaction'))).toBe(pid);
    await start();
    const overdue = `record_entries WHERE activation_id = '${id}' AND action = 'milestone.overdue'`;
    await waitFor('the other to carry it out', async () => (await countRows(db, overdue)) > 0, { timeoutMs: 20_000 });
    await db.shiftClock(61);
    await nothingDue(db, { timeoutMs: 20_000 });

    // Mail that it had in hand when it froze goes out again by the other, whenever that finds it; the other says so.
    const written = async (): Promise<unknown> => [
      await db.sql('SELECT id, done_at, attempts FROM due_moments ORDER BY id'), await db.sql('SELECT id, overdue_at FROM milestones ORDER BY id'), await db.sql("SELECT action, count(*)::integer FROM record_entries WHERE action <> 'delivery.interrupted' GROUP BY 1 ORDER BY 1"), await countRows(db, 'deliveries'),
    ];
    await waitFor('its mail to have gone', async () => (await countRows(db, "deliveries WHERE state IN ('queued', 'sending', 'failed-retrying')")) === 0, { timeoutMs: 30_000 });
    const before = await written();
    frozen.signal('SIGCONT');
    await waitFor('the thawed one to find its transaction gone', () => /Due moment .* failed/.test(frozen.output()));
    await frozen.stop();
    expect(await written()).toEqual(before);
    expect(await countRows(db, `(SELECT subject_id FROM ${overdue} GROUP BY 1 HAVING count(*) > 1) AS twice`)).toBe(0);
    expect(await countRows(db, overdue)).toBe(await countRows(db, `milestones WHERE activation_id = '${id}' AND overdue_at IS NOT NULL`));
  });
});

describe('a worker whose own clock is wrong', () => {
  let the: Case;
  let worker: AppProcess;
  afterEach(async () => {
    await worker.kill();
    await the.close();
  });

  /** An exercise of which two seconds are left when it has begun: what was queued for the deadline comes now, or in ten minutes. */
  async function deadlineComes(): Promise<void> {
    const { database: db } = the.site;
    await db.shiftClock(0);
    const { id, deadlineAt } = await the.trigger({ exercise: true, window: 'PT60S' });
    await db.shiftClock((Date.parse(deadlineAt) - Date.now()) / 1000 - 2);
    await waitFor('the outcome', async () => (await the.read(id)).outcome !== null, { timeoutMs: 20_000 });
    const [kept] = await db.sql<{ window: number; outcome: string; at_deadline: boolean; late: number }>(
      `SELECT extract(epoch FROM a.deadline_at - a.triggered_at)::float8 AS window, a.outcome, a.outcome_at = a.deadline_at AS at_deadline, extract(epoch FROM d.done_at - d.due_at)::float8 AS late
         FROM activations a JOIN due_moments d ON d.subject_id = a.id AND d.kind = 'activation.deadline' WHERE a.id = $1`, [id]);
    expect(kept).toMatchObject({ window: 60, outcome: 'missed', at_deadline: true });
    expect([kept!.late >= 0, kept!.late < LATE_S]).toEqual([true, true]);
    expect(await countRows(db, 'due_moments WHERE done_at < due_at')).toBe(0);
    expect(await countRows(db, `record_entries WHERE activation_id = '${id}' AND action = 'activation.outcome'`)).toBe(1);
    expect((await the.call('ministry', 'POST', `/activations/${id}/stand-downs`, { reason: 'volgende proef' })).status).toBe(201);
  }

  const leavesTheDeadline = (queue: string, redisUrl: () => string | undefined): void => {
    it(`by ten minutes, ahead and then behind, leaves the deadline where it is: ${queue}`, async () => {
      const url = redisUrl();
      the = await startCase({ role: 'web', redisUrl: url });
      worker = await startWorkerOn(the.site.database, { CLOCK_SHIFTS: '600,-600', ...(url && { REDIS_URL: url }) }, WITH_SHIFTED_CLOCK);
      await deadlineComes();
      worker.signal('SIGUSR2');
      await waitFor('its clock to jump', () => worker.output().includes('off by -600 seconds'));
      await deadlineComes();
    });
  };

  leavesTheDeadline('PostgreSQL', () => undefined);
  describeWithRedis('with Redis', (redis) => leavesTheDeadline('Redis', () => redis().url));
});
