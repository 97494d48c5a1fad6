import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeliveryClaims } from '../../src/alerts/delivery-claims.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { content, desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let redCross: string;

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', [{ name: 'Pat Eerste', email: 'pat@rodekruis.example' }, { name: 'Sam Tweede', email: 'sam@rodekruis.example' }]);
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

describe('a claimer', () => {
  it('sends what somebody holds for a moment when it is to begin, without waiting for its claim to lapse', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts' });
    const real = room.app.get(DeliveryClaims);
    let letGo = (): void => undefined;
    const held: Promise<unknown>[] = [];
    const begun: boolean[] = [];
    // Between the claim and the first beginning a real transaction holds the rows, as the sign of life does.
    const claim: DeliveryClaims['claim'] = async (on, limit) => {
      const claimed = await real.claim(on, limit);
      if (claimed.length === 0) return claimed;
      const release = new Promise<void>((resolve) => { letGo = resolve; });
      await new Promise<void>((locked) => held.push(room.tx(async (tx) => {
        await tx.query('SELECT 1 FROM deliveries WHERE id = ANY($1::uuid[]) FOR UPDATE', [claimed.map(({ id }) => id)]);
        locked();
        await release;
      })));
      return claimed;
    };
    const begin: DeliveryClaims['begin'] = async (on, one) => {
      const outgoing = await real.begin(on, one);
      begun.push(outgoing !== undefined);
      letGo();
      return outgoing;
    };
    const claimer = room.claimer(1, room.database, Object.create(real, { claim: { value: claim }, begin: { value: begin } }) as DeliveryClaims);
    claimer.wake();
    await claimer.idle();
    await Promise.all(held);
    expect(begun[0]).toBe(false);
    const deliveries = await room.deliveries(about, redCross);
    expect(deliveries.length).toBeGreaterThan(0);
    expect(deliveries.map(({ state, attempts }) => [state, attempts])).toEqual(deliveries.map(() => ['accepted', 1]));
  });

  it('finds what the message that it has just settled stood before, also when another line was looking at that very moment', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts' });
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: redCross, purpose: 'later', exercise: false, content: content('Later') }]));
    const real = room.app.get(DeliveryClaims);
    let [foundNothing, wasSettled] = [(): void => undefined, (): void => undefined];
    const nothingFound = new Promise<void>((resolve) => { foundNothing = resolve; });
    const settled = new Promise<void>((resolve) => { wasSettled = resolve; });
    // The first message is settled once a claim has found nothing, and that claim is over only after it.
    const claim: DeliveryClaims['claim'] = async (on, limit) => {
      const claimed = await real.claim(on, limit);
      if (claimed.length > 0) return claimed;
      foundNothing();
      await settled;
      return claimed;
    };
    let calls = 0;
    const beginAfter: DeliveryClaims['beginAfter'] = async (...all) => {
      calls += 1;
      const isFirst = calls === 1;
      if (isFirst) await nothingFound;
      const begun = await real.beginAfter(...all);
      if (isFirst) setImmediate(wasSettled);
      return begun;
    };
    const claimer = room.claimer(2, room.database, Object.create(real, { claim: { value: claim }, beginAfter: { value: beginAfter } }) as DeliveryClaims);
    claimer.wake();
    await claimer.idle();
    expect((await room.deliveries(about, redCross)).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'accepted'));
  });

  it('begins with what is oldest, however the database happens to store it', async () => {
    const [older, newer] = [topic(), topic()];
    await room.raise(older, redCross, operations);
    await room.raise(newer, redCross, operations);
    // A changed row moves behind the others.
    await room.db.sql('UPDATE deliveries SET lease_until = NULL WHERE topic_id = $1', [older]);
    const claimed = await room.app.get(DeliveryClaims).claim(room.database, 20);
    const rows = await room.db.sql<{ id: string; topic_id: string }>('SELECT id, topic_id FROM deliveries WHERE topic_id = ANY($1::uuid[])', [[older, newer]]);
    expect(claimed.map(({ id }) => rows.find((row) => row.id === id)?.topic_id)).toEqual([older, newer]);
  });
});
