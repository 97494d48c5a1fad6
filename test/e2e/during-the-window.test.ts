import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
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

describe('an answer that is taken back', () => {
  const back = (who: string, path: string): Promise<Answer> => the.call(who, 'POST', `${path}-retractions`, {});
  const state = async (activation: Json, kind: string, who: string): Promise<Json> =>
    (await the.read(activation.id)).deployments[0].milestones.find((milestone: Json) => milestone.kind === kind && milestone.owner.name === who);
  const overdueMoments = (milestone: Json): Promise<unknown[]> => sql('SELECT due_version, superseded_at IS NULL AS open FROM due_moments WHERE subject_id = $1 AND kind = $2 ORDER BY due_version', [milestone.id, 'milestone.overdue']);

  it('within ten minutes is owed anew: milestone, escalation and telephone begin again, and who oversees is told', async () => {
    const real = await oneBuilding();
    const { name } = real.deployments[0].municipality;
    const path = `/deployments/${real.deployments[0].id}/commitments`;
    expect((await the.call(name, 'POST', path, { answer: 'given', mandate: 'college' })).status).toBe(201);
    expect((await back(name, `/activations/${real.id}/receipt`)).body.code).toBe('ANSWER.COMMITMENT_STANDS');
    await the.site.database.shiftClock(500);
    expect((await back(name, path.slice(0, -1))).status).toBe(201);
    expect((await the.read(real.id)).deployments[0]).toMatchObject({ state: 'alerted', lastNight: null, commitments: [] });
    const committed = await state(real, 'committed', name);
    expect(committed).toMatchObject({ state: 'open', doneAt: null });
    expect(await overdueMoments(committed)).toEqual([{ due_version: 1, open: false }, { due_version: 2, open: true }]);
    expect((await back(name, `/activations/${real.id}/receipt`)).status).toBe(201);
    expect([await state(real, 'received', name), await thread(real, name)]).toMatchObject([{ state: 'open' }, { steps_taken: 0, received_by: null, open_steps: 4 }]);
    const [task] = await sql(`SELECT because FROM call_tasks c JOIN organisations o ON o.id = c.organisation_id WHERE topic_id = $1 AND o.name = $2 AND closed_at IS NULL`, [real.id, name]);
    expect(task).toEqual({ because: 'taken-back' });
    // The first reminder counts from now: half an hour of 72.
    await passTime(the, 500 + 1780);
    expect(await thread(real, name)).toMatchObject({ steps_taken: 0 });
    await passTime(the, 500 + 1840);
    expect(await thread(real, name)).toMatchObject({ steps_taken: 1 });
    expect(await messagesTo(the, real, 'ministry', 'answer-taken-back')).toHaveLength(2);
    expect((await the.call(name, 'POST', path, { answer: 'given', mandate: 'college' })).status).toBe(201);
    expect((await the.read(real.id)).deployments[0]).toMatchObject({ state: 'preparing', commitments: [{ answer: 'given' }] });
  });

  it('after ten minutes, after opening, or by who gave none, is refused', async () => {
    const real = await oneBuilding();
    const [deployment] = real.deployments;
    const path = `/deployments/${deployment.id}/commitment`;
    expect((await back('coa', path)).body.code).toBe('ANSWER.NOTHING_TO_TAKE_BACK');
    await the.call('coa', 'POST', `/activations/${real.id}/receipts`, {});
    expect(await openLocation(the, real, deployment)).toBe(201);
    for (const who of [deployment.municipality.name, 'coa']) expect((await back(who, path)).body.code).toBe('ANSWER.TOO_LATE_TO_TAKE_BACK');
    await the.site.database.shiftClock(600);
    expect((await back('red-cross', path)).body.code).toBe('ANSWER.TOO_LATE_TO_TAKE_BACK');
    expect((await the.read(real.id)).deployments[0]).toMatchObject({ state: 'open' });
  });

  it('that was a refusal puts the building in anew, and ends the exercise that took it meanwhile', async () => {
    const real = await oneBuilding();
    const [refused] = real.deployments;
    const path = `/deployments/${refused.id}/commitment`;
    await the.call(refused.municipality.name, 'POST', `${path}s`, { answer: 'refused', mandate: 'college', reason: 'Vergissing' });
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [refused.standbyLocationId] });
    expect((await back(refused.municipality.name, path)).status).toBe(201);
    expect(await the.read(exercise.id)).toMatchObject({ status: 'ended' });
    expect((await the.read(real.id)).deployments.map(({ state }: Json) => state)).toEqual(['refused', 'alerted']);
    expect(await sql('SELECT activation_id FROM location_holds WHERE location_id = $1 AND released_at IS NULL', [refused.standbyLocationId])).toEqual([{ activation_id: real.id }]);
  });

  it('that was a refusal puts the building in anew, once', async () => {
    const real = await oneBuilding();
    const [refused] = real.deployments;
    const path = `/deployments/${refused.id}/commitment`;
    await the.call(refused.municipality.name, 'POST', `${path}s`, { answer: 'refused', mandate: 'college', reason: 'Vergissing' });
    expect((await back(refused.municipality.name, path)).status).toBe(201);
    const { deployments } = await the.read(real.id);
    expect(deployments.map(({ state: now, replacesId, places }: Json) => [now, replacesId, places])).toEqual([['refused', null, refused.places], ['alerted', refused.id, refused.places]]);
    expect((await back(refused.municipality.name, path)).body.code).toBe('ANSWER.NOTHING_TO_TAKE_BACK');
    // Twice more, and then somebody must telephone: each time tells many.
    for (const expected of ['DONE', 'DONE', 'ANSWER.TAKEN_BACK_OFTEN']) {
      await the.call('coa', 'POST', `/activations/${real.id}/receipts`, {});
      await the.call(refused.municipality.name, 'POST', `/activations/${real.id}/receipts`, {});
      expect((await back(refused.municipality.name, `/activations/${real.id}/receipt`)).body.code ?? 'DONE').toBe(expected);
    }
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

  it('is in the timeline of a municipality with what became overdue at its own building, and nothing about others’', async () => {
    const activation = await the.trigger();
    await passTime(the, 48 * HOUR + 1);
    const overdueAt = async (who: string): Promise<string[]> => {
      const { email, password } = the.credential(who);
      const page = await (await (await new Visitor(the.site).signIn(email, password)).get(`/inzetten/${activation.id}`)).text();
      expect(page).toContain('Deadline nadert: iedereen gewaarschuwd');
      return [...page.matchAll(/timeline__text">([^<]*)</g)].map(([, text]) => text!).filter((text) => text.startsWith('Mijlpaal over tijd'));
    };
    const [all, own] = [await overdueAt('ministry'), await overdueAt('Gemeente Emmen')];
    expect(own.length).toBeGreaterThan(0);
    expect(own).toEqual(all.filter((text) => text.includes('Sporthal De Veenrand')));
    expect(own.length).toBeLessThan(all.length);
  });
});

describe('a deployment that will be late', () => {
  const LATE = 'will-be-late';
  const told = async (activation: Json): Promise<Record<string, number>> => Object.fromEntries((await sql<{ name: string; n: number }>(
    `SELECT CASE o.kind WHEN 'municipality' THEN o.name ELSE o.kind END AS name, count(*)::integer AS n FROM alerts a JOIN organisations o ON o.id = a.organisation_id
      WHERE a.topic_id = $1 AND a.purpose = $2 GROUP BY 1`, [activation.id, LATE])).map(({ name, n }) => [name, n]));
  const paths = async (activation: Json): Promise<Json[]> => (await the.read(activation.id)).deployments.map(({ willBeLate, expectedOpenAt }: Json) => ({ willBeLate, hours: Math.round((Date.parse(expectedOpenAt) - Date.parse(activation.triggeredAt)) / 36_000) / 100 }));
  const complete = async (activation: Json, ...kinds: string[]): Promise<void> => {
    for (const { id, owner } of activation.deployments[0].milestones.filter(({ kind }: Json) => kinds.includes(kind))) {
      expect((await the.call(owner.name, 'POST', `/milestones/${id}/completions`, {})).status).toBe(201);
    }
  };

  it('says so once per deadline, when what remains no longer fits: to who owes a step on the way, to operations and to PRO', async () => {
    const activation = await the.trigger();
    await passTime(the, 30 * HOUR - 60);
    expect(await told(activation)).toEqual({});
    for (const path of await paths(activation)) expect(path).toMatchObject({ willBeLate: false });
    // 42 hours of steps begin with the answer to receipts that nobody gave.
    await passTime(the, 30 * HOUR + 60);
    const municipalities = activation.deployments.map(({ municipality }: Json) => [municipality.name, 1]);
    const once = { ministry: 1, operations: 1, coa: 1, 'red-cross': 1, ...Object.fromEntries(municipalities) };
    expect(await told(activation)).toEqual(once);
    for (const path of await paths(activation)) expect(path).toEqual({ willBeLate: true, hours: expect.closeTo(72.02, 1) });
    const [own] = await messagesTo(the, activation, 'Gemeente Emmen', LATE);
    expect(own!.content.nl.text).toContain('Sporthal De Veenrand: gaat het nu snel verder, dan open op');
    expect(own!.content.nl.text).toContain('Nu wacht alles op: Ontvangst bevestigd (');
    expect(own!.content.nl.text).toContain('Uw eigen stappen tot de opening:\n  - Ontvangst bevestigd\n  - Toegezegd\n');
    expect(own!.content.nl.text).not.toContain('De Oude Gieterij');
    const [all] = await messagesTo(the, activation, 'operations', LATE);
    for (const name of ['De Oude Gieterij', 'Sporthal De Veenrand', 'Kantorenpand Bentincklaan']) expect(all!.content.nl.subject).toContain(name);
    await passTime(the, 40 * HOUR);
    expect(await told(activation)).toEqual(once);
    expect(await sql(`SELECT 1 FROM record_entries WHERE activation_id = $1 AND action = 'deployment.will-be-late'`, [activation.id])).toHaveLength(3);

    const deadlineAt = new Date(Date.parse(activation.deadlineAt) + 24 * HOUR * 1000).toISOString();
    expect((await the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt, reason: 'Sneeuw' })).status).toBe(201);
    expect((await paths(activation)).map(({ willBeLate }) => willBeLate)).toEqual([false, false, false]);
    await passTime(the, 54 * HOUR + 60);
    expect(await told(activation)).toMatchObject({ ministry: 2, operations: 2, coa: 2 });
    // Once the clock has run out there is nothing left to foretell.
    await the.call('operations', 'POST', `/deployments/${activation.deployments[0].id}/failures`, { reason: 'Lekkage' });
    const open = `SELECT 1 FROM due_moments WHERE kind = 'deployment.at-risk' AND done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL AND subject_id = ANY($1::uuid[])`;
    expect(await sql(open, [activation.deployments.map(({ id }: Json) => id)])).toEqual([]);
  });

  it('says nothing while steps are done in time, and is marked when it is an exercise', async () => {
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [await locationId(the, 'Sporthal De Veenrand')] });
    await the.site.database.shiftClock(3 * HOUR);
    await commitAll(the, exercise, exercise.deployments[0]);
    await passTime(the, 31 * HOUR);
    const lateFrom = async (): Promise<number[]> => (await sql<{ hours: number }>(
      `SELECT extract(epoch FROM due_at - $2)::float8 / 3600 AS hours FROM due_moments WHERE kind = 'deployment.at-risk' AND subject_id = $1 AND done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL`,
      [exercise.deployments[0].id, exercise.triggeredAt])).map(({ hours }) => Math.round(hours * 100) / 100);
    // Without keys by 50 h it would be late; once they are there, without staff and services by 58 h.
    expect(await lateFrom()).toEqual([50]);
    await complete(exercise, 'keys', 'utilities');
    expect(await lateFrom()).toEqual([58]);
    await passTime(the, 40 * HOUR);
    await complete(exercise, 'beds', 'safety-walk');
    await passTime(the, 57 * HOUR);
    expect(await told(exercise)).toEqual({});
    const { deployments: [deployment] } = await the.read(exercise.id);
    const slack = Object.fromEntries(deployment.milestones.map(({ kind, slackSeconds }: Json) => [kind, slackSeconds === null ? null : Math.round(slackSeconds / HOUR)]));
    expect(slack).toMatchObject({ keys: null, beds: null, staffing: 1, services: 1, intake: 1, open: 1 });
    await passTime(the, 58 * HOUR + 60);
    expect(await told(exercise)).toEqual({ ministry: 1, operations: 1, coa: 1, 'red-cross': 1 });
    const [message] = await messagesTo(the, exercise, 'red-cross', LATE);
    expect([message!.exercise, message!.content.nl.subject]).toEqual([true, expect.stringMatching(/^OEFENING.*Wordt te laat/)]);
    expect(message!.content.nl.text).toContain('Uw eigen stappen tot de opening:\n  - Team, aankomst en aflossing bevestigd\n');
  });
});

