import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addDays, atTime, dayOf } from '../../src/kernel/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const add = (activation: Json, standbyLocationId: string): Promise<Answer> => the.call('operations', 'POST', `/activations/${activation.id}/deployments`, { standbyLocationId });
const thread = async (activation: Json, who: string): Promise<{ steps_taken: number; received_by: string | null; closed_at: Date | null; open_steps: number }> => (await sql<never>(
  `SELECT a.steps_taken, a.received_by, a.closed_at,
          (SELECT count(*)::integer FROM due_moments d WHERE d.subject_id = a.id AND d.done_at IS NULL AND d.lapsed_at IS NULL AND d.superseded_at IS NULL) AS open_steps
     FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND a.root_id IS NULL AND (o.kind = $2 OR o.name = $2)`, [activation.id, who]))[0]!;

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
beforeEach(() => the.site.database.shiftClock(0));
afterEach(() => endActivations(the));

/** A real activation of one building, and how to name the other two ready ones. */
const oneBuilding = async (): Promise<Json> =>
  the.trigger({ places: 100, groups: { families: 100 }, acceptShortfall: true, locations: [await locationId(the, 'De Oude Gieterij')] });

describe('a location that an exercise uses', () => {
  it('is added to a running real activation, and the exercise ends with that reason', async () => {
    const real = await oneBuilding();
    const veenrand = await locationId(the, 'Sporthal De Veenrand');
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [veenrand] });
    expect((await add(real, veenrand)).status).toBe(201);
    expect(await the.read(exercise.id)).toMatchObject({ status: 'ended', outcome: 'none' });
    expect((await the.read(exercise.id)).endReason).toContain('echte inzet');
    const held = await sql<{ activation_id: string }>('SELECT activation_id FROM location_holds WHERE location_id = $1 AND released_at IS NULL', [veenrand]);
    expect(held).toEqual([{ activation_id: real.id }]);
  });

  it('is not taken by another exercise', async () => {
    const veenrand = await locationId(the, 'Sporthal De Veenrand');
    await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [veenrand] });
    const other = await the.trigger({ exercise: true, places: 60, groups: { families: 60 }, acceptShortfall: true, locations: [await locationId(the, 'De Oude Gieterij')] });
    const refused = await add(other, veenrand);
    expect([refused.status, refused.body.code]).toEqual([409, 'ACTIVATION.LOCATION_BUSY']);
  });

  it('stands in no real activation’s way, however many exercises begin at that moment', async () => {
    const gieterij = await locationId(the, 'De Oude Gieterij');
    // A request of its own for the exercises: those of one request wait for each other anyway.
    const [request] = (await the.call('ministry', 'GET', '/reserve-requests')).body.items.filter(({ id }: Json) => id === the.requestId);
    const copy = `INSERT INTO reserve_requests SELECT gen_random_uuid(), ministry_id, province_id, red_cross_id, coa_id, operations_id, province_code, places, groups, period_from,
      period_to, window_seconds, norm_set, answer, answer_reason, ask_again_on, answered_at, version, created_at FROM reserve_requests WHERE id = $1 RETURNING id`;
    const [rehearsal] = await sql<{ id: string }>(copy, [request.id]);
    const exercises = Array.from({ length: 12 }, () =>
      the.call('operations', 'POST', '/activations', { reserveRequestId: rehearsal!.id, places: 10, groups: { families: 10 }, reason: 'Proef', exercise: true, locations: [gieterij] }));
    const [real] = await Promise.all([oneBuilding(), ...exercises]);
    const held = await sql<{ activation_id: string }>('SELECT activation_id FROM location_holds WHERE location_id = $1 AND released_at IS NULL', [gieterij]);
    expect(held).toEqual([{ activation_id: real.id }]);
  });
});

