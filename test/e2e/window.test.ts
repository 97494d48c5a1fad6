import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '../../src/platform/database/index.js';
import { Sweep } from '../../src/platform/due-moments/index.js';
import { RecordReader, Sealer } from '../../src/record/index.js';
import { endActivations, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Case, type Json } from '../factories/case.js';

jest.setTimeout(60_000);

const HOUR = 3600;
let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);
const count = async (from: string): Promise<number> => Number((await sql<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]!.n);
const recorded = async (id: string, action: string): Promise<number> => count(`record_entries WHERE activation_id = '${id}' AND action = '${action}'`);

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
beforeEach(() => the.site.database.shiftClock(0));
afterEach(() => endActivations(the));

describe('answers', () => {
  it('are each organisation’s own: one answer silences nobody else', async () => {
    const activation = await the.trigger();
    const first = await the.call('red-cross', 'POST', `/activations/${activation.id}/receipts`, {});
    const again = await the.call('red-cross', 'POST', `/activations/${activation.id}/receipts`, { name: 'Een ander', function: 'collega' });
    expect(first.body).toMatchObject({ alreadyReceived: false, late: false });
    expect(again.body).toEqual({ ...first.body, alreadyReceived: true });
    const alerts = (await the.call('ministry', 'GET', `/alerts?activationId=${activation.id}`)).body.items;
    expect(alerts.filter(({ asksReceipt, receipt }: Json) => asksReceipt && receipt).map(({ purpose }: Json) => purpose)).toEqual(['staffing']);
    await passTime(the, 4 * HOUR + 1);
    const steps = await sql<{ purpose: string; steps_taken: number }>(`SELECT purpose, steps_taken FROM alerts WHERE topic_id = $1 AND asks_receipt AND root_id IS NULL`, [activation.id]);
    for (const { purpose, steps_taken: taken } of steps) expect([purpose, taken > 0]).toEqual([purpose, purpose !== 'staffing']);
  });

  it('commit, commit with conditions and refuse; a different second answer is a conflict', async () => {
    const activation = await the.trigger();
    const [one, two] = activation.deployments;
    await the.call('coa', 'POST', `/deployments/${one.id}/commitments`, { answer: 'given-with-conditions', mandate: 'regio', conditions: 'Na 15 uur', intakePlan: 'Bussen' });
    const commit = (body: Json): Promise<Json> => the.call(one.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { mandate: 'collegebesluit', ...body });
    expect((await commit({ answer: 'given' })).status).toBe(201);
    expect((await commit({ answer: 'given' })).status).toBe(201);
    const conflict = await commit({ answer: 'refused', reason: 'Toch niet' });
    expect([conflict.status, conflict.body.code]).toEqual([409, 'COMMITMENT.CONFLICT']);
    const incomplete = await the.call('red-cross', 'POST', `/deployments/${one.id}/commitments`, { answer: 'given', mandate: 'district' });
    expect(incomplete.body.errors.map(({ path }: Json) => path)).toEqual(['teamSize', 'arrivalAt']);
    const other = await the.call(two.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { answer: 'given', mandate: 'x' });
    expect(other.status).toBe(403);
    const now = await the.read(activation.id);
    expect(now.deployments.find(({ id }: Json) => id === one.id)).toMatchObject({ state: 'preparing' });
    expect(await count(`commitments WHERE activation_id = '${activation.id}'`)).toBe(2);
  });

  it('a municipality that refuses is told off nowhere: the location is free again and another joins the same deadline', async () => {
    const activation = await the.trigger({ places: 70, groups: { families: 70 } });
    const [one] = activation.deployments;
    const refusal = await the.call(one.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { answer: 'refused', mandate: 'college', reason: 'Dorpsfeest' });
    expect(refusal.status).toBe(201);
    const now = await the.read(activation.id);
    expect(now.deployments.find(({ id }: Json) => id === one.id)).toMatchObject({ state: 'refused', stateReason: 'Dorpsfeest' });
    expect(now.shortfall).toBe(one.places);
    expect(await count(`location_holds WHERE location_id = '${one.standbyLocationId}' AND released_at IS NULL`)).toBe(0);
    expect(await count(`alerts WHERE topic_id = '${activation.id}' AND purpose = 'deployment-refused'`)).toBeGreaterThanOrEqual(5);
    const used = activation.deployments.map(({ standbyLocationId }: Json) => standbyLocationId);
    const [free] = await sql<{ id: string }>(`SELECT id FROM standby_locations WHERE name IN ('De Oude Gieterij', 'Sporthal De Veenrand', 'Kantorenpand Bentincklaan') AND NOT id = ANY($1::uuid[])`, [used]);
    const added = await the.call('operations', 'POST', `/activations/${activation.id}/deployments`, { standbyLocationId: free!.id, replacesId: one.id });
    expect(added.status).toBe(201);
    const after = await the.read(activation.id);
    const replacement = after.deployments.find(({ id }: Json) => id === added.body.id);
    expect(replacement.milestones.find(({ kind }: Json) => kind === 'open').dueAt).toBe(activation.deadlineAt);
  });

  it('milestones are for who owes them, and `open` needs the municipality’s commitment', async () => {
    const activation = await the.trigger();
    const [one] = activation.deployments;
    const milestone = (kind: string): Json => one.milestones.find((candidate: Json) => candidate.kind === kind);
    const complete = (who: string, kind: string, body: Json = {}): Promise<Json> => the.call(who, 'POST', `/milestones/${milestone(kind).id}/completions`, body);
    expect((await complete('red-cross', 'keys')).body.code).toBe('MILESTONE.NOT_OWNER');
    expect((await complete('coa', 'open')).body.code).toBe('DEPLOYMENT.OPEN_NEEDS_COMMITMENT');
    expect((await complete(milestone('received').owner.name, 'received')).body.code).toBe('MILESTONE.NEEDS_ANSWER');
    await commitAll(the, activation, one);
    expect((await complete(one.municipality.name, 'keys', { note: 'Bij de balie' })).status).toBe(201);
    expect((await complete(one.municipality.name, 'keys', { note: 'Bij de balie' })).status).toBe(201);
    expect((await complete(one.municipality.name, 'keys', { note: 'Anders' })).body.code).toBe('MILESTONE.CONFLICT');
    expect(await recorded(activation.id, 'milestone.completed')).toBe(1);
  });
});

