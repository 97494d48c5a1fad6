import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, atTime, dayOf } from '../../src/kernel/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { calendarIn, type Appointment } from '../support/calendar.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const later = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * HOUR * 1000).toISOString();
const extend = (activation: Json, hours: number, who = 'ministry'): Promise<Answer> =>
  the.call(who, 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt: later(activation.deadlineAt, hours), reason: 'Sneeuw op de wegen' });
const dueOf = (view: Json, kind: string): string => view.deployments[0].milestones.find((milestone: Json) => milestone.kind === kind).dueAt;

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

/** A real activation of one building. */
const oneBuilding = async (): Promise<Json> =>
  the.trigger({ places: 100, groups: { families: 100 }, acceptShortfall: true, locations: [await locationId(the, 'De Oude Gieterij')] });
const sixty = (more: Json = {}): Promise<Json> => the.trigger({ places: 60, groups: { families: 60 }, ...more });

describe('a deadline that PRO puts off', () => {
  it('moves with what is unfinished; the first stays visible, everyone is told, and it is carried out once, at the new time', async () => {
    const before = await sixty();
    await passTime(the, 30 * HOUR);
    const { status, body: after } = await extend(before, 24);
    expect(status).toBe(201);
    expect(after).toMatchObject({ deadlineAt: later(before.deadlineAt, 24), firstDeadlineAt: before.deadlineAt, extensionReason: 'Sneeuw op de wegen', outcome: null, againstFirstDeadline: null });
    // Keys were due at 24 h and are late; at a third of 96 h they are due at 32 h again. Receipt, due at 1 h, stays late.
    expect(dueOf(after, 'keys')).toBe(later(before.triggeredAt, 32));
    expect(dueOf(after, 'received')).toBe(dueOf(before, 'received'));
    expect(dueOf(after, 'open')).toBe(after.deadlineAt);
    const told = await sql<{ kind: string; text: string }>(
      `SELECT DISTINCT o.kind, a.content->'nl'->>'text' AS text FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND a.purpose = 'deadline-extended'`, [before.id]);
    expect([...new Set(told.map(({ kind }) => kind))].sort()).toEqual(['coa', 'ministry', 'municipality', 'operations', 'province', 'red-cross']);
    expect(told[0]!.text).toContain('Reden: Sneeuw op de wegen.');

    await passTime(the, 72 * HOUR + 60);
    expect(await the.read(before.id)).toMatchObject({ outcome: null, againstFirstDeadline: 'missed' });
    await passTime(the, 96 * HOUR + 60);
    expect(await the.read(before.id)).toMatchObject({ outcome: 'missed', outcomeAt: after.deadlineAt });
    const outcomes = await sql(`SELECT 1 FROM record_entries WHERE activation_id = $1 AND action = 'activation.outcome'`, [before.id]);
    expect(outcomes).toHaveLength(1);
  });

  it('is met when the places open before the new one, and missed against the first', async () => {
    const activation = await sixty();
    for (const deployment of activation.deployments) await commitAll(the, activation, deployment);
    await extend(activation, 24);
    await passTime(the, 80 * HOUR);
    for (const deployment of activation.deployments) await openLocation(the, activation, deployment);
    expect(await the.read(activation.id)).toMatchObject({ outcome: 'met', againstFirstDeadline: 'missed' });
  });

  it('is refused at and after the deadline, also before anybody carried it out, and the record keeps the one outcome', async () => {
    const activation = await sixty();
    await the.site.database.shiftClock(72 * HOUR);
    const late = await extend(activation, 24);
    expect([late.status, late.body.code]).toEqual([409, 'ACTIVATION.OUTCOME_STANDS']);
    await passTime(the, 72 * HOUR);
    expect(await the.read(activation.id)).toMatchObject({ outcome: 'missed', firstDeadlineAt: null });
  });

  it('keeps the very first when it is put off again, and only moves later', async () => {
    const first = await sixty();
    const { body: second } = await extend(first, 24);
    const { body: third } = await extend(second, 12);
    expect(third).toMatchObject({ firstDeadlineAt: first.deadlineAt, deadlineAt: later(first.deadlineAt, 36) });
    const back = await extend(third, -1);
    expect([back.status, back.body.errors[0]]).toMatchObject([400, { path: 'deadlineAt', code: 'not-later' }]);
    await expect(sql('UPDATE activations SET deadline_at = first_deadline_at + interval \'1 second\' WHERE id = $1', [first.id])).rejects.toThrow('only moves later');
  });

  it('is PRO’s to decide', async () => {
    const activation = await sixty({ exercise: true });
    for (const who of ['operations', 'province', 'municipality', 'red-cross', 'coa', 'auditor']) expect((await extend(activation, 24, who)).status).toBe(403);
    const empty = await the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, {});
    expect([empty.status, empty.body.errors.map(({ path }: Json) => path)]).toEqual([400, ['deadlineAt', 'reason']]);
  });

  it('is put off on the page too, in Dutch time', async () => {
    const activation = await sixty();
    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' }).format(new Date(later(activation.deadlineAt, 24))).replace(' ', 'T');
    const done = await visitor.post(`/inzetten/${activation.id}`, { step: 'extend', subjectId: activation.id, deadlineAt: local, reason: 'Sneeuw' });
    expect(done.headers.get('location')).toContain('gelukt=extend');
    const page = await (await visitor.get(`/inzetten/${activation.id}`)).text();
    expect(page).toContain('Eerste deadline');
    const read = await the.read(activation.id);
    expect(Math.abs(Date.parse(read.deadlineAt) - Date.parse(later(activation.deadlineAt, 24)))).toBeLessThan(60_000);
  });
});

