import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { content, desk, HOURS_72, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let redCross: string;
let lonely: string;

const pat = { name: 'Pat Eerste', email: 'pat@rodekruis.example', telephone: '+31 592 000 201' };
const sam = { name: 'Sam Tweede', email: 'sam@rodekruis.example', telephone: '+31 592 000 202', language: 'en' as const };
const kim = { name: 'Kim Derde', email: 'kim@rodekruis.example' };

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', [pat, { name: 'Alleen Telefoon', telephone: '+31 592 000 200' }, sam, kim]);
  lonely = await room.organisation('coa', 'COA', [{ name: 'Max Enige', email: 'max@coa.example', telephone: '+31 592 000 301' }]);
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

const recipients = (): string[] => smtp.messages.flatMap(({ to }) => to);
/** Moves the clock to this many seconds after the alert, carries out what is due and sends it. */
const passTo = async (seconds: number): Promise<void> => {
  await room.db.shiftClock(seconds);
  await room.carryOutDue();
  await room.send();
};

describe('an alert', () => {
  it('goes to the first contact, in their language, with a link of their own', async () => {
    const about = topic();
    const alertId = await room.raise(about, redCross, operations);
    await room.send();
    expect(recipients()).toEqual(['pat@rodekruis.example']);
    const [message] = smtp.messages;
    expect(message).toMatchObject({ subject: 'Bemensing gevraagd', from: 'dienst@achterdehand.example' });
    const token = /http:\/\/127\.0\.0\.1:3000\/antwoord\/([\w-]{43})/.exec(message!.text)?.[1];
    const link = await room.links.resolve(room.database, token!);
    expect(link).toEqual({
      alertId, topicId: about, organisationId: redCross, contactName: 'Pat Eerste', contactFunction: 'piket', language: 'nl', expired: false, withdrawn: false,
    });
    const [stored] = await room.db.sql<{ hash: Buffer }>('SELECT token_hash AS hash FROM answer_links WHERE alert_id = $1', [alertId]);
    expect(stored!.hash.toString('base64url')).not.toBe(token);
  });

  it('is on the record from raising to receipt, with personal values apart', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    await room.receive(about, redCross);
    const entries = await room.timeline(about);
    expect(entries.map(({ action }) => action)).toEqual(['alert.raised', 'call-task.opened', 'delivery.accepted', 'call-task.closed', 'alert.received']);
    expect(JSON.stringify(entries.map(({ before, after }) => [before, after]))).not.toMatch(/Pat|Iris|rodekruis\.example/);
    expect(entries[2]!.personal).toEqual({ recipient: { name: 'Pat Eerste', address: 'pat@rodekruis.example' } });
  });

  it('is lost with its decision, and never alone', async () => {
    const about = topic();
    await expect(room.tx(async (tx) => {
      await room.alerts.raise(tx, [{ topicId: about, organisationId: redCross, purpose: 'x', exercise: false, asksReceipt: false, content: content('x', 'y') }]);
      throw new Error('the decision fails');
    })).rejects.toThrow('the decision fails');
    expect(await room.view(about, redCross)).toEqual([]);
  });

  it('of two transactions that both are the first, one hangs its message under the other’s', async () => {
    const about = topic();
    const message = { topicId: about, organisationId: redCross, purpose: 'x', exercise: false, content: content('x', 'y') };
    await Promise.all(Array.from({ length: 6 }, () => room.tx((tx) => room.alerts.follow(tx, [message]))));
    const alerts = await room.view(about, redCross);
    expect(alerts).toHaveLength(6);
    // Who was first to ask the time need not be first to write.
    const roots = alerts.filter(({ rootId }) => rootId === null);
    expect(roots).toHaveLength(1);
    expect(alerts.filter((one) => one !== roots[0]).map(({ rootId }) => rootId)).toEqual(Array(5).fill(roots[0]!.id));
  });

  it('goes out without a link when its text has the mark of one that cannot be: no decision fails because of somebody’s words', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { answerLinkUntil: undefined });
    await room.raise(topic(), redCross, operations, { content: content('Twee', '{answerLink} en {confirmLink}') });
    expect((await room.deliveries(about)).length).toBeGreaterThan(0);
    expect(await room.db.sql('SELECT 1 FROM answer_links l JOIN alerts a ON a.id = l.alert_id WHERE a.topic_id = $1', [about])).toEqual([]);
  });

  it('cannot be real in a topic that is an exercise', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { exercise: true });
    await expect(room.raise(about, redCross, operations, { exercise: false })).rejects.toThrow('both an exercise and real');
  });
});

