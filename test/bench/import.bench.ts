import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import pg from 'pg';
import { dayOf, type Actor } from '../../src/kernel/index.js';
import { csvPieces, csvStyleOf } from '../../src/locations/export/csv-lines.js';
import { columnsWith } from '../../src/locations/import/columns.js';
import { DecideImport } from '../../src/locations/import/decide-import.js';
import { ImportRunner } from '../../src/locations/import/import-runner.js';
import { LocationImports } from '../../src/locations/import/location-imports.js';
import { StartImport } from '../../src/locations/import/start-import.js';
import { valueAt, writeCell } from '../../src/locations/import/write-cell.js';
import { Database } from '../../src/platform/database/index.js';
import { addMember, startSite, type Site } from '../e2e/site.js';
import { type AddRow, collectGarbage, rowOf } from './harness.js';
import { manyLocations } from './many-locations.js';

const ROWS = 10_000;
const SMALL = 1_000;
/** What ten times as many rows may hold in memory more, in MB: their numbers, nothing of what they say. */
const FLAT_MB = 10;
const SAMPLE_MS = 250;
const PROBE_MS = 10;
const PIECE = 64 * 1024;

const COLUMNS = columnsWith(3);

/** A CSV in which nearly every column of so many rows is filled in. `places`: what changes from one time to the next. */
async function csvOf(rows: number, places: (index: number) => number): Promise<Buffer> {
  const locations = manyLocations(rows, dayOf(new Date()), () => '');
  const lines = locations.map(({ facts, contacts }, index) => {
    const stated = {
      ...facts, reference: `R-${index}`, name: `Gebouw ${index}`, street: 'Verzonnen weg', houseNumber: String(1 + (index % 900)), postcode: '9401 AB', place: 'Assen', claimedPlaces: places(index), municipalityCode: null,
      sleepingAreaM2: 300, floorAreaM2: 612.5, latitude: 52.9 + index / 1e6, longitude: 6.5, buildingKind: 'office', notes: 'Sleutel bij het piket; parkeren achter het gebouw.',
      contacts: contacts.length > 0 ? contacts : ['authorises', 'opens', 'alternate'].map((role, at) => ({ role, name: `Piketdienst ${at}`, function: 'piket', telephone: '0592 000 100', email: `piket${at}@assen.example` })),
    };
    return COLUMNS.map((column) => writeCell(valueAt(stated, column.path), column, 'nl'));
  });
  const pieces: string[] = [];
  for await (const piece of csvPieces(COLUMNS.map(({ header }) => header.nl), lines, csvStyleOf('nl'))) pieces.push(piece);
  return Buffer.from(pieces.join(''));
}

/** As it comes from disk. */
const inPieces = (content: Buffer): Readable => Readable.from((function* () { for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE); })(), { objectMode: false });

type Municipality = { readonly site: Site; readonly actor: Actor };

async function newMunicipality(site: Site, code: string): Promise<Municipality> {
  const { organisationId, personId } = await addMember(site, 'municipality', { code, provinceCode: 'PV22' });
  const scope = { kind: 'municipality' as const, organisationId, provinceCode: 'PV22' };
  return { site, actor: { scope, kind: 'municipality', organisationId, personId, apiKeyId: null, name: 'Bo Proef', function: 'tester', channel: 'page', language: 'nl', ip: null, agent: null } };
}

type Times = { readonly check: number; readonly write: number };

/** From upload to the last follow-up. */
async function importAll({ site, actor }: Municipality, content: Buffer): Promise<Times> {
  const part = <T>(type: abstract new (...parameters: never[]) => T): T => site.app.get(type as new () => T, { strict: false });
  const [start, runner, decide, imports] = [part(StartImport), part(ImportRunner), part(DecideImport), part(LocationImports)];
  const began = performance.now();
  const id = await start.run(actor, { name: 'locaties.csv', content: { size: content.length, stream: () => inPieces(content) } });
  await runner.run(id);
  const checked = performance.now();
  const found = await imports.byId(site.app.get(Database), actor, id);
  if (found.status !== 'checked' || found.rows.wrong > 0) throw new Error(`The dry run ended as ${found.status}: ${JSON.stringify([found.rows, found.fault, await imports.wrongRows(site.app.get(Database), id, 0, 1)])}`);
  await decide.write(actor, id, found.version, 'all');
  await runner.run(id);
  const { status } = await imports.byId(site.app.get(Database), actor, id);
  if (status !== 'done') throw new Error(`The import ended as ${status}.`);
  return { check: checked - began, write: performance.now() - checked };
}

/** The most that is really held while `work` goes on, beyond what was held before, in MB. */
async function held(work: () => Promise<unknown>): Promise<number> {
  const now = (): number => {
    // The first round only lets go of buffers; the second takes them away.
    collectGarbage();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 2 ** 20;
  };
  const before = now();
  let most = 0;
  const sampling = setInterval(() => { most = Math.max(most, now() - before); }, SAMPLE_MS);
  await work();
  clearInterval(sampling);
  return most;
}

