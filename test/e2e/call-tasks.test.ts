import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, dayOf, SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { endActivations, locationId, messagesTo, passTime } from '../factories/activations.js';
import { startCase, type Answer, type Case, type Json } from '../factories/case.js';
import { RETENTION_POLICY } from '../../config/retention.js';
import { ForgetSpokespersons } from '../../src/activations/forget-spokespersons.js';
import { ForgetCalls } from '../../src/alerts/forget-calls.js';
import type { Forgetter } from '../../src/platform/clean-up/index.js';
import { AnswerTokens } from '../../src/alerts/answer-tokens.js';
import { ReachabilityJobs } from '../../src/alerts/reachability.jobs.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const HOUR = 3600;
const DAY = 24 * HOUR;
let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const tasks = async (activation: Json, who = 'operations'): Promise<Json[]> => (await the.call(who, 'GET', `/call-tasks?activationId=${activation.id}`)).body.items;
const taskOf = async (activation: Json, name: string): Promise<Json> => (await tasks(activation)).find(({ organisation }) => organisation.name.includes(name));
const callIt = (task: Json, contactId: string, result: string, more: Json = {}): Promise<Answer> => the.call('operations', 'POST', `/call-tasks/${task.id}/attempts`, { contactId, result, ...more });

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

/** Sixty places, so that one building is left. */
const sixty = (more: Json = {}): Promise<Json> => the.trigger({ places: 60, groups: { families: 60 }, ...more });
/** Calls every number of a task in vain. */
async function callInVain(task: Json): Promise<void> {
  for (const { contactId, telephone } of task.numbers) if (telephone) expect((await callIt(task, contactId, 'no-answer')).status).toBe(201);
}

