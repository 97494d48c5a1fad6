import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, newId, startOfDay } from '../../src/kernel/index.js';
import { Sweep } from '../../src/platform/due-moments/index.js';
import { startCase, WANTED, type Answer, type Case, type Json } from '../factories/case.js';

const DRENTHE = 'Provinciale Regietafel Drenthe';
const PRO = 'Programmadirectie Realisatie Onderdak (PRO)';
const DAYS = 100;
const today = dayOf(new Date());
const lastDay = addDays(today, DAYS);
let the: Case;
const idOf = new Map<string, string>();

beforeAll(async () => {
  the = await startCase();
  for (const { id, name } of await the.site.database.sql<{ id: string; name: string }>('SELECT id, name FROM organisations')) idOf.set(name, id);
}, 60_000);
afterEach(() => the.site.database.shiftClock(0));
afterAll(() => the?.close());

/** A request of a hundred days that Drenthe has accepted. */
async function accepted(): Promise<string> {
  const parties = { provinceId: idOf.get(DRENTHE), redCrossId: idOf.get('Rode Kruis, district Noord'), coaId: idOf.get('COA, regio Noord'), operationsId: idOf.get('Piketdienst reserve') };
  const { body } = await the.call('ministry', 'POST', '/reserve-requests', { ...parties, places: 100, groups: { families: 60, singleAdults: 40 }, periodFrom: today, periodTo: lastDay });
  await the.call(DRENTHE, 'POST', `/reserve-requests/${body.id}/answers`, { step: 'accept' }, { 'if-match': '"1"' });
  return body.id;
}
const read = async (id: string, who = 'ministry'): Promise<Json> => (await the.call(who, 'GET', `/reserve-requests/${id}`)).body;
const step = async (id: string, who: string, body: unknown): Promise<Answer> => the.call(who, 'POST', `/reserve-requests/${id}/answers`, body, { 'if-match': `"${(await read(id)).version}"` });
const extend = async (id: string, periodTo: string, headers: Record<string, string> = {}): Promise<Answer> =>
  the.call('ministry', 'POST', `/reserve-requests/${id}/extensions`, { periodTo }, { 'if-match': `"${(await read(id)).version}"`, ...headers });
/** Moves the clock to so many days from today, at ten in the morning, and carries out what is due. */
async function at(days: number): Promise<void> {
  await the.site.database.shiftClock((startOfDay(addDays(today, days)).getTime() + 10 * 3_600_000 - Date.now()) / 1000);
  await the.site.app.get(Sweep).sweep();
}
const toldOf = async (id: string): Promise<[string, string][]> =>
  (await the.site.database.sql<{ name: string; subject: string }>(
    `SELECT o.name, a.content->'nl'->>'subject' AS subject FROM alerts a JOIN organisations o ON o.id = a.organisation_id
      WHERE a.topic_id = $1 ORDER BY a.created_at, o.name`, [id])).map(({ name, subject }) => [name, subject]);
const textFor = async (id: string, name: string): Promise<string> =>
  (await the.site.database.sql<{ text: string }>(`SELECT content->'nl'->>'text' AS text FROM alerts WHERE topic_id = $1 AND organisation_id = $2 ORDER BY created_at DESC LIMIT 1`, [id, idOf.get(name)]))[0]!.text;
const momentsOf = async (id: string): Promise<Json[]> =>
  the.site.database.sql(`SELECT kind, lane, due_at AS at, done_at IS NOT NULL AS done, lapsed_at IS NOT NULL AS lapsed, superseded_at IS NOT NULL AS superseded FROM due_moments WHERE subject_id = $1 ORDER BY due_at`, [id]);
const entriesOf = async (id: string): Promise<string[]> => (await the.site.database.sql<{ action: string }>('SELECT action FROM record_entries WHERE subject_id = $1 ORDER BY at, id', [id])).map(({ action }) => action);

