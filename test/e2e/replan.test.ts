import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { pdfText, type PdfText } from '../support/pdf-text.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const refuse = (deployment: Json): Promise<unknown> =>
  the.call(deployment.municipality.name, 'POST', `/deployments/${deployment.id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Er is een evenement' });
const fail = (deployment: Json): Promise<unknown> => the.call('operations', 'POST', `/deployments/${deployment.id}/failures`, { reason: 'Lekkage' });
/** Sixty places in two of the three ready buildings, one of them by hand. */
const sixty = async (more: Json = {}): Promise<Json> => the.trigger({ places: 60, groups: { families: 60 }, locations: [await locationId(the, 'De Oude Gieterij'), await locationId(the, 'Sporthal De Veenrand')], ...more });

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

describe.each([['refused', refuse], ['failed', fail]] as const)('a location that is %s', (how, lose) => {
  it('is re-planned at once from what is still ready; the replacement joins the same deadline and is asked', async () => {
    const before = await sixty();
    const lost = before.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    await lose(lost);
    await passTime(the, 0);
    const after = await the.read(before.id);
    const replacements = after.deployments.filter(({ replacesId }: Json) => replacesId === lost.id);
    expect(replacements).toMatchObject([{ location: { name: 'Kantorenpand Bentincklaan' }, places: 30, groups: { families: 30 }, state: 'alerted' }]);
    expect(after.deadlineAt).toBe(before.deadlineAt);
    expect(replacements[0].milestones.every(({ dueAt }: Json) => dueAt <= before.deadlineAt)).toBe(true);
    expect(replacements[0].milestones.some(({ dueAt }: Json) => dueAt === before.deadlineAt)).toBe(true);
    const gone = after.deployments.find(({ id }: Json) => id === lost.id);
    expect(gone).toMatchObject({ state: how, replan: { places: 30, shortfall: lost.places - 30, rejected: [] } });
    expect(await messagesTo(the, before, replacements[0].municipality.name, 'mobilisation')).toHaveLength(1);
    for (const who of ['ministry', 'province', 'operations']) {
      const [first, ...others] = await messagesTo(the, before, who, 'deployment-replanned');
      expect(others).toEqual([]);
      expect(first!.content.nl.text).toContain('In plaats van De Oude Gieterij');
      expect(first!.content.nl.text).toContain('Kantorenpand Bentincklaan');
      expect(first!.content.en.text).toContain('instead of De Oude Gieterij');
    }
  });
});

describe('re-planning', () => {
  it('says when no building can make it any more, and why; those who do not plan read no reasons about others', async () => {
    const activation = await sixty();
    const lost = activation.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    // Six hours left: the building that is still ready needs longer.
    await passTime(the, 66 * HOUR);
    await refuse(lost);
    await passTime(the, 66 * HOUR + 1);
    const after = await the.read(activation.id);
    expect(after.deployments).toHaveLength(2);
    const gone = (view: Json): Json => view.deployments.find(({ id }: Json) => id === lost.id);
    expect(gone(after).replan).toMatchObject({ places: 0, shortfall: lost.places, rejected: [{ name: 'Kantorenpand Bentincklaan', reason: { code: 'too-slow' } }] });
    expect(gone(await the.read(activation.id, lost.municipality.name)).replan).toMatchObject({ shortfall: lost.places, rejected: [] });
    const [mail] = await messagesTo(the, activation, 'ministry', 'deployment-replanned');
    expect(mail!.content.nl.subject).toContain(`${lost.places} plekken tekort`);
    expect(mail!.content.nl.text).toContain('Kantorenpand Bentincklaan: Niet op tijd');
    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const page = await (await visitor.get(`/inzetten/${activation.id}`)).text();
    expect(page).toContain('Daarvoor is geen vervanging die op tijd klaar is');
    expect(page).toContain('Niet op tijd');
  });

  it('leaves alone what somebody put in by hand meanwhile, and what ended meanwhile', async () => {
    const activation = await sixty();
    const lost = activation.deployments.find(({ location }: Json) => location.name === 'Sporthal De Veenrand');
    await fail(lost);
    const added = await the.call('operations', 'POST', `/activations/${activation.id}/deployments`, { standbyLocationId: await locationId(the, 'Kantorenpand Bentincklaan'), replacesId: lost.id });
    expect(added.status).toBe(201);
    await passTime(the, 0);
    const after = await the.read(activation.id);
    expect(after.deployments).toHaveLength(3);
    expect(after.plannedPlaces).toBe(60);
    expect(await messagesTo(the, activation, 'ministry', 'deployment-replanned')).toEqual([]);

    const [first] = after.deployments.filter(({ state }: Json) => state === 'alerted');
    await fail(first);
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    await passTime(the, 1);
    expect((await the.read(activation.id)).deployments).toHaveLength(3);
  });

  it('takes a building over from an exercise, which ends; an exercise takes none', async () => {
    const real = await sixty();
    const bentinck = await locationId(the, 'Kantorenpand Bentincklaan');
    const exercise = await the.trigger({ exercise: true, places: 20, groups: { families: 20 }, locations: [bentinck] });
    await refuse(real.deployments[0]);
    await passTime(the, 0);
    expect((await the.read(real.id)).deployments).toHaveLength(3);
    expect(await the.read(exercise.id)).toMatchObject({ status: 'ended' });
  });

  it('of a compressed exercise counts its time as a share of the real window', async () => {
    const exercise = await sixty({ exercise: true, window: 'PT10M' });
    const lost = exercise.deployments.find(({ location }: Json) => location.name === 'De Oude Gieterij');
    await refuse(lost);
    await passTime(the, 0);
    const after = await the.read(exercise.id);
    expect(after.deployments).toHaveLength(3);
    expect(after.deployments.find(({ id }: Json) => id === lost.id).replan.withinHours).toBeGreaterThan(70);
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

describe('whom the municipality informs', () => {
  const report = (task: Json, body: Json = {}, who = 'Gemeente Assen', what = 'completions'): Promise<Answer> => the.call(who, 'POST', `/information-tasks/${task.id}/${what}`, body);
  const tasksOf = async (activation: Json, who = 'ministry'): Promise<Json[]> => (await the.call(who, 'GET', `/information-tasks?activationId=${activation.id}`)).body.items;
  const taskOf = async (activation: Json, kind: string): Promise<Json> => (await tasksOf(activation, 'Gemeente Assen')).find((task) => task.kind === kind);
  const oneBuilding = async (groups: Json = { singleAdults: 40 }, more: Json = {}): Promise<Json> => the.trigger({ places: 40, groups, locations: [await locationId(the, 'De Oude Gieterij')], ...more });
  const complete = (deployment: Json): Promise<Answer> => the.call('coa', 'POST', `/milestones/${deployment.milestones.find(({ kind }: Json) => kind === 'open').id}/completions`, {});

  it('are tasks of each deployment; the municipality reports its own, and what is overdue is told once, together', async () => {
    const activation = await sixty();
    const all = await tasksOf(activation);
    expect(all.map(({ kind }) => kind).sort()).toEqual(Array(2).fill(['council', 'health', 'neighbours', 'police', 'safety-region', 'school']).flat().sort());
    const own = await tasksOf(activation, 'Gemeente Assen');
    expect(own).toHaveLength(6);
    const council = await taskOf(activation, 'council');
    expect(council).toMatchObject({ state: 'open', required: false, overdue: false, dueAt: new Date(Date.parse(activation.triggeredAt) + 12 * HOUR * 1000).toISOString() });
    for (const who of ['ministry', 'coa', 'operations', 'auditor']) expect((await report(council, {}, who)).status).toBe(403);
    expect((await report(council, {}, 'Gemeente Emmen')).status).toBe(404);
    const person = { name: 'J. Smit', function: 'griffier' };
    expect((await report(council, { ...person, note: 'Brief 12' })).status).toBe(201);
    expect((await report(council, { ...person, note: 'Brief 12' })).status).toBe(201);
    expect((await report(council, { ...person, note: 'Brief 13' })).body.code).toBe('INFORMATION.CONFLICT');
    expect((await report(await taskOf(activation, 'school'), { reason: 'School is dicht' }, 'Gemeente Assen', 'waivers')).status).toBe(201);
    expect((await report(await taskOf(activation, 'school'), {}, 'Gemeente Assen', 'waivers')).status).toBe(400);

    await passTime(the, 12 * HOUR + 60);
    await passTime(the, 12 * HOUR + 120);
    const [mail, ...others] = await messagesTo(the, activation, 'Gemeente Assen', 'information-overdue');
    expect(others).toEqual([]);
    expect(mail!.content.nl.subject).toBe('Nog niet geïnformeerd: politie, veiligheidsregio');
    expect(mail!.content.en.text).toContain('police, about De Oude Gieterij');
    expect(await messagesTo(the, activation, 'operations', 'information-overdue')).toHaveLength(2);
    expect(await messagesTo(the, activation, 'coa', 'information-overdue')).toEqual([]);
    expect((await tasksOf(activation, 'Gemeente Assen')).filter(({ overdue }) => overdue).map(({ kind }) => kind).sort()).toEqual(['police', 'safety-region']);
    expect(await taskOf(activation, 'council')).toMatchObject({ state: 'done', doneLate: false, note: 'Brief 12' });

    await refuse(activation.deployments.find(({ municipality }: Json) => municipality.name === 'Gemeente Assen'));
    expect((await tasksOf(activation, 'Gemeente Assen')).map(({ state }) => state).sort()).toEqual(['done', 'not-needed', 'void', 'void', 'void', 'void']);
    await passTime(the, 30 * HOUR);
    expect(await messagesTo(the, activation, 'Gemeente Assen', 'information-overdue')).toHaveLength(1);
  });

  it('move with a deadline that is put off, and are of no more use at the end', async () => {
    const activation = await oneBuilding();
    expect((await tasksOf(activation)).some(({ kind }) => kind === 'school')).toBe(false);
    await the.call('ministry', 'POST', `/activations/${activation.id}/deadline-extensions`, { deadlineAt: new Date(Date.parse(activation.triggeredAt) + 144 * HOUR * 1000).toISOString(), reason: 'Sneeuw' });
    expect((await taskOf(activation, 'council')).dueAt).toBe(new Date(Date.parse(activation.triggeredAt) + 24 * HOUR * 1000).toISOString());
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    expect(new Set((await tasksOf(activation)).map(({ state }) => state))).toEqual(new Set(['void']));
    expect((await report(await taskOf(activation, 'council'), { name: 'J. Smit', function: 'griffier' })).body.code).toBe('ACTIVATION.NOT_RUNNING');
  });

  it('warn whoever opens the location, and do not stop it', async () => {
    const activation = await oneBuilding();
    const [deployment] = activation.deployments;
    await commitAll(the, activation, deployment);
    const opened = await complete(deployment);
    expect([opened.status, opened.body.warnings.map(({ code, kind }: Json) => [code, kind].join(' ')).sort()]).toEqual([201, ['council', 'health', 'neighbours', 'police', 'safety-region'].map((kind) => `not-informed ${kind}`)]);
    const { email, password } = the.credential('coa');
    const page = await (await (await new Visitor(the.site).signIn(email, password)).get(`/inzetten/${activation.id}`)).text();
    expect(page).toContain('De locatie is open, maar nog niet geïnformeerd zijn: gemeenteraad, omwonenden, politie');
  });

  it('stop it where the college decision of when the deployment began says so', async () => {
    const id = await locationId(the, 'De Oude Gieterij');
    const decide = (kinds: string[]): Promise<unknown> => the.site.database.sql(`UPDATE standby_locations SET facts = jsonb_set(facts, '{collegeDecision,informBeforeOpening}', $2) WHERE id = $1`, [id, JSON.stringify(kinds)]);
    await decide(['council']);
    const activation = await oneBuilding();
    await decide([]);
    const [deployment] = activation.deployments;
    expect(await openLocation(the, activation, deployment)).toBe(409);
    const { email, password } = the.credential('Gemeente Assen');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const refused = await complete(deployment);
    expect(refused.body).toMatchObject({ code: 'MILESTONE.INFORM_FIRST', kinds: ['council'] });
    expect(refused.body.detail).toContain('gemeenteraad');
    const council = await taskOf(activation, 'council');
    expect(council.required).toBe(true);
    expect((await report(council, { reason: 'Reces' }, 'Gemeente Assen', 'waivers')).body.code).toBe('INFORMATION.REQUIRED');
    const done = await visitor.post(`/inzetten/${activation.id}`, { step: 'inform', subjectId: council.id, note: '' });
    expect(done.headers.get('location')).toContain('gelukt=inform');
    expect((await complete(deployment)).status).toBe(201);
  });
});

describe('the press line', () => {
  const line = { spokesperson: { name: 'R. de Wit', organisation: 'PRO', telephone: '0592 123 456' }, textNl: 'Wij vangen vannacht mensen op.', publishFrom: '2030-01-05T07:00:00Z' };
  const put = (activation: Json, version: number, body: Json = line, who = 'operations'): Promise<Answer> => the.call(who, 'PUT', `/activations/${activation.id}/press-line`, body, { 'if-match': `"${version}"` });

  it('is one, told to everyone with its earliest hour, and changed by whoever saw the last one', async () => {
    const activation = await sixty();
    for (const who of ['province', 'municipality', 'coa', 'red-cross', 'auditor']) expect((await put(activation, 0, line, who)).status).toBe(403);
    expect((await the.call('coa', 'GET', `/activations/${activation.id}/press-line`)).headers.get('etag')).toBe('"0"');
    const set = await put(activation, 0);
    expect([set.status, set.headers.get('etag')]).toEqual([200, '"1"']);
    expect((await put(activation, 0, { ...line, textNl: 'Anders' }, 'ministry')).body.code).toBe('REQUEST.STALE_VERSION');
    expect((await put(activation, 1)).headers.get('etag')).toBe('"1"');
    for (const who of ['ministry', 'province', 'operations', 'red-cross', 'coa', 'Gemeente Assen', 'Gemeente Emmen']) {
      const [mail, ...others] = await messagesTo(the, activation, who, 'press-line');
      expect([who, others.length, mail!.content.nl.text.includes('Niet publiceren vóór'), mail!.content.nl.text.includes('R. de Wit (PRO), telefoon 0592 123 456'), mail!.content.en.text.includes(line.textNl)]).toEqual([who, 0, true, true, true]);
    }
    const [entry] = await the.site.database.sql<Json>(`SELECT e.after, p.personal FROM record_entries e JOIN record_personal_values p ON p.entry_id = e.id WHERE e.activation_id = $1 AND e.action = 'press-line.set'`, [activation.id]);
    expect(JSON.stringify(entry.after)).not.toContain('R. de Wit');
    expect(entry.personal.spokesperson.name).toBe('R. de Wit');

    const { email, password } = the.credential('ministry');
    const visitor = await new Visitor(the.site).signIn(email, password);
    const changed = await visitor.post(`/inzetten/${activation.id}`, { step: 'press-line', subjectId: activation.id, version: '1', 'spokesperson.name': 'R. de Wit', 'spokesperson.organisation': 'PRO', 'spokesperson.telephone': '0592 123 456', textNl: 'Gewijzigd', textEn: 'Changed', publishFrom: '2030-01-05T09:00' });
    expect(changed.headers.get('location')).toContain('gelukt=press-line');
    expect((await the.read(activation.id, 'red-cross')).pressLine).toMatchObject({ version: 2, publishFrom: '2030-01-05T08:00:00.000Z', textEn: 'Changed', neverPublish: false });
    const page = await (await visitor.get(`/inzetten/${activation.id}`)).text();
    for (const text of ['Woordvoering', 'Niet publiceren vóór', 'tel:+31592123456', 'Gewijzigd']) expect([text, page.includes(text)]).toEqual([text, true]);
  });

  it('of an exercise is never published', async () => {
    const exercise = await sixty({ exercise: true });
    await put(exercise, 0);
    const [mail] = await messagesTo(the, exercise, 'coa', 'press-line');
    expect([mail!.content.nl.text.includes('OEFENING: niets publiceren'), mail!.content.nl.text.includes('Niet publiceren vóór')]).toEqual([true, false]);
    const { email, password } = the.credential('coa');
    const page = await (await (await new Visitor(the.site).signIn(email, password)).get(`/inzetten/${exercise.id}`)).text();
    expect([page.includes('OEFENING: niets publiceren'), page.includes('Niet publiceren vóór')]).toEqual([true, false]);
  });
});
