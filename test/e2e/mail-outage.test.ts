import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Alerts } from '../../src/alerts/index.js';
import { DeliveryClaimer } from '../../src/alerts/delivery-claimer.js';
import { DeliveryClaims } from '../../src/alerts/delivery-claims.js';
import { DeliveryOutcomes } from '../../src/alerts/delivery-outcomes.js';
import { MailTransport } from '../../src/alerts/mail-transport.js';
import { SweepDatabase, WorkerDatabase } from '../../src/platform/database/index.js';
import { formatInstant } from '../../src/web/index.js';
import { endActivations, locationId, passTime } from '../factories/activations.js';
import { startCase, type Case, type Json } from '../factories/case.js';
import { startSmtpReceiver, type ReceivedMessage, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
let smtp: SmtpReceiver;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);

beforeAll(async () => {
  smtp = await startSmtpReceiver();
  the = await startCase({ smtpUrl: smtp.url });
});
afterAll(async () => {
  await the.close();
  await smtp.stop();
});
beforeEach(async () => {
  await the.site.database.shiftClock(0);
  await smtp.stop();
  smtp.clear();
});
afterEach(async () => {
  await endActivations(the);
  await sql(`UPDATE deliveries SET state = 'answered', answered_at = app_now(), claim_token = NULL WHERE state IN ('queued', 'failed-retrying', 'sending')`);
});

/** Two processes send what is due now, each on connections of its own. */
async function send(): Promise<void> {
  const { app } = the.site;
  const parts = { claims: app.get(DeliveryClaims), outcomes: app.get(DeliveryOutcomes), transport: app.get(MailTransport), renewOn: app.get(SweepDatabase).database, lines: 5, most: 10 };
  const claimers = [WorkerDatabase, SweepDatabase].map((database) => new DeliveryClaimer({ ...parts, database: app.get(database).database }));
  for (const claimer of claimers) claimer.wake();
  await Promise.all(claimers.map((claimer) => claimer.idle()));
}

/** Everything that is due until these hours have passed happens, while mail is tried in vain. */
async function hoursWithoutMail(...hours: readonly number[]): Promise<void> {
  for (const hour of hours) {
    await passTime(the, hour * HOUR);
    await send();
  }
}

/** `seconds` later: beyond the next try of whatever failed. Until nothing waits: a claim that was broken off lapses first, as before the next sweep. */
async function mailReturns(afterHours: number, seconds = 600): Promise<void> {
  await smtp.restart();
  await the.site.database.shiftClock(afterHours * HOUR + seconds);
  await waitFor('everything to have gone out', async () => {
    await send();
    return (await sql(`SELECT 1 FROM deliveries WHERE state IN ('queued', 'failed-retrying', 'sending')`)).length === 0;
  }, { timeoutMs: 20_000 });
}

/** A real transaction holds the activation while `work` goes on. */
async function whileHeld<T>({ id }: Json, work: () => Promise<T>): Promise<T> {
  let over = false;
  const { database } = the.site.app.get(SweepDatabase);
  let held: Promise<void> | undefined;
  await new Promise<void>((locked, failed) => {
    held = database.transaction(async (tx) => {
      await tx.lock('activations', id);
      locked();
      // Not idle: that would end it.
      while (!over) await tx.query('SELECT pg_sleep(0.05)');
    });
    held.catch(failed);
  });
  try {
    return await work();
  } finally {
    over = true;
    await held;
  }
}

type Waited = { id: string; address: string; purpose: string; organisation: string; kind: string; state: string; superseded_by: string | null; message_id: string };
const deliveriesOf = (activation: Json): Promise<Waited[]> => sql<Waited>(
  `SELECT d.id, d.address, a.purpose, o.name AS organisation, o.kind, d.state, d.superseded_by, d.message_id FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN organisations o ON o.id = a.organisation_id
    WHERE d.topic_id = $1 ORDER BY d.position`, [activation.id]);
/** Where the first message to an organisation (its kind or name) went. */
const addressOf = async (activation: Json, who: string): Promise<string> => (await deliveriesOf(activation)).find(({ organisation, kind }) => organisation === who || kind === who)!.address;
const linkIn = ({ text }: ReceivedMessage): string => /\/antwoord\/\S+/.exec(text)![0];

