import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { newId } from '../../src/kernel/index.js';
import { connect } from '../../src/platform/connect.js';
import { EvictionPolicyError, QUEUES } from '../../src/platform/queue/index.js';
import { allRang, once, openClockRoom, ringsOf, settingsFor, type ClockRoom, type ClockRoomOptions } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(60_000);

// "Lateness < 2 s"; with a sweep a minute away, what comes in time came by a job.
const IN_TIME_S = 2;
// Whoever waited for a queue that does not answer would take two seconds.
const UNDELAYED_S = 1.5;
const GIVES_UP_S = 3;

let db: TestDatabase;
let rooms: ClockRoom[];

beforeEach(async () => {
  db = await createTestDatabase();
  rooms = [];
});
afterEach(async () => {
  for (const room of rooms) await room.close();
  await db.drop();
});

const open = async (options: ClockRoomOptions = {}): Promise<ClockRoom> => {
  const room = await openClockRoom(db, options);
  rooms.push(room);
  return room;
};
const momentOf = async (subject: string): Promise<{ id: string; attempts: number; next_try_at: Date; last_error: string | null; reported_at: Date | null }> =>
  (await db.sql<Awaited<ReturnType<typeof momentOf>>>('SELECT * FROM due_moments WHERE subject_id = $1 ORDER BY due_version DESC', [subject]))[0]!;

/** Adding a job to this queue must fail. */
const refusal = (room: ClockRoom): Promise<unknown> =>
  expect(room.queue.add(QUEUES.dueActivation, [{ key: 'probe', data: { id: newId() }, delayMs: 0 }])).rejects.toThrow();
