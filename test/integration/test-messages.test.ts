import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestMessages, type TestMessage } from '../../src/alerts/test-messages.js';
import { VerificationLinks } from '../../src/alerts/verification-links.js';
import { newId, Problem, SYSTEM_ACTOR, type Actor } from '../../src/kernel/index.js';
import { Contacts, DirectoryWriter } from '../../src/organisations/index.js';
import { addressState } from '../../src/organisations/domain/address-state.js';
import type { Tx } from '../../src/platform/database/index.js';
import { startSmtpReceiver, type ReceivedMessage, type SmtpReceiver } from '../support/smtp-receiver.js';
import { desk, openRoom, topic, type Room } from './alerts-room.js';

let smtp: SmtpReceiver;
let room: Room;
let operations: string;
let redCross: string;
let coa: string;

const DAY = 86_400;
const actorOf = (kind: 'red-cross' | 'coa' | 'operations' | 'ministry' | 'auditor', organisationId: string): Actor => ({
  ...SYSTEM_ACTOR, scope: { kind, organisationId, provinceCode: null }, kind, organisationId, name: 'Bo Test', function: 'tester', channel: 'page',
});
const own = (): Actor => actorOf('red-cross', redCross);

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  room = await openRoom({ smtpUrl: smtp.url, limits: { silence: 1, message: 3 } });
  operations = await desk(room);
  redCross = await room.organisation('red-cross', 'Rode Kruis', []);
  coa = await room.organisation('coa', 'COA', []);
});
beforeEach(async () => {
  await room.settleDown();
  smtp.clear();
});
afterAll(async () => {
  await room?.close();
  await smtp?.stop();
});

let made = 0;
const addContact = async (more: { email?: string; telephone?: string; language?: 'nl' | 'en' } = {}): Promise<{ id: string; email: string }> => {
  const email = `pat-${(made += 1)}@rodekruis.example`;
  const input = { organisationId: redCross, name: 'Pat Eerste', function: 'piket', email, ...more };
  return { id: await room.tx((tx) => room.app.get(DirectoryWriter).createContact(tx, SYSTEM_ACTOR, input)), email };
};
const send = (id: string, actor = own()): Promise<string> => room.tx((tx) => room.app.get(TestMessages).send(tx, actor, id));
const testsOf = (id: string): Promise<TestMessage[]> => room.app.get(TestMessages).ofContact(room.database, own().scope, id);
const contact = (id: string) => room.app.get(Contacts).byId(room.database, own().scope, id);
const stateOf = async (id: string): Promise<string> => addressState(await contact(id));
const change = async (id: string, what: Parameters<Contacts['change']>[4]): Promise<void> => {
  const { version } = await contact(id);
  await room.tx((tx) => room.app.get(Contacts).change(tx, own(), id, version, what));
};
const tokenIn = ({ text }: ReceivedMessage): string => /\/proefbericht\/([\w-]{43})/.exec(text)![1]!;
const links = (): VerificationLinks => room.app.get(VerificationLinks);
const confirm = (token: string): Promise<unknown> => room.tx((tx: Tx) => links().confirm(tx, token, () => ({ ...own(), name: 'Wie de mail las', channel: 'answer-link' })));
const problemCode = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));
const later = (seconds: number): Promise<void> => room.db.shiftClock(seconds);
const entriesOf = (id: string) => room.db.sql<{ action: string; channel: string; personal: { address?: string; by?: { name: string } } }>(
  `SELECT e.action, e.channel, p.personal FROM record_entries e LEFT JOIN record_personal_values p ON p.entry_id = e.id WHERE e.subject_id = $1 ORDER BY e.at, e.id`, [id]);

