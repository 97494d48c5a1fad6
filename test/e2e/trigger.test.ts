import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readActivation } from '../../src/activations/activation-aggregate.js';
import { Activation } from '../../src/activations/activation.entity.js';
import { CommitmentRow } from '../../src/activations/commitment.entity.js';
import { Deployment } from '../../src/activations/deployment.entity.js';
import { InformationTask } from '../../src/activations/information-task.entity.js';
import { Milestone } from '../../src/activations/milestone.entity.js';
import { SYSTEM_ACTOR, SYSTEM_SCOPE } from '../../src/kernel/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { endActivations } from '../factories/activations.js';
import { commitAll, startCase, WANTED, type Case, type Json } from '../factories/case.js';

jest.setTimeout(60_000);

let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const count = async (table: string, where = 'true'): Promise<number> => Number((await sql<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE ${where}`))[0]!.n);
const codes = (body: Json): [string, string][] => body.errors.map(({ path, code }: Json) => [path, code]);

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
beforeEach(() => endActivations(the));

describe('a trigger', () => {
  it('writes activation, deployments, milestones, due moments, alerts and record in one go', async () => {
    const activation = await the.trigger();
    const { id } = activation;
    expect(activation).toMatchObject({ status: 'running', exercise: false, places: 100, plannedPlaces: 100, shortfall: 0, outcome: null, window: 'PT72H' });
    expect(Date.parse(activation.deadlineAt) - Date.parse(activation.triggeredAt)).toBe(72 * 3_600_000);
    expect(activation.deployments).toHaveLength(3);
    for (const { milestones, places, groups } of activation.deployments) {
      expect(milestones).toHaveLength(14);
      expect(Object.values(groups as Record<string, number>).reduce((sum, persons) => sum + persons, 0)).toBe(places);
    }
    expect(await count('due_moments', `subject_id = '${id}' AND kind = 'activation.deadline' AND due_at = '${activation.deadlineAt}'`)).toBe(1);
    expect(await count('due_moments', `kind = 'milestone.overdue' AND subject_id IN (SELECT id FROM milestones WHERE activation_id = '${id}')`)).toBe(42);
    // PRO, PRT and operations are told; the Red Cross, COA and three municipalities are asked.
    expect(await count('alerts', `topic_id = '${id}' AND root_id IS NULL`)).toBe(8);
    expect(await count('alerts', `topic_id = '${id}' AND asks_receipt`)).toBe(5);
    expect(await count('record_entries', `activation_id = '${id}' AND action = 'activation.triggered'`)).toBe(1);
  });

  it('is carried out once per Idempotency-Key, and the key is not for another request', async () => {
    const body = { reserveRequestId: the.requestId, ...WANTED };
    const first = await the.call('ministry', 'POST', '/activations', body, { 'idempotency-key': 'k-1' });
    const again = await the.call('ministry', 'POST', '/activations', body, { 'idempotency-key': 'k-1' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    expect(await count('activations', `status = 'running'`)).toBe(1);
    const other = await the.call('ministry', 'POST', '/activations', { ...body, reason: 'anders' }, { 'idempotency-key': 'k-1' });
    expect([other.status, other.body.code]).toEqual([422, 'REQUEST.IDEMPOTENCY_KEY_REUSED']);
  });

  it('makes one activation when fifty officials click at once; the others are told which', async () => {
    const body = { reserveRequestId: the.requestId, ...WANTED };
    const answers = await Promise.all(Array.from({ length: 50 }, () => the.call('ministry', 'POST', '/activations', body)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    for (const { body: problem } of refused) expect(problem).toMatchObject({ code: 'ACTIVATION.ALREADY_RUNNING', activationId: made[0]!.body.id });
    expect(await count('location_holds', 'released_at IS NULL')).toBe(3);
  });

  it('is held by constraints, whatever the code believes', async () => {
    const { id } = await the.trigger();
    const copy = `INSERT INTO activations SELECT gen_random_uuid(), reserve_request_id, exercise, status, places, groups, reason, planned_places, shortfall, window_seconds,
      triggered_at, deadline_at, parties, outcome, outcome_at, outcome_reason, ended_at, end_reason, version FROM activations WHERE id = $1`;
    await expect(sql(copy, [id])).rejects.toMatchObject({ constraint: 'activations_one_real' });
    const hold = 'INSERT INTO location_holds (id, location_id, activation_id, exercise, starts_at) SELECT gen_random_uuid(), location_id, gen_random_uuid(), false, starts_at FROM location_holds WHERE activation_id = $1 LIMIT 1';
    await expect(sql(hold, [id])).rejects.toMatchObject({ constraint: 'location_holds_one' });
    await sql(`UPDATE activations SET outcome = 'met', outcome_at = deadline_at - interval '1 second' WHERE id = $1`, [id]);
    await expect(sql(`UPDATE activations SET outcome = 'missed' WHERE id = $1`, [id])).rejects.toThrow('written once');
  });

  it.each<[string, Record<string, unknown>, [string, string][]]>([
    ['unknown fields and wrong types', { places: '100', admin: true }, [['places', 'wrong-type'], ['admin', 'unknown']]],
    ['an unknown field beside groups that do not add up', { places: 99, admin: true }, [['admin', 'unknown'], ['groups', 'does-not-add-up']]],
    ['no places', { places: 0 }, [['places', 'too-small'], ['groups', 'does-not-add-up']]],
    ['a window of zero', { exercise: true, window: 'PT0S' }, [['window', 'not-a-duration']]],
    ['a window too short', { exercise: true, window: 'PT59S' }, [['window', 'not-an-exercise-window']]],
    ['no window at all and groups that do not add up', { exercise: true, window: 'x', places: 90 }, [['window', 'not-a-duration'], ['groups', 'does-not-add-up']]],
    ['a real one with a window of its own', { window: 'PT60S' }, [['window', 'not-the-requests-window']]],
    ['more than the request', { places: 101, groups: { families: 101 } }, [['places', 'too-large']]],
    ['a location that is none of theirs', { locations: ['01a20aff-77c2-729d-98d8-877dcd800406'] }, [['locations.0', 'location-unknown']]],
  ])('is refused for %s, naming every field, and nothing has changed', async (_, body, expected) => {
    const before = await count('record_entries');
    const answer = await the.call('ministry', 'POST', '/activations', { reserveRequestId: the.requestId, ...WANTED, ...body });
    expect([answer.status, answer.body.code]).toEqual([400, 'REQUEST.INVALID']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(codes(answer.body)).toEqual(expected);
    expect(await count('activations', `status = 'running'`)).toBe(0);
    expect(await count('record_entries')).toBe(before);
  });

  it('says the same in Dutch and English', async () => {
    const ask = async (language: string): Promise<Json> => (await the.call('ministry', 'POST', '/activations', {}, { 'accept-language': language })).body;
    const [dutch, english] = [await ask('nl'), await ask('en')];
    expect(dutch.code).toBe(english.code);
    expect(codes(dutch)).toEqual(codes(english));
    expect(dutch.title).toBe('De invoer klopt niet');
    expect(english.title).toBe('The input is not valid');
  });

  it('with fewer ready than asked needs the shortfall accepted; the figure is in the answer', async () => {
    const [ready] = (await the.call('ministry', 'GET', '/standby-locations?pageSize=100')).body.items.filter(({ name }: Json) => name === 'De Oude Gieterij');
    const body = { reserveRequestId: the.requestId, ...WANTED, locations: [ready.id] };
    const refused = await the.call('ministry', 'POST', '/activations', body);
    expect([refused.status, refused.body.code]).toEqual([409, 'ACTIVATION.SHORTFALL_NOT_ACCEPTED']);
    expect(refused.body).toMatchObject({ requested: 100, planned: 45, shortfall: 55, ready: 115 });
    const accepted = await the.call('ministry', 'POST', '/activations', { ...body, acceptShortfall: true });
    expect(accepted.status).toBe(201);
    expect(accepted.body).toMatchObject({ plannedPlaces: 45, shortfall: 55 });
    expect(await count('alerts', `topic_id = '${accepted.body.id}' AND purpose = 'confirmation' AND content->'nl'->>'text' LIKE '%55 van de 100%'`)).toBe(3);
  });

  it('of the real thing needs a person of the ministry', async () => {
    const [ministry] = await sql<{ id: string }>(`SELECT id FROM organisations WHERE kind = 'ministry'`);
    const { key } = await the.site.app.get(Database).transaction((tx) => the.site.app.get(DirectoryWriter).createApiKey(tx, SYSTEM_ACTOR, { organisationId: ministry!.id, name: 'systeem' }));
    const body = { reserveRequestId: the.requestId, ...WANTED };
    const asMachine = (exercise: boolean): Promise<Response> => fetch(`${the.site.url}/api/v1/activations`, {
      method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ ...body, exercise }),
    });
    const real = await asMachine(false);
    expect([real.status, ((await real.json()) as Json).code]).toEqual([403, 'ACTIVATION.MACHINE_KEY']);
    expect((await asMachine(true)).status).toBe(201);
    const operations = await the.call('operations', 'POST', '/activations', body);
    expect([operations.status, operations.body.code]).toEqual([403, 'AUTH.FORBIDDEN']);
    for (const who of ['municipality', 'red-cross', 'coa', 'province', 'auditor']) expect((await the.call(who, 'POST', '/activations', { ...body, exercise: true })).status).toBe(403);
  });

  it('goes through whatever a building, a street or a contact is called, also like the mark of a link', async () => {
    await the.site.database.sql(`UPDATE standby_locations SET name = '{answerLink}', street = 'Straat {confirmLink}', contacts = jsonb_set(contacts, '{0,name}', '"{verificationLink}"') WHERE name = 'De Oude Gieterij'`);
    const exercise = await the.trigger({ exercise: true });
    const texts = await the.site.database.sql<{ text: string; organisation: string }>(`SELECT a.content->'nl'->>'text' AS text, o.kind AS organisation FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1`, [exercise.id]);
    expect(texts.filter(({ text }) => text.includes('Straat (confirmLink)')).map(({ organisation }) => organisation).sort()).toEqual(['coa', 'ministry', 'municipality', 'operations', 'province', 'red-cross']);
    await the.site.database.sql(`UPDATE standby_locations SET name = 'De Oude Gieterij', street = 'Industrieweg' WHERE name = '{answerLink}'`);
  });

  it('of the real thing takes the locations over from an exercise, which ends with that reason', async () => {
    const exercise = await the.trigger({ exercise: true });
    const real = await the.trigger();
    const ended = await the.read(exercise.id);
    expect(ended).toMatchObject({ status: 'ended', outcome: 'none' });
    expect(ended.endReason).toContain('echte inzet');
    expect(await count('location_holds', `released_at IS NULL AND activation_id = '${real.id}'`)).toBe(3);
    const second = await the.call('ministry', 'POST', '/activations', { reserveRequestId: the.requestId, ...WANTED, exercise: true });
    expect([second.status, second.body.code]).toEqual([409, 'ACTIVATION.SHORTFALL_NOT_ACCEPTED']);
  });

  it('is refused outside the period and for a request that was not accepted', async () => {
    const [exploring] = await sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'exploring'`);
    const notAccepted = await the.call('ministry', 'POST', '/activations', { reserveRequestId: exploring!.id, ...WANTED });
    expect([notAccepted.status, notAccepted.body.code]).toEqual([409, 'ACTIVATION.REQUEST_NOT_ACCEPTED']);
    await the.site.database.shiftClock(400 * 86_400);
    const late = await the.call('ministry', 'POST', '/activations', { reserveRequestId: the.requestId, ...WANTED });
    await the.site.database.shiftClock(0);
    expect([late.status, late.body.code]).toEqual([409, 'ACTIVATION.OUTSIDE_PERIOD']);
  });
});

