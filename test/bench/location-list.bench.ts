import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { MUNICIPALITIES } from '../../config/places.js';
import { ENTITIES } from '../../src/entities.js';
import { addDays, dayOf, newId, type Scope } from '../../src/kernel/index.js';
import { Locations, StandingsKeeper } from '../../src/locations/index.js';
import { AssessedLocations } from '../../src/locations/assessed-locations.js';
import { listQuery } from '../../src/locations/list-query.js';
import { Callers } from '../../src/organisations/callers.js';
import { hashOfToken } from '../../src/organisations/tokens.js';
import type { Settings } from '../../src/platform/config/index.js';
import { Database, SweepDatabase } from '../../src/platform/database/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type AddRow, rowOf } from './harness.js';
import { median, requestsPerSecond } from './load.mjs';
import { makeRegistry } from './registry.mjs';

const SIZES = [5000, 50_000] as const;
const LIST = 'ready=true&province=PV22&minimumPlaces=40&pageSize=50';
/** Other questions, so that the one above is not a lucky one. `readyOn`: days from today. */
const OTHERS = [
  'pageSize=50', 'ready=false', 'sort=places', 'sort=nextExpiry&ready=true', 'municipality=GM0106&sort=municipality', 'groups=unaccompaniedMinors', 'minimumPlaces=99&groups=wheelchairUsers&ready=true',
  'readyOn=14', 'readyOn=14&minimumPlaces=60&sort=places', 'page=10', 'text=veenrand', 'text=venrand assen', 'text=sporthal&ready=true', 'text=zzzz',
];
const ROUNDS = 5;
const SECONDS = 3;
const WARMING = 4000;
const TIMES = 80;
const MINISTRY: Scope = { kind: 'ministry', organisationId: newId(), provinceCode: null };

type Statement = readonly [sql: string, parameters: readonly unknown[]];
type Registry = { readonly size: number; readonly test: TestDatabase; readonly key: string };