const openRoutine = async (): Promise<number> => (await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM due_moments WHERE lane = 'routine' AND done_at IS NULL`))[0]!.n;
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

function onBackend(backend: () => Pick<ClockRoomOptions, 'redisUrl'>): void {
  it('a job carries out a due moment at its time, without any sweep', async () => {
    const room = await open(backend());
    const { times, earliest, latest } = await allRang(db, await room.plan(0.8, 20), 6000);
    expect(times).toEqual(once(20));
    expect(earliest).toBeGreaterThanOrEqual(0);
    expect(latest).toBeLessThan(IN_TIME_S);
  });

  it('three workers and their sweeps carry out each moment once', async () => {
    const [one, other] = [await open({ ...backend(), sweepSeconds: 1 }), await open({ ...backend(), sweepSeconds: 1 }), await open({ ...backend(), sweepSeconds: 1 })];
    const subjects = [...(await one.plan(0.6, 60)), ...(await other.plan(0.6, 60))];
    await allRang(db, subjects, 15_000);
    // Whoever still holds a second job for one of them, or has not swept yet, has time to do harm.
    await sleep(1200);
    expect((await ringsOf(db, subjects)).times).toEqual(once(120));
  });

  it('a job that comes again, and one that comes early, do no harm', async () => {
    const room = await open(backend());
    const [early] = await room.plan(1.8);
    const [soon] = await room.plan(0.2);
    const jobs = async (subject: string): Promise<void> => {
      const { id } = await momentOf(subject);
      await room.queue.add(QUEUES.dueActivation, Array.from({ length: 10 }, (_, n) => ({ key: `again-${n}-${id}`, data: { id }, delayMs: 0 })));
    };
    await jobs(early!);
    await allRang(db, [soon!], 5000);
    await jobs(soon!);
    const { times, earliest, latest } = await allRang(db, [early!, soon!], 6000);
    expect(times).toEqual([1, 1]);
    expect(earliest).toBeGreaterThanOrEqual(0);
    expect(latest).toBeLessThan(IN_TIME_S);
  });

  it('routine work that piles up does not delay an activation', async () => {
    const room = await open(backend());
    await room.plan(0, 60, 'slow');
    const urgent = await room.plan(0.3, 6);
    const { times, latest } = await allRang(db, urgent, 6000);
    expect(times).toEqual(once(6));
    expect(latest).toBeLessThan(IN_TIME_S);
    expect(await openRoutine()).toBeGreaterThan(40);
  });
}

describe('due moments with jobs on PostgreSQL', () => {
  onBackend(() => ({}));

  it('every job lost: the sweep carries out', async () => {
    const room = await open({ sweepSeconds: 1 });
    const subjects = await room.plan(0.6, 5);
    await db.sql('TRUNCATE bullmq.job CASCADE');
    const { times, latest } = await allRang(db, subjects, 8000);
    expect(times).toEqual(once(5));
    expect(latest).toBeLessThan(IN_TIME_S);
  });

  it('a queue that is locked holds up no decision, and what was not queued the sweep carries out', async () => {
    const room = await open();
    const holder = new pg.Client({ connectionString: db.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE bullmq.job');
    let subjects: string[] = [];
    expect(await secondsOf(async () => { subjects = await room.plan(0.3, 5); })).toBeLessThan(UNDELAYED_S);
    expect(await secondsOf(() => refusal(room))).toBeLessThan(GIVES_UP_S);
    await room.sweep.sweep();
    expect((await ringsOf(db, subjects)).times).toEqual(once(5));
    await holder.end();
  });
});

describeWithRedis('due moments with jobs on Redis', (redis) => {
  onBackend(() => ({ redisUrl: redis().url }));

  it('Redis gone: deciding still works at once, the sweep carries out, and jobs come back with Redis', async () => {
    const room = await open({ redisUrl: redis().url, sweepSeconds: 1 });
    await redis().kill();
    const started = performance.now();
    const subjects = await room.plan(1, 5);
    expect(performance.now() - started).toBeLessThan(5000);
    expect((await allRang(db, subjects, 10_000)).times).toEqual(once(5));
    await redis().restart();
    await waitFor('the queue to answer again', () => room.queue.ping(), { timeoutMs: 15_000 });
    await room.close();
    rooms = [];
    const again = await open({ redisUrl: redis().url });
    const later = await again.plan(1, 5);
    expect((await allRang(db, later, 8000)).latest).toBeLessThan(IN_TIME_S);
  });
});

describeWithRedis('a Redis that accepts and never answers', (redis) => {
  const thawed = async (room: ClockRoom): Promise<void> => {
    await redis().thaw();
    await waitFor('the queue to answer again', () => room.queue.ping(), { timeoutMs: 15_000 });
    const { times, latest } = await allRang(db, await room.plan(0.5, 5), 6000);
    expect([times, latest < IN_TIME_S]).toEqual([once(5), true]);
  };
  afterEach(() => redis().thaw());

  it('holds up no decision, is away after two seconds, and takes jobs again when it goes on', async () => {
    const room = await open({ redisUrl: redis().url });
    await redis().freeze();
    let subjects: string[] = [];
    expect(await secondsOf(async () => { subjects = await room.plan(0.3, 5); })).toBeLessThan(UNDELAYED_S);
    expect(await secondsOf(() => refusal(room))).toBeLessThan(GIVES_UP_S);
    // From now on nobody waits for it at all.
    expect(await secondsOf(() => refusal(room))).toBeLessThan(0.2);
    expect(await room.queue.ping()).toBe(false);
    await room.sweep.sweep();
    expect((await ringsOf(db, subjects)).times).toEqual(once(5));
    await thawed(room);
  });

  it('and goes on during a stop gets what was on its way', async () => {
    const room = await open({ redisUrl: redis().url, role: 'web' });
    await redis().freeze();
    const [subject] = await room.plan(60);
    const { id } = await momentOf(subject!);
    const stopped = room.close();
    rooms = [];
    await sleep(300);
    await redis().thaw();
    await stopped;
    const client = new Redis(redis().url);
    expect(await client.exists(`bull:${QUEUES.dueActivation}:due-${id}`)).toBe(1);
    client.disconnect();
  });

  it('does not keep the service from starting', async () => {
    await redis().freeze();
    let room: ClockRoom | undefined;
    expect(await secondsOf(async () => { room = await open({ redisUrl: redis().url }); })).toBeLessThan(6);
    expect(await secondsOf(() => room!.plan(0, 1))).toBeLessThan(UNDELAYED_S);
    await thawed(room!);
  });
});

describeWithRedis('a Redis that may throw jobs away', (redis) => {
  it('is refused at the start', async () => {
    await expect(connect(settingsFor(db, { redisUrl: redis().url }), [])).rejects.toBeInstanceOf(EvictionPolicyError);
    const sessions = await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'adh-%'`);
    expect(sessions[0]!.n).toBe(0);
  });
}, { maxmemoryPolicy: 'allkeys-lru' });

