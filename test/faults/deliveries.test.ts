import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { QueueBackend, QUEUES } from '../../src/platform/queue/index.js';
import { content, openRoom, topic, type Room, type RoomOptions } from '../integration/alerts-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { describeWithRedis } from '../support/redis.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(60_000);

// Far beyond a test: what goes out then was woken by a job.
const NO_SWEEP = 60;

let db: TestDatabase;
let smtp: SmtpReceiver;
let rooms: Room[];

beforeEach(async () => {
  db = await createTestDatabase();
  smtp = await startSmtpReceiver();
  rooms = [];
});
afterEach(async () => {
  for (const room of rooms) await room.close();
  await smtp.stop();
  await db.drop();
});

const open = async (options: RoomOptions = {}): Promise<Room> => {
  const room = await openRoom({ smtpUrl: smtp.url, role: 'worker', db, limits: { connect: 2, greeting: 2, silence: 2, message: 4 }, ...options });
  rooms.push(room);
  return room;
};
const parties = async (room: Room, contacts = 1): Promise<{ operations: string; redCross: string }> => ({
  operations: await room.organisation('operations', 'Meldkamer', [{ name: 'Piket', email: 'piket@meldkamer.example' }]),
  redCross: await room.organisation('red-cross', 'Rode Kruis', Array.from({ length: contacts }, (_, n) => ({ name: `Contact ${n}`, email: `c${n}@rodekruis.example` }))),
});
const allSent = (room: Room, count: number): Promise<true> =>
  waitFor(`${count} deliveries to be accepted`, async () => {
    const rows = await room.db.sql<{ state: string }>('SELECT state FROM deliveries');
    return rows.length === count && rows.every(({ state }) => state === 'accepted');
  }, { timeoutMs: 30_000 });