describe('the end of a reservation period', () => {
  it('is planned with the request, 8, 4 and 2 weeks before and at the end, in the routine lane', async () => {
    const id = await accepted();
    expect((await momentsOf(id)).map(({ kind, lane, at: due }) => [kind, lane, due])).toEqual([
      ...[8, 4, 2].map((weeks) => [`reserve.period-ends-in-${weeks}-weeks`, 'routine', new Date(startOfDay(addDays(lastDay, -7 * weeks)).getTime() + 9 * 3_600_000)]),
      ['reserve.period-ended', 'routine', startOfDay(addDays(lastDay, 1))],
    ]);
  });

  it('asks PRO to extend or to release; the duty desk and the province know; nothing is decided by itself', async () => {
    const id = await accepted();
    await at(DAYS - 56);
    expect(await toldOf(id)).toEqual([
      ['Piketdienst reserve', 'De reserve van Provinciale Regietafel Drenthe eindigt over 8 weken'], [PRO, 'Besluit nodig: de reserve van Provinciale Regietafel Drenthe eindigt over 8 weken'],
      [DRENTHE, 'De reserve van Provinciale Regietafel Drenthe eindigt over 8 weken'],
    ].sort(([a], [b]) => a!.localeCompare(b!)));
    for (const days of [DAYS - 28, DAYS - 14, DAYS + 1]) await at(days);
    const told = (await toldOf(id)).filter(([name]) => name === PRO).map(([, subject]) => subject);
    expect(told).toEqual([8, 4, 2].map((weeks) => `Besluit nodig: de reserve van Provinciale Regietafel Drenthe eindigt over ${weeks} weken`).concat('De reserve van Provinciale Regietafel Drenthe is voorbij zonder besluit'));
    expect(await read(id)).toMatchObject({ answer: 'accepted', releasedAt: null });
    expect((await entriesOf(id)).filter((action) => action.includes('period'))).toEqual(['reserve-request.period-ends-soon', 'reserve-request.period-ends-soon', 'reserve-request.period-ends-soon', 'reserve-request.period-ended']);
    const { body } = await the.call('ministry', 'GET', `/coverage?reserveRequestId=${id}&from=${addDays(lastDay, 1)}&to=${addDays(lastDay, 2)}`);
    expect(body.days.map(({ requested, short }: Json) => [requested, short])).toEqual([[0, 0], [0, 0]]);
    expect(body.breaksNext).toBeNull();
  });

  it('that was not told in time is told once, as it stands: what comes later makes the earlier notices stale', async () => {
    const id = await accepted();
    await at(DAYS - 10);
    expect((await toldOf(id)).map(([, subject]) => subject.includes('over 2 weken'))).toEqual([true, true, true]);
    expect((await momentsOf(id)).map(({ done }) => done)).toEqual([true, true, true, false]);
  });
});

describe('an extension', () => {
  it('is a request of its own that is asked and answered anew; the present period keeps its answer', async () => {
    const id = await accepted();
    const key = { 'idempotency-key': newId() };
    const made = await extend(id, addDays(lastDay, 90), key);
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ extendsId: id, periodFrom: addDays(lastDay, 1), periodTo: addDays(lastDay, 90), answer: 'asked', counted: false, places: 100 })]);
    expect(await read(id)).toMatchObject({ answer: 'accepted', counted: true, extension: { id: made.body.id, answer: 'asked' } });
    expect((await momentsOf(made.body.id)).length).toBe(4);
    expect((await the.call('ministry', 'POST', `/reserve-requests/${id}/extensions`, { periodTo: addDays(lastDay, 90) }, { 'if-match': '"2"', ...key })).body.id).toBe(made.body.id);
    const again = await extend(id, addDays(lastDay, 30));
    expect([again.status, again.body.code, again.body.reserveRequestId]).toEqual([409, 'RESERVE.ALREADY_EXTENDED', made.body.id]);
    // A municipality does not see what the province has not accepted yet.
    expect((await read(id, 'Gemeente Assen')).extension).toBeNull();
    await step(made.body.id, DRENTHE, { step: 'accept' });
    expect((await read(id, 'Gemeente Assen')).extension).toMatchObject({ id: made.body.id, answer: 'accepted' });
    await at(DAYS - 56);
    expect(await toldOf(id)).toEqual([]);
    expect(await entriesOf(id)).toContain('reserve-request.extension-asked');
  });

  it('that the province has not accepted is told of with its answer', async () => {
    const id = await accepted();
    await extend(id, addDays(lastDay, 90));
    await at(DAYS - 28);
    expect(await textFor(id, PRO)).toContain('het antwoord van de provincie: gevraagd');
  });

  it('is refused in words', async () => {
    const id = await accepted();
    expect((await extend(id, lastDay)).body.errors.map(({ path }: Json) => path)).toEqual(['periodTo']);
    expect((await the.call('ministry', 'POST', `/reserve-requests/${id}/extensions`, { periodTo: addDays(lastDay, 9) }, { 'if-match': '"1"' })).body.code).toBe('REQUEST.STALE_VERSION');
    expect((await the.call(DRENTHE, 'POST', `/reserve-requests/${id}/extensions`, { periodTo: addDays(lastDay, 9) }, { 'if-match': '"2"' })).status).toBe(403);
    await step(id, DRENTHE, { step: 'decline', reason: 'vol', askAgainOn: addDays(today, 3) });
    expect((await extend(id, addDays(lastDay, 9))).body.code).toBe('RESERVE.NOTHING_TO_EXTEND');
  });

  it('of two at the same moment is asked once', async () => {
    const id = await accepted();
    // Both have seen the same version; who reads it after the other is done is told something else.
    const seen = { 'if-match': `"${(await read(id)).version}"` };
    const outcomes = await Promise.all([extend(id, addDays(lastDay, 10), seen), extend(id, addDays(lastDay, 20), seen)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 412]);
  });
});