describe('the calendar of an organisation', () => {
  const makeLink = async (who: string): Promise<{ id: string; url: string }> => (await the.call(who, 'POST', '/calendar-links')).body;
  const feed = async (url: string): Promise<Appointment[]> => calendarIn(await (await fetch(url)).text());
  const attached = async (activation: Json, who: string, purpose: string): Promise<Appointment[]> => calendarIn((await messagesTo(the, activation, who, purpose)).at(-1)!.content.nl.calendar);
  /** As calendars write it: in whole seconds. */
  const seconds = (at: string): string => `${at.slice(0, 19)}.000Z`;
  const ofActivation = (events: readonly Appointment[], { id }: Json): Appointment[] => events.filter(({ url }) => url.endsWith(id));

  it('holds its own only, in the feed and with the alert, and follows what is put off and what is cancelled', async () => {
    const activation = await the.trigger({ exercise: true });
    const [first, other] = activation.deployments;
    const own = first.municipality.name;
    const { url } = await makeLink(own);
    const mine = first.milestones.filter(({ owner }: Json) => owner.name === own);
    const before = ofActivation(await feed(url), activation);
    expect(before.map(({ uid, at }) => [uid.replace(/@.*/, ''), at])).toEqual([[`deadline-${activation.id}`, seconds(activation.deadlineAt)], ...mine.map(({ id, dueAt }: Json) => [`milestone-${id}`, seconds(dueAt)])]);
    expect(before.every(({ summary, status, end }) => summary.startsWith('OEFENING — ') && status === 'CONFIRMED' && end === null)).toBe(true);
    expect(JSON.stringify(before)).not.toContain(other.location.name);
    expect(await attached(activation, own, 'mobilisation')).toMatchObject(before.map(({ uid, at, summary }) => ({ uid, at, summary, method: 'PUBLISH' })));

    await the.call(own, 'POST', `/deployments/${first.id}/commitments`, { answer: 'given', mandate: 'collegebesluit' });
    const { body: moved } = await extend(activation, 24);
    const after = ofActivation(await feed(url), activation);
    expect(after.slice(0, before.length).map(({ uid }) => uid).sort()).toEqual(before.map(({ uid }) => uid).sort());
    expect(after[0]).toMatchObject({ at: seconds(moved.deadlineAt) });
    expect(after.find(({ uid }) => uid.startsWith('last-night-'))).toMatchObject({ at: (await the.read(activation.id)).deployments[0].lastNight });
    for (const { uid, sequence } of after) expect(sequence).toBeGreaterThan(before.find((event) => event.uid === uid)?.sequence ?? 0);
    expect(await attached(activation, own, 'deadline-extended')).toMatchObject(after.map(({ uid, at, sequence }) => ({ uid, at, sequence })));

    await endActivations(the);
    const ended = ofActivation(await feed(url), activation);
    expect(ended.map(({ uid, status }) => [uid, status])).toEqual(after.map(({ uid }) => [uid, 'CANCELLED']));
    expect((await attached(activation, own, 'stand-down')).map(({ uid, status, sequence }) => [uid, status, sequence])).toEqual(ended.map(({ uid, status, sequence }) => [uid, status, sequence]));
    expect((await messagesTo(the, activation, 'province', 'stand-down'))[0]!.content.nl.calendar).toBeUndefined();
    await the.site.database.shiftClock(31 * 24 * HOUR);
    expect(ofActivation(await feed(url), activation)).toEqual([]);
  });

  it('is behind a secret link that is shown once, replaced and withdrawn; a withdrawn one looks like one that never was', async () => {
    const made = await makeLink('coa');
    expect((await the.call('coa', 'GET', '/calendar-links')).body).toEqual({ items: [{ id: made.id, organisationId: expect.any(String), createdAt: expect.any(String) }] });
    const shown = await fetch(made.url);
    const etag = shown.headers.get('etag')!;
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([200, 'text/calendar; charset=utf-8', 'private, no-cache']);
    expect((await fetch(made.url, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })).status).toBe(304);
    const { email, password } = the.credential('coa');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const page = await (await visitor.post('/agenda', { create: 'yes' })).text();
    const [replaced] = /http[^<]+[.]ics/.exec(page)!;
    expect([(await fetch(made.url)).status, (await fetch(replaced)).status]).toEqual([404, 200]);
    const { body } = await the.call('coa', 'GET', '/calendar-links');
    expect((await the.call('red-cross', 'DELETE', `/calendar-links/${body.items[0].id}`)).status).toBe(404);
    expect((await visitor.post('/agenda', { withdraw: body.items[0].id })).headers.get('location')).toBe('/agenda?gelukt=ingetrokken');
    const dead = await Promise.all([replaced, replaced.replace(/[\w-]{43}/, 'A'.repeat(43)), replaced.replace(/[\w-]{43}/, 'kort')].map((url) => fetch(url)));
    const texts = await Promise.all(dead.map((answer) => answer.text()));
    expect([dead.map(({ status }) => status), new Set(texts.map((text) => text.replaceAll(/agenda(\/|%2F)[\w-]+/g, ''))).size]).toEqual([[404, 404, 404], 1]);
  });
});

