import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { countRows, nothingDue, openService, type Service } from '../factories/service.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

let the: Service;
beforeEach(async () => {
  the = await openService();
});
afterEach(() => the.close());

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