describe('a plan', () => {
  const { reason: _, ...wanted } = { ...WANTED } as Record<string, unknown>;
  const plan = async (more: Json = {}): Promise<Json> => the.call('ministry', 'POST', '/activation-plans', { reserveRequestId: the.requestId, ...wanted, ...more });

  it('says what a trigger would deploy, why, and what the next best would be; nothing is triggered or kept', async () => {
    const before = await count('record_entries');
    const { status, body } = await plan();
    expect(status).toBe(200);
    expect(body).toMatchObject({ requested: 100, planned: 100, shortfall: 0, proven: true, worse: [] });
    expect(body.chosen.reduce((sum: number, { places }: Json) => sum + places, 0)).toBe(100);
    expect(body.chosen[0].reason).toMatchObject({ code: 'smallest-set', nl: expect.stringContaining('kleinste aantal'), en: expect.stringContaining('smallest number') });
    expect(body.runnerUp.planned + body.runnerUp.shortfall).toBe(100);
    expect([await count('activations', `status = 'running'`), await count('record_entries')]).toEqual([0, before]);
    const { deployments } = await the.trigger();
    expect(deployments.map(({ location }: Json) => location.name).sort()).toEqual(body.chosen.map(({ name }: Json) => name).sort());
  });

  it('says what a choice by hand makes worse', async () => {
    const [first] = (await plan()).body.chosen;
    const { body } = await plan({ locations: [first.standbyLocationId] });
    expect(body).toMatchObject({ buildings: 1, planned: first.places, shortfall: 100 - first.places });
    expect(body.worse).toEqual([{ code: 'short', nl: `Plekken minder: ${100 - first.places}.`, en: `Fewer places: ${100 - first.places}.` }]);
  });

  it('is for those who may trigger, and names every field that is wrong', async () => {
    expect((await the.call('municipality', 'POST', '/activation-plans', {})).status).toBe(403);
    const { status, body } = await plan({ places: 0, reason: 'x' });
    expect([status, codes(body)]).toEqual([400, [['places', 'too-small'], ['reason', 'unknown'], ['groups', 'does-not-add-up']]]);
  });
});

describe('everything of an activation', () => {
  it('is read with one statement as each table by itself', async () => {
    const exercise = await the.trigger({ exercise: true });
    await the.call('red-cross', 'POST', `/activations/${exercise.id}/receipts`, {});
    await commitAll(the, exercise, exercise.deployments[0]);
    const database = the.site.app.get(Database);
    const { activation, deployments, milestones, commitments, informationTasks } = await readActivation(database, SYSTEM_SCOPE, exercise.id);
    const where = { activationId: exercise.id };
    expect(activation).toEqual(await database.manager.findOneByOrFail(Activation, { id: exercise.id }));
    expect(deployments).toEqual(await database.manager.find(Deployment, { where, order: { createdAt: 'ASC', id: 'ASC' } }));
    expect(milestones).toEqual(await database.manager.find(Milestone, { where, order: { dueAt: 'ASC', id: 'ASC' } }));
    expect(commitments).toEqual(await database.manager.find(CommitmentRow, { where, order: { at: 'ASC' } }));
    expect(informationTasks).toEqual(await database.manager.find(InformationTask, { where, order: { dueAt: 'ASC', id: 'ASC' } }));
    expect([milestones.length, commitments.length, informationTasks.length].every((count) => count > 0)).toBe(true);
  });
});