describe('a call task', () => {
  it('is there at once for every party of a real activation, with the numbers in order', async () => {
    const activation = await sixty();
    const open = await tasks(activation);
    const asked = ['Rode Kruis', 'COA', ...activation.deployments.map(({ municipality }: Json) => municipality.name)];
    expect(open).toHaveLength(asked.length);
    for (const name of asked) expect(open.find(({ organisation }) => organisation.name.startsWith(name))).toMatchObject({ because: 'real-activation', closedAt: null, attempts: [] });
    const [first] = open;
    expect(first.numbers[0]).toMatchObject({ result: 'untried', telephone: expect.stringMatching(/^\+31/) });
    expect(first.next).toBe(first.numbers[0].contactId);
  });

  it('of an exercise comes with the first step that passes without an answer, for who did not answer', async () => {
    const exercise = await sixty({ exercise: true });
    expect(await tasks(exercise)).toEqual([]);
    await the.call('red-cross', 'POST', `/activations/${exercise.id}/receipts`, {});
    await passTime(the, HOUR / 2 + 1);
    const open = await tasks(exercise);
    expect(open.every(({ because, exercise: marked }) => because === 'no-answer' && marked)).toBe(true);
    expect(open.map(({ organisation }) => organisation.name)).toEqual(expect.arrayContaining([expect.stringContaining('COA')]));
    expect(open.filter(({ organisation }) => organisation.name.includes('Rode Kruis'))).toEqual([]);
  });

  it('goes along the numbers, keeps every result, and is closed by an answer that came another way', async () => {
    const activation = await sixty();
    const task = await taskOf(activation, 'Rode Kruis');
    expect((await callIt(task, task.next, 'voicemail', { note: 'Ingesproken' })).status).toBe(201);
    const after = await taskOf(activation, 'Rode Kruis');
    expect(after.numbers[0]).toMatchObject({ contactId: task.next, result: 'voicemail' });
    expect(after.next).not.toBe(task.next);
    expect(after.attempts).toMatchObject([{ contactId: task.next, result: 'voicemail', note: 'Ingesproken', byName: expect.stringMatching(/../) }]);
    await the.call('red-cross', 'POST', `/activations/${activation.id}/receipts`, {});
    expect(await taskOf(activation, 'Rode Kruis')).toMatchObject({ closeReason: 'answered', numbers: [], next: null });
    const refused = await callIt(task, task.next, 'reached');
    expect([refused.status, refused.body.code]).toEqual([409, 'CALL_TASK.CLOSED']);
    expect(await taskOf(activation, 'COA')).toMatchObject({ closedAt: null });
  });

  it('takes the answer by telephone: who said it, and who noted it', async () => {
    const activation = await sixty();
    const task = await taskOf(activation, 'Rode Kruis');
    const said = { name: 'Sam Verzonnen', function: 'piket' };
    expect((await the.call('operations', 'POST', `/call-tasks/${task.id}/receipts`, said)).status).toBe(201);
    const alerts = (await the.call('operations', 'GET', `/alerts?activationId=${activation.id}`)).body.items;
    const root = alerts.find(({ rootId, organisation }: Json) => rootId === null && organisation.name.includes('Rode Kruis'));
    expect(root.receipt).toMatchObject({ byName: 'Sam Verzonnen', byFunction: 'piket', channel: 'telephone', late: false });
    const { deployments } = await the.read(activation.id);
    const received = deployments.flatMap(({ milestones }: Json) => milestones.filter(({ kind, owner }: Json) => kind === 'received' && owner.name.includes('Rode Kruis')));
    expect(received.every(({ state }: Json) => state === 'done')).toBe(true);
    const [entry] = await sql<{ channel: string; organisation_id: string }>(`SELECT channel, organisation_id FROM record_entries WHERE activation_id = $1 AND action = 'alert.received'`, [activation.id]);
    const [desk] = await sql<{ id: string }>(`SELECT id FROM organisations WHERE kind = 'operations'`);
    expect(entry).toEqual({ channel: 'telephone', organisation_id: desk!.id });

    const deploymentId = deployments[0].id;
    const commitment = { deploymentId, ...said, answer: 'given', mandate: 'district', teamSize: 4, arrivalAt: activation.deadlineAt };
    expect((await the.call('operations', 'POST', `/call-tasks/${task.id}/commitments`, commitment)).status).toBe(201);
    const [row] = await sql<Json>('SELECT channel, by_name, organisation_id = $2 AS of_red_cross FROM commitments WHERE deployment_id = $1', [deploymentId, task.organisation.id]);
    expect(row).toEqual({ channel: 'telephone', by_name: 'Sam Verzonnen', of_red_cross: true });
  });

  it('answers for its own activation only: an exercise’s task commits nothing in the real one', async () => {
    const exercise = await sixty({ exercise: true });
    await passTime(the, HOUR / 2 + 1);
    const task = (await tasks(exercise)).find(({ organisation }) => organisation.name.includes('COA'));
    await endActivations(the);
    const real = await sixty();
    const commitment = { deploymentId: real.deployments[0].id, name: 'Max Verzonnen', function: 'piket', answer: 'given', mandate: 'regio', intakePlan: 'Bus' };
    const { status, body } = await the.call('operations', 'POST', `/call-tasks/${task.id}/commitments`, commitment);
    expect([status, body.code]).toEqual([404, 'REQUEST.NOT_FOUND']);
    expect(await sql('SELECT 1 FROM commitments WHERE activation_id = $1', [real.id])).toEqual([]);
  });

  it('names whoever answers: without a name nothing is entered', async () => {
    const task = await taskOf(await sixty(), 'COA');
    const { status, body } = await the.call('operations', 'POST', `/call-tasks/${task.id}/receipts`, { name: ' ' });
    expect([status, body.errors.map(({ path }: Json) => path)]).toEqual([400, ['name', 'function']]);
  });

  it('ends with PRO’s officer when every number was tried: told at once, to be called, with a second building proposed', async () => {
    const activation = await sixty();
    const [deployment] = activation.deployments;
    await callInVain(await taskOf(activation, deployment.municipality.name));
    expect(await taskOf(activation, deployment.municipality.name)).toMatchObject({ closedAt: null, next: null, allTriedAt: expect.any(String) });
    const [mail] = await messagesTo(the, activation, 'ministry', 'call-round-ended');
    expect(mail!.content.nl.subject).toContain(`Niemand bereikt bij ${deployment.municipality.name}`);
    expect(mail!.content.nl.text).toContain(deployment.location.name);
    expect(mail!.content.nl.text).toContain('Kan in plaats daarvan op tijd klaar zijn');
    const officer = (await tasks(activation)).find(({ because }) => because === 'all-tried');
    expect(officer).toMatchObject({ closedAt: null, organisation: { name: the.credential('ministry').name } });
    // A second round in vain tells nobody again, and reaching the officer is what it was about.
    await callInVain(await taskOf(activation, deployment.municipality.name));
    expect(await messagesTo(the, activation, 'ministry', 'call-round-ended')).toHaveLength(1);
    await callIt(officer, officer.next, 'reached');
    expect((await tasks(activation)).find(({ id }) => id === officer.id)).toMatchObject({ closeReason: 'answered' });
  });

  it('for whom no number is known ends with PRO’s officer at once, and once', async () => {
    const kept = await sql<{ id: string; telephone: string }>(`SELECT c.id, c.telephone FROM contacts c JOIN organisations o ON o.id = c.organisation_id WHERE o.kind = 'red-cross' AND c.telephone IS NOT NULL`);
    await sql('UPDATE contacts SET telephone = NULL WHERE id = ANY($1::uuid[])', [kept.map(({ id }) => id)]);
    try {
      const activation = await sixty();
      await passTime(the, 5);
      await passTime(the, 10);
      const task = await taskOf(activation, 'Rode Kruis');
      expect(task).toMatchObject({ closedAt: null, next: null, allTriedAt: expect.any(String), attempts: [] });
      expect((await tasks(activation)).find(({ because }) => because === 'all-tried')).toMatchObject({ closedAt: null, organisation: { name: the.credential('ministry').name } });
      const told = await messagesTo(the, activation, 'ministry', 'call-round-ended');
      expect(told.map(({ content }) => content.nl.text.includes('is geen enkel telefoonnummer bekend'))).toEqual([true]);
      const { email, password } = the.credential('operations');
      const desk = await new Visitor(the.site).signIn(email, password);
      expect(await (await desk.get(`/inzetten/${activation.id}/belopdrachten/${task.id}`)).text()).toContain('Er is geen nummer om te bellen.');
    } finally {
      for (const { id, telephone } of kept) await sql('UPDATE contacts SET telephone = $2 WHERE id = $1', [id, telephone]);
    }
  });

  it('is closed when it is no longer needed: the location dropped out, the activation ended', async () => {
    const activation = await sixty();
    const [deployment, other] = activation.deployments;
    await the.call('operations', 'POST', `/deployments/${deployment.id}/failures`, { reason: 'Lekkage' });
    expect(await taskOf(activation, deployment.municipality.name)).toMatchObject({ closeReason: 'not-needed' });
    if (other) expect(await taskOf(activation, other.municipality.name)).toMatchObject({ closedAt: null });
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'klaar' });
    expect((await tasks(activation)).every(({ closedAt }) => closedAt !== null)).toBe(true);
  });

  it('is for the duty desk; PRO and the auditor look on, nobody else sees the numbers', async () => {
    const activation = await sixty();
    const task = await taskOf(activation, 'COA');
    for (const who of ['ministry', 'auditor']) expect(await tasks(activation, who)).toHaveLength((await tasks(activation)).length);
    for (const who of ['red-cross', 'coa', 'municipality', 'province']) expect((await the.call(who, 'GET', `/call-tasks?activationId=${activation.id}`)).status).toBe(403);
    for (const who of ['ministry', 'auditor', 'coa']) expect((await the.call(who, 'POST', `/call-tasks/${task.id}/attempts`, {})).status).toBe(403);
    const unknown = await callIt(task, (await taskOf(activation, 'Rode Kruis')).next, 'reached');
    expect([unknown.status, unknown.body.code]).toEqual([409, 'CALL_TASK.NUMBER_UNKNOWN']);
  });

  it('is worked without script: number, result, and the answer on one page', async () => {
    const activation = await sixty();
    const { email, password } = the.credential('operations');
    const desk = await new Visitor(the.site).signIn(email, password);
    const task = await taskOf(activation, 'COA');
    const path = `/inzetten/${activation.id}/belopdrachten/${task.id}`;
    expect(await (await desk.get(`/inzetten/${activation.id}`)).text()).toContain(path);
    const page = await (await desk.get(path)).text();
    expect(page).toContain(`href="tel:${task.numbers[0].telephone}"`);
    const wrong = await desk.post(path, { step: 'call', subjectId: task.next, note: 'bezet' });
    expect([wrong.status, (await wrong.text()).includes('bezet')]).toEqual([400, true]);
    expect((await desk.post(path, { step: 'call', subjectId: task.next, result: 'reached' })).headers.get('location')).toBe(`${path}?gelukt=call`);
    expect((await desk.post(path, { step: 'receive', subjectId: activation.id, name: 'Max Verzonnen', function: 'piket' })).status).toBe(303);
    const answered = await (await desk.get(path)).text();
    expect(answered).toContain('er is geantwoord');
    // Receipt is not commitment: that can still be noted in the same call, for each location.
    expect(answered).not.toContain('value="receive"');
    for (const { id } of activation.deployments) {
      const done = await desk.post(path, { step: 'commit', subjectId: id, answer: 'given', name: 'Max Verzonnen', function: 'piket', mandate: 'regio', intakePlan: 'Twee bussen' });
      expect(done.headers.get('location')).toBe(`${path}?gelukt=commit`);
    }
    expect(await (await desk.get(path)).text()).not.toContain('value="commit"');
    const ministry = the.credential('ministry');
    const reader = await new Visitor(the.site).signIn(ministry.email, ministry.password);
    expect(await (await reader.get(path)).text()).not.toContain('name="result"');
    expect((await reader.post(path, { step: 'call', subjectId: task.next, result: 'reached' })).status).toBe(403);
  });
});

