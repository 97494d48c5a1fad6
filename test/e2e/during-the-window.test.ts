import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { pdfText, type PdfText } from '../support/pdf-text.js';
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
    await the.site.database.shiftClock(599);
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
    await passTime(the, 599 + 1790);
    expect(await thread(real, name)).toMatchObject({ steps_taken: 0 });
    await passTime(the, 599 + 1802);
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

  it('that was a refusal puts the building in anew, once', async () => {
    const real = await oneBuilding();
    const [refused] = real.deployments;
    const path = `/deployments/${refused.id}/commitment`;
    await the.call(refused.municipality.name, 'POST', `${path}s`, { answer: 'refused', mandate: 'college', reason: 'Vergissing' });
    expect((await back(refused.municipality.name, path)).status).toBe(201);
    const { deployments } = await the.read(real.id);
    expect(deployments.map(({ state: now, replacesId, places }: Json) => [now, replacesId, places])).toEqual([['refused', null, refused.places], ['alerted', refused.id, refused.places]]);
    expect((await back(refused.municipality.name, path)).body.code).toBe('ANSWER.NOTHING_TO_TAKE_BACK');
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

describe('the report after an exercise', () => {
  const report = (activation: Json, who = 'ministry'): Promise<Answer> => the.call(who, 'GET', `/activations/${activation.id}/after-action-report`);
  const pdf = async (activation: Json, who = 'ministry'): Promise<PdfText> => {
    const response = await fetch(`${the.site.url}/api/v1/activations/${activation.id}/after-action-report.pdf`, { headers: { authorization: `Bearer ${the.credential(who).apiKey}` } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return pdfText(Buffer.from(await response.arrayBuffer()));
  };
  const completed = (deployment: Json, who: string, kind: string): Promise<Answer> =>
    the.call(who, 'POST', `/milestones/${deployment.milestones.find((milestone: Json) => milestone.kind === kind).id}/completions`, { name: 'Mies Bouwman', function: 'beheer' });
  const standDown = (activation: Json): Promise<Answer> => the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'Klaar met oefenen' });

  /** The same building twice: two hours, opened after one of them; then the full window, put off, with a refusal, late answers and a call. */
  async function twoExercises(): Promise<{ short: Json; long: Json }> {
    const gieterij = await locationId(the, 'De Oude Gieterij');
    const short = await the.trigger({ exercise: true, places: 30, groups: { families: 30 }, window: 'PT2H', locations: [gieterij] });
    await the.site.database.shiftClock(HOUR);
    await openLocation(the, short, short.deployments[0]);
    await standDown(short);
    const long = await the.trigger({ exercise: true, places: 80, groups: { families: 80 }, acceptShortfall: true, locations: [gieterij, await locationId(the, 'Sporthal De Veenrand')] });
    const [one, two] = long.deployments;
    expect((await report(long)).body).toMatchObject({ status: 409, code: 'ACTIVATION.STILL_RUNNING' });
    await passTime(the, 2 * HOUR);
    await the.call(two.municipality.name, 'POST', `/deployments/${two.id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Dorpsfeest' });
    const task = (await the.call('operations', 'GET', `/call-tasks?activationId=${long.id}`)).body.items.find(({ organisation }: Json) => organisation.name.startsWith('Rode Kruis'));
    for (const result of ['no-answer', 'reached']) await the.call('operations', 'POST', `/call-tasks/${task.id}/attempts`, { contactId: task.next, result });
    await passTime(the, 20 * HOUR);
    await commitAll(the, long, one);
    await completed(one, one.municipality.name, 'keys');
    await the.call('ministry', 'POST', `/activations/${long.id}/deadline-extensions`, { deadlineAt: new Date(Date.parse(long.deadlineAt) + 24 * HOUR * 1000).toISOString(), reason: 'Sneeuw' });
    await passTime(the, 81 * HOUR);
    await completed(one, 'coa', 'open');
    await standDown(long);
    return { short, long };
  }

  it('says what was planned and done, what was late and whose, and how it went before; as JSON, page and PDF', async () => {
    const { short, long } = await twoExercises();
    const [one, two] = long.deployments;
    const { status, body } = await report(long);
    expect(status).toBe(200);
    expect(body).toMatchObject({ exercise: true, outcome: 'none', againstFirstDeadline: 'missed', window: 'PT72H', openedPlaces: one.places, extensionReason: 'Sneeuw' });
    expect(body.extensions).toEqual([{ at: expect.any(String), from: long.deadlineAt, to: body.deadlineAt }]);
    const [first, second, third] = body.deployments;
    const milestone = (kind: string, party = 'coa'): Json => first.milestones.find((candidate: Json) => candidate.kind === kind && candidate.party === party);
    expect([first.ending, second.ending, second.reason]).toEqual(['opened', 'refused', 'Dorpsfeest']);
    expect(milestone('keys', 'municipality')).toMatchObject({ verdict: 'in-time', lateSeconds: 0, first: null });
    expect(milestone('committed')).toMatchObject({ verdict: 'late', dueAt: one.milestones.find(({ kind }: Json) => kind === 'committed').dueAt });
    expect(milestone('open')).toMatchObject({ verdict: 'in-time', first: { dueAt: long.deadlineAt, verdict: 'late' } });
    expect(milestone('intake').verdict).toBe('not-needed');
    expect(milestone('beds', 'red-cross')).toMatchObject({ verdict: 'never-done' });
    for (const { kind, verdict } of second.milestones) expect([kind, ['late', 'in-time', 'refused', 'not-needed']]).toEqual([kind, expect.arrayContaining([verdict])]);

    const late = body.late.flatMap(({ organisation, items }: Json) => items.map((item: Json) => ({ ...item, of: organisation.name })));
    expect(late.find(({ kind }: Json) => kind === 'beds')).toMatchObject({ of: expect.stringContaining('Rode Kruis'), verdict: 'never-done', deploymentId: one.id });
    expect(late.filter(({ deploymentId, verdict }: Json) => deploymentId === two.id && verdict === 'never-done')).toEqual([]);
    expect(third).toMatchObject({ replacesId: two.id, name: 'Kantorenpand Bentincklaan' });
    const redCross = body.organisations.find(({ organisation }: Json) => organisation.name.startsWith('Rode Kruis'));
    expect(redCross.receipt.firstSeconds).toBeCloseTo(19 * HOUR, -2);
    expect(redCross.commitment).toMatchObject({ asked: 3, answered: 1, late: 1, refused: 0 });
    expect(body.organisations.find(({ organisation }: Json) => organisation.name === two.municipality.name).commitment).toMatchObject({ answered: 1, late: 0, refused: 1 });
    expect(body.callTasks.find(({ organisation }: Json) => organisation.name.startsWith('Rode Kruis'))).toMatchObject({ because: 'no-answer', attempts: 2, reachedAtAttempt: 2, closeReason: 'answered' });
    const { messages, acceptedAtOnce, acceptedAfterRetries, givenUp, notNeeded, waiting } = body.delivery;
    expect(acceptedAtOnce + acceptedAfterRetries + givenUp + notNeeded + waiting).toBe(messages);

    const [compared] = body.comparisons.filter(({ deploymentId }: Json) => deploymentId === one.id);
    expect(compared.earlier[0]).toMatchObject({ activationId: short.id, exercise: true, windowSeconds: 2 * HOUR, basis: 'share-of-window' });
    const opened = compared.milestones.find(({ kind }: Json) => kind === 'open');
    // Half of two hours then; eighty of seventy-two now.
    expect([opened.earlier[0].took.share, opened.now.share, opened.earlier[0].trend]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(80 / 72, 2), 'worse']);
    expect((await report(short)).body.leadTimes).toMatchObject([{ measuredHours: null, proof: 'compressed-exercise' }]);
    expect(body.leadTimes).toMatchObject([{ deploymentId: one.id, statedHours: expect.any(Number), measuredHours: expect.closeTo(80, 1), countingHours: expect.closeTo(80, 1), proof: 'measured' }, { deploymentId: third.id, measuredHours: null, proof: 'not-opened' }]);

    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    expect(await (await visitor.get(`/inzetten/${long.id}`)).text()).toContain(`href="/inzetten/${long.id}/evaluatie"`);
    const page = await (await visitor.get(`/inzetten/${long.id}/evaluatie`)).text();
    const { title, language, pages } = await pdf(long);
    expect([title, language]).toEqual([expect.stringContaining('OEFENING'), 'nl']);
    const printed = pages.join(' ').replace(/\s/g, '');
    for (const fact of ['Dorpsfeest', 'De Oude Gieterij', 'Sporthal De Veenrand', 'Vervangen door Kantorenpand Bentincklaan', 'Klaar met oefenen', redCross.organisation.name, 'Bij gesprek 2', '50% van de termijn', 'nu langzamer', `${one.places} van 80 plekken`]) {
      expect([fact, page.includes(fact), printed.includes(fact.replace(/\s/g, ''))]).toEqual([fact, true, true]);
    }
    expect(page).toContain('exercise-banner');
    for (const text of pages) expect(text).toContain('OEFENING. Dit is geen echte inzet.');
    for (const [at, text] of pages.entries()) expect(text).toContain(`Pagina ${at + 1} van ${pages.length}`);
    for (const text of [JSON.stringify(body), page, printed]) expect(text).not.toMatch(/Mies\s?Bouwman/);

    const own = (await report(long, one.municipality.name)).body;
    const others = [two.municipality.name, 'Rode Kruis, district', 'Sporthal De Veenrand', 'Dorpsfeest', ...body.organisations.map(({ organisation }: Json) => organisation.name).filter((name: string) => name !== one.municipality.name)];
    for (const text of [JSON.stringify(own), (await pdf(long, one.municipality.name)).pages.join(' ')]) for (const name of others) expect(text).not.toContain(name);
    expect([own.deployments.map(({ id }: Json) => id), own.organisations.map(({ organisation }: Json) => organisation.name)]).toEqual([[one.id], [one.municipality.name]]);
    expect((await report(long, 'Gemeente Meppel')).status).toBe(404);
  });
});