describe('the sweep', () => {
  it('does not let routine work that piles up delay an activation', async () => {
    const room = await open({ role: 'web' });
    await room.plan(0, 20, 'slow');
    const urgent = await room.plan(0, 6);
    const sweeping = room.sweep.sweep();
    await allRang(db, urgent, 3000);
    expect(await openRoutine()).toBeGreaterThan(10);
    // A stop lets it finish what it is doing, and no more.
    await room.close();
    rooms = [];
    await sweeping;
    expect(await openRoutine()).toBeGreaterThan(5);
  });

  it('does not begin, nor does the process, while a kind of due moment has no handler', async () => {
    await expect(open({ role: 'web', orphan: true })).rejects.toThrow('No handler for due moment test.orphan.');
    await expect(open({ role: 'worker', orphan: true })).rejects.toThrow('No handler for due moment test.orphan.');
  });
});

describe('a due moment whose handler always throws', () => {
  it('does not block the others, waits longer each time, and is reported once after five failures', async () => {
    const room = await open({ role: 'web' });
    const [broken] = await room.plan(0, 1, 'breaks');
    const fine = await room.plan(0, 30);
    await sleep(50);
    await room.sweep.sweep();
    expect((await ringsOf(db, fine)).times).toEqual(once(30));
    const waits: number[] = [];
    for (let failures = 1; failures <= 7; failures += 1) {
      const { attempts, next_try_at: next, last_error: error } = await momentOf(broken!);
      expect(attempts).toBe(failures);
      expect(error).toBe('this one never works');
      const [clock] = await db.sql<{ now: Date }>('SELECT app_now() AS now');
      waits.push(Math.round((next.getTime() - clock!.now.getTime()) / 1000));
      expect(room.reported).toEqual(failures < 5 ? [] : [broken]);
      // Before its time it is left alone.
      await room.sweep.sweep();
      expect((await momentOf(broken!)).attempts).toBe(failures);
      await db.sql('UPDATE due_moments SET next_try_at = app_now() WHERE subject_id = $1', [broken]);
      await room.sweep.sweep();
    }
    expect(waits).toEqual([1, 5, 15, 60, 120, 120, 120]);
  });

  it('two hundred of them, overdue first, do not keep the others waiting for ever', async () => {
    const room = await open({ role: 'web' });
    await room.plan(0, 200, 'breaks');
    await sleep(20);
    const fine = await room.plan(0, 3);
    await sleep(50);
    await room.sweep.sweep();
    await room.sweep.sweep();
    expect((await ringsOf(db, fine)).times).toEqual(once(3));
  });
});

describe('a due moment of an unknown kind', () => {
  it('planned by a newer release is left for a process that knows it', async () => {
    const room = await open({ role: 'web' });
    const [subject] = await room.plan(0);
    await sleep(20);
    await db.sql(`UPDATE due_moments SET kind = 'test.of-tomorrow' WHERE subject_id = $1`, [subject]);
    await room.sweep.sweep();
    const moment = await momentOf(subject!);
    expect([moment.attempts, await room.carryOut.one(room.database, moment.id)]).toEqual([0, 'gone']);
  });
});
