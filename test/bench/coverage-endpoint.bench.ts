import pg from 'pg';
import { addDays, dayOf } from '../../src/kernel/index.js';
import { addMember, startSite, type Site } from '../e2e/site.js';
import { addGrowth, DAYS, placesFor, SIZES } from './coverage-case.js';
import { type AddRow, measure, peakMb, rowOf } from './harness.js';
import { manyLocations, store } from './many-locations.js';

/** What the endpoint reads, by the driver alone. */
async function bareRead(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(`SELECT l.* FROM standby_locations l WHERE l.withdrawn_at IS NULL AND l.province_code = 'PV22' ORDER BY l.name, l.id`);
  const ids = rows.map(({ id }) => id);
  await pool.query('SELECT id, location_id, inspected_at, findings, inspector FROM inspections WHERE location_id = ANY($1::uuid[]) ORDER BY inspected_at, id', [ids]);
  await pool.query('SELECT id, location_id, starts_at, ends_at, reason FROM location_unavailabilities WHERE location_id = ANY($1::uuid[]) AND removed_at IS NULL ORDER BY starts_at, id', [ids]);
  return rows.length;
}

/** An accepted request with so many locations; gives a call that asks for its coverage and answers with the size of what came back. */
async function prepare(site: Site, size: number): Promise<() => Promise<number>> {
  const pro = await addMember(site, 'ministry');
  const province = await addMember(site, 'province', { code: 'PV22', provinceCode: 'PV22' });
  const others = { redCrossId: await addMember(site, 'red-cross'), coaId: await addMember(site, 'coa'), operationsId: await addMember(site, 'operations') };
  const municipality = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  const [{ now }] = (await site.database.sql<{ now: Date }>('SELECT app_now() AS now')) as [{ now: Date }];
  const from = dayOf(now);
  const to = addDays(from, DAYS - 1);
  const locations = manyLocations(size, from, () => municipality.organisationId);
  await store(site.database, locations);
  const call = (key: string, method: string, path: string, body?: unknown, headers = {}): Promise<Response> =>
    fetch(`${site.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const asked = Math.min(10_000, placesFor(locations, now));
  const made = await call(pro.apiKey, 'POST', 'reserve-requests', {
    ...Object.fromEntries(Object.entries(others).map(([name, { organisationId }]) => [name, organisationId])), provinceId: province.organisationId, places: asked,
    groups: { families: asked }, periodFrom: from, periodTo: to,
  });
  const { id } = (await made.json()) as { id: string };
  await call(province.apiKey, 'POST', `reserve-requests/${id}/answers`, { step: 'accept' }, { 'if-match': '"1"' });
  return async () => {
    const response = await call(pro.apiKey, 'GET', `coverage?reserveRequestId=${id}&from=${from}&to=${to}`);
    const text = await response.text();
    if (response.status !== 200) throw new Error(`Coverage answered ${response.status}: ${text.slice(0, 500)}`);
    return text.length;
  };
}

/** `GET /api/v1/coverage` of a half-year over a growing number of locations, with everything that it takes. */
export async function run(add: AddRow): Promise<void> {
  const msPerSize = new Map<number, number>();
  for (const size of SIZES) {
    const site = await startSite();
    const pool = new pg.Pool({ connectionString: site.database.appUrl, max: 1 });
    try {
      const ask = await prepare(site, size);
      const runs = size > 5000 ? 1 : 3;
      const bare = await measure(() => bareRead(pool), { runs });
      const { ms, result: bytes } = await measure(ask, { runs });
      msPerSize.set(size, ms);
      add(rowOf({
        name: `GET coverage, ${DAYS} days × ${size.toLocaleString('en')} locations`, unit: 'ms', ours: ms, baseline: bare.ms,
        note: `sign-in, loading, coverage, what breaks next, N-1 and ${(bytes / 2 ** 20).toFixed(1)} MB of JSON over HTTP; the most this process ever used: ${Math.round(peakMb())} MB. Baseline: the same rows read by pg alone`,
      }));
    } finally {
      await pool.end();
      await site.close();
    }
  }
  addGrowth(add, 'GET coverage', msPerSize);
}