describe('after an outage of mail', () => {
  it('everyone gets the situation as it is, once, and an answer link that works wherever one is owed', async () => {
    const activation = await the.trigger();
    const [one] = activation.deployments;
    await hoursWithoutMail(1, 9);
    await the.call('red-cross', 'POST', `/activations/${activation.id}/receipts`, {});
    await the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt: new Date(Date.parse(activation.deadlineAt) + 24 * HOUR * 1000).toISOString(), reason: 'Sneeuw op de wegen' });
    await hoursWithoutMail(26, 40);
    const before = await deliveriesOf(activation);
    const municipality = await addressOf(activation, one.municipality.name);
    expect(before.filter(({ address, state }) => address === municipality && ['queued', 'failed-retrying'].includes(state)).length).toBeGreaterThan(0);
    // What waits for COA by now is one statement, which this answer overtakes.
    await the.call('coa', 'POST', `/activations/${activation.id}/receipts`, {});
    await mailReturns(40);

    const got = smtp.to(municipality);
    expect(got.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Uw antwoord is nodig\. Stand van nu: 0 van 100 plekken open, deadline /)]);
    expect(got[0]!.text).toContain(one.location.street);
    expect(got[0]!.text).toMatch(/PRO heeft hem verlengd; de eerste was .*Sneeuw op de wegen/);
    expect(got[0]!.text).toContain('Van uw organisatie al over tijd:');
    // No recipient is told twice how things stand, and everything that was replaced says by what.
    const after = await deliveriesOf(activation);
    const states = after.filter(({ purpose, state }) => purpose === 'present-state' && state === 'accepted');
    expect(new Set(states.map(({ address }) => address)).size).toBe(states.length);
    const replaced = after.filter(({ state }) => state === 'superseded');
    expect(replaced.length).toBeGreaterThan(20);
    const stateOf = new Map(after.map(({ id, state }) => [id, state]));
    const endOf = (delivery: Waited): Waited => (delivery.superseded_by ? endOf(after.find(({ id }) => id === delivery.superseded_by)!) : delivery);
    expect(replaced.map((delivery) => stateOf.get(endOf(delivery).id)).filter((state) => state !== 'accepted')).toEqual([]);
    expect(after.every(({ state }) => ['accepted', 'answered', 'superseded'].includes(state))).toBe(true);
    const sent = new Set(smtp.messages.map(({ messageId }) => messageId));
    expect(replaced.filter(({ message_id: id }) => sent.has(id))).toEqual([]);
    const desk = await new Visitor(the.site).signIn(the.credential('operations').email, the.credential('operations').password);
    const page = await (await desk.get(`/inzetten/${activation.id}`)).text();
    for (const text of ['Achterhaald, vervangen', 'door de stand van', 'Na een mailstoring is de stand van nu verstuurd']) expect(page).toContain(text);
    const { items } = (await the.call('ministry', 'GET', `/deliveries?activationId=${activation.id}`)).body;
    expect(items.find(({ state }: Json) => state === 'superseded').supersededBy).toEqual(expect.any(String));
    // These two received it already: what they still owe is a commitment.
    for (const who of ['red-cross', 'coa']) {
      expect(smtp.to(await addressOf(activation, who)).map(({ text }) => [text.includes('/antwoord/'), text.includes('Ontvangst bevestigd'), text.includes('Toegezegd')])).toEqual([[true, false, true]]);
    }

    const answered = await fetch(`${the.site.url}${linkIn(got[0]!)}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ step: 'receive', subjectId: activation.id, name: 'Bo Proef', function: 'piket' }) });
    expect(answered.status).toBe(303);
    const [root] = await sql<{ received_channel: string }>(`SELECT received_channel FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE topic_id = $1 AND root_id IS NULL AND o.name = $2`, [activation.id, one.municipality.name]);
    expect(root).toEqual({ received_channel: 'answer-link' });
  });

  it('nobody is asked for what was answered while a statement waited, however short that was', async () => {
    const activation = await the.trigger({ places: 30, groups: { families: 30 }, locations: [await locationId(the, 'De Oude Gieterij')] });
    const [one] = activation.deployments;
    const { body: extra } = await the.call('ministry', 'POST', `/activations/${activation.id}/deployments`, {
      places: 20, groups: { families: 20 }, reason: 'Nog meer vraag', deadlineAt: new Date(Date.parse(activation.deadlineAt) + 48 * HOUR * 1000).toISOString(),
    });
    const another = (await the.read(activation.id)).deployments.find(({ extraPlacesId }: Json) => extraPlacesId === extra.extraPlacesId);
    await the.call(one.municipality.name, 'POST', `/activations/${activation.id}/receipts`, {});
    await hoursWithoutMail(26, 73);
    const own = await addressOf(activation, one.municipality.name);
    const waiting = (await deliveriesOf(activation)).filter(({ address, purpose, state }) => address === own && purpose === 'present-state' && ['queued', 'failed-retrying'].includes(state));
    expect(waiting).toHaveLength(1);
    // The alarm on mail that does not get out counts from what the statement took over.
    const undelivered = await the.site.app.get(Alerts).oldestUndelivered(the.site.app.get(SweepDatabase).database);
    const [first] = await sql<{ at: Date }>('SELECT min(created_at) AS at FROM deliveries WHERE topic_id = $1 AND answered_at IS NULL', [activation.id]);
    expect(undelivered!.since).toEqual(first!.at);
    const answer = await the.call(one.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { answer: 'given', mandate: 'collegebesluit' });
    expect(answer.status).toBeLessThan(300);

    // Somebody holds the activation: mail waits for it once, for a moment, and not once per recipient.
    await the.site.database.shiftClock(73 * HOUR + 35);
    const began = performance.now();
    const claims = await whileHeld(activation, () => the.site.app.get(DeliveryClaims).claim(the.site.app.get(WorkerDatabase).database, 50));
    expect(claims.length).toBeGreaterThan(4);
    expect(performance.now() - began).toBeLessThan(3500);

    await mailReturns(73, 45);
    expect(smtp.to(own).map(({ subject, text }) => [subject.startsWith('Stand van nu'), text.includes('/antwoord/')])).toEqual([[true, false]]);
    // Who works for extra places alone has the deadline of those, and no part in the outcome of the others.
    const forExtra = smtp.to(await addressOf(activation, another.municipality.name)).find(({ subject }) => subject.includes('Stand van nu'))!;
    expect([forExtra.subject, forExtra.text]).toEqual([expect.stringContaining(`0 van 20 extra plekken open, deadline ${formatInstant(new Date(another.deadlineAt), 'nl')}`), expect.stringContaining('Deze locatie is voor extra plekken.')]);
    expect([forExtra.text, smtp.to(own)[0]!.text].map((text) => text.includes('verstreken'))).toEqual([false, true]);
    const statement = smtp.to(await addressOf(activation, 'coa')).find(({ subject }) => subject.includes('Stand van nu'))!;
    expect(statement.text.split('\n').filter((line) => line.includes('extra plekken'))).toEqual(['  Deze locatie is voor extra plekken.']);
    expect(statement.text).toContain('/antwoord/');
    // Those who oversee see who is late.
    const oversight = smtp.to(await addressOf(activation, 'operations')).find(({ subject }) => subject.startsWith('Stand van nu'))!;
    expect(oversight.text).toMatch(new RegExp(`Al over tijd:\n(  - .*\n)*  - ${another.municipality.name}: .*, ${another.location.name}, was uiterlijk`));
  });

  it('what says something else goes out itself, in order; a later answer and the end are what the statement says', async () => {
    const activation = await the.trigger({ places: 70, groups: { families: 70 } });
    const [one] = activation.deployments;
    await the.call(one.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Dorpsfeest' });
    await hoursWithoutMail(1, 9);
    await the.call('ministry', 'POST', `/activations/${activation.id}/cancellations`, { reason: 'Ter Apel kan het aan' });
    await mailReturns(9);
    const subjects = smtp.to(await addressOf(activation, 'operations')).map(({ subject }) => subject);
    expect(subjects.at(-1)).toBe('Inzet geannuleerd');
    expect(subjects.filter((subject) => subject === 'Inzet geannuleerd')).toHaveLength(1);
    expect(subjects.some((subject) => subject.startsWith('Een locatie komt niet beschikbaar'))).toBe(true);
    expect(subjects.some((subject) => /^(Te laat|Wordt te laat|Inzet gestart)/.test(subject))).toBe(false);
    expect(smtp.messages.filter(({ text }) => text.includes('/antwoord/'))).toEqual([]);
  });

  it('what may have arrived already goes again as it is; a short hitch changes nothing', async () => {
    await smtp.restart();
    const activation = await the.trigger();
    await send();
    const [first] = (await deliveriesOf(activation)).filter(({ organisation }) => organisation === activation.deployments[0].municipality.name);
    await sql(`UPDATE deliveries SET state = 'failed-retrying', accepted_at = NULL, outcome_unknown = true, next_try_at = app_now() WHERE id = $1`, [first!.id]);
    await smtp.stop();
    await hoursWithoutMail(1, 9);
    await mailReturns(9);
    const got = smtp.to(first!.address);
    expect(got.map(({ messageId }) => messageId === first!.message_id)).toEqual([true, true, false]);
    const [row] = await sql<{ state: string; possibly_sent_twice: boolean }>('SELECT state, possibly_sent_twice FROM deliveries WHERE id = $1', [first!.id]);
    expect(row).toEqual({ state: 'accepted', possibly_sent_twice: true });
    expect(got[2]!.headers.get('in-reply-to')).toBe(first!.message_id);
  });
});