describe('a test message', () => {
  it('goes to the one contact by the way of all mail, says that nothing is the matter, and can be confirmed', async () => {
    const { id, email } = await addContact();
    expect(await stateOf(id)).toBe('unverified');
    await send(id);
    expect(await stateOf(id)).toBe('awaiting');
    await room.send();
    expect(smtp.messages.map(({ to, subject }) => [to, subject])).toEqual([[[email], 'Proefbericht: bereikt dit u?']]);
    const [message] = smtp.messages;
    expect(message!.text.split('\n')[0]).toBe('Dit is een proefbericht van Achter de Hand, geen alarm: er is geen inzet.');
    expect(message!.text).toContain('Rode Kruis heeft dit adres opgegeven');
    expect(message!.text).not.toContain('/antwoord/');
    expect(await testsOf(id)).toMatchObject([{ address: email, state: 'accepted', confirmedAt: null, lastError: null }]);

    expect(await links().resolve(room.database, tokenIn(message!))).toMatchObject({ contactId: id, address: email, usable: true, confirmedAt: null });
    expect(await stateOf(id)).toBe('awaiting');
    expect(await confirm(tokenIn(message!))).toMatchObject({ contactId: id });
    expect(await stateOf(id)).toBe('verified');
    expect(await testsOf(id)).toMatchObject([{ state: 'answered', confirmedAt: expect.any(Date) }]);
  });

  it('travels in the routine lane, so that it delays no alert', async () => {
    const { id } = await addContact();
    await send(id);
    const [row] = await room.db.sql<{ lane: string; purpose: string; exercise: boolean }>(
      `SELECT d.lane, a.purpose, a.exercise FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE d.contact_id = $1`, [id]);
    expect(row).toEqual({ lane: 'routine', purpose: 'contact-test', exercise: false });
  });

  it('speaks the contact’s language', async () => {
    const { id } = await addContact({ language: 'en' });
    await send(id);
    await room.send();
    expect(smtp.messages[0]!.subject).toBe('Test message: does this reach you?');
  });

  it('has a link of its own: hashed, for this purpose only, and once', async () => {
    const { id } = await addContact();
    await send(id);
    await room.send();
    const token = tokenIn(smtp.messages[0]!);
    const stored = await room.db.sql('SELECT * FROM answer_links');
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(await room.links.resolve(room.database, token)).toBeUndefined();
    const about = topic();
    const other = await room.organisation('red-cross', 'Ander kruis', [{ name: 'Pat', email: 'ander@rodekruis.example' }]);
    await room.raise(about, other, operations);
    await room.send();
    const answerToken = /\/antwoord\/([\w-]{43})/.exec(smtp.to('ander@rodekruis.example')[0]!.text)![1]!;
    expect(await links().resolve(room.database, answerToken)).toBeUndefined();
    for (const wrong of ['', 'x', `${token}x`, token.slice(1), answerToken]) expect(await confirm(wrong)).toBeUndefined();

    await Promise.all([confirm(token), confirm(token), confirm(token)]);
    await confirm(token);
    expect((await entriesOf(id)).filter(({ action }) => action === 'contact.verified')).toHaveLength(1);
  });

  it('cannot be confirmed after its end, nor once the address is another one', async () => {
    const late = await addContact();
    await send(late.id);
    const moved = await addContact();
    await send(moved.id);
    const gone = await addContact();
    await send(gone.id);
    await room.send();
    const tokenOf = ({ email }: { email: string }): string => tokenIn(smtp.to(email)[0]!);
    await change(moved.id, { email: 'nieuw@rodekruis.example' });
    expect(await confirm(tokenOf(moved))).toBeUndefined();
    expect(await stateOf(moved.id)).toBe('unverified');
    await room.tx((tx) => room.app.get(Contacts).remove(tx, own(), gone.id, 1));
    expect(await confirm(tokenOf(gone))).toBeUndefined();
    await later(7 * DAY + 1);
    expect(await confirm(tokenOf(late))).toBeUndefined();
    expect(await stateOf(late.id)).toBe('awaiting');
  });

  it('is on the record: sent by whom, confirmed from where, the address where it can be purged', async () => {
    const { id, email } = await addContact();
    await send(id);
    await room.send();
    await confirm(tokenIn(smtp.messages[0]!));
    const entries = (await entriesOf(id)).filter(({ action }) => action !== 'contact.added');
    expect(entries.map(({ action, channel, personal }) => [action, channel, personal.address, personal.by?.name])).toEqual([
      ['contact.test-sent', 'page', email, 'Bo Test'], ['contact.verified', 'answer-link', email, 'Wie de mail las'],
    ]);
  });
});