describe('the outcome', () => {
  it('is met at the opening that reaches the places asked for, once, and stays', async () => {
    const activation = await the.trigger();
    const outcomes: (string | null)[] = [];
    for (const deployment of activation.deployments) {
      expect(await openLocation(the, activation, deployment)).toBe(201);
      outcomes.push((await the.read(activation.id)).outcome);
    }
    expect(outcomes).toEqual([null, null, 'met']);
    await passTime(the, 72 * HOUR + 60);
    expect((await the.read(activation.id)).outcome).toBe('met');
    expect(await recorded(activation.id, 'activation.outcome')).toBe(1);
  });

  it('measures how long a building took: in the real thing and in an exercise with the full window, not in a compressed one', async () => {
    const measured = async (id: string): Promise<number | null> => (await sql<{ hours: number | null }>(`SELECT (facts->>'measuredLeadTimeHours')::float AS hours FROM standby_locations WHERE id = $1`, [id]))[0]!.hours;
    await sql(`UPDATE standby_locations SET facts = jsonb_set(facts, '{measuredLeadTimeHours}', 'null')`);
    const compressed = await the.trigger({ exercise: true, window: 'PT2H' });
    await openLocation(the, compressed, compressed.deployments[0]);
    expect(await measured(compressed.deployments[0].standbyLocationId)).toBeNull();
    await the.call('ministry', 'POST', `/activations/${compressed.id}/stand-downs`, { reason: 'Klaar' });
    const full = await the.trigger({ exercise: true });
    await the.site.database.shiftClock(30 * HOUR);
    await openLocation(the, full, full.deployments[0]);
    expect(await measured(full.deployments[0].standbyLocationId)).toBeCloseTo(30, 1);
    await sql(`UPDATE standby_locations SET facts = jsonb_set(facts, '{measuredLeadTimeHours}', 'null')`);
  });

  it('is missed once when the deadline is carried out first; what opens later is late', async () => {
    const activation = await the.trigger();
    const [one, two] = activation.deployments;
    await openLocation(the, activation, one);
    await commitAll(the, activation, two);
    await passTime(the, 48 * HOUR + 1);
    expect(await count(`alerts WHERE topic_id = '${activation.id}' AND purpose = 'deadline-near'`)).toBe(8);
    await passTime(the, 72 * HOUR - 60);
    expect((await the.read(activation.id)).outcome).toBeNull();
    await passTime(the, 72 * HOUR + 1);
    await Promise.all([1, 2, 3].map(() => the.site.app.get(Sweep).sweep()));
    expect(await the.read(activation.id)).toMatchObject({ outcome: 'missed', outcomeAt: activation.deadlineAt, status: 'running' });
    expect(await recorded(activation.id, 'activation.outcome')).toBe(1);
    expect(await count(`alerts WHERE topic_id = '${activation.id}' AND purpose = 'outcome-missed'`)).toBe(8);
    expect(await openLocation(the, activation, two)).toBe(201);
    const after = await the.read(activation.id);
    expect(after.deployments.find(({ id }: Json) => id === two.id)).toMatchObject({ state: 'open', openedLate: true });
    expect(after.outcome).toBe('missed');
  });

  it('of a late answer: it is taken and marked late', async () => {
    const activation = await the.trigger();
    await passTime(the, 9 * HOUR);
    const [one] = activation.deployments;
    await the.call(one.municipality.name, 'POST', `/deployments/${one.id}/commitments`, { answer: 'given', mandate: 'college' });
    const { commitments } = (await the.read(activation.id)).deployments.find(({ id }: Json) => id === one.id);
    expect(commitments).toMatchObject([{ answer: 'given', late: true }]);
  });

  it('is none when it is cancelled before; cancelling stops at the first person', async () => {
    const cancelled = await the.trigger();
    expect((await the.call('ministry', 'POST', `/activations/${cancelled.id}/cancellations`, { reason: 'Loos alarm' })).status).toBe(201);
    expect(await the.read(cancelled.id)).toMatchObject({ status: 'cancelled', outcome: 'none', outcomeReason: 'cancelled-before' });
    await passTime(the, 80 * HOUR);
    expect((await the.read(cancelled.id)).outcome).toBe('none');
    await the.site.database.shiftClock(0);

    const activation = await the.trigger();
    const [one] = activation.deployments;
    const present = { present: { families: 10 } };
    expect((await the.call('coa', 'POST', `/deployments/${one.id}/presence-reports`, present)).body.code).toBe('PRESENCE.NOT_OPEN');
    await openLocation(the, activation, one);
    expect((await the.call('coa', 'POST', `/deployments/${one.id}/presence-reports`, present)).body).toMatchObject({ total: 10, abovePlanned: 0 });
    const tooMany = await the.call('coa', 'POST', `/deployments/${one.id}/presence-reports`, { present: { families: one.places + 7 } });
    expect(tooMany.body.abovePlanned).toBe(7);
    expect(await count(`alerts WHERE topic_id = '${activation.id}' AND purpose = 'above-capacity'`)).toBe(3);
    const refused = await the.call('ministry', 'POST', `/activations/${activation.id}/cancellations`, { reason: 'Toch niet' });
    expect([refused.status, refused.body.code]).toEqual([409, 'ACTIVATION.CANNOT_CANCEL_PRESENT']);
  });

  it('a real stand-down voids what was found about the buildings, an exercise voids nothing', async () => {
    const status = async (): Promise<string[]> => (await the.call('ministry', 'GET', '/standby-locations?pageSize=100')).body.items
      .filter(({ name }: Json) => name === 'De Oude Gieterij').map((item: Json) => item.readiness?.status ?? item.status);
    const before = await status();
    const exercise = await the.trigger({ exercise: true });
    await the.call('ministry', 'POST', `/activations/${exercise.id}/stand-downs`, { reason: 'Klaar' });
    expect(await status()).toEqual(before);
    const real = await the.trigger();
    await the.call('ministry', 'POST', `/activations/${real.id}/stand-downs`, { reason: 'Klaar' });
    expect(await status()).toEqual(['not-ready']);
    const again = await the.call('ministry', 'POST', `/activations/${real.id}/stand-downs`, { reason: 'Nog eens' });
    expect([again.status, again.body.code]).toEqual([409, 'ACTIVATION.NOT_RUNNING']);
  });

  it('a building that fails is out; operations may end an exercise, not the real thing', async () => {
    const activation = await the.trigger();
    const [one, two] = activation.deployments;
    expect((await the.call(two.municipality.name, 'POST', `/deployments/${one.id}/failures`, { reason: 'Niet van mij' })).status).toBe(403);
    expect((await the.call('operations', 'POST', `/deployments/${one.id}/failures`, { reason: 'Lekkage' })).status).toBe(201);
    expect((await the.read(activation.id)).deployments.find(({ id }: Json) => id === one.id)).toMatchObject({ state: 'failed', stateReason: 'Lekkage' });
    expect((await the.call('operations', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'x' })).body.code).toBe('ACTIVATION.NOT_YOURS');
    await the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: 'x' });
    await sql(`UPDATE standby_locations SET facts = jsonb_set(facts, '{findingsVoidedAt}', 'null')`);
    const exercise = await the.trigger({ exercise: true });
    expect((await the.call('operations', 'POST', `/activations/${exercise.id}/stand-downs`, { reason: 'x' })).status).toBe(201);
  });
});

