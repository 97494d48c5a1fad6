import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type LocalDay } from '../../src/kernel/index.js';
import { readyBody } from '../integration/location-body.js';
import { startCase, type Answer, type Case, type Json } from '../factories/case.js';

const DRENTHE = 'Provinciale Regietafel Drenthe';
const DAY = 86_400;
let the: Case;
const idOf = new Map<string, string>();
let today: LocalDay;
/** What the spread said at the time, by how many days ago that was. */
const then = new Map<number, Json>();

const path = (rest = ''): string => `/reserve-requests/${the.requestId}${rest}`;
const report = async (query = '', who = DRENTHE): Promise<Answer> => the.call(who, 'GET', path(`/status-report${query}`));
const daysAgo = (days: number): string => addDays(today, -days);
const lineOf = ({ body }: Answer, name: string): Json => body.items.find((item: Json) => item.municipality.name === name);

async function ask(places: Readonly<Record<string, number>>): Promise<void> {
  const version = (await the.call('ministry', 'GET', path())).headers.get('etag')!;
  const shares = Object.entries(places).map(([name, count]) => ({ municipalityId: idOf.get(name), places: count }));
  expect((await the.call(DRENTHE, 'POST', path('/shares'), { shares }, { 'if-match': version })).status).toBe(201);
}
async function answer(name: string, body: unknown): Promise<void> {
  const share = (await the.call(name, 'GET', path('/shares'))).body.items[0];
  expect((await the.call(name, 'POST', path(`/shares/${share.id}/answers`), body, { 'if-match': `"${share.version}"` })).status).toBe(201);
}
const locationOf = async (name: string): Promise<Json> => (await the.call('operations', 'GET', '/standby-locations?pageSize=100')).body.items.find((item: Json) => item.name === name);
/** Makes a change that many days ago, and keeps what the spread said after it. */
async function on(days: number, change: () => Promise<void>): Promise<void> {
  await the.site.database.shiftClock(-days * DAY);
  await change();
  then.set(days, (await the.call('ministry', 'GET', path('/shares'))).body);
}

beforeAll(async () => {
  the = await startCase({}, -20 * DAY);
  await the.site.database.shiftClock(0);
  [{ today }] = (await the.site.database.sql<{ today: LocalDay }>(`SELECT (app_now() AT TIME ZONE 'Europe/Amsterdam')::date::text AS today`)) as [{ today: LocalDay }];
  for (const { id, name } of await the.site.database.sql<{ id: string; name: string }>('SELECT id, name FROM organisations')) idOf.set(name, id);
  await on(15, async () => ask({ 'Gemeente Assen': 40, 'Gemeente Emmen': 60 }));
  await on(8, async () => {
    await answer('Gemeente Assen', { answer: 'given', places: 45, mandate: 'Collegebesluit' });
    await answer('Gemeente Emmen', { answer: 'refused', reason: 'Vol' });
    const { id } = await locationOf('De Oude Gieterij');
    const { headers } = await the.call('Gemeente Assen', 'GET', `/standby-locations/${id}`);
    // The whole of it stated anew, with fewer toilets: much changes, and all of it is taken back for a day before.
    expect((await the.call('Gemeente Assen', 'PUT', `/standby-locations/${id}`, readyBody({ name: 'De Oude Gieterij', toilets: 1 }), { 'if-match': headers.get('etag')! })).status).toBe(200);
  });
  await on(3, async () => {
    const [{ id, version }] = (await the.call('operations', 'GET', '/standby-locations?pageSize=100')).body.items.filter((item: Json) => item.readiness.status.startsWith('ready') && item.organisationId === idOf.get('Gemeente Hoogeveen'));
    expect((await the.call('Gemeente Hoogeveen', 'DELETE', `/standby-locations/${id}`, undefined, { 'if-match': `"${version}"` })).status).toBe(204);
  });
  await the.site.database.shiftClock(0);
}, 60_000);
afterAll(() => the?.close());

