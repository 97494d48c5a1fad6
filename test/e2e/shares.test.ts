import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/index.js';
import { startCase, type Answer, type Case, type Json } from '../factories/case.js';

const DRENTHE = 'Provinciale Regietafel Drenthe';
let the: Case;
const idOf = new Map<string, string>();

beforeAll(async () => {
  the = await startCase();
  for (const { id, name } of await the.site.database.sql<{ id: string; name: string }>('SELECT id, name FROM organisations')) idOf.set(name, id);
}, 60_000);
afterAll(() => the?.close());

const path = (rest = ''): string => `/reserve-requests/${the.requestId}/shares${rest}`;
const versionOf = async (): Promise<string> => (await the.call('ministry', 'GET', `/reserve-requests/${the.requestId}`)).headers.get('etag')!;
const ask = async (places: Readonly<Record<string, number>>, who = DRENTHE, version?: string): Promise<Answer> =>
  the.call(who, 'POST', path(), { shares: Object.entries(places).map(([name, count]) => ({ municipalityId: idOf.get(name) ?? name, places: count })) }, { 'if-match': version ?? (await versionOf()) });
const shareOf = async (municipality: string, who = 'ministry'): Promise<Json> => (await the.call(who, 'GET', path())).body.items.find((item: Json) => item.municipality.name === municipality);
const answer = async (municipality: string, body: unknown, version?: string): Promise<Answer> => {
  const share = await shareOf(municipality);
  return the.call(municipality, 'POST', path(`/${share.id}/answers`), body, { 'if-match': version ?? `"${share.version}"` });
};
/** Subjects of what was written to an organisation about this request, the latest last. */
const mailTo = async (name: string): Promise<string[]> =>
  (await the.site.database.sql<{ subject: string }>(
    `SELECT a.content->'nl'->>'subject' AS subject FROM alerts a JOIN deliveries d ON d.alert_id = a.id
      WHERE a.topic_id = $1 AND a.organisation_id = $2 AND d.lane = 'routine' AND a.purpose LIKE 'share-%' ORDER BY a.created_at, a.id`, [the.requestId, idOf.get(name)])).map(({ subject }) => subject);
const entriesOf = async (action: string): Promise<Json[]> => the.site.database.sql('SELECT before, after, organisation_id FROM record_entries WHERE subject_id = $1 AND action = $2 ORDER BY at, id', [the.requestId, action]);