describe('who sees what', () => {
  it('a municipality sees its own deployment, alerts and names; one that is not in it sees nothing', async () => {
    const activation = await the.trigger();
    const [one] = activation.deployments;
    const own = await the.read(activation.id, one.municipality.name);
    expect(own.deployments.map(({ id }: Json) => id)).toEqual([one.id]);
    for (const path of ['alerts', 'deliveries']) {
      const { items } = (await the.call(one.municipality.name, 'GET', `/${path}?activationId=${activation.id}`)).body;
      expect(new Set(items.map(({ organisation }: Json) => organisation.name))).toEqual(new Set([one.municipality.name]));
    }
    for (const path of [`/activations/${activation.id}`, `/milestones?activationId=${activation.id}`, `/alerts?activationId=${activation.id}`]) {
      expect((await the.call('Gemeente Meppel', 'GET', path)).status).toBe(404);
      expect((await the.call('Provinciale Regietafel Groningen', 'GET', path)).status).toBe(404);
      expect((await the.call(null, 'GET', path)).status).toBe(401);
    }
    expect((await the.call('Gemeente Meppel', 'POST', `/activations/${activation.id}/receipts`, {})).status).toBe(404);
  });
});

describe('the record', () => {
  it('is sealed, holds, and shows a change; the application can only add', async () => {
    const activation = await the.trigger();
    await the.call('red-cross', 'POST', `/activations/${activation.id}/receipts`, {});
    const database = the.site.app.get(Database);
    const reader = the.site.app.get(RecordReader);
    await Promise.all([the.site.app.get(Sealer).seal(), the.site.app.get(Sealer).seal()]);
    expect(await count('record_entries e WHERE NOT EXISTS (SELECT 1 FROM record_seals s WHERE s.entry_id = e.id)')).toBe(0);
    expect(await reader.verify(database)).toBeUndefined();
    for (const table of ['record_entries', 'record_seals', 'record_personal_values']) {
      await expect(database.query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(database.query(`UPDATE record_entries SET action = 'x'`)).rejects.toThrow('permission denied');
    await expect(database.query('TRUNCATE record_entries CASCADE')).rejects.toThrow('permission denied');
    await expect(database.query(`UPDATE clock_offset SET shift = interval '1 day'`)).rejects.toThrow('permission denied');

    expect(await count('record_personal_values')).toBeGreaterThan(0);
    await sql(`SELECT purge_record_personal_values(app_now() + interval '1 year')`);
    expect(await count('record_personal_values')).toBe(0);
    expect(await reader.verify(database)).toBeUndefined();

    const [entry] = await sql<{ position: string; id: string }>(`SELECT s.position, e.id FROM record_entries e JOIN record_seals s ON s.entry_id = e.id WHERE e.action = 'activation.triggered' ORDER BY s.position DESC LIMIT 1`);
    await sql(`UPDATE record_entries SET after = jsonb_set(after, '{places}', '80') WHERE id = $1`, [entry!.id]);
    expect(await reader.verify(database)).toEqual({ position: Number(entry!.position), fault: 'changed' });
  });
});

describe('the answer link', () => {
  const textOf = async (path: string, init?: RequestInit): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${the.site.url}${path}`, { redirect: 'manual', ...init });
    return { status: response.status, text: await response.text() };
  };
  const post = (path: string, form: Record<string, string>) => textOf(path, { method: 'POST', body: new URLSearchParams(form) });

  it('shows, and answers only by a choice that is posted', async () => {
    const activation = await the.trigger();
    const path = await linkOf(activation.id, 'red-cross');
    const before = await count('record_entries');
    for (let n = 0; n < 100; n += 1) expect((await textOf(path, { method: n % 2 ? 'HEAD' : 'GET' })).status).toBe(200);
    expect(await count('record_entries')).toBe(before);
    const [deployment] = activation.deployments;
    const noChoice = await post(path, { step: 'commit', subjectId: deployment.id, name: '<script>alert(1)</script>', function: 'Coördinator', mandate: 'district' });
    expect(noChoice.status).toBe(400);
    expect(noChoice.text).not.toContain('<script>alert(1)');
    expect(noChoice.text).toContain('&lt;script>alert(1)');
    expect(await count('record_entries')).toBe(before);
    expect((await post(path, { step: 'stand-down', subjectId: activation.id, reason: 'x' })).status).toBe(400);
    expect((await the.read(activation.id)).status).toBe('running');
    const arrivalAt = '2027-01-31T14:00';
    const committed = await post(path, { step: 'commit', subjectId: deployment.id, answer: 'given', name: 'S. Haverkort', function: 'Coördinator', mandate: 'district', teamSize: '6', arrivalAt });
    expect(committed.status).toBe(303);
    expect((await the.read(activation.id)).deployments.find(({ id }: Json) => id === deployment.id).commitments).toMatchObject([{ answer: 'given', organisation: { name: 'Rode Kruis, district Noord' } }]);
    await the.site.database.shiftClock(90 * 86_400);
    expect((await textOf(path)).status).toBe(410);
    expect((await textOf('/antwoord/' + 'a'.repeat(43))).status).toBe(410);
  });
});

/** The path of the answer link in the first message to an organisation: read as the receiver would, from the mail. */
async function linkOf(topicId: string, kind: string): Promise<string> {
  const { AnswerTokens } = await import('../../src/alerts/answer-tokens.js');
  const [row] = await sql<{ id: string }>(
    `SELECT d.id FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND o.kind = $2 ORDER BY d.created_at LIMIT 1`, [topicId, kind]);
  return `/antwoord/${the.site.app.get(AnswerTokens).tokenOf(row!.id)}`;
}
