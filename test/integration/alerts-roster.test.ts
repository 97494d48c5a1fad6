import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addSeconds, SYSTEM_ACTOR, WEEKDAYS } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { DutyExceptions } from '../../src/organisations/duty-exceptions.js';
import { DutyShifts } from '../../src/organisations/duty-shifts.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let assen: string;
const ids = new Map<string, string>();

// The director comes first by rank; the desks have duty in turn.
const PEOPLE = [
  { name: 'Directeur', duty: false, email: 'directeur@assen.example' },
  { name: 'Dagpiket', duty: true, email: 'dag@assen.example', from: '08:00', until: '18:00' },
  { name: 'Nachtpiket', duty: true, email: 'nacht@assen.example', from: '18:00', until: '08:00' },
] as const;

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url });
  operations = await desk(room);
  assen = await room.organisation('red-cross', 'Rode Kruis Assen', []);
  for (const { name, email, duty, ...hours } of PEOPLE) {
    ids.set(name, await room.tx(async (tx) => room.app.get(DirectoryWriter).createContact(tx, SYSTEM_ACTOR, { organisationId: assen, name, function: 'piket', email, telephone: '+31592000100', duty, verifiedAt: await tx.now() })));
    if ('from' in hours) await room.tx((tx) => room.app.get(DutyShifts).add(tx, SYSTEM_ACTOR, ids.get(name)!, { weekdays: [...WEEKDAYS], from: hours.from, until: hours.until }));
  }
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

const clockAt = (at: Date): Promise<void> => room.db.shiftClock((at.getTime() - Date.now()) / 1000);
/** Moves the clock to this many seconds after an instant, carries out what is due and sends it; gives who got what. */
const passTo = async (since: Date, seconds: number): Promise<string[]> => {
  smtp.clear();
  await clockAt(addSeconds(since, seconds));
  await room.carryOutDue();
  await room.send();
  return smtp.messages.map(({ to, subject }) => `${to[0]}: ${subject}`).sort();
};
const raiseAt = async (text: string): Promise<{ about: string; since: Date; to: string[] }> => {
  const since = new Date(text);
  await clockAt(since);
  const about = topic();
  await room.raise(about, assen, operations);
  await room.send();
  return { about, since, to: smtp.messages.flatMap(({ to }) => to) };
};

describe('an alert', () => {
  it.each([
    ['at noon', '2027-02-03T12:00:00+01:00', 'dag@assen.example'],
    ['at night', '2027-02-03T03:00:00+01:00', 'nacht@assen.example'],
    ['in the last second of a duty', '2027-02-03T17:59:55+01:00', 'dag@assen.example'],
    ['in the hour that comes twice', '2027-10-31T02:30:00+01:00', 'nacht@assen.example'],
  ])('goes to whoever has duty %s', async (_name, when, expected) => {
    expect((await raiseAt(when)).to).toEqual([expected]);
  });

  it('goes to whoever stands in', async () => {
    await clockAt(new Date('2027-03-02T10:00:00+01:00'));
    const id = await room.tx((tx) => room.app.get(DutyExceptions).add(tx, SYSTEM_ACTOR, { organisationId: assen, contactId: ids.get('Nachtpiket')!, firstDay: '2027-03-03', reason: 'ruil' }));
    expect((await raiseAt('2027-03-03T12:00:00+01:00')).to).toEqual(['nacht@assen.example']);
    await room.tx((tx) => room.app.get(DutyExceptions).remove(tx, SYSTEM_ACTOR, id, 1));
  });
});

describe('the steps after it', () => {
  it('remind whoever still has duty, and go on to the persons', async () => {
    const { since } = await raiseAt('2027-02-03T12:00:00+01:00');
    expect(await passTo(since, 1801)).toEqual(['dag@assen.example: Herinnering: Bemensing gevraagd']);
    expect(await passTo(since, 3601)).toEqual(['dag@assen.example: Herinnering: Bemensing gevraagd', 'directeur@assen.example: Doorgemeld: Bemensing gevraagd']);
  });

  it('alert whoever has duty by then at once, and leave in peace whose duty has ended', async () => {
    const { since, to } = await raiseAt('2027-02-03T17:45:00+01:00');
    expect(to).toEqual(['dag@assen.example']);
    expect(await passTo(since, 1801)).toEqual(['nacht@assen.example: Doorgemeld: Bemensing gevraagd']);
    expect(smtp.messages[0]!.text.split('\n')[0]).toBe(
      'U krijgt dit bericht omdat de ontvangst nog niet is bevestigd en wie eerder is gealarmeerd nu geen dienst meer heeft. Bevestig de ontvangst zo snel mogelijk.');
    expect(await passTo(since, 3601)).toEqual(['directeur@assen.example: Doorgemeld: Bemensing gevraagd', 'nacht@assen.example: Herinnering: Bemensing gevraagd']);
    expect(smtp.to('directeur@assen.example')[0]!.text).toMatch(/^U krijgt dit bericht omdat de ontvangst nog niet is bevestigd door: Nachtpiket\./);
  });

  it('tell operations whom to telephone now, duty first and who has none last', async () => {
    const { since } = await raiseAt('2027-02-03T16:00:00+01:00');
    await passTo(since, 14_401);
    const [notice] = smtp.to('piket@meldkamer.example');
    expect(notice!.text).toContain(
      '- Nachtpiket, piket: 0592 000 100 (nu dienst)\n- Directeur, piket: 0592 000 100\n- Dagpiket, piket: 0592 000 100 (nu geen dienst)');
  });

  it('send later messages to whoever has duty then', async () => {
    const { about, since } = await raiseAt('2027-02-03T17:45:00+01:00');
    await room.receive(about, assen);
    smtp.clear();
    await clockAt(addSeconds(since, 3600));
    const text = { subject: 'Stand', text: 'Stand.' };
    await room.tx((tx) => room.alerts.follow(tx, [{ topicId: about, organisationId: assen, purpose: 'status', exercise: false, content: { nl: text, en: text } }]));
    await room.send();
    expect(smtp.messages.flatMap(({ to }) => to)).toEqual(['nacht@assen.example']);
  });

  it('pass on a message whose desk refuses it to the persons, not to who has no duty', async () => {
    smtp.behave('dag@assen.example', { kind: 'refuse', code: 550 });
    const { to } = await raiseAt('2027-02-03T12:00:00+01:00');
    await room.send();
    expect([...to, ...smtp.messages.flatMap((message) => message.to)]).toContain('directeur@assen.example');
    expect(smtp.to('nacht@assen.example')).toEqual([]);
    smtp.behave('dag@assen.example', { kind: 'accept' });
  });
});