describe('an answer link', () => {
  it('is over after its end, and unknown when it is not ours', async () => {
    await room.raise(topic(), redCross, operations);
    await room.send();
    const token = /antwoord\/([\w-]{43})/.exec(smtp.messages[0]!.text)![1]!;
    await room.db.shiftClock(HOURS_72 + 1);
    expect(await room.links.resolve(room.database, token)).toMatchObject({ expired: true });
    expect(await room.links.resolve(room.database, token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toBeUndefined();
    expect(await room.links.resolve(room.database, 'x'.repeat(5000))).toBeUndefined();
  });

  it('looked at a hundred times has answered nothing', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    const token = /antwoord\/([\w-]{43})/.exec(smtp.messages[0]!.text)![1]!;
    const state = (): Promise<unknown> => room.db.sql('SELECT a.*, d.* FROM alerts a JOIN deliveries d ON d.alert_id = a.id WHERE a.topic_id = $1', [about]);
    const before = await state();
    for (let i = 0; i < 100; i += 1) await room.links.resolve(room.database, token);
    expect(await state()).toEqual(before);
  });
});

describe('a receipt', () => {
  it('is idempotent: the first one stands', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    const first = await room.receive(about, redCross);
    await room.db.shiftClock(4000);
    expect(await room.receive(about, redCross)).toEqual({ ...first, alreadyReceived: true });
  });

  it('after its time is marked late', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.db.shiftClock(HOURS_72 / 72 + 1);
    expect(await room.receive(about, redCross)).toMatchObject({ late: true });
    expect((await room.view(about, redCross))[0]!.receipt).toMatchObject({ byName: 'Iris de Vries', byFunction: 'coördinator', late: true });
  });

  it('is refused where nothing was asked', async () => {
    expect(await room.receive(topic(), redCross)).toBeUndefined();
  });

  it('of fifty at once counts once', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    const answers = await Promise.all(Array.from({ length: 50 }, () => room.receive(about, redCross)));
    expect(answers.filter((answer) => answer?.alreadyReceived === false)).toHaveLength(1);
    expect((await room.timeline(about)).filter(({ action }) => action === 'alert.received')).toHaveLength(1);
  });
});

describe('later messages', () => {
  it('go to everyone who was alerted, and also after the receipt', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await room.send();
    await passTo(3601);
    await room.receive(about, redCross);
    smtp.clear();
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: redCross, purpose: 'outcome', exercise: false, content: content('Gehaald', 'Klaar.') }]));
    await room.send();
    expect(recipients().sort()).toEqual(['pat@rodekruis.example', 'sam@rodekruis.example']);
  });

  it('still go out when receipt comes while they wait', async () => {
    const about = topic();
    await room.raise(about, lonely, operations);
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: lonely, purpose: 'outcome', exercise: false, content: content('Gehaald', 'Klaar.') }]));
    await room.receive(about, lonely);
    await room.send();
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Gehaald']);
  });

  it('ask receipt of a thread that did not ask yet', async () => {
    const about = topic();
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: lonely, purpose: 'confirmation', exercise: false, content: content('Ter info', 'Ter info.') }]));
    const alertId = await room.raise(about, lonely, operations);
    await room.send();
    smtp.clear();
    await passTo(1801);
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Herinnering: Bemensing gevraagd']);
    expect((await room.view(about, lonely))[0]).toMatchObject({ id: alertId, asksReceipt: true, stepsTaken: 1 });
  });
});

describe('an exercise', () => {
  it('says so in every subject and in the first and last line of every text, whatever the feature wrote', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { exercise: true });
    await room.send();
    for (const seconds of [1801, 3601, 7201, 14_401]) await passTo(seconds);
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: redCross, purpose: 'outcome', exercise: true, content: content('Gehaald', 'Klaar.') }]));
    await room.send();
    expect(smtp.messages.length).toBeGreaterThan(8);
    for (const { subject, text } of smtp.messages) {
      expect(subject).toMatch(/^(OEFENING|EXERCISE) — /);
      const lines = text.trim().split('\n');
      expect(lines[0]).toMatch(/^(OEFENING|EXERCISE) — /);
      expect(lines.at(-1)).toBe(lines[0]);
      expect(lines.filter((line) => line === lines[0])).toHaveLength(2);
    }
  });

  it('is never in a real subject', async () => {
    await room.raise(topic(), redCross, operations, { content: content('OEFENING — Bemensing gevraagd') });
    await room.send();
    expect(smtp.messages.map(({ subject }) => subject)).toEqual(['Bemensing gevraagd']);
  });
});
