import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';
import { content, desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let redCross: string;
let coa: string;

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url, limits: { connect: 2, greeting: 2, silence: 1, message: 3 } });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', [
    { name: 'Pat Eerste', email: 'pat@rodekruis.example', telephone: '+31 592 000 201' }, { name: 'Sam Tweede', email: 'sam@rodekruis.example' },
  ]);
  coa = await room.organisation('coa', 'COA', [{ name: 'Max Enige', email: 'max@coa.example', telephone: '+31 592 000 301' }]);
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
});
afterEach(() => {
  for (const address of ['pat@rodekruis.example', 'sam@rodekruis.example', 'max@coa.example', 'piket@meldkamer.example']) smtp.behave(address, { kind: 'accept' });
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

describe('a delivery', () => {
  it('is accepted with what the mail server said', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    expect(await room.deliveries(about)).toMatchObject([{ state: 'queued', attempts: 0, acceptedAt: null }]);
    expect(await room.alerts.oldestUndelivered(room.database)).toMatchObject({ count: 1 });
    await room.send();
    expect(await room.deliveries(about)).toMatchObject([{ state: 'accepted', attempts: 1, possiblySentTwice: false, nextTryAt: null, lastError: null }]);
    expect((await room.deliveries(about))[0]!.acceptedAt).toBeInstanceOf(Date);
    expect(await room.alerts.oldestUndelivered(room.database)).toBeUndefined();
  });

  it('is plain text, marked as made by a machine', async () => {
    await room.raise(topic(), redCross, operations);
    await room.send();
    const { headers, html } = smtp.messages[0]!;
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8/i);
    expect(headers.get('from')).toBe('Achter de Hand <dienst@achterdehand.example>');
    expect(headers.get('to')).toBe('Pat Eerste <pat@rodekruis.example>');
    expect(headers.has('list-unsubscribe')).toBe(false);
    expect(html).toBeUndefined();
  });

  it('cannot be made to carry other headers or other recipients', async () => {
    const sly = await room.organisation('red-cross', 'Sluw', [{ name: 'Eva\r\nBcc: allen@assen.example', email: 'eva@rodekruis.example' }]);
    await room.raise(topic(), sly, operations, { content: content('Inzet\r\nBcc: allen@assen.example') });
    await room.send();
    expect(smtp.attempts.map(({ recipient }) => recipient)).toEqual(['eva@rodekruis.example']);
    expect(smtp.messages[0]!.headers.has('bcc')).toBe(false);
    expect(smtp.messages[0]!.subject).toBe('Inzet Bcc: allen@assen.example');
  });

  it('is tried again after "later", with the same Message-ID, the same link and the same attachment', async () => {
    const about = topic();
    smtp.behave('pat@rodekruis.example', { kind: 'refuse', code: 451, stage: 'data' });
    const { nl, en } = content('Inzet');
    await room.raise(about, redCross, operations, { content: { nl: { ...nl, calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }, en } });
    await room.send();
    const [failed] = await room.deliveries(about);
    expect(failed).toMatchObject({ state: 'failed-retrying', attempts: 1, possiblySentTwice: false });
    expect(failed!.lastError).toContain('451');
    expect(failed!.nextTryAt!.getTime() - failed!.createdAt.getTime()).toBeGreaterThan(4900);
    await room.send();
    expect(smtp.messages).toHaveLength(1);

    smtp.behave('pat@rodekruis.example', { kind: 'accept' });
    await room.db.shiftClock(6);
    await room.send();
    expect(await room.deliveries(about)).toMatchObject([{ state: 'accepted', attempts: 2, possiblySentTwice: false }]);
    const [first, second] = smtp.messages;
    expect(second!.messageId).toBe(first!.messageId);
    expect(second!.text).toBe(first!.text);
    expect(first!.attachments).toEqual([{ name: 'inzet.ics', type: 'text/calendar; charset=utf-8; method=PUBLISH', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' }]);
    expect([second!.attachments, second!.headers.get('content-type')]).toEqual([first!.attachments, first!.headers.get('content-type')]);
  });

  it('to an address that is refused goes to the next contact at once', async () => {
    const about = topic();
    smtp.behave('pat@rodekruis.example', { kind: 'refuse', code: 550 });
    await room.raise(about, redCross, operations);
    await room.send();
    expect(await room.deliveries(about)).toMatchObject([{ state: 'given-up', address: 'pat@rodekruis.example' }, { state: 'accepted', address: 'sam@rodekruis.example' }]);
    const [message] = smtp.to('sam@rodekruis.example');
    expect(message!.subject).toBe('Doorgemeld: Bemensing gevraagd');
    expect(message!.text).toMatch(/^U krijgt dit bericht omdat mail niet aankomt bij: Pat Eerste\./);
    expect((await room.timeline(about)).map(({ action }) => action)).toEqual(['alert.raised', 'call-task.opened', 'delivery.given-up', 'alert.raised', 'delivery.accepted']);
  });

  it('is handed to operations when every address is refused', async () => {
    const about = topic();
    for (const address of ['pat@rodekruis.example', 'sam@rodekruis.example']) smtp.behave(address, { kind: 'refuse', code: 550 });
    await room.raise(about, redCross, operations);
    await room.send();
    expect(smtp.messages.map(({ subject, to }) => [subject, to[0]])).toEqual([['Rode Kruis is niet per mail bereikt: bel nu', 'piket@meldkamer.example']]);
    expect((await room.deliveries(about, redCross)).map(({ state }) => state)).toEqual(['given-up', 'given-up']);
  });

  it('of a message that needs no answer is handed on as well, without going round', async () => {
    const about = topic();
    for (const address of ['pat@rodekruis.example', 'sam@rodekruis.example', 'piket@meldkamer.example']) smtp.behave(address, { kind: 'refuse', code: 550 });
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: redCross, purpose: 'outcome', exercise: false, content: content('Gehaald', 'Klaar.') }]));
    await room.send();
    expect(smtp.attempts.map(({ recipient }) => recipient)).toEqual(['pat@rodekruis.example', 'sam@rodekruis.example', 'piket@meldkamer.example']);
    expect((await room.deliveries(about)).map(({ state }) => state)).toEqual(['given-up', 'given-up', 'given-up']);
    expect((await room.timeline(about)).map(({ action }) => action)).toContain('alert.nobody-left');
  });

  it('is passed on as well when its text is refused', async () => {
    smtp.behave('max@coa.example', { kind: 'refuse', code: 554, stage: 'data' });
    await room.raise(topic(), coa, operations);
    await room.send();
    expect(smtp.messages.filter(({ acknowledged }) => acknowledged).map(({ to }) => to[0])).toEqual(['piket@meldkamer.example']);
  });

  it('is given up after five days of "later", and a human is told', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'refuse', code: 451 });
    await room.raise(about, coa, operations);
    await room.send();
    await room.db.shiftClock(5 * 86_400 + 60);
    await room.send();
    expect(await room.deliveries(about, coa)).toMatchObject([{ state: 'given-up', attempts: 2 }]);
    expect(smtp.messages.map(({ to }) => to[0])).toEqual(['piket@meldkamer.example']);
  });

  it('that hangs holds up nobody else, and is possibly sent twice', async () => {
    const about = topic();
    smtp.behave('pat@rodekruis.example', { kind: 'hang' });
    await room.raise(about, redCross, operations);
    await room.raise(about, coa, operations);
    const started = performance.now();
    const sending = room.send();
    await smtp.waitFor(({ to }) => to[0] === 'max@coa.example');
    expect(performance.now() - started).toBeLessThan(900);
    await sending;
    expect(await room.deliveries(about, redCross)).toMatchObject([{ state: 'failed-retrying', possiblySentTwice: false }]);

    smtp.behave('pat@rodekruis.example', { kind: 'accept' });
    await room.db.shiftClock(6);
    await room.send();
    expect(await room.deliveries(about, redCross)).toMatchObject([{ state: 'accepted', attempts: 2, possiblySentTwice: true }]);
    const [first, second] = smtp.to('pat@rodekruis.example');
    expect(second!.messageId).toBe(first!.messageId);
    expect((await room.timeline(about)).map(({ action }) => action)).toContain('delivery.outcome-unknown');
  });

  it('that was under way in a crash goes again under the same Message-ID, flagged', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.raise(about, coa, operations);
    // The message was sent, and the process died before it could write that down; the other one was claimed only.
    await room.send();
    await room.db.sql(
      `UPDATE deliveries SET state = CASE address WHEN 'pat@rodekruis.example' THEN 'sending' ELSE 'queued' END, attempts = CASE address WHEN 'pat@rodekruis.example' THEN 1 ELSE 0 END,
              accepted_at = NULL, next_try_at = created_at, claim_token = gen_random_uuid(), lease_until = app_now() + interval '5 seconds' WHERE topic_id = $1`, [about]);
    await room.send();
    expect(smtp.messages).toHaveLength(2);

    await room.db.shiftClock(6);
    await room.send();
    const [first, second] = smtp.to('pat@rodekruis.example');
    expect(second!.messageId).toBe(first!.messageId);
    expect(await room.deliveries(about, redCross)).toMatchObject([{ state: 'accepted', attempts: 2, possiblySentTwice: true }]);
    expect(await room.deliveries(about, coa)).toMatchObject([{ state: 'accepted', attempts: 1, possiblySentTwice: false }]);
    expect((await room.timeline(about)).filter(({ action }) => action === 'delivery.interrupted')).toHaveLength(1);
  });

  it('whose claim was taken over meanwhile cannot write', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'accept', delayMs: 300 });
    await room.raise(about, coa, operations);
    const sending = room.send();
    await waitFor('the send to begin', async () => (await room.deliveries(about))[0]?.state === 'sending');
    await room.db.sql('UPDATE deliveries SET claim_token = gen_random_uuid() WHERE topic_id = $1', [about]);
    await sending;
    expect(await room.deliveries(about)).toMatchObject([{ state: 'sending', acceptedAt: null }]);
    expect((await room.timeline(about)).map(({ action }) => action)).toEqual(['alert.raised', 'call-task.opened']);
  });
});