describe('a milestone', () => {
  const callsTo = async (activation: Json): Promise<Json[]> => (await the.call('operations', 'GET', `/call-tasks?activationId=${activation.id}`)).body.items.filter(({ organisation }: Json) => organisation.name.includes('Rode Kruis'));

  it('is reminded of before it is due, once for all locations, then overdue, then telephoned about until it is done', async () => {
    const exercise = await the.trigger({ exercise: true });
    await the.call('red-cross', 'POST', `/activations/${exercise.id}/receipts`, {});
    const purposes = async (): Promise<string[]> => (await messagesTo(the, exercise, 'red-cross')).map(({ purpose }) => purpose).filter((purpose) => purpose.startsWith('milestone'));
    await passTime(the, 6 * HOUR - 60);
    expect(await purposes()).toEqual([]);
    await passTime(the, 6 * HOUR + 60);
    expect(await purposes()).toEqual(['milestone-reminder']);
    const [reminder] = await messagesTo(the, exercise, 'red-cross', 'milestone-reminder');
    for (const name of ['De Oude Gieterij', 'Sporthal De Veenrand', 'Kantorenpand Bentincklaan']) expect(reminder!.content.nl.text).toContain(`Toegezegd, ${name}: uiterlijk`);
    await passTime(the, 8 * HOUR + 60);
    expect(await purposes()).toEqual(['milestone-reminder', 'milestone-overdue']);
    expect(await callsTo(exercise)).toEqual([]);
    // Everyone owes this step at the same hour: the first of the nine moments carries out all of them, and each owner hears once.
    expect(await sql(`SELECT count(done_at)::int AS done, count(superseded_at)::int AS superseded FROM due_moments WHERE kind = 'milestone.overdue' AND subject_id IN (SELECT id FROM milestones WHERE activation_id = $1 AND kind = 'committed')`, [exercise.id]))
      .toEqual([{ done: 1, superseded: 8 }]);
    expect(await messagesTo(the, exercise, 'coa', 'milestone-overdue')).toHaveLength(1);
    await passTime(the, 10 * HOUR + 60);
    expect(await callsTo(exercise)).toMatchObject([{ because: 'step-overdue', exercise: true, closedAt: null }]);
    const [first, ...others] = exercise.deployments;
    await commitAll(the, exercise, first);
    expect(await callsTo(exercise)).toMatchObject([{ closedAt: null }]);
    for (const deployment of others) await commitAll(the, exercise, deployment);
    expect(await callsTo(exercise)).toMatchObject([{ closeReason: 'not-needed' }]);
    expect(await purposes()).toEqual(['milestone-reminder', 'milestone-overdue']);
    expect(await sql(`SELECT 1 FROM record_entries WHERE activation_id = $1 AND action = 'milestone.escalated' AND after->>'organisationId' = (SELECT id::text FROM organisations WHERE kind = 'red-cross')`, [exercise.id])).toHaveLength(3);
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

  it('for one owner does not keep the milestones of the others from being found overdue', async () => {
    const exercise = await the.trigger({ exercise: true, window: 'PT2H' });
    const coa = (await sql<{ id: string }>(`SELECT id FROM organisations WHERE kind = 'coa'`))[0]!.id;
    await sql(`ALTER TABLE milestones ADD CONSTRAINT broken_on_purpose CHECK (overdue_at IS NULL OR organisation_id <> '${coa}') NOT VALID`);
    try {
      for (let failure = 0; failure < 3; failure += 1) await passTime(the, 300 * (failure + 1));
      const overdue = await sql<{ who: string }>('SELECT DISTINCT organisation_id AS who FROM milestones WHERE activation_id = $1 AND overdue_at IS NOT NULL', [exercise.id]);
      expect([overdue.length > 2, overdue.some(({ who }) => who === coa)]).toEqual([true, false]);
    } finally {
      await sql('ALTER TABLE milestones DROP CONSTRAINT broken_on_purpose');
    }
  });
});