describe('contacts that are asked every month whether mail reaches them', () => {
  const jobs = (): ReachabilityJobs => the.site.app.get(ReachabilityJobs);
  const checks = (done: boolean): Promise<{ at: string }[]> => sql(
    `SELECT DISTINCT to_char(due_at AT TIME ZONE 'Europe/Amsterdam', 'DD HH24:MI') AS at FROM due_moments WHERE kind = 'reachability.check' AND superseded_at IS NULL AND done_at IS ${done ? 'NOT ' : ''}NULL`);
  const tests = (): Promise<{ id: string; address: string }[]> => sql(
    `SELECT d.id, d.address FROM deliveries d JOIN alerts a ON a.id = d.alert_id WHERE a.purpose = 'contact-test' ORDER BY d.address`);
  const told = (about: string): Promise<{ name: string; text: string }[]> => sql(
    `SELECT o.name, a.content->'nl'->>'text' AS text FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.purpose = 'contacts-unreached' AND right(a.content->'nl'->>'subject', length($1)) = $1`, [about]);

  it('are asked in the first month after their organisation is added while the service runs; of an auditor nobody is', async () => {
    const added = await the.site.app.get(Database).transaction(async (tx) => {
      const directory = the.site.app.get(DirectoryWriter);
      const kinds = ['red-cross', 'auditor'] as const;
      return [await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind: kinds[0], name: 'Rode Kruis Zuid' }), await directory.createOrganisation(tx, SYSTEM_ACTOR, { kind: kinds[1], name: 'Rekenkamer' })];
    });
    const planned = (): Promise<Json[]> => sql(
      `SELECT subject_id, to_char(due_at AT TIME ZONE 'Europe/Amsterdam', 'DD HH24:MI') AS at FROM due_moments WHERE kind = 'reachability.check' AND superseded_at IS NULL AND subject_id = ANY($1::uuid[])`, [added]);
    expect(await planned()).toEqual([{ subject_id: added[0], at: '10 10:00' }]);
    await jobs().planFirst();
    expect(await planned()).toHaveLength(1);
  });

  it('and do not answer, lower the readiness of the buildings they are contacts of, and are told of once', async () => {
    const building = await locationId(the, 'De Oude Gieterij');
    const read = async (): Promise<Json> => (await the.call('ministry', 'GET', `/standby-locations/${building}`)).body;
    const before = await read();
    await Promise.all([jobs().planFirst(), jobs().planFirst()]);
    expect(await checks(false)).toEqual([{ at: '10 10:00' }]);
    // Two more go by without anybody carrying out anything: one check, one next.
    const [{ due }] = await sql<{ due: Date }>(`SELECT min(due_at) AS due FROM due_moments WHERE kind = 'reachability.check' AND superseded_at IS NULL`) as [{ due: Date }];
    const since = (days: number): Promise<void> => passTime(the, (due.getTime() - Date.now()) / 1000 + days * DAY);
    await since(66);
    expect([(await checks(true)).length, await checks(false)]).toEqual([1, [{ at: '10 10:00' }]]);
    const asked = await tests();
    expect(new Set(asked.map(({ address }) => address)).size).toBe(asked.length);
    const [duty, keys, estate] = before.contacts.map(({ email }: Json) => email);
    // Whoever holds the keys is a contact of the building alone, and is not asked.
    expect(asked.map(({ address }) => address).filter((address) => [duty, keys, estate].includes(address))).toEqual([duty, estate]);
    const token = the.site.app.get(AnswerTokens).tokenOf(asked.find(({ address }) => address === duty)!.id, 'verify');
    expect((await new Visitor(the.site).post(`/proefbericht/${token}`, { answer: 'yes' })).status).toBe(303);

    // The mail server took the other one; what it has not taken says nothing about anybody.
    await sql(`UPDATE deliveries SET state = 'accepted', accepted_at = created_at, next_try_at = NULL WHERE address = $1 AND state = 'queued'`, [estate]);
    await since(73.5);
    const after = await read();
    const testedOn = dayOf(new Date(due.getTime() + 66 * DAY * 1000));
    expect(after.contacts.map(({ notReachedOn }: Json) => notReachedOn)).toEqual([null, null, testedOn]);
    expect(after.readiness.reasons.filter(({ criterion }: Json) => criterion === 'contacts')).toMatchObject([{ code: 'CONTACT_NOT_REACHED' }]);
    expect([after.version, await tests()]).toEqual([before.version + 1, asked]);
    const [{ name: municipality }] = await sql<{ name: string }>('SELECT name FROM organisations WHERE id = $1', [before.organisationId]) as [{ name: string }];
    const messages = await told(municipality);
    expect(messages.map(({ name }) => name).sort()).toEqual([municipality, the.credential('operations').name].sort());
    for (const { text } of messages) expect([text.includes('- Vastgoed'), text.includes('- Piket')]).toEqual([true, false]);
    await since(74);
    expect([(await told(municipality)).length, await told('Gemeente Meppel')]).toEqual([2, []]);
  });
});