describe('a location that joins later', () => {
  it('asks everybody with a part in it for receipt anew, and reminds them over what is left of the window', async () => {
    const real = await oneBuilding();
    await the.call('red-cross', 'POST', `/activations/${real.id}/receipts`, {});
    expect(await thread(real, 'red-cross')).toMatchObject({ received_by: 'Saskia Haverkort', open_steps: 0 });
    await the.site.database.shiftClock(36 * HOUR);
    expect((await add(real, await locationId(the, 'Sporthal De Veenrand'))).status).toBe(201);
    expect(await thread(real, 'red-cross')).toMatchObject({ received_by: null, open_steps: 4 });
    // Half of the window is left: the first reminder after a quarter of an hour.
    await passTime(the, 36 * HOUR + 16 * 60);
    expect(await thread(real, 'red-cross')).toMatchObject({ steps_taken: 1 });
    expect(await thread(real, 'Gemeente Emmen')).toMatchObject({ steps_taken: 1 });
    const again = await the.call('red-cross', 'POST', `/activations/${real.id}/receipts`, {});
    expect(again.body).toMatchObject({ alreadyReceived: false, late: false });
    const received = (await the.read(real.id)).deployments.flatMap(({ milestones }: Json) => milestones.filter(({ kind, owner }: Json) => kind === 'received' && owner.name.startsWith('Rode Kruis')));
    expect(received.map(({ state }: Json) => state)).toEqual(['done', 'done']);
    const receipts = await sql(`SELECT 1 FROM record_entries WHERE activation_id = $1 AND action = 'alert.received'`, [real.id]);
    expect(receipts).toHaveLength(2);
  });
});

describe('a municipality whose only location drops out', () => {
  it('is not chased any more, can still say that it has seen it, and is asked again when it joins again', async () => {
    const activation = await the.trigger();
    const lost = activation.deployments.find(({ municipality }: Json) => municipality.name === 'Gemeente Emmen');
    expect((await the.call('operations', 'POST', `/deployments/${lost.id}/failures`, { reason: 'Lekkage' })).status).toBe(201);
    expect(await thread(activation, 'Gemeente Emmen')).toMatchObject({ open_steps: 0 });
    await passTime(the, 4 * HOUR + 1);
    expect((await messagesTo(the, activation, 'Gemeente Emmen', 'reminder'))).toEqual([]);
    const notices = await messagesTo(the, activation, 'operations', 'operations-notice');
    expect(notices.map(({ content }) => content.nl.subject).filter((subject: string) => subject.includes('Emmen'))).toEqual([]);
    const receipt = await the.call('Gemeente Emmen', 'POST', `/activations/${activation.id}/receipts`, {});
    expect([receipt.status, receipt.body.alreadyReceived]).toEqual([201, false]);
    expect((await add(activation, lost.standbyLocationId)).status).toBe(201);
    expect(await thread(activation, 'Gemeente Emmen')).toMatchObject({ closed_at: null, received_by: null, open_steps: 4 });
  });
});

describe('“the deadline is near”', () => {
  it('tells a municipality of its own steps only, and of what lies ahead as ahead', async () => {
    const activation = await the.trigger();
    await passTime(the, 48 * HOUR + 1);
    const [own] = await messagesTo(the, activation, 'Gemeente Emmen', 'deadline-near');
    const { text } = own!.content.nl;
    expect(text).toContain('Sporthal De Veenrand');
    expect(text).not.toContain('De Oude Gieterij');
    expect(text).not.toContain('was uiterlijk');
    const [ministry] = await messagesTo(the, activation, 'ministry', 'deadline-near');
    for (const name of ['De Oude Gieterij', 'Sporthal De Veenrand', 'Kantorenpand Bentincklaan']) expect(ministry!.content.nl.text).toContain(name);
  });
});

describe('a due moment of an exercise that keeps failing', () => {
  it('is reported to operations as an exercise', async () => {
    const exercise = await the.trigger({ exercise: true, window: 'PT2H' });
    await sql('ALTER TABLE milestones ADD CONSTRAINT broken_on_purpose CHECK (overdue_at IS NULL) NOT VALID');
    try {
      for (let failure = 0; failure < 6; failure += 1) await passTime(the, 300 * (failure + 1));
      const reports = await messagesTo(the, exercise, 'operations', 'technical-failure');
      expect(reports.length).toBeGreaterThan(0);
      for (const { content, exercise: marked } of reports) expect([marked, content.nl.subject.startsWith('OEFENING')]).toEqual([true, true]);
    } finally {
      await sql('ALTER TABLE milestones DROP CONSTRAINT broken_on_purpose');
    }
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