describe('an answer', () => {
  it('while the message waits: it is not sent', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.receive(about, redCross);
    await room.send();
    expect(smtp.messages).toEqual([]);
    expect(await room.deliveries(about)).toMatchObject([{ state: 'answered', acceptedAt: null, nextTryAt: null }]);
  });

  it('while reminders and the message to operations wait: none of them is sent', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    for (const seconds of [1801, 3601, 7201]) {
      await room.db.shiftClock(seconds);
      await room.carryOutDue();
    }
    expect((await room.deliveries(about)).filter(({ state }) => state === 'queued').map(({ address }) => address).sort()).toEqual([
      'pat@rodekruis.example', 'pat@rodekruis.example', 'piket@meldkamer.example', 'sam@rodekruis.example',
    ]);
    smtp.clear();
    await room.receive(about, redCross);
    await room.send();
    expect(smtp.messages).toEqual([]);
    expect((await room.deliveries(about)).every(({ state }) => state === 'answered')).toBe(true);
  });

  it('between claim and send: it is not sent', async () => {
    smtp.behave('max@coa.example', { kind: 'accept', delayMs: 400 });
    const [slow, about] = [topic(), topic()];
    await room.raise(slow, coa, operations);
    await room.raise(about, redCross, operations);
    const claimer = room.claimer(1);
    claimer.wake();
    await waitFor('the first to be under way', async () => (await room.deliveries(slow))[0]?.state === 'sending');
    const [row] = await room.db.sql<{ claimed: boolean }>('SELECT claim_token IS NOT NULL AS claimed FROM deliveries WHERE topic_id = $1', [about]);
    expect(row!.claimed).toBe(true);
    await room.receive(about, redCross);
    await claimer.idle();
    expect(smtp.to('pat@rodekruis.example')).toEqual([]);
  });

  it('while it is under way: the message is known to have gone out, and nothing follows', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'accept', delayMs: 300 });
    await room.raise(about, coa, operations);
    const sending = room.send();
    await waitFor('the send to begin', async () => (await room.deliveries(about))[0]?.state === 'sending');
    await room.receive(about, coa);
    await sending;
    const [delivery] = await room.deliveries(about);
    expect(delivery).toMatchObject({ state: 'answered', attempts: 1 });
    expect(delivery!.acceptedAt).toBeInstanceOf(Date);
    await room.db.shiftClock(20_000);
    await room.carryOutDue();
    await room.send();
    expect(smtp.messages).toHaveLength(1);
  });

  it('while it is under way and then fails: it is not tried again', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'hang' });
    await room.raise(about, coa, operations);
    const sending = room.send();
    await waitFor('the send to begin', async () => (await room.deliveries(about))[0]?.state === 'sending');
    await room.receive(about, coa);
    await sending;
    expect(await room.deliveries(about)).toMatchObject([{ state: 'answered', acceptedAt: null }]);
  });
});