const cutConnections = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: db.superuserUrl });
  await client.connect();
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('adh-worker', 'adh-sweep')`);
  await client.end();
};
const messageIds = (): string[] => smtp.messages.filter(({ acknowledged }) => acknowledged).map(({ messageId }) => messageId);

/** Every worker has taken a job again: one that is still connecting cannot be closed. */
async function workersAreBack(room: Room, redisUrl: string): Promise<void> {
  const { webhooks: _ofAnotherRoom, ...ours } = QUEUES;
  const queues = Object.values(ours);
  await waitFor('the queue to take jobs', async () => {
    for (const queue of queues) await room.app.get(QueueBackend).add(queue, [{ key: `probe-${queue}`, data: { id: topic() }, delayMs: 0 }]);
    return true;
  });
  const redis = new Redis(redisUrl);
  const open = async (queue: string): Promise<number> => (await redis.llen(`bull:${queue}:wait`)) + (await redis.llen(`bull:${queue}:active`));
  await waitFor('the workers to take them', async () => (await Promise.all(queues.map(open))).every((count) => count === 0), { timeoutMs: 30_000 });
  redis.disconnect();
}

/** What must hold on either queue backend. */
function onBackend(backend: () => RoomOptions): void {
  it('a job wakes the claimer within a second, without any sweep', async () => {
    const room = await open({ ...backend(), sweepSeconds: NO_SWEEP });
    const { operations, redCross } = await parties(room);
    const started = performance.now();
    await room.raise(topic(), redCross, operations);
    await allSent(room, 1);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('two workers send 120 messages once each', async () => {
    const [one, other] = [await open(backend()), await open(backend())];
    const { operations, redCross } = await parties(one, 60);
    await one.raise(topic(), redCross, operations, { to: 'all-contacts' });
    await other.raise(topic(), redCross, operations, { to: 'all-contacts' });
    await allSent(one, 120);
    expect(messageIds()).toHaveLength(120);
    expect(new Set(messageIds()).size).toBe(120);
  });

  it('an exercise of 60 seconds is escalated to operations within four seconds', async () => {
    const room = await open({ ...backend(), sweepSeconds: NO_SWEEP });
    const { operations, redCross } = await parties(room, 3);
    await room.raise(topic(), redCross, operations, { exercise: true, escalation: { windowSeconds: 60, operationsId: operations, receiptDueAt: new Date(Date.now() + 1000) } });
    const notice = await smtp.waitFor(({ to }) => to[0] === 'piket@meldkamer.example');
    expect(notice.subject).toBe('OEFENING — Geen antwoord van Rode Kruis: bel nu');
    expect(['c0', 'c1', 'c2'].map((name) => smtp.to(`${name}@rodekruis.example`).length > 0)).toEqual([true, true, true]);
    const steps = await db.sql<{ lateness: string }>(`SELECT extract(epoch FROM done_at - due_at) AS lateness FROM due_moments WHERE done_at IS NOT NULL`);
    expect(steps).toHaveLength(4);
    for (const { lateness } of steps) expect(Number(lateness)).toBeLessThan(1.5);
  });
}

describe('deliveries with the queue on PostgreSQL', () => onBackend(() => ({})));
describeWithRedis('deliveries with the queue on Redis', (redis) => {
  onBackend(() => ({ redisUrl: redis().url }));

  it('go out by the sweep when Redis forgets everything, and when it is gone', async () => {
    const room = await open({ redisUrl: redis().url });
    const { operations, redCross } = await parties(room);
    await redis().flush();
    await room.raise(topic(), redCross, operations);
    await allSent(room, 1);
    await redis().kill();
    await room.raise(topic(), redCross, operations);
    await allSent(room, 2);
    await redis().restart();
    await workersAreBack(room, redis().url);
  });
});

describe('mail server trouble', () => {
  it('for six hours: everything goes out once it is back, once each, in order', async () => {
    const room = await open();
    const { operations, redCross } = await parties(room, 8);
    await smtp.stop();
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts', escalation: undefined });
    for (let hour = 1; hour <= 6; hour += 1) {
      await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: redCross, purpose: 'x', exercise: false, content: content(`Uur ${hour}`, 'x') }]));
      await db.shiftClock(hour * 3600);
      await waitFor('a try in this hour', async () => (await db.sql(`SELECT 1 FROM deliveries WHERE next_try_at > app_now()`)).length > 0);
    }
    expect((await room.alerts.oldestUndelivered(room.database))?.count).toBe(56);
    await smtp.restart();
    // A try from before the restart fails yet, and its next one counts from then: it must not fall behind the shift.
    await waitFor('no try to be under way', async () => (await db.sql(`SELECT 1 FROM deliveries WHERE state = 'sending'`)).length === 0);
    await db.shiftClock(6 * 3600 + 60);
    await allSent(room, 56);
    expect(new Set(messageIds()).size).toBe(56);
    expect(messageIds()).toHaveLength(56);
    expect(smtp.to('c3@rodekruis.example').map(({ subject }) => subject)).toEqual(['Bemensing gevraagd', ...[1, 2, 3, 4, 5, 6].map((hour) => `Uur ${hour}`)]);
  });

  it('that breaks connections in the middle: every message arrives, repeats are flagged and have the same Message-ID', async () => {
    const room = await open();
    const { operations, redCross } = await parties(room, 30);
    smtp.behave('*', { kind: 'accept', delayMs: 150 });
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts', escalation: undefined });
    await smtp.waitFor(() => true);
    await smtp.stop();
    await smtp.restart();
    smtp.behave('*', { kind: 'accept' });
    await waitFor('the rest to be tried', async () => (await db.sql(`SELECT 1 FROM deliveries WHERE state IN ('queued', 'sending')`)).length === 0, { timeoutMs: 20_000 });
    await db.shiftClock(60);
    await allSent(room, 30);
    const counts = new Map<string, number>();
    for (const { messageId } of smtp.messages) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
    expect(counts.size).toBe(30);
    const repeated = (await room.deliveries(about)).filter(({ messageId }) => counts.get(messageId)! > 1);
    expect(repeated.length).toBeGreaterThan(0);
    expect(repeated.length).toBeLessThanOrEqual(7);
    expect(repeated.every(({ possiblySentTwice }) => possiblySentTwice)).toBe(true);
  });

  it.each([3, 8])('of %d recipients who hang does not hold up the others', async (hanging) => {
    // They hang for as long as it takes: only when the others have theirs is the line cut.
    const room = await open({ limits: { silence: 60, message: 60 } });
    const { operations, redCross } = await parties(room, 25);
    for (let n = 0; n < hanging; n += 1) smtp.behave(`c${n}@rodekruis.example`, { kind: 'hang' });
    await room.raise(topic(), redCross, operations, { to: 'all-contacts', escalation: undefined });
    await waitFor('the others', () => messageIds().length === 25 - hanging, { timeoutMs: 4000 });
    for (let n = 0; n < hanging; n += 1) smtp.behave(`c${n}@rodekruis.example`, { kind: 'accept' });
    await smtp.stop();
    await smtp.restart();
    // Whoever was cut off first may have been tried again already.
    const hung = Array.from({ length: hanging }, (_, n) => `c${n}@rodekruis.example`);
    const over = async (): Promise<boolean> => (await db.sql(`SELECT 1 FROM deliveries WHERE address = ANY($1) AND attempts > 0 AND state IN ('failed-retrying', 'accepted')`, [hung])).length === hanging;
    await waitFor('those who hung to be cut off', over);
    await db.shiftClock(60);
    await allSent(room, 25);
  });
});

describe('a worker', () => {
  it('that stops finishes what is under way; another takes the rest', async () => {
    const room = await open();
    const { operations, redCross } = await parties(room, 25);
    smtp.behave('*', { kind: 'accept', delayMs: 100 });
    await room.raise(topic(), redCross, operations, { to: 'all-contacts', escalation: undefined });
    await smtp.waitFor(() => true);
    await room.close();
    rooms = [];
    const left = await db.sql<{ state: string; claimed: boolean }>(`SELECT state, claim_token IS NOT NULL AS claimed FROM deliveries WHERE state <> 'accepted'`);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ state, claimed }) => state === 'queued' && !claimed)).toBe(true);
    const next = await open();
    await allSent(next, 25);
    expect(messageIds()).toHaveLength(25);
  });

  it('whose database connections are cut writes down what was accepted, and sends nothing twice', async () => {
    const room = await open();
    const { operations, redCross } = await parties(room, 20);
    smtp.behave('*', { kind: 'accept', delayMs: 50 });
    await room.raise(topic(), redCross, operations, { to: 'all-contacts', escalation: undefined });
    await smtp.waitFor(() => true);
    await cutConnections();
    await allSent(room, 20);
    expect(messageIds()).toHaveLength(20);
  });
});
