import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endActivations, passTime } from '../factories/activations.js';
import { commitAll, openLocation, startCase, type Answer, type Case, type Json } from '../factories/case.js';
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