describe('order and sharing', () => {
  it('keeps the order per recipient: what is newer waits for what is older', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'refuse', code: 451 });
    await room.raise(about, coa, operations);
    await room.send();
    await room.tx((tx) => room.alerts.follow(tx, [1, 2, 3].map((n) => ({ topicId: about, organisationId: coa, purpose: 'x', exercise: false, content: content(`Bericht ${n}`, 'x') }))));
    smtp.behave('max@coa.example', { kind: 'accept' });
    await room.send();
    expect(smtp.messages).toEqual([]);
    await room.db.shiftClock(6);
    await room.send();
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Bemensing gevraagd', 'Bericht 1', 'Bericht 2', 'Bericht 3']);
  });

  it('lets nothing routine stand before what belongs to an activation', async () => {
    smtp.behave('pat@rodekruis.example', { kind: 'refuse', code: 451 });
    const digest = { topicId: topic(), organisationId: redCross, purpose: 'digest', exercise: false, content: content('Overzicht', 'Niets bijzonders.'), asksReceipt: false, lane: 'routine' } as const;
    await room.tx((tx) => room.alerts.raise(tx, [digest]));
    await room.send();
    smtp.behave('pat@rodekruis.example', { kind: 'accept' });
    const [waiting] = await room.deliveries(digest.topicId);
    expect(waiting).toMatchObject({ state: 'failed-retrying' });
    await room.raise(topic(), redCross, operations);
    await room.send();
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Bemensing gevraagd']);
    await room.db.shiftClock(600);
    await room.send();
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Bemensing gevraagd', 'Overzicht']);
  });

  it('never sends twice, however many claimers there are', async () => {
    const many = await room.organisation('red-cross', 'Velen', Array.from({ length: 60 }, (_, n) => ({ name: `Contact ${n}`, email: `c${n}@velen.example` })));
    const about = topic();
    await room.raise(about, many, operations, { to: 'all-contacts' });
    const claimers = Array.from({ length: 4 }, () => room.claimer(2));
    for (const claimer of claimers) claimer.wake();
    await Promise.all(claimers.map((claimer) => claimer.idle()));
    expect(smtp.messages).toHaveLength(60);
    expect(new Set(smtp.messages.map(({ messageId }) => messageId)).size).toBe(60);
    expect((await room.deliveries(about)).every(({ state, attempts }) => state === 'accepted' && attempts === 1)).toBe(true);
  });

  it('does not try everything when the mail server is away, and goes on as soon as it is back', async () => {
    const about = topic();
    const some = await room.organisation('red-cross', 'Sommigen', Array.from({ length: 12 }, (_, n) => ({ name: `Contact ${n}`, email: `s${n}@sommigen.example` })));
    await smtp.stop();
    await room.raise(about, some, operations, { to: 'all-contacts' });
    const claimer = room.claimer(2);
    claimer.wake();
    await claimer.idle();
    const states = (await room.deliveries(about)).map(({ state }) => state);
    expect(states.filter((state) => state === 'failed-retrying').length).toBeLessThanOrEqual(2);
    expect(states.filter((state) => state === 'queued').length).toBeGreaterThanOrEqual(10);
    await smtp.restart();
    claimer.wake();
    await claimer.idle();
    expect(smtp.messages.length).toBeGreaterThanOrEqual(10);
    await room.db.shiftClock(6);
    claimer.wake();
    await claimer.idle();
    expect(smtp.messages).toHaveLength(12);
  });

  it('gives back what it claimed when it stops', async () => {
    const about = topic();
    smtp.behave('max@coa.example', { kind: 'accept', delayMs: 300 });
    await room.raise(about, coa, operations);
    await room.raise(about, redCross, operations);
    const claimer = room.claimer(1);
    claimer.wake();
    await waitFor('the first to be under way', async () => (await room.deliveries(about, coa))[0]?.state === 'sending');
    await claimer.stop();
    expect(await room.deliveries(about, coa)).toMatchObject([{ state: 'accepted' }]);
    const [row] = await room.db.sql<{ claimed: boolean }>(`SELECT claim_token IS NOT NULL AS claimed FROM deliveries WHERE topic_id = $1 AND address LIKE 'pat%'`, [about]);
    expect(row!.claimed).toBe(false);
    await room.send();
    expect(smtp.to('pat@rodekruis.example')).toHaveLength(1);
  });
});
