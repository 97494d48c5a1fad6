import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayTransport } from '../../src/alerts/gateway-transport.js';
import { startGatewayReceiver, type GatewayReceiver } from '../support/gateway-receiver.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';
import { desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let gateway: GatewayReceiver;
let room: Room;
let operations: string;
let redCross: string;

const MOBILE = '+31612345678';
const OTHER = '+31687654321';
const LANDLINE = '+31592000203';
const SMS = { nl: 'Inzet reserveplekken: bevestig ontvangst, zie mail of bel +31 592 000 100', en: 'Activation of reserve places: confirm receipt, see mail or call +31 592 000 100' };

beforeAll(async () => {
  [smtp, gateway] = await Promise.all([startSmtpReceiver(), startGatewayReceiver()]);
  const both = { url: gateway.url, token: 'geheim van de proef' };
  room = await openRoom({ smtpUrl: smtp.url, gateways: { sms: both, voice: both } });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', [
    { name: 'Pat Eerste', email: 'pat@rodekruis.example', telephone: MOBILE }, { name: 'Sam Tweede', email: 'sam@rodekruis.example', telephone: OTHER, language: 'en' }, { name: 'Kim Vast', telephone: LANDLINE },
  ]);
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
  gateway.clear();
});
afterAll(async () => {
  await room?.close();
  await Promise.all([smtp?.stop(), gateway?.stop()]);
});

const claimerOf = (channel: 'sms' | 'voice') => room.claimer(2, room.database, undefined, { channel, transport: new GatewayTransport({ url: gateway.url, token: 'geheim van de proef' }, 1) });
/** One round over each channel; mail too. */
const sendAll = async (): Promise<void> => {
  await room.send();
  for (const channel of ['sms', 'voice'] as const) {
    const claimer = claimerOf(channel);
    claimer.wake();
    await claimer.idle();
  }
};
const passTo = async (seconds: number): Promise<void> => {
  await room.db.shiftClock(seconds);
  await room.carryOutDue();
  await sendAll();
};
const overTelephone = async (about: string, number: string) => (await room.deliveries(about)).filter(({ channel, address }) => channel !== 'mail' && address === number);
const numbers = (): string[] => gateway.requests.map(({ body }) => body.to);

describe('SMS and voice', () => {
  it('go out beside mail while nobody confirms: an SMS with each step, a call with the last; the answer ends them', async () => {
    const about = topic();
    await room.raise(about, redCross, operations);
    await sendAll();
    expect(gateway.requests).toEqual([]);
    await passTo(1801);
    expect(gateway.requests.map(({ body: { to, text, language, exercise } }) => [to, text, language, exercise])).toEqual([[MOBILE, SMS.nl, 'nl', false], [OTHER, SMS.en, 'en', false]]);
    const [first] = await overTelephone(about, MOBILE);
    expect(first).toMatchObject({ channel: 'sms', state: 'accepted', attempts: 1 });
    expect(gateway.requests[0]).toMatchObject({ key: first!.id, authorization: 'Bearer geheim van de proef', body: { id: first!.id } });
    gateway.clear();
    await passTo(14_401);
    expect(numbers().sort()).toEqual([LANDLINE, MOBILE, MOBILE, OTHER, OTHER].sort());
    expect(await overTelephone(about, LANDLINE)).toMatchObject([{ channel: 'voice', state: 'accepted' }]);

    const answered = topic();
    await room.db.shiftClock(0);
    await room.raise(answered, redCross, operations);
    await room.db.shiftClock(1801);
    await room.carryOutDue();
    await room.receive(answered, redCross);
    gateway.clear();
    await sendAll();
    expect([numbers(), await overTelephone(answered, MOBILE)]).toMatchObject([[], [{ state: 'answered', attempts: 0 }]]);
  });

  it('are not part of an exercise', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { exercise: true });
    await passTo(1801);
    expect(gateway.requests).toEqual([]);
  });

  it('are tried again under the same key, not before the gateway asks, and one that is refused stands in for nothing: the mail goes its own way', async () => {
    const about = topic();
    gateway.behave(MOBILE, { status: 429, headers: { 'retry-after': '120' } });
    gateway.behave(OTHER, { status: 422 });
    await room.raise(about, redCross, operations);
    await room.send();
    await passTo(1801);
    const [waiting] = await overTelephone(about, MOBILE);
    expect(waiting).toMatchObject({ state: 'failed-retrying', attempts: 1, lastError: 'HTTP 429', possiblySentTwice: false });
    expect(waiting!.nextTryAt!.getTime() - waiting!.createdAt.getTime()).toBeGreaterThan(119_000);
    expect(await overTelephone(about, OTHER)).toMatchObject([{ state: 'given-up', lastError: 'HTTP 422' }]);
    // Sam has not been alerted by mail yet: that is for a later step.
    await room.send();
    expect(smtp.to('sam@rodekruis.example')).toHaveLength(0);
    gateway.behave(MOBILE, { status: 500 });
    await passTo(1801 + 125);
    expect(await overTelephone(about, MOBILE)).toMatchObject([{ state: 'failed-retrying', attempts: 2, lastError: 'HTTP 500' }]);
    gateway.behave(MOBILE, { status: 202 });
    await passTo(1801 + 125 + 15);
    expect(await overTelephone(about, MOBILE)).toMatchObject([{ state: 'accepted', attempts: 3, possiblySentTwice: false }]);
    const keys = gateway.requests.filter(({ body }) => body.to === MOBILE).map(({ key }) => key);
    expect([keys.length, new Set(keys).size]).toEqual([3, 1]);
  });

  it('that hang hold up neither mail nor the next number, and are flagged when they go again', async () => {
    const about = topic();
    gateway.behave(MOBILE, 'hang');
    await room.raise(about, redCross, operations);
    await room.send();
    smtp.clear();
    await room.db.shiftClock(1801);
    await room.carryOutDue();
    const sms = claimerOf('sms');
    sms.wake();
    await waitFor('the gateway to hang', async () => numbers().includes(MOBILE));
    await room.send();
    expect(smtp.to('pat@rodekruis.example')).toHaveLength(1);
    await waitFor('the next number', async () => (await overTelephone(about, OTHER))[0]?.state === 'accepted');
    await sms.idle();
    expect(await overTelephone(about, MOBILE)).toMatchObject([{ state: 'failed-retrying', lastError: 'TimeoutError' }]);
    gateway.behave(MOBILE, { status: 200 });
    await passTo(1801 + 10);
    expect(await overTelephone(about, MOBILE)).toMatchObject([{ state: 'accepted', possiblySentTwice: true }]);
  });
});