describe('an answer about a longer stay', () => {
  it('is noted by operations when it comes by telephone, and marked so; nobody else can', async () => {
    const activation = await sixty({ exercise: true });
    const [deployment] = activation.deployments;
    const municipality = deployment.municipality.name;
    const lastNight = addDays(dayOf(new Date(activation.deadlineAt)), 9);
    await the.call(municipality, 'POST', `/deployments/${deployment.id}/commitments`, { answer: 'given', mandate: 'collegebesluit', lastNight });
    const ask = async (nights: number): Promise<string> =>
      (await the.call('ministry', 'POST', `/deployments/${deployment.id}/stay-extensions`, { lastNight: addDays(lastNight, nights), reason: 'Nog vol' })).body.id;
    const id = await ask(7);
    const said = { name: 'Mees Verzonnen', function: 'wethouder', mandate: 'collegebesluit' };
    for (const who of ['ministry', 'coa', municipality, 'auditor']) expect((await the.call(who, 'POST', `/stay-extensions/${id}/telephoned-answers`, { ...said, answer: 'given' })).status).toBe(403);
    const unsaid = await the.call('operations', 'POST', `/stay-extensions/${id}/telephoned-answers`, { answer: 'given', mandate: 'collegebesluit' });
    expect([unsaid.status, unsaid.body.errors.map(({ path }: Json) => path)]).toEqual([400, ['name', 'function']]);
    expect((await the.call('operations', 'POST', `/stay-extensions/${id}/telephoned-answers`, { ...said, answer: 'given' })).status).toBe(201);
    expect((await the.read(activation.id)).deployments[0]).toMatchObject({ lastNight: addDays(lastNight, 7), stayExtension: { answer: 'given', channel: 'telephone' } });
    const entry = (action: string): Promise<Json[]> => sql(
      `SELECT e.channel, o.kind, p.personal->>'byName' AS said_by FROM record_entries e JOIN organisations o ON o.id = e.organisation_id LEFT JOIN record_personal_values p ON p.entry_id = e.id
        WHERE e.activation_id = $1 AND e.action = $2`, [activation.id, action]);
    expect(await entry('stay.given')).toEqual([{ channel: 'telephone', kind: 'operations', said_by: 'Mees Verzonnen' }]);

    const { email, password } = the.credential('operations');
    const desk = await new Visitor(the.site).signIn(email, password);
    const page = `/inzetten/${activation.id}`;
    const second = await ask(9);
    expect(await (await desk.get(page)).text()).toContain('Antwoord per telefoon noteren');
    const wrong = await desk.post(page, { step: 'note-stay', subjectId: second, answer: 'refused', name: '', function: '', mandate: 'x' });
    expect(wrong.status).toBe(400);
    const done = await desk.post(page, { step: 'note-stay', subjectId: second, answer: 'refused', reason: 'Verhuurd', ...said });
    expect(done.headers.get('location')).toContain('gelukt=note-stay');
    const shown = await (await desk.get(page)).text();
    expect(shown.includes('Mees Verzonnen, wethouder') && shown.includes('(per telefoon, genoteerd door de piketdienst)')).toBe(true);
    expect(await entry('stay.refused')).toMatchObject([{ channel: 'telephone' }]);
  });
});

