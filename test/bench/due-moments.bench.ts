import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoCredential } from '../../src/demo/index.js';
import { addSeconds } from '../../src/kernel/index.js';
import { Database } from '../../src/platform/database/index.js';
import { defineDueMoment, DueMoments } from '../../src/platform/due-moments/index.js';
import { startSite, type Site } from '../e2e/site.js';
import { startApp, type AppProcess } from '../support/processes.js';
import { startTestRedis, type TestRedis } from '../support/redis-server.js';
import { waitFor } from '../support/wait-for.js';
import { type AddRow, percentile, rowOf } from './harness.js';
import { startMailReceiver } from './mail-receiver.js';

const WORKERS = 3;
const PER_ACTIVATION = 10;
const OVERDUE = defineDueMoment('milestone.overdue', 'activation', 20);
const SECRET = 'secret-of-the-tests-0123456789abcdef';

/** The service on a database of its own with one real activation's worth of rows to copy, and workers as processes. */
type House = { readonly site: Site; readonly redis: TestRedis | undefined; readonly workers: AppProcess[]; readonly template: string; close(): Promise<void> };

type Subject = { readonly id: string; readonly activationId: string };

async function openHouse(backend: 'postgres' | 'redis'): Promise<House> {
  const redis = backend === 'redis' ? await startTestRedis() : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'adh-bench-'));
  const site = await startSite({ demoData: true, dataDir, redisUrl: redis?.url });
  const { DemoData } = await import('../../src/demo/index.js');
  await site.app.get(DemoData).ensure();
  const credentials = JSON.parse(await readFile(join(dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
  const [request] = await site.database.sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'accepted'`);
  const response = await fetch(`${site.url}/api/v1/activations`, {
    method: 'POST', headers: { authorization: `Bearer ${credentials.find(({ kind }) => kind === 'ministry')!.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reserveRequestId: request!.id, places: 60, groups: { families: 60 }, reason: 'meting', exercise: true }),
  });
  const { id: template } = (await response.json()) as { id: string };
  // Mail goes to a process of its own, as it does in production.
  const receiver = await startMailReceiver(0);
  const env = {
    DATABASE_URL: site.database.appUrl, MIGRATION_DATABASE_URL: site.database.ownerUrl, ROLE: 'worker', APP_SECRET: SECRET, DATA_DIR: dataDir, SMTP_URL: receiver.url, ...(redis && { REDIS_URL: redis.url }),
  };
  const workers = await Promise.all(Array.from({ length: WORKERS }, () => startApp({ env, readyLine: /ROLE=worker/ })));
  return {
    site, redis, workers, template,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.kill()));
      await site.close();
      await receiver.stop();
      await redis?.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** So many activations like the first one, each with its deployments and milestones; gives ten milestones of each. */