describe('a stay', () => {
  const until = (day: string, time: string): Promise<void> => passTime(the, (atTime(day, time).getTime() - Date.now()) / 1000);
  const commit = (deployment: Json, more: Json = {}): Promise<Answer> =>
    the.call(deployment.municipality.name, 'POST', `/deployments/${deployment.id}/commitments`, { answer: 'given', mandate: 'collegebesluit', ...more });
  const ask = (deployment: Json, lastNight: string, who = 'operations', headers: Record<string, string> = {}): Promise<Answer> =>
    the.call(who, 'POST', `/deployments/${deployment.id}/stay-extensions`, { lastNight, reason: 'Ter Apel is nog vol' }, headers);
  const answer = (deployment: Json, id: string, body: Json): Promise<Answer> =>
    the.call(deployment.municipality.name, 'POST', `/stay-extensions/${id}/answers`, { mandate: 'collegebesluit', ...body });
  const stayOf = async (activation: Json, deployment: Json): Promise<Json> => (await the.read(activation.id)).deployments.find(({ id }: Json) => id === deployment.id);
  const planned = async (activation: Json): Promise<string[]> => (await the.call('ministry', 'GET', `/due-moments?activationId=${activation.id}`)).body.items
    .filter(({ kind, lapsedAt, supersededAt, doneAt }: Json) => kind.startsWith('stay.') && !lapsedAt && !supersededAt && !doneAt).map(({ kind, dueAt }: Json) => `${kind} ${dueAt}`);
  const warnedAt = (lastNight: string, ...days: number[]): string[] =>
    [...days.map((n) => `stay.warning-${n} ${atTime(addDays(lastNight, -n), '09:00').toISOString()}`), `stay.over ${atTime(addDays(lastNight, 1), '08:00').toISOString()}`];

  it('is agreed when the municipality commits, as long as its decision allows, or as it says itself; nothing is asked or warned before', async () => {
    const activation = await the.trigger();
    const [first, second] = activation.deployments;
    const firstNight = dayOf(new Date(activation.deadlineAt));
    expect([first.lastNight, first.stayExtension, await planned(activation), (await ask(first, addDays(firstNight, 5))).body.code]).toEqual([null, null, [], 'DEPLOYMENT.NOT_ALLOWED']);
    const tooLong = await commit(second, { lastNight: addDays(firstNight, 180) });
    expect([tooLong.status, tooLong.body.errors[0].code]).toEqual([400, 'beyond-decision']);
    expect(tooLong.body.errors[0].message).toContain('180 nachten');
    await commit(first);
    await commit(second, { lastNight: addDays(firstNight, 16) });
    expect([(await stayOf(activation, first)).lastNight, (await stayOf(activation, second)).lastNight]).toEqual([addDays(firstNight, 179), addDays(firstNight, 16)]);
    // From now it is 19 nights: the first warning lies in the past and lapses.
    expect(await planned(activation)).toEqual([...warnedAt(addDays(firstNight, 16), 14, 7, 2), ...warnedAt(addDays(firstNight, 179), 21, 14, 7, 2)]);
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    expect(await planned(activation)).toEqual([]);
  });

  it('is warned of before its last night, late warnings once, and people who are still there the morning after are alarmed once', async () => {
    const activation = await sixty();
    const [deployment] = activation.deployments;
    const lastNight = addDays(dayOf(new Date(activation.deadlineAt)), 16);
    await commit(deployment, { lastNight });
    await openLocation(the, activation, deployment);
    await the.call('coa', 'POST', `/deployments/${deployment.id}/presence-reports`, { present: { families: 12 } });
    await until(addDays(lastNight, -14), '09:01');
    const told = await Promise.all(['municipality', 'coa', 'ministry', 'province', 'operations', 'red-cross'].map(async (who) => (await messagesTo(the, activation, who === 'municipality' ? deployment.municipality.name : who, 'stay-ends-soon')).length));
    expect(told).toEqual([1, 1, 1, 1, 1, 0]);
    const [message] = await messagesTo(the, activation, 'province', 'stay-ends-soon');
    expect(message!.content.nl.text).toMatch(/over 14 dagen[^]*Aanwezig: 12 \(12 personen in gezinnen\)/);
    await until(addDays(lastNight, -2), '09:01');
    expect((await messagesTo(the, activation, 'province', 'stay-ends-soon')).map(({ content }) => content.en.subject.slice(0, 6))).toEqual(['14 day', '2 days']);
    await until(addDays(lastNight, 1), '07:59');
    expect(await messagesTo(the, activation, 'ministry', 'stay-over')).toEqual([]);
    await until(addDays(lastNight, 1), '08:01');
    await until(addDays(lastNight, 2), '08:01');
    const alarmed = await Promise.all([deployment.municipality.name, 'ministry', 'operations', 'province'].map(async (who) => (await messagesTo(the, activation, who, 'stay-over')).length));
    expect(alarmed).toEqual([1, 1, 1, 0]);
  });

  it('is made longer by the municipality’s fresh commitment only; a refusal is its right, and changes nothing', async () => {
    const activation = await sixty();
    const [deployment] = activation.deployments;
    const lastNight = addDays(dayOf(new Date(activation.deadlineAt)), 29);
    await commit(deployment, { lastNight });
    for (const who of ['province', 'coa', 'red-cross', deployment.municipality.name, 'auditor']) expect((await ask(deployment, addDays(lastNight, 7), who)).status).toBe(403);
    const repeated = { 'idempotency-key': 'langer-verblijf' };
    const [one, two] = [await ask(deployment, addDays(lastNight, 7), 'operations', repeated), await ask(deployment, addDays(lastNight, 7), 'operations', repeated)];
    expect([one.status, two.body.id, (await ask(deployment, addDays(lastNight, 9), 'ministry')).body]).toMatchObject([201, one.body.id, { code: 'STAY.ALREADY_ASKED', stayExtensionId: one.body.id }]);
    const [asked] = await messagesTo(the, activation, deployment.municipality.name, 'stay-extension-asked');
    expect(asked!.content.nl.text).toContain('{answerLink}');
    expect((await stayOf(activation, deployment))).toMatchObject({ lastNight, stayExtension: { lastNight: addDays(lastNight, 7), answer: null } });
    const other = the.credentials.find(({ kind, name }) => kind === 'municipality' && name !== deployment.municipality.name)!;
    expect((await the.call(other.name, 'POST', `/stay-extensions/${one.body.id}/answers`, { answer: 'given', mandate: 'x' })).status).toBe(404);
    expect((await answer(deployment, one.body.id, { answer: 'refused', reason: 'De hal is verhuurd' })).status).toBe(201);
    expect((await answer(deployment, one.body.id, { answer: 'given' })).body.code).toBe('COMMITMENT.CONFLICT');
    expect((await stayOf(activation, deployment))).toMatchObject({ lastNight, stayExtension: { answer: 'refused', answerReason: 'De hal is verhuurd' } });
    for (const who of ['ministry', 'province']) expect((await messagesTo(the, activation, who, 'stay-extension-refused'))[0]!.content.nl.text).toContain('Dat is haar recht. Opgegeven reden: De hal is verhuurd.');

    const far = addDays(lastNight, 200);
    const both = await Promise.all([ask(deployment, far, 'ministry'), ask(deployment, far)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { id } = both.find(({ status }) => status === 201)!.body;
    const without = await answer(deployment, id, { answer: 'given' });
    expect([without.status, without.body.errors.map(({ path }: Json) => path)]).toEqual([400, ['decisionReference']]);
    await answer(deployment, id, { answer: 'given', decisionReference: 'B&W-2027-3' });
    expect((await stayOf(activation, deployment))).toMatchObject({ lastNight: far, stayExtension: { answer: 'given', decisionReference: 'B&W-2027-3' } });
    expect(await planned(activation)).toEqual(warnedAt(far, 21, 14, 7, 2));
    const entries = await sql<{ action: string }>(`SELECT action FROM record_entries WHERE activation_id = $1 AND action LIKE 'stay.%' ORDER BY at, id`, [activation.id]);
    expect(entries.map(({ action }) => action)).toEqual(['stay.agreed', 'stay.extension-asked', 'stay.refused', 'stay.extension-asked', 'stay.given', 'stay.agreed']);
  });

  it('is asked for and answered on the page', async () => {
    const activation = await sixty({ exercise: true });
    const [deployment] = activation.deployments;
    const lastNight = addDays(dayOf(new Date(activation.deadlineAt)), 9);
    await commit(deployment, { lastNight });
    const as = async (who: string): Promise<Visitor> => new Visitor(the.site).signIn(the.credential(who).email, the.credential(who).password);
    const page = `/inzetten/${activation.id}`;
    const desk = await as('operations');
    const done = await desk.post(page, { step: 'ask-stay', subjectId: deployment.id, lastNight: addDays(lastNight, 7), reason: 'Nog vol' });
    expect(done.headers.get('location')).toContain('gelukt=ask-stay');
    const municipality = await as(deployment.municipality.name);
    const { id } = (await stayOf(activation, deployment)).stayExtension;
    const answered = await (await municipality.get(page)).text();
    for (const text of ['nog 10 nachten', 'Antwoorden op de vraag om langer verblijf in']) expect(answered.includes(text)).toBe(true);
    expect((await municipality.post(page, { step: 'answer-stay', subjectId: id, answer: 'given-with-conditions', mandate: 'besluit' })).status).toBe(400);
    const given = await municipality.post(page, { step: 'answer-stay', subjectId: id, answer: 'given-with-conditions', conditions: 'Stil na tien uur', mandate: 'besluit' });
    expect(given.headers.get('location')).toContain('gelukt=answer-stay');
    const shown = await (await desk.get(page)).text();
    for (const text of ['nog 17 nachten', 'Voorwaarden: Stil na tien uur']) expect(shown.includes(text)).toBe(true);
    expect((await messagesTo(the, activation, 'province', 'stay-extended'))[0]).toMatchObject({ exercise: true, content: { nl: { subject: expect.stringMatching(/^OEFENING/) } } });
  });
});

describe('people who come and stay', () => {
  const none = { families: 0, singleAdults: 0, unaccompaniedMinors: 0, wheelchairUsers: 0 };
  const ride = (deployment: Json, families: number, more: Json = {}, who = 'coa', headers: Record<string, string> = {}): Promise<Answer> =>
    the.call(who, 'POST', `/deployments/${deployment.id}/rides`, { carrier: 'Busbedrijf Noord', seats: 50, boarded: { families }, ...more }, headers);
  const arrive = (id: string, arrived: Json): Promise<Answer> => the.call('coa', 'POST', `/rides/${id}/arrivals`, { arrived });
  const report = (deployment: Json, families: number, more: Json = {}): Promise<Answer> =>
    the.call('coa', 'POST', `/deployments/${deployment.id}/presence-reports`, { present: { families }, ...more });
  const told = (activation: Json, deployment: Json, purpose: string): Promise<number[]> =>
    Promise.all(['coa', deployment.municipality.name, 'operations', 'ministry'].map(async (who) => (await messagesTo(the, activation, who, purpose)).length));
  const until = (day: string, time: string): Promise<void> => passTime(the, (atTime(day, time).getTime() - Date.now()) / 1000);

  it('ride only to an open location, and only as many as there is room for; who is under way and who arrived count', async () => {
    const activation = await oneBuilding();
    const [deployment] = activation.deployments;
    const { places } = deployment;
    expect((await ride(deployment, 10)).body.code).toBe('RIDE.NOT_OPEN');
    await openLocation(the, activation, deployment);
    for (const who of ['operations', 'red-cross', deployment.municipality.name]) expect((await ride(deployment, 1, {}, who)).status).toBe(403);
    const key = { 'idempotency-key': 'rit-1' };
    const [first, again] = [await ride(deployment, 30, {}, 'coa', key), await ride(deployment, 30, {}, 'coa', key)];
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
    // Two at once for the same last places: one of them leaves.
    const both = await Promise.all([ride(deployment, places - 30), ride(deployment, places - 30)]);
    expect(both.map(({ status, body }) => [status, body.code ?? 'ok', body.room ?? null]).sort()).toEqual([[201, 'ok', null], [409, 'RIDE.NO_ROOM', 0]]);
    expect((await arrive(first.body.id, { families: 30 })).status).toBe(201);
    expect(await told(activation, deployment, 'ride-differs')).toEqual([0, 0, 0, 0]);
    expect((await ride(deployment, 1)).body).toMatchObject({ code: 'RIDE.NO_ROOM', room: 0 });
    const second = both.find(({ status }) => status === 201)!.body.id;
    await arrive(second, { families: places - 31, singleAdults: 0 });
    await arrive(second, { families: places - 31 });
    expect(await told(activation, deployment, 'ride-differs')).toEqual([1, 1, 1, 0]);
    expect((await arrive(second, { families: places - 30 })).body.code).toBe('RIDE.ARRIVED');
    expect((await the.read(activation.id)).deployments[0].rides).toMatchObject([{ id: second, arrived: { ...none, families: places - 31 } }, { id: first.body.id, seats: 50, boarded: { ...none, families: 30 } }]);
    // More than can be verified is taken, and alarmed once per fact.
    for (const count of [places + 2, places + 2, places, places + 1]) expect((await report(deployment, count)).body).toMatchObject({ total: count, aboveVerified: count - places });
    expect(await told(activation, deployment, 'above-capacity')).toEqual([2, 2, 2, 0]);
  });

  it('are counted at 08:00 and 23:00; COA is reminded of a count that is missing, once, as long as the location is open', async () => {
    const activation = await oneBuilding();
    const [deployment] = activation.deployments;
    await openLocation(the, activation, deployment);
    const day = addDays(dayOf(new Date()), 1);
    await until(day, '22:30');
    expect((await report(deployment, 20, { reference: '23:00', arrived: { families: 22 }, left: { families: 2 } })).status).toBe(201);
    const before = (await told(activation, deployment, 'count-due'))[0]!;
    await until(addDays(day, 1), '00:01');
    expect(await told(activation, deployment, 'count-due')).toEqual([before, 0, 0, 0]);
    await until(addDays(day, 1), '08:59');
    expect((await told(activation, deployment, 'count-due'))[0]).toBe(before);
    await until(addDays(day, 1), '09:01');
    await until(addDays(day, 1), '10:00');
    expect((await told(activation, deployment, 'count-due'))[0]).toBe(before + 1);
    await report(deployment, 19, { reference: '08:00' });
    expect((await the.read(activation.id)).deployments[0].presenceDays).toEqual([
      { day: addDays(day, 1), counts: { '08:00': { ...none, families: 19 }, '23:00': null }, arrived: none, left: none },
      { day, counts: { '08:00': null, '23:00': { ...none, families: 20 } }, arrived: { ...none, families: 22 }, left: { ...none, families: 2 } },
    ]);
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    await until(addDays(day, 3), '12:00');
    expect((await told(activation, deployment, 'count-due'))[0]).toBe(before + 1);
  });

  it('are reported on the page', async () => {
    const activation = await oneBuilding();
    const [deployment] = activation.deployments;
    await openLocation(the, activation, deployment);
    const { email, password } = the.credential('coa');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const page = `/inzetten/${activation.id}`;
    const wrong = await visitor.post(page, { step: 'ride', subjectId: deployment.id, carrier: '', seats: '10', 'boarded.families': '11' });
    expect([wrong.status, (await wrong.text()).includes('Vul dit veld in.')]).toEqual([400, true]);
    const left = await visitor.post(page, { step: 'ride', subjectId: deployment.id, carrier: 'Busbedrijf Noord', seats: '50', 'boarded.families': '11', departedAt: '' });
    expect(left.headers.get('location')).toContain('gelukt=ride');
    const [{ id }] = (await the.read(activation.id)).deployments[0].rides;
    expect((await visitor.post(page, { step: 'arrive', subjectId: id, 'arrived.families': '11' })).headers.get('location')).toContain('gelukt=arrive');
    await visitor.post(page, { step: 'present', subjectId: deployment.id, reference: 'now', 'present.families': '11', 'arrived.families': '11' });
    const shown = await (await visitor.get(page)).text();
    for (const text of ['Aanwezigheid: 1 dag', 'Busbedrijf Noord', '11 (11 personen in gezinnen)']) expect([text, shown.includes(text)]).toEqual([text, true]);
  });
});