describe('a release', () => {
  it('is a fact with a date; municipalities get a letter with a text for the owners, and nothing more becomes due', async () => {
    const id = await accepted();
    await the.call(DRENTHE, 'POST', `/reserve-requests/${id}/shares`, { shares: ['Gemeente Meppel', 'Gemeente Tynaarlo'].map((name) => ({ municipalityId: idOf.get(name), places: 10 })) }, { 'if-match': '"2"' });
    const [refusing] = (await the.call('Gemeente Tynaarlo', 'GET', `/reserve-requests/${id}/shares`)).body.items;
    await the.call('Gemeente Tynaarlo', 'POST', `/reserve-requests/${id}/shares/${refusing.id}/answers`, { answer: 'refused', reason: 'geen gebouw' }, { 'if-match': '"1"' });
    expect((await step(id, 'ministry', { step: 'release' })).body).toMatchObject({ answer: 'released', releasedAt: expect.any(String), retentionFrom: today });
    const letters = (await toldOf(id)).filter(([, subject]) => subject.startsWith('Vrijgegeven')).map(([name]) => name);
    expect(letters.sort()).toEqual(['Gemeente Assen', 'Gemeente Coevorden', 'Gemeente Emmen', 'Gemeente Hoogeveen', 'Gemeente Meppel']);
    const letter = await textFor(id, 'Gemeente Assen');
    for (const words of ['De Oude Gieterij', 'Geachte eigenaar', 'De bewaartermijn']) expect(letter).toContain(words);
    expect(letter).not.toContain('Veenrand');
    expect(await textFor(id, 'Gemeente Meppel')).not.toContain('Geachte eigenaar');
    expect((await momentsOf(id)).every(({ superseded }) => superseded)).toBe(true);
    const [entry] = await the.site.database.sql<{ after: Json }>(`SELECT after FROM record_entries WHERE subject_id = $1 AND after->>'step' = 'release'`, [id]);
    expect(entry!.after).toMatchObject({ releasedOn: today, agreementsEndOn: today, retentionFrom: today, municipalityIds: expect.arrayContaining([idOf.get('Gemeente Assen')]) });
  });

  it('waits for an extension to be released first', async () => {
    const id = await accepted();
    const { body } = await extend(id, addDays(lastDay, 90));
    expect((await step(id, 'ministry', { step: 'release' })).body).toMatchObject({ code: 'RESERVE.ALREADY_EXTENDED', reserveRequestId: body.id });
    expect((await step(body.id, 'ministry', { step: 'release' })).status).toBe(201);
    // Nothing had been accepted for the next period: nobody had anything to let go of.
    expect(await toldOf(body.id)).toEqual([]);
    expect((await step(id, 'ministry', { step: 'release' })).status).toBe(201);
  });
});

describe('an activation that runs on', () => {
  it('is not ended by the end of the period: PRO and the duty desk are told, the page shows it, and a release waits', async () => {
    const id = await accepted();
    const activation = await the.trigger({ reserveRequestId: id, ...WANTED });
    await at(DAYS + 1);
    const told = (await toldOf(id)).filter(([, subject]) => subject.includes('loopt nog een inzet'));
    expect(told.map(([name]) => name).sort()).toEqual(['Piketdienst reserve', PRO].sort());
    expect(await textFor(id, PRO)).toContain(`/inzetten/${activation.id}`);
    expect((await the.read(activation.id)).status).toBe('running');
    expect((await step(id, 'ministry', { step: 'release' })).body).toMatchObject({ code: 'RESERVE.IN_USE', activationId: activation.id });
    expect((await read(id)).answer).toBe('accepted');
  });
});