async function copyActivations({ site, template }: House, count: number): Promise<Subject[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  const like = async (table: string, changes: string, from: string): Promise<void> => {
    const columns = (await site.database.sql<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'`, [table])).map(({ name }) => `"${name}"`);
    await site.database.sql(`INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM (SELECT jsonb_populate_record(t, ${changes}) AS r FROM ${from}) x, LATERAL (SELECT (x.r).*) y`, [ids, template]);
  };
  await like('activations', `jsonb_build_object('id', n.id)`, 'activations t CROSS JOIN unnest($1::uuid[]) n(id) WHERE t.id = $2');
  await like('deployments', `jsonb_build_object('id', gen_random_uuid(), 'activation_id', n.id)`, 'deployments t CROSS JOIN unnest($1::uuid[]) n(id) WHERE t.activation_id = $2');
  await like('milestones', `jsonb_build_object('id', gen_random_uuid(), 'activation_id', d.activation_id, 'deployment_id', d.id)`,
    'milestones t JOIN deployments o ON o.id = t.deployment_id JOIN deployments d ON d.location_id = o.location_id AND d.activation_id = ANY($1::uuid[]) WHERE t.activation_id = $2');
  // Everyone was alerted: what they hear now is a later message in their thread.
  await like('alerts', `jsonb_build_object('id', gen_random_uuid(), 'topic_id', n.id)`, 'alerts t CROSS JOIN unnest($1::uuid[]) n(id) WHERE t.topic_id = $2 AND t.root_id IS NULL');
  return site.database.sql<Subject>(
    `SELECT id, activation_id AS "activationId" FROM (SELECT id, activation_id, row_number() OVER (PARTITION BY activation_id ORDER BY due_at, id) AS n FROM milestones WHERE activation_id = ANY($1::uuid[]) AND kind <> 'received') m WHERE n <= ${PER_ACTIVATION}`, [ids]);
}

/** Lets milestones be overdue at the same instant, `seconds` from now; gives how late each was carried out, in seconds. */
async function overdueTogether({ site }: House, milestones: readonly Subject[], seconds: number, before: () => Promise<unknown> = async () => undefined): Promise<number[]> {
  const subjects = milestones.map(({ id }) => id);
  await site.app.get(Database).transaction(async (tx) => {
    const dueAt = addSeconds(await tx.now(), seconds);
    await tx.query('UPDATE milestones SET due_at = $2 WHERE id = ANY($1::uuid[])', [subjects, dueAt]);
    await site.app.get(DueMoments).plan(tx, milestones.map(({ id: subjectId, activationId: together }) => ({ definition: OVERDUE, subjectId, dueAt, together })));
  });
  await before();
  const done = async (): Promise<number[]> =>
    (await site.database.sql<{ late: number }>(`SELECT extract(epoch FROM coalesce(done_at, superseded_at) - due_at)::float8 AS late FROM due_moments WHERE kind = 'milestone.overdue' AND subject_id = ANY($1::uuid[]) AND coalesce(done_at, superseded_at) IS NOT NULL`, [subjects])).map(({ late }) => late);
  return waitFor(`${subjects.length} moments`, async () => {
    const late = await done();
    return late.length >= subjects.length ? late : undefined;
  }, { timeoutMs: 300_000, everyMs: 500 });
}

async function together(backend: 'postgres' | 'redis', add: AddRow): Promise<void> {
  const house = await openHouse(backend);
  try {
    await overdueTogether(house, await copyActivations(house, 5), 1);
    const late = await overdueTogether(house, await copyActivations(house, 100), 8);
    const ms = (share: number): number => percentile(late, share) * 1000;
    add(rowOf({
      name: `1,000 moments of 100 activations due at once, p99 lateness, ${backend}`, unit: 'ms', ours: ms(0.99), goal: { words: '< 1 s', met: ms(0.99) < 1000 },
      note: `p50 ${Math.round(ms(0.5))} ms, most ${Math.round(ms(1))} ms; ${WORKERS} worker processes. The first moment of an activation carries out the others; what one organisation hears at once is one message`,
    }));
    const flush = async (): Promise<void> => { await (house.redis ? house.redis.flush() : house.site.database.sql('TRUNCATE bullmq.job CASCADE')); };
    const without = await overdueTogether(house, await copyActivations(house, 100), 8, flush);
    const most = Math.max(...without) * 1000;
    add(rowOf({ name: `the same with the queue emptied just before, most, ${backend}`, unit: 'ms', ours: most, goal: { words: '≤ 10 s', met: most <= 10_000 }, note: 'carried out by the sweeps of three workers, every five seconds' }));
  } finally {
    await house.close();
  }
}

/** Resident memory of a process, in MB (0 where /proc is not there). */
const residentMb = async ({ pid }: AppProcess): Promise<number> => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024;

async function growth(add: AddRow): Promise<void> {
  const house = await openHouse('postgres');
  const perActivation = new Map<number, number>();
  try {
    await overdueTogether(house, await copyActivations(house, 5), 1);
    for (const count of [1, 10, 100, 1000]) {
      const subjects = await copyActivations(house, count);
      // Planning a thousand takes longer than one: due once it stands.
      const late = await overdueTogether(house, subjects, count > 100 ? 60 : 8);
      const seconds = Math.max(...late);
      perActivation.set(count, seconds / count);
      const memory = await Promise.all(house.workers.map(residentMb));
      add(rowOf({
        name: `${count.toLocaleString('en')} activations with ten moments due at once, until the last is done`, unit: 'ms', ours: seconds * 1000,
        note: `${Math.round(subjects.length / seconds)} moments a second; the three workers use ${memory.map((mb) => Math.round(mb)).join(', ')} MB`,
      }));
    }
    const ratio = perActivation.get(1000)! / perActivation.get(100)!;
    add(rowOf({
      name: 'time per activation, 1,000 against 100 at once', unit: '×', ours: ratio, goal: { words: '≤ 1.2', met: ratio <= 1.2 }, note: 'no worse than linear; a fifth is what two runs of the same differ',
    }));
  } finally {
    await house.close();
  }
}

/** How late due moments are carried out when many come together, and how that grows. */
export async function run(add: AddRow): Promise<void> {
  await together('postgres', add);
  await together('redis', add);
  await growth(add);
}
