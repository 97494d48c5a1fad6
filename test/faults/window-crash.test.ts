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
