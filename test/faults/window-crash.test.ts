import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { countRows, nothingDue, openService, type Service } from '../factories/service.js';
import { runAppToItsEnd } from '../support/processes.js';
import { describeWithRedis } from '../support/redis.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

let the: Service;
beforeEach(async () => {
  the = await openService();
});
afterEach(() => the.close());

function survivesKill(name: string, env: () => Record<string, string>): void {
  it(`kill -9 inside the window, with three workers: every moment once, no alert lost: ${name}`, async () => {
    const { db, smtp } = the;
    const [first] = await Promise.all([the.start(env()), the.startWorker(env()), the.startWorker(env())]);
    const { id } = await the.trigger(first.url);
    await waitFor('a first alert to go out', () => smtp.messages.length > 0, { timeoutMs: 20_000 });
    await the.killAll();
    // Everything is due at once when they come back: the outcome among it.
    await db.shiftClock(61);
    await Promise.all([the.start(env()), the.startWorker(env()), the.startWorker(env())]);
    await nothingDue(db, { timeoutMs: 30_000 });
    const count = (from: string): Promise<number> => countRows(db, from);

    expect(await db.sql(`SELECT outcome, outcome_at = deadline_at AS at_deadline FROM activations WHERE id = '${id}'`)).toEqual([{ outcome: 'missed', at_deadline: true }]);
    expect(await count(`record_entries WHERE activation_id = '${id}' AND action = 'activation.outcome'`)).toBe(1);
    expect(await count(`(SELECT subject_id FROM record_entries WHERE action = 'milestone.overdue' GROUP BY 1 HAVING count(*) > 1) AS twice`)).toBe(0);
    expect(await count(`milestones WHERE activation_id = '${id}' AND overdue_at IS NOT NULL`)).toBe(42);
    expect(await count(`alerts WHERE topic_id = '${id}' AND purpose = 'outcome-missed'`)).toBe(8);
    await waitFor('every alert to be accepted', async () => (await count(`deliveries WHERE topic_id = '${id}' AND state NOT IN ('accepted', 'answered')`)) === 0, { timeoutMs: 40_000 });
    // What the receiver saw, not what we believe: each message arrived, and a second time only when it is flagged.
    const sent = await db.sql<{ message_id: string; possibly_sent_twice: boolean }>(`SELECT message_id, possibly_sent_twice FROM deliveries WHERE topic_id = '${id}' AND state = 'accepted'`);
    for (const { message_id: messageId, possibly_sent_twice: flagged } of sent) {
      const times = smtp.messages.filter((message) => message.messageId === messageId).length;
      expect([messageId, times >= 1, times === 1 || flagged]).toEqual([messageId, true, true]);
    }
  });
}

describe('processes that die', () => {
  survivesKill('BullMQ on PostgreSQL', () => ({}));
});

describeWithRedis('processes that die', (redis) => {
  survivesKill('BullMQ on Redis', () => ({ REDIS_URL: redis().url }));
});

describe('what waited through an outage of mail', () => {
  it('kill -9 while it is caught up, twice: no question lost, nothing replaced that went out, nobody told twice without a flag', async () => {
    const { db, smtp } = the;
    await smtp.stop();
    const [first] = await Promise.all([the.start(), the.startWorker()]);
    const { id } = await the.trigger(first.url);
    await db.shiftClock(200);
    await nothingDue(db, { timeoutMs: 30_000 });
    smtp.behave('*', { kind: 'accept', delayMs: 150 });
    await smtp.restart();
    await db.shiftClock(300);
    for (const wanted of [1, 4]) {
      await waitFor('the situation to reach somebody', () => smtp.messages.length >= wanted, { timeoutMs: 20_000 });
      await the.killAll();
      await questionsStand(id);
      await db.shiftClock(300 + wanted * 60);
      await Promise.all([the.startWorker(), the.startWorker()]);
    }
    await waitFor('nothing to wait any more', async () => (await countRows(db, `deliveries WHERE topic_id = '${id}' AND state NOT IN ('accepted', 'answered', 'superseded')`)) === 0, { timeoutMs: 40_000 });
    await questionsStand(id);
    expect(await countRows(db, `deliveries WHERE topic_id = '${id}' AND state = 'superseded'`)).toBeGreaterThan(10);
    const rows = await db.sql<{ message_id: string; state: string; flagged: boolean; address: string; purpose: string }>(
      `SELECT d.message_id, d.state, d.possibly_sent_twice AS flagged, d.address, a.purpose FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.topic_id = '${id}'`);
    const times = (messageId: string): number => smtp.messages.filter((message) => message.messageId === messageId).length;
    for (const { message_id: messageId, state, flagged } of rows) {
      expect([messageId, state, state === 'superseded' ? times(messageId) === 0 : times(messageId) === 1 || (times(messageId) > 1 && flagged)]).toEqual([messageId, state, true]);
    }
    // A statement that was under way when the process died may have arrived: it goes again as it is, and what came after it follows.
    const told = rows.filter(({ purpose, state, flagged }) => purpose === 'present-state' && state === 'accepted' && !flagged).map(({ address }) => address);
    expect(new Set(told).size).toBe(told.length);
  });

  /** Whoever must still answer has a message with a link, or one waits. */
  async function questionsStand(id: string): Promise<void> {
    expect(await the.db.sql(
      `SELECT r.organisation_id FROM alerts r WHERE r.topic_id = '${id}' AND r.root_id IS NULL AND r.asks_receipt AND r.received_at IS NULL AND r.closed_at IS NULL AND NOT EXISTS (
         SELECT 1 FROM alerts a JOIN deliveries d ON d.alert_id = a.id JOIN answer_links l ON l.delivery_id = d.id AND l.purpose = 'answer'
          WHERE (a.id = r.id OR a.root_id = r.id) AND d.state IN ('accepted', 'queued', 'sending', 'failed-retrying'))`)).toEqual([]);
  }
});

describe('a start that is refused', () => {
  it('in production with a shifted clock, in one sentence', async () => {
    const { db, smtp, folder } = the;
    await db.shiftClock(5);
    const ended = await runAppToItsEnd({
      env: { NODE_ENV: 'production', DATABASE_URL: db.appUrl, SMTP_URL: smtp.url, PUBLIC_URL: 'https://achterdehand.example', APP_SECRET: 'een geheim van ten minste 32 tekens', DATA_DIR: folder },
    });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('The database clock is shifted');
    expect(ended.output).not.toContain(' at ');
  });

  it('for a wrong variable: its name and what it expects, never its value', async () => {
    const ended = await runAppToItsEnd({ env: { DATABASE_URL: 'mysql://gebruiker:geheim@db/x', ROLE: 'baas' } });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('DATABASE_URL must be a URL that starts with postgres:// or postgresql://');
    expect(ended.output).toContain('ROLE must be all, web or worker');
    expect(ended.output).not.toContain('geheim');
  });
});