describe('who was telephoned, and who spoke to the press', () => {
  it('is forgotten after its term; that somebody was called, the result and the press line stay', async () => {
    const over = await sixty();
    const task = await taskOf(over, 'COA');
    const call = { contactId: task.next, result: 'voicemail', note: 'Ingesproken bij de portier' };
    expect((await the.call('operations', 'POST', `/call-tasks/${task.id}/attempts`, call)).status).toBe(201);
    const line = { spokesperson: { name: 'R. de Wit', organisation: 'PRO', telephone: '0592 123 456' }, textNl: 'Wij vangen vannacht mensen op.', publishFrom: '2030-01-05T07:00:00Z' };
    expect((await the.call('ministry', 'PUT', `/activations/${over.id}/press-line`, line, { 'if-match': '"0"' })).status).toBe(200);
    const forget = (): Promise<number[]> => Promise.all([ForgetCalls, ForgetSpokespersons].map((what) => the.site.app.get<Forgetter>(what, { strict: false }).forget()));
    const speaker = async (): Promise<Json> => (await the.read(over.id)).pressLine.spokesperson;
    const { spokespersonDays, callDays } = RETENTION_POLICY;
    const end = callDays.value * DAY + 60;
    await the.site.database.shiftClock(end);
    // Those of earlier tests.
    await forget();
    await the.call('ministry', 'POST', `/activations/${over.id}/stand-downs`, { reason: 'klaar' });
    await the.site.database.shiftClock(end + spokespersonDays.value * DAY - 60);
    expect(await forget()).toEqual([0, 0]);
    expect(await speaker()).toMatchObject({ name: 'R. de Wit' });
    await the.site.database.shiftClock(end + spokespersonDays.value * DAY + 60);
    expect(await forget()).toEqual([0, 1]);
    expect(await speaker()).toEqual({ name: null, organisation: 'PRO', telephone: null });
    const page = async (path: string): Promise<string> => {
      const { email, password } = the.credential('operations');
      return (await (await new Visitor(the.site).signIn(email, password)).get(path)).text();
    };
    expect(await page(`/inzetten/${over.id}`)).toContain('Wij vangen vannacht mensen op.');

    await the.site.database.shiftClock(end + callDays.value * DAY - 60);
    await forget();
    expect((await taskOf(over, 'COA')).attempts).toMatchObject([{ contactId: task.next, note: call.note }]);
    await the.site.database.shiftClock(end + callDays.value * DAY + 60);
    expect(await forget()).toEqual([1, 0]);
    expect((await taskOf(over, 'COA')).attempts).toMatchObject([{ contactId: null, name: null, telephone: null, note: null, byName: null, result: 'voicemail' }]);
    const shown = await page(`/inzetten/${over.id}/belopdrachten/${task.id}`);
    expect([shown.includes('Niet meer bekend wie'), shown.includes('portier')]).toEqual([true, false]);
    await expect(sql(`UPDATE call_attempts SET name = 'half' WHERE task_id = $1`, [task.id])).rejects.toThrow('call_attempts_forgotten');
  });
});
