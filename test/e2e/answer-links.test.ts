import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AnswerTokens } from '../../src/alerts/answer-tokens.js';
import { endActivations } from '../factories/activations.js';
import { startCase, type Case, type Json } from '../factories/case.js';

jest.setTimeout(60_000);

let the: Case;
const sql = <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> => the.site.database.sql<Row>(text, parameters);

beforeAll(async () => {
  the = await startCase();
});
afterAll(() => the.close());
afterEach(() => endActivations(the));

const exercise = (places: Record<string, unknown> = {}): Promise<Json> => the.trigger({ exercise: true, window: 'PT12H', ...places });
/** The link in the first message to this organisation. */
async function linkOf(activationId: string, organisation: string): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `SELECT d.id FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN organisations o ON o.id = a.organisation_id
      WHERE a.topic_id = $1 AND (o.kind = $2 OR o.name = $2) ORDER BY d.position LIMIT 1`, [activationId, organisation]);
  return `/antwoord/${the.site.app.get(AnswerTokens).tokenOf(row!.id)}`;
}
const open = async (path: string, form?: Record<string, string>): Promise<{ status: number; text: string; location: string | null }> => {
  const response = await fetch(`${the.site.url}${path}`, { redirect: 'manual', ...(form && { method: 'POST', body: new URLSearchParams(form) }) });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') };
};
const commitmentsOf = async (activation: Json): Promise<Json[]> => (await the.read(activation.id)).deployments.flatMap(({ commitments }: Json) => commitments);
const me = { name: 'S. Haverkort', function: 'Coördinator', mandate: 'district' };

describe('an answer link', () => {
  it('that is posted without a choice, or with one it does not offer, answers nothing and says so', async () => {
    const activation = await exercise();
    const path = await linkOf(activation.id, 'red-cross');
    const version = (await the.read(activation.id)).version;
    for (const form of [{}, { subjectId: activation.id }, { step: 'stand-down', subjectId: activation.id, reason: 'x' }, { step: 'fail', subjectId: activation.deployments[0].id, reason: 'x' }, { step: 'receive', subjectId: 'geen kenmerk' }]) {
      const answer = await open(path, form as Record<string, string>);
      expect([form, answer.status === 400 || answer.status === 404, answer.location]).toEqual([form, true, null]);
    }
    expect((await the.read(activation.id)).version).toBe(version);
    expect((await sql('SELECT 1 FROM alerts WHERE topic_id = $1 AND received_at IS NOT NULL', [activation.id]))).toEqual([]);
  });

  it('of an exercise cannot answer for the real activation that runs beside it, nor the other way round', async () => {
    const [gieterij] = await sql<{ id: string }>(`SELECT id FROM standby_locations WHERE name = 'De Oude Gieterij'`);
    const [veenrand] = await sql<{ id: string }>(`SELECT id FROM standby_locations WHERE name = 'Sporthal De Veenrand'`);
    const some = { places: 20, groups: { families: 20 } };
    const real = await the.trigger({ ...some, locations: [veenrand!.id] });
    const rehearsal = await exercise({ ...some, locations: [gieterij!.id] });
    for (const [one, other] of [[rehearsal, real], [real, rehearsal]]) {
      const path = await linkOf(one.id, 'red-cross');
      const commit = (of: Json) => open(path, { step: 'commit', subjectId: of.deployments[0].id, answer: 'given', ...me, teamSize: '4', arrivalAt: '2030-01-31T14:00' });
      expect((await commit(other)).status).toBe(404);
      expect(await commitmentsOf(other)).toEqual([]);
      const beds = other.deployments[0].milestones.find(({ kind }: Json) => kind === 'beds');
      expect((await open(path, { step: 'complete', subjectId: beds.id, ...me })).status).toBe(404);
    }
    const own = await open(await linkOf(real.id, 'red-cross'), { step: 'commit', subjectId: real.deployments[0].id, answer: 'given', ...me, teamSize: '4', arrivalAt: '2030-01-31T14:00' });
    expect(own.status).toBe(303);
    expect(await commitmentsOf(real)).toHaveLength(1);
  });

  it('records who answered through it, and shows one municipality nothing of another', async () => {
    const activation = await exercise();
    const [mine, other] = activation.deployments;
    const path = await linkOf(activation.id, mine.municipality.name);
    const page = await open(path);
    expect(page.text).toContain(mine.location.name);
    expect(page.text).not.toContain(other.location.name);
    expect((await open(path, { step: 'receive', subjectId: activation.id, name: 'A. Sleutel', function: 'Piket' })).status).toBe(303);
    const [receipt] = await sql(`SELECT r.channel, r.person_id, p.personal->>'name' AS name, o.name AS organisation
      FROM record_entries r JOIN record_personal_values p ON p.entry_id = r.id JOIN organisations o ON o.id = r.organisation_id
      WHERE r.activation_id = $1 AND r.channel = 'answer-link' LIMIT 1`, [activation.id]);
    expect(receipt).toMatchObject({ channel: 'answer-link', person_id: null, organisation: mine.municipality.name });
    expect((await open(path, { step: 'commit', subjectId: other.id, answer: 'refused', reason: 'Niet van ons', ...me })).status).toBeGreaterThanOrEqual(400);
    expect(await commitmentsOf(activation)).toEqual([]);
  });

  it('that is answered shows that mail reaches the address it went to, while that is the contact’s and was not refused since', async () => {
    const activation = await exercise();
    const contactOf = async (who: string): Promise<string> => (await sql<{ id: string }>(
      `SELECT d.contact_id AS id FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN organisations o ON o.id = a.organisation_id
        WHERE a.topic_id = $1 AND (o.kind = $2 OR o.name = $2) ORDER BY d.position LIMIT 1`, [activation.id, who]))[0]!.id;
    const municipality = activation.deployments[0].municipality.name;
    const [staffing, coa, moved] = [await contactOf('red-cross'), await contactOf('coa'), await contactOf(municipality)];
    const ids = [staffing, coa, moved];
    await sql('UPDATE contacts SET verified_at = NULL WHERE id = ANY($1::uuid[])', [ids]);
    await sql(`UPDATE contacts SET refused_at = app_now() - interval '1 day' WHERE id = $1`, [staffing]);
    await sql('UPDATE contacts SET refused_at = app_now() WHERE id = $1', [coa]);
    await sql(`UPDATE contacts SET email = 'ander@proef.example' WHERE id = $1`, [moved]);
    const verified = async (): Promise<string[]> => (await sql<{ id: string }>('SELECT id FROM contacts WHERE id = ANY($1::uuid[]) AND verified_at IS NOT NULL AND refused_at IS NULL', [ids])).map(({ id }) => id);
    const path = await linkOf(activation.id, 'red-cross');
    await open(path);
    await open(path, { step: 'receive', subjectId: 'geen kenmerk' });
    expect(await verified()).toEqual([]);
    const receive = { step: 'receive', subjectId: activation.id, name: me.name, function: me.function };
    for (const who of ['red-cross', 'coa', municipality]) expect((await open(await linkOf(activation.id, who), receive)).status).toBe(303);
    expect(await verified()).toEqual([staffing]);
    const entries = (): Promise<Json[]> => sql(`SELECT subject_id FROM record_entries WHERE action = 'contact.verified' AND channel = 'answer-link' AND subject_id = ANY($1::uuid[]) AND at >= $2`, [ids, activation.triggeredAt]);
    expect(await entries()).toEqual([{ subject_id: staffing }]);
    // It is known by now: nothing is added.
    expect((await open(path, receive)).status).toBe(303);
    expect(await entries()).toHaveLength(1);
  });

  it('shows text of others as text', async () => {
    const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    await sql('UPDATE standby_locations SET name = $1 WHERE name = $2', [attack, 'De Oude Gieterij']);
    const activation = await exercise();
    await sql('UPDATE standby_locations SET name = $2 WHERE name = $1', [attack, 'De Oude Gieterij']);
    const { text } = await open(await linkOf(activation.id, 'coa'));
    expect(text).toContain('&lt;script');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  });

  it('is usable for a week after the deadline, and gone after that; one that was never ours is gone too', async () => {
    const activation = await exercise();
    const path = await linkOf(activation.id, 'coa');
    expect((await open(path)).status).toBe(200);
    // Late answers count as late: the link outlives the deadline by a week, and no longer.
    await the.site.database.shiftClock(12 * 3600 + 6 * 86_400);
    expect((await open(path)).status).toBe(200);
    await the.site.database.shiftClock(12 * 3600 + 8 * 86_400);
    expect((await open(path)).status).toBe(410);
    expect((await open(path, { step: 'receive', subjectId: activation.id, ...me })).status).toBe(410);
    for (const token of ['kort', 'a'.repeat(43), '..%2f..%2fetc']) expect((await open(`/antwoord/${token}`)).status).toBe(410);
  });
});