/** A list of 50 of 5,000 locations, filtered and authorised; and what the query itself costs at 5,000 and at 50,000. */
export async function run(add: AddRow): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'adh-bench-'));
  const registries: Registry[] = [];
  try {
    for (const size of SIZES) registries.push(await prepare(size));
    await timeQueries(registries, add);
    for (const registry of registries) await serve(registry, join(folder, `${registry.size}.json`), add);
  } finally {
    for (const { test } of registries) await test.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function prepare(size: number): Promise<Registry> {
  const test = await createTestDatabase();
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  const key = await makeRegistry(owner, size, MUNICIPALITIES);
  const database = await Database.connect(test.appUrl, 2, 'bench', ENTITIES);
  const count = await new StandingsKeeper({ role: 'web' } as Settings, new SweepDatabase(database), undefined!).rebuild();
  await database.close();
  if (count !== size) throw new Error(`${count} locations were worked out instead of ${size}.`);
  await owner.query('VACUUM ANALYZE');
  await owner.end();
  return { size, test, key };
}

/** Milliseconds of the statements that find a page, one at a time, the sizes in turns: the median of many. */
async function timeQueries(registries: readonly Registry[], add: AddRow): Promise<void> {
  const clients = registries.map(({ test }) => new pg.Client({ connectionString: test.appUrl }));
  for (const client of clients) await client.connect();
  for (const query of [LIST, ...OTHERS]) {
    const finding: Statement[][] = [];
    for (const { test } of registries) finding.push((await statementsOf(test.appUrl, query)).filter(([sql]) => /location_(standings|words)/.test(sql)));
    const times: number[][] = clients.map(() => []);
    for (let time = 0; time < TIMES; time += 1) for (const [index, client] of clients.entries()) times[index]!.push(await timed(client, finding[index]!));
    const [small, large] = times.map((all) => median(all.slice(TIMES / 4))) as [number, number];
    const goal = query === LIST ? { goal: { words: `≤ 5 ms at ${SIZES[0]}, at most twice that at ${SIZES[1]}`, met: small <= 5 && large <= 2 * small } } : {};
    add(rowOf({ name: `query of a list of ${SIZES[1]}: ${query}`, unit: 'ms', ours: large, baseline: small, note: `baseline: the same at ${SIZES[0]}`, ...goal }));
  }
  for (const client of clients) await client.end();
}

async function timed(client: pg.Client, statements: readonly Statement[]): Promise<number> {
  const began = performance.now();
  for (const [sql, parameters] of statements) await client.query(sql, [...parameters]);
  return performance.now() - began;
}

async function serve({ size, test, key }: Registry, file: string, add: AddRow): Promise<void> {
  const statements = await statementsOf(test.appUrl, LIST);
  const headers = { authorization: `Bearer ${key}` };
  const service = await start('service.mjs', [test.appUrl]);
  const address = (query: string): string => `http://127.0.0.1:${service.port}/api/v1/standby-locations?${query}`;
  const answer = await fetch(address(LIST), { headers });
  const body = await answer.text();
  if (answer.status !== 200 || (JSON.parse(body) as { items: unknown[] }).items.length !== 50) throw new Error(`The list answered ${answer.status}: ${body.slice(0, 300)}`);
  await writeFile(file, JSON.stringify({ statements: [await statementOfCaller(test.appUrl, key), ...statements], body }));
  await writeFile(`${file}.without`, JSON.stringify({ statements, body }));
  const bare = await start('bare-server.mjs', [test.appUrl, file]);
  const barer = await start('bare-server.mjs', [test.appUrl, `${file}.without`]);
  const ask = {
    ours: (limit: object) => requestsPerSecond(address(LIST), { headers, ...limit }),
    bare: (limit: object) => requestsPerSecond(`http://127.0.0.1:${bare.port}/`, limit),
    barer: (limit: object) => requestsPerSecond(`http://127.0.0.1:${barer.port}/`, limit),
  };
  try {
    const rates = await inTurns(ask);
    const name = `list of 50 of ${size}, filtered and authorised`;
    const goal = size === SIZES[0] ? { goal: { words: 'ratio ≥ 0.5', met: rates.ours / rates.bare >= 0.5 } } : {};
    add(rowOf({ name, unit: 'requests/s', ours: rates.ours, baseline: rates.bare, note: 'baseline: node:http and pg, all statements of such a request (also the one that finds out who asks), the same bytes', ...goal }));
    add(rowOf({ name: `${name}: against who asks nobody who they are`, unit: 'requests/s', ours: rates.ours, baseline: rates.barer, note: 'baseline: the same without that statement' }));
    const fresh = await requestsPerSecond(address(`${LIST}&readyOn=${addDays(dayOf(new Date()), 1)}`), { headers, seconds: SECONDS });
    add(rowOf({ name: `${name}, for tomorrow`, unit: 'requests/s', ours: fresh, note: 'nothing is remembered: every answer is worked out for the request' }));
  } finally {
    for (const one of [service, bare, barer]) await one.stop();
  }
}

/** Turn and turn about, so that what else the machine does hits all; warmed up first, as after some minutes of service. */
async function inTurns<Who extends string>(ask: Readonly<Record<Who, (limit: object) => Promise<number>>>): Promise<Record<Who, number>> {
  const all = Object.entries(ask) as [Who, (limit: object) => Promise<number>][];
  for (const [, one] of all) await one({ requests: WARMING });
  const rates = new Map<Who, number[]>(all.map(([who]) => [who, []]));
  for (let round = 0; round < ROUNDS; round += 1) for (const [who, one] of all) rates.get(who)!.push(await one({ seconds: SECONDS }));
  return Object.fromEntries([...rates].map(([who, measured]) => [who, median(measured)])) as Record<Who, number>;
}

/** The statements that a page of the list sends, as they are once it has been asked before. */
async function statementsOf(appUrl: string, query: string): Promise<Statement[]> {
  const database = await Database.connect(appUrl, 2, 'bench', ENTITIES);
  let statements: Statement[] = [];
  const recording = new Proxy(database, {
    get(target, property): unknown {
      if (property === 'query') return (sql: string, parameters: unknown[] = []) => (statements.push([sql, parameters]), target.query(sql, parameters));
      if (property === 'now') return () => (statements.push(['SELECT app_now() AS now', []]), target.now());
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const list = new AssessedLocations(recording, new Locations());
  for (let time = 0; time < 2; time += 1) {
    statements = [];
    const now = await recording.now();
    const { readyOn, ...parameters } = Object.fromEntries(new URLSearchParams(query));
    await list.page(MINISTRY, listQuery('2000-01-01').parse({ ...parameters, ...(readyOn && { readyOn: addDays(dayOf(now), Number(readyOn)) }) }), now);
  }
  await database.close();
  return statements;
}

/** The statement by which the service finds out whose key it is. */
async function statementOfCaller(appUrl: string, key: string): Promise<Statement> {
  const database = await Database.connect(appUrl, 1, 'bench', ENTITIES);
  let sent: Statement | undefined;
  const recording = { query: (sql: string, parameters: unknown[]) => ((sent = [sql, parameters]), database.query(sql, parameters)) } as unknown as Database;
  await new Callers(recording).byKey(hashOfToken(key));
  await database.close();
  const [sql, [hash]] = sent!;
  return [sql.replace('$1', `decode($1, 'hex')`), [(hash as Buffer).toString('hex')]];
}

async function start(script: string, parameters: readonly string[]): Promise<{ port: number; stop(): Promise<void> }> {
  const child: ChildProcess = spawn(process.execPath, [join('test', 'bench', script), ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { port: (JSON.parse(line) as { port: number }).port, stop };
}