describe('a verified address', () => {
  const verifiedContact = async (): Promise<{ id: string; email: string }> => {
    const made = await addContact();
    await send(made.id);
    await room.send();
    await confirm(tokenIn(smtp.to(made.email)[0]!));
    return made;
  };

  it('stays verified when something else changes, and not when the address does', async () => {
    const { id, email } = await verifiedContact();
    await change(id, { name: 'Pat Anders', email });
    expect(await stateOf(id)).toBe('verified');
    await change(id, { email: 'anders@rodekruis.example' });
    expect(await stateOf(id)).toBe('unverified');
    await change(id, { email: null, telephone: '+31592000201' });
    expect(await stateOf(id)).toBe('none');
  });

  it('is no longer verified once a mail server refuses an alert to it, and verified again when its reader says so', async () => {
    const { id, email } = await verifiedContact();
    // Nobody else gets the alert first.
    await room.db.sql('UPDATE contacts SET removed_at = app_now() WHERE organisation_id = $1 AND id <> $2', [redCross, id]);
    smtp.behave(email, { kind: 'refuse', code: 550 });
    await room.raise(topic(), redCross, operations);
    await room.send();
    expect(await stateOf(id)).toBe('refused');
    expect((await entriesOf(id)).map(({ action }) => action)).toContain('contact.address-refused');
    smtp.behave(email, { kind: 'accept' });
    await later(600);
    await send(id);
    expect(await stateOf(id)).toBe('awaiting');
    await room.send();
    await confirm(tokenIn(smtp.to(email).at(-1)!));
    expect(await stateOf(id)).toBe('verified');
  });
});

describe('a test message that is refused', () => {
  it('says so on the contact, and troubles nobody else', async () => {
    const { id, email } = await addContact();
    await addContact();
    smtp.behave(email, { kind: 'refuse', code: 550, text: 'no such mailbox' });
    await send(id);
    await room.send();
    expect(await stateOf(id)).toBe('refused');
    expect(await testsOf(id)).toMatchObject([{ state: 'given-up', lastError: expect.stringContaining('no such mailbox') }]);
    await room.send();
    expect(smtp.messages).toEqual([]);
  });

  it('for now is tried again', async () => {
    const { id, email } = await addContact();
    smtp.behave(email, { kind: 'refuse', code: 451 });
    await send(id);
    await room.send();
    expect([await stateOf(id), (await testsOf(id))[0]!.state]).toEqual(['awaiting', 'failed-retrying']);
    smtp.behave(email, { kind: 'accept' });
    await later(60);
    await room.send();
    expect(smtp.to(email)).toHaveLength(1);
  });

  it('says nothing about an address that was changed meanwhile', async () => {
    const { id, email } = await addContact();
    smtp.behave(email, { kind: 'refuse', code: 550 });
    await send(id);
    await change(id, { email: 'verbeterd@rodekruis.example' });
    await room.send();
    expect(await stateOf(id)).toBe('unverified');
  });
});

describe('sending test messages', () => {
  it('is for who manages the contact', async () => {
    const { id } = await addContact();
    expect(await problemCode(send(id, actorOf('coa', coa)))).toBe('REQUEST.NOT_FOUND');
    expect(await problemCode(send(id, actorOf('ministry', newId())))).toBe('CONTACT.NOT_YOURS');
    expect(await problemCode(send(id, actorOf('auditor', newId())))).toBe('AUTH.FORBIDDEN');
    expect(await problemCode(send(id, actorOf('operations', operations)))).toBe('nothing');
  });

  it('needs an address, and some patience', async () => {
    const { id: phone } = await addContact({ email: undefined as never, telephone: '+31592000201' });
    expect(await problemCode(send(phone))).toBe('CONTACT.WITHOUT_EMAIL');
    const { id } = await addContact();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => problemCode(send(id))));
    expect(outcomes.sort()).toEqual(['CONTACT.TEST_TOO_SOON', 'CONTACT.TEST_TOO_SOON', 'CONTACT.TEST_TOO_SOON', 'nothing']);
    await later(299);
    expect(await problemCode(send(id))).toBe('CONTACT.TEST_TOO_SOON');
    await later(301);
    expect(await problemCode(send(id))).toBe('nothing');
  });

  it('does not flood: an organisation sends thirty an hour', async () => {
    await later(2 * 3600);
    const outcomes: string[] = [];
    for (let count = 0; count < 31; count += 1) outcomes.push(await problemCode(send((await addContact()).id)));
    expect(outcomes.filter((outcome) => outcome === 'nothing')).toHaveLength(30);
    expect(outcomes.at(-1)).toBe('CONTACT.TOO_MANY_TESTS');
  });
});