describe('over the API', () => {
  it('a location picked by hand that is taken, not ready or of another province is named', async () => {
    const [veenrand] = await sql<{ id: string }>(`SELECT id FROM standby_locations WHERE name = 'Sporthal De Veenrand'`);
    const body = { reserveRequestId: the.requestId, places: 20, groups: { families: 20 }, reason: 'Proef', exercise: true, locations: [veenrand!.id] };
    expect((await the.call('ministry', 'POST', '/activations', body)).status).toBe(201);
    const busy = await the.call('ministry', 'POST', '/activations', body);
    expect([busy.status, busy.body.code, busy.body.locationIds]).toEqual([409, 'ACTIVATION.LOCATION_BUSY', [veenrand!.id]]);
    const [failing] = await sql<{ id: string }>(`SELECT id FROM standby_locations WHERE name = 'Bedrijfshal Holwert'`);
    const notReady = await the.call('ministry', 'POST', '/activations', { ...body, locations: [failing!.id] });
    expect([notReady.status, notReady.body.code]).toEqual([409, 'ACTIVATION.LOCATION_NOT_READY']);
    await sql(`UPDATE standby_locations SET province_code = 'PV20' WHERE name = 'Bedrijfshal Holwert'`);
    const elsewhere = await the.call('ministry', 'POST', '/activations', { ...body, locations: [failing!.id] });
    await sql(`UPDATE standby_locations SET province_code = 'PV22' WHERE name = 'Bedrijfshal Holwert'`);
    expect([elsewhere.status, elsewhere.body.errors[0].path]).toEqual([400, 'locations.0']);
  });

  it('two officials who stand down at once: one does, the other is told that it ended', async () => {
    const activation = await exercise();
    const answers = await Promise.all([1, 2, 3].map((n) => the.call('ministry', 'POST', `/activations/${activation.id}/stand-downs`, { reason: `klik ${n}` })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    for (const { status, body } of answers) if (status === 409) expect(body.code).toBe('ACTIVATION.NOT_RUNNING');
    const ended = await sql(`SELECT 1 FROM record_entries WHERE activation_id = $1 AND action = 'activation.ended'`, [activation.id]);
    expect(ended).toHaveLength(1);
  });
});