/** The longest that somebody who needs one of these locations for an activation waits meanwhile, in ms. */
async function longestWait({ site, actor }: Municipality, work: () => Promise<unknown>): Promise<number> {
  const client = new pg.Client({ connectionString: site.database.appUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('SELECT id FROM standby_locations WHERE organisation_id = $1 ORDER BY id LIMIT 1', [actor.organisationId]);
  let longest = 0;
  let asking: Promise<unknown> = Promise.resolve();
  const probing = setInterval(() => {
    asking = asking.then(async () => {
      const began = performance.now();
      await client.query('SELECT id FROM standby_locations WHERE id = $1 FOR SHARE', [rows[0]!.id]);
      longest = Math.max(longest, performance.now() - began);
    });
  }, PROBE_MS);
  await work();
  clearInterval(probing);
  await asking;
  await client.end();
  return longest;
}

/** The same rows from a file into a table with the same indexes: what PostgreSQL needs at the least. */
async function bareCopy({ site, actor }: Municipality): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'adh-bench-'));
  await chmod(folder, 0o777);
  const file = join(folder, 'rows');
  const client = new pg.Client({ connectionString: site.database.superuserUrl });
  await client.connect();
  try {
    await client.query(`COPY (SELECT * FROM standby_locations WHERE organisation_id = '${actor.organisationId}') TO '${file}'`);
    await client.query('CREATE TABLE copied_locations (LIKE standby_locations INCLUDING ALL)');
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      await client.query('TRUNCATE copied_locations');
      const began = performance.now();
      await client.query(`COPY copied_locations FROM '${file}'`);
      times.push(performance.now() - began);
    }
    await client.query('DROP TABLE copied_locations');
    return times.sort((a, b) => a - b)[1]!;
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

const rowsText = (rows: number): string => `${rows.toLocaleString('en')} rows`;

/** An import of 10,000 rows with everything that it takes, and what it holds in memory. */
export async function run(add: AddRow): Promise<void> {
  const site = await startSite();
  try {
    const first = await newMunicipality(site, 'GM0106');
    const content = await csvOf(ROWS, () => 100);
    await importAll(await newMunicipality(site, 'GM0109'), await csvOf(SMALL, () => 100));
    const fresh = await importAll(first, content);
    const copy = await bareCopy(first);
    const megabytes = (content.length / 2 ** 20).toFixed(1);
    add(rowOf({
      name: `import of ${rowsText(ROWS)}, all new`, unit: 'ms', ours: fresh.check + fresh.write, baseline: copy,
      note: `a CSV of ${megabytes} MB with ${COLUMNS.length} columns: upload kept, dry run ${Math.round(fresh.check)} ms, written with an entry on the record each, reminders and lists ${Math.round(fresh.write)} ms. Baseline: COPY of the same rows of standby_locations, with its indexes, and nothing else`,
    }));
    const changes = await csvOf(ROWS, (index) => 101 + (index % 2));
    let changed: Times = { check: 0, write: 0 };
    const wait = await longestWait(first, async () => { changed = await importAll(first, changes); });
    add(rowOf({ name: `import of ${rowsText(ROWS)}, all changed`, unit: 'ms', ours: changed.check + changed.write, baseline: copy, note: `dry run ${Math.round(changed.check)} ms, written ${Math.round(changed.write)} ms. Baseline: the same COPY` }));
    add(rowOf({ name: `import of ${rowsText(ROWS)}: longest wait for one of its locations`, unit: 'ms', ours: wait, goal: { words: '< 5000 ms, so that a trigger meanwhile succeeds', met: wait < 5000 }, note: 'asked for every 10 ms as an activation asks; 5 s is where a lock is given up' }));
    const again = await importAllUnchanged(first, changes);
    add(rowOf({ name: `import of ${rowsText(ROWS)}, all unchanged`, unit: 'ms', ours: again, baseline: copy, note: 'the dry run alone: nothing is written. Baseline: the same COPY' }));
    const small = await held(async () => importAll(await newMunicipality(site, 'GM0118'), await csvOf(SMALL, () => 100)));
    const large = await held(async () => importAll(await newMunicipality(site, 'GM0119'), content));
    add(rowOf({ name: `memory held by an import of ${rowsText(SMALL)}`, unit: 'MB', ours: small, note: 'the most beyond what was held before, garbage collected at each look; the bench’s own file counts' }));
    add(rowOf({ name: `memory held by an import of ${rowsText(ROWS)}`, unit: 'MB', ours: large, baseline: small, goal: { words: `at most ${FLAT_MB} MB more than with ${rowsText(SMALL)}`, met: large <= small + FLAT_MB }, note: `Baseline: ${rowsText(SMALL)}` }));
  } finally {
    await site.close();
  }
}

async function importAllUnchanged({ site, actor }: Municipality, content: Buffer): Promise<number> {
  const began = performance.now();
  const id = await site.app.get(StartImport, { strict: false }).run(actor, { name: 'locaties.csv', content: { size: content.length, stream: () => inPieces(content) } });
  await site.app.get(ImportRunner, { strict: false }).run(id);
  const { rows } = await site.app.get(LocationImports, { strict: false }).byId(site.app.get(Database), actor, id);
  if (rows.unchanged !== ROWS) throw new Error(`Not all unchanged: ${JSON.stringify(rows)}`);
  return performance.now() - began;
}