describe('the status report', () => {
  it.each([15, 8, 3])('says of a day gone by, %s days ago, exactly what was known and true then', async (days) => {
    const found = (await report(`?date=${daysAgo(days)}`)).body;
    const { items, others, totals } = then.get(days)!;
    expect(found.totals).toEqual(totals);
    const figures = (item: Json): unknown => [item.municipality.name, item.answer ?? null, item.asked ?? 0, item.promised ?? 0, item.verified];
    // Whoever only changed has a line as well.
    const shown = found.items.filter((item: Json) => item.answer !== null || item.figures.verified > 0);
    expect(shown.map((item: Json) => [item.municipality.name, item.answer, item.figures.asked, item.figures.promised, item.figures.verified]).sort()).toEqual([...items, ...others].map(figures).sort());
  });

  it('says today what changed since the last meeting, municipality by municipality, in words', async () => {
    const found = await report(`?since=${daysAgo(16)}`);
    expect([found.body.date, found.body.since, found.body.expected]).toEqual([today, daysAgo(16), false]);
    expect(lineOf(found, 'Gemeente Assen')).toMatchObject({ answer: 'given', difference: { asked: 40, promised: 45 } });
    expect(lineOf(found, 'Gemeente Assen').changes.slice(0, 2)).toEqual(['gevraagd: 40 (was 0)', 'toegezegd: 45 (was 0)']);
    expect(lineOf(found, 'Gemeente Emmen').changes.slice(0, 2)).toEqual(['gevraagd: 60 (was 0)', 'geweigerd (toegezegd was 0)']);
    expect(lineOf(found, 'Gemeente Hoogeveen')).toMatchObject({ figures: { verified: 0 }, difference: { verified: -30 } });
    expect(lineOf(found, 'Gemeente Hoogeveen').changes).toEqual([expect.stringMatching(/is ingetrokken: telde voor 30 plekken$/)]);
    const english = (await the.call(DRENTHE, 'GET', path(`/status-report?since=${daysAgo(16)}`), undefined, { 'accept-language': 'en' }));
    expect(lineOf(english, 'Gemeente Assen').changes[0]).toBe('asked: 40 (was 0)');
  });

  it('compares with the day of the request when that is less than four weeks ago, and says of a day ahead that it is expected', async () => {
    expect((await report()).body).toMatchObject({ date: today, since: daysAgo(20), expected: false });
    expect((await report(`?date=${addDays(today, 7)}`)).body).toMatchObject({ date: addDays(today, 7), expected: true });
  });

  it('is for PRO, the province itself, operations and the auditor', async () => {
    const statuses = await Promise.all(['ministry', DRENTHE, 'operations', 'auditor', 'Provinciale Regietafel Groningen', 'Gemeente Assen', 'red-cross', 'coa', null].map(async (who) => (await report('', who as string)).status));
    expect(statuses).toEqual([200, 200, 200, 200, 404, 403, 403, 403, 401]);
  });

  it('as CSV has no address either, and no formula', async () => {
    await the.site.database.sql(`UPDATE standby_locations SET name = '=cmd|1' WHERE name = 'De Oude Gieterij'`);
    const response = await fetch(`${the.site.url}/api/v1${path(`/status-report/csv?since=${daysAgo(16)}`)}`, { headers: { authorization: `Bearer ${the.credential(DRENTHE).apiKey}` } });
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', `attachment; filename="stand-van-zaken-PV22-${today}.csv"`]);
    const lines = (await response.text()).split('\r\n');
    expect(lines[0]).toContain('Peildatum;Vorige vergadering;Provincie;Gemeente;CBS-code;Antwoord;Gevraagd;Toegezegd;Geverifieerd;Verlopend;Geweigerd;Verschil gevraagd');
    expect(lines.find((line) => line.includes('Gemeente Emmen'))).toContain(';Gemeente Emmen;GM0114;Geweigerd;60;0;');
    for (const { street, postcode } of await the.site.database.sql<{ street: string; postcode: string }>('SELECT street, postcode FROM standby_locations')) {
      expect(lines.join()).not.toContain(street);
      expect(lines.join()).not.toContain(postcode);
    }
    for (const cell of lines.flatMap((line) => line.split(';'))) expect(cell).not.toMatch(/^"?[=+@]/);
  });

  it('names every date that is wrong', async () => {
    const { status, body } = await report(`?date=2026-02-30&since=${addDays(today, 1)}&wie=ik`);
    expect([status, body.errors.map(({ path: at, code }: Json) => [at, code]).sort()]).toEqual([400, [['date', 'not-a-day'], ['wie', 'unknown']]]);
    expect((await report(`?since=${today}`)).body.errors).toMatchObject([{ path: 'since', code: 'not-before' }]);
  });
});