describe('a request spread over municipalities', () => {
  it('is asked by the province, and each municipality hears of its own number', async () => {
    const asked = await ask({ 'Gemeente Assen': 40, 'Gemeente Emmen': 60, 'Gemeente Westerveld': 20 });
    expect([asked.status, asked.headers.get('etag')]).toEqual([201, await versionOf()]);
    expect(asked.body.totals).toEqual({ asked: 120, promised: 0, verified: 115, expiring: 0, refused: 0 });
    expect(asked.body.items.map((item: Json) => [item.municipality.name, item.answer, item.asked, item.verified])).toEqual([
      ['Gemeente Assen', 'asked', 40, 45], ['Gemeente Emmen', 'asked', 60, 40], ['Gemeente Westerveld', 'asked', 20, 0],
    ]);
    expect(asked.body.others.map((item: Json) => [item.municipality.name, item.verified])).toEqual([['Gemeente Hoogeveen', 30]]);
    expect(await mailTo('Gemeente Assen')).toEqual(['Vraag van Provinciale Regietafel Drenthe: 40 plekken in reserve']);
    expect(await mailTo('Gemeente Hoogeveen')).toEqual([]);
    expect(await entriesOf('reserve-share.asked')).toHaveLength(3);
  });

  it('is answered by each for itself: promised, with conditions, refused; the province hears of each', async () => {
    expect((await answer('Gemeente Assen', { answer: 'given', places: 45, mandate: 'Collegebesluit van 3 februari' })).body).toMatchObject({ answer: 'given', asked: 40, promised: 45, version: 2 });
    expect((await answer('Gemeente Emmen', { answer: 'given-with-conditions', places: 40, conditions: 'tot 1 december', mandate: 'Mandaat burgemeester' })).status).toBe(201);
    expect((await answer('Gemeente Westerveld', { answer: 'refused', reason: 'Er is geen geschikt gebouw' })).body).toMatchObject({ answer: 'refused', promised: 0, refused: 20, reason: 'Er is geen geschikt gebouw' });
    expect(await mailTo(DRENTHE)).toEqual(['Gemeente Assen zegt 45 plekken toe', 'Gemeente Emmen zegt 40 plekken toe', 'Gemeente Westerveld zegt geen plekken toe']);
    expect((await the.call('ministry', 'GET', path())).body.totals).toMatchObject({ asked: 120, promised: 85, refused: 20 });
    const [, , refusal] = await entriesOf('reserve-share.answered');
    expect(refusal).toMatchObject({ organisation_id: idOf.get('Gemeente Westerveld'), before: { answer: 'asked' }, after: { answer: 'refused', placesPromised: null } });
    expect(JSON.stringify(refusal)).not.toContain('geschikt gebouw');
  });

  it('shows a municipality its own share and nobody else’s', async () => {
    const own = await the.call('Gemeente Assen', 'GET', path());
    expect(own.body.items.map((item: Json) => item.municipality.name)).toEqual(['Gemeente Assen']);
    expect([own.body.others, own.body.totals]).toEqual([[], null]);
    const { id } = await shareOf('Gemeente Emmen');
    expect((await the.call('Gemeente Assen', 'GET', path(`/${id}`))).status).toBe(404);
    expect((await the.call('Gemeente Assen', 'POST', path(`/${id}/answers`), { answer: 'refused', reason: 'x' }, { 'if-match': '"2"' })).status).toBe(404);
    expect((await the.call('Gemeente Meppel', 'GET', path())).status).toBe(404);
    expect((await the.call('Provinciale Regietafel Groningen', 'GET', path())).status).toBe(404);
    expect((await the.call('red-cross', 'GET', path())).status).toBe(403);
    for (const who of ['operations', 'auditor', DRENTHE]) expect((await the.call(who, 'GET', path())).body.items).toHaveLength(3);
    expect((await the.call('Gemeente Emmen', 'GET', path(`/${id}`))).headers.get('etag')).toBe('"2"');
  });

  it('is asked anew with another number, which undoes the answer; the same number changes nothing', async () => {
    const before = await versionOf();
    const again = await ask({ 'Gemeente Assen': 40, 'Gemeente Emmen': 50 });
    expect(again.body.items.map((item: Json) => [item.municipality.name, item.answer, item.asked, item.promised])).toEqual([
      ['Gemeente Assen', 'given', 40, 45], ['Gemeente Emmen', 'asked', 50, 0], ['Gemeente Westerveld', 'refused', 20, 0],
    ]);
    expect(await mailTo('Gemeente Emmen')).toHaveLength(2);
    expect(await mailTo('Gemeente Assen')).toHaveLength(1);
    const unchanged = await versionOf();
    expect((await ask({ 'Gemeente Assen': 40 })).status).toBe(201);
    expect([unchanged === before, await versionOf()]).toEqual([false, unchanged]);
    expect((await entriesOf('reserve-share.asked')).at(-1)).toMatchObject({ before: { answer: 'given-with-conditions', placesPromised: 40 }, after: { placesAsked: 50, answer: 'asked' } });
  });

  it('names every wrong field, and refuses whoever read an older version', async () => {
    const wrong = await ask({ 'Gemeente Westerwolde': 10, [newId()]: 10, 'Gemeente Assen': 40 });
    expect([wrong.status, wrong.body.errors.map((error: Json) => error.path)]).toEqual([400, ['shares.0.municipalityId', 'shares.1.municipalityId']]);
    const twice = await the.call(DRENTHE, 'POST', path(), { shares: [1, 2].map((places) => ({ municipalityId: idOf.get('Gemeente Assen'), places })) }, { 'if-match': await versionOf() });
    expect([twice.status, twice.body.errors[0].code]).toEqual([400, 'twice']);
    expect((await ask({ 'Gemeente Assen': 0 })).body.errors.map((error: Json) => error.path)).toEqual(['shares.0.places']);
    expect([(await ask({ 'Gemeente Assen': 10 }, DRENTHE, '"1"')).status, (await ask({ 'Gemeente Assen': 10 }, 'ministry')).status, (await ask({ 'Gemeente Assen': 10 }, 'Provinciale Regietafel Groningen')).status]).toEqual([412, 403, 404]);
    expect((await answer('Gemeente Assen', { answer: 'given', places: 0 })).body.errors.map((error: Json) => error.path).sort()).toEqual(['mandate', 'places']);
    expect((await answer('Gemeente Assen', { answer: 'refused', reason: 'x' }, '"1"')).body.code).toBe('REQUEST.STALE_VERSION');
  });

  it('lets one of two at the same moment ask', async () => {
    const version = await versionOf();
    const outcomes = await Promise.all([ask({ 'Gemeente Hoogeveen': 10 }, DRENTHE, version), ask({ 'Gemeente Hoogeveen': 20 }, DRENTHE, version)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 412]);
  });

  it('can be asked while the province explores, and not once it has declined; who was asked sees the request', async () => {
    const friesland = 'Provinciale Regietafel Friesland';
    const [request] = (await the.call(friesland, 'GET', '/reserve-requests')).body.items;
    const shares = `/reserve-requests/${request.id}/shares`;
    const body = { shares: [{ municipalityId: idOf.get('Gemeente Leeuwarden'), places: 100 }] };
    expect((await the.call('Gemeente Leeuwarden', 'GET', `/reserve-requests/${request.id}`)).status).toBe(404);
    expect((await the.call(friesland, 'POST', shares, body, { 'if-match': `"${request.version}"` })).status).toBe(201);
    expect((await the.call('Gemeente Leeuwarden', 'GET', `/reserve-requests/${request.id}`)).body).toMatchObject({ answer: 'exploring', counted: false });
    await the.call(friesland, 'POST', `/reserve-requests/${request.id}/answers`, { step: 'decline', reason: 'vol', askAgainOn: '2099-01-01' }, { 'if-match': `"${request.version + 1}"` });
    const declined = await the.call(friesland, 'POST', shares, { shares: [{ municipalityId: idOf.get('Gemeente Leeuwarden'), places: 50 }] }, { 'if-match': `"${request.version + 2}"` });
    expect([declined.status, declined.body.code]).toEqual([409, 'RESERVE.NOT_SPREADABLE']);
  });
});
