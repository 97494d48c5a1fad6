import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DemoCredential } from '../../../src/demo/index.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/platform/embedded/index.js';
import { startApp, type AppProcess } from '../../support/processes.js';
import { HOW_TO_GET_IT, startTestRedis, type TestRedis } from '../../support/redis-server.js';
import { startSmtpReceiver, type SmtpReceiver } from '../../support/smtp-receiver.js';
import { waitFor } from '../../support/wait-for.js';
import { openHooks, type Hooks } from './hooks.js';

export const BACKENDS = ['postgres', 'redis'] as const;
export type Backend = (typeof BACKENDS)[number];
export type Answer = { readonly status: number; readonly body: ReturnType<typeof JSON.parse> };

/** `program`: the service as one file. `baseShift`: how far its clock is from the real one when nothing is shifted, in seconds. */
export type Place = { readonly backend: Backend; readonly program: string; readonly baseShift?: number };

/** Every process that belongs to the service; each may die. */
export const WORKERS = ['worker-1', 'worker-2', 'worker-3'] as const;
export const PROCESSES = ['web', ...WORKERS] as const;
export type ProcessName = string;

/** Between two sweeps. Seconds. */
export const SWEEP_S = 1;
// Whoever starts beside other worlds takes longer; how long is not what is tested.
const START_MS = 90_000;
const SECRET = 'een geheim van ten minste 32 tekens';

/**
 * The service as it runs in production, of which each part can be broken: PostgreSQL, Redis (or none), a mail server, one web
 * process and three workers.
 */
export class World {
  readonly processes = new Map<ProcessName, AppProcess>();
  readonly answers: { rootId: string; at: Date }[] = [];
  private credentials: readonly DemoCredential[] = [];
  private readonly undo: (() => Promise<void>)[] = [];

  private constructor(
    readonly backend: Backend, private readonly program: string, readonly baseShift: number, private readonly folder: string, readonly smtp: SmtpReceiver, readonly hooks: Hooks,
    readonly redis: TestRedis | undefined, private postgres: EmbeddedPostgres, private readonly pool: pg.Pool,
  ) {}

  static async open({ backend, program, baseShift = 0 }: Place): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'adh-faults-'));
    await chmod(folder, 0o755);
    const redis = backend === 'redis' ? await startTestRedis() : undefined;
    if (backend === 'redis' && !redis) throw new Error(HOW_TO_GET_IT);
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    const pool = new pg.Pool({ connectionString: postgres.ownerUrl, max: 3 });
    // The server is killed now and then; the next statement connects again.
    pool.on('error', () => undefined);
    const world = new World(backend, program, baseShift, folder, await startSmtpReceiver(), await openHooks(folder), redis, postgres, pool);
    await world.begin(baseShift);
    return world;
  }

  // The schema comes with the first start, the clock with the schema; the demo data counts from the clock.
  private async begin(baseShift: number): Promise<void> {
    if (baseShift !== 0) {
      await this.start('web', { DEMO_DATA: '0' });
      await this.shift(0);
      await this.stop('web');
    }
    await this.start('web');
    this.credentials = JSON.parse(await readFile(join(this.folder, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
    await Promise.all(WORKERS.map((name) => this.start(name)));
  }

  get urls(): Pick<EmbeddedPostgres, 'ownerUrl' | 'appUrl' | 'superuserUrl'> {
    return this.postgres;
  }

  async sql<Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...parameters])).rows;
  }

  async count(from: string, parameters: readonly unknown[] = []): Promise<number> {
    const [row] = await this.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`, parameters);
    return row!.n;
  }

  /** A session that no pool shares: for locks. It ends with the round. */
  async session(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.postgres.superuserUrl });
    client.on('error', () => undefined);
    await client.connect();
    this.afterRound(() => client.end());
    return client;
  }

  /** Moves the database's clock this many seconds from where it belongs. */
  async shift(seconds: number): Promise<void> {
    await this.sql('UPDATE clock_offset SET shift = make_interval(secs => $1)', [this.baseShift + seconds]);
  }

  // ——— processes

  async start(name: ProcessName, env: Record<string, string> = {}, args: readonly string[] = []): Promise<AppProcess> {
    const worker = name !== 'web';
    const app = await startApp({
      env: {
        DATABASE_URL: this.postgres.appUrl, MIGRATION_DATABASE_URL: this.postgres.ownerUrl, SMTP_URL: this.smtp.url, DATA_DIR: this.folder, APP_SECRET: SECRET, SWEEP_SECONDS: String(SWEEP_S),
        ROLE: worker ? 'worker' : 'web', ...(this.redis && { REDIS_URL: this.redis.url }), ...(!worker && { DEMO_DATA: '1' }), ...this.hooks.env, ...env,
      },
      args: [...args, ...this.hooks.preload, this.program], ...(worker && !env.ROLE && { readyLine: /ROLE=worker/ }), readyTimeoutMs: START_MS,
    });
    this.processes.set(name, app);
    return app;
  }

  async kill(name: ProcessName): Promise<void> {
    await this.processes.get(name)?.kill();
    this.processes.delete(name);
  }

  async stop(name: ProcessName): Promise<void> {
    await this.processes.get(name)?.stop();
    this.processes.delete(name);
  }

  signal(names: readonly ProcessName[], signal: NodeJS.Signals): void {
    for (const name of names) this.processes.get(name)?.signal(signal);
  }

  /** Starts whatever is not running. */
  async everybodyUp(): Promise<void> {
    await Promise.all(PROCESSES.filter((name) => !this.processes.has(name)).map((name) => this.start(name)));
  }

  // ——— PostgreSQL

  /** As when the machine loses power: no goodbye. */
  async killPostgres(): Promise<void> {
    const pid = Number((await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
  }

  async startPostgres(): Promise<void> {
    const before = this.postgres.port;
    this.postgres = await startEmbeddedPostgres({ dataDir: join(this.folder, 'postgres') });
    if (this.postgres.port !== before) throw new Error('PostgreSQL came back on another port.');
  }

  // ——— the API, as one of the demo's organisations

  credential(who: string): DemoCredential {
    const found = this.credentials.find(({ kind, name }) => kind === who || name === who);
    if (!found) throw new Error(`The demo has no ${who}.`);
    return found;
  }

  async call(who: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.processes.get('web')!.url}/api/v1${path}`, {
      method, headers: { authorization: `Bearer ${this.credential(who).apiKey}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  async triggerBody(given: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const [request] = await this.sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'accepted'`);
    return { reserveRequestId: request!.id, places: 100, groups: { families: 60, singleAdults: 40 }, reason: 'Proef van een storing', exercise: true, window: 'PT60S', ...given };
  }

  /** Triggers an exercise of 60 seconds, unless said otherwise. */
  async trigger(given: Record<string, unknown> = {}): Promise<Answer['body']> {
    const { status, body } = await this.call('ministry', 'POST', '/activations', await this.triggerBody(given));
    if (status !== 201) throw new Error(`The trigger answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Confirms receipt for one party, and keeps when that was known. */
  async receive(who: string, activationId: string): Promise<number> {
    const { status } = await this.call(who, 'POST', `/activations/${activationId}/receipts`, {});
    const [root] = await this.sql<{ id: string }>(`SELECT a.id FROM alerts a JOIN organisations o ON o.id = a.organisation_id WHERE a.topic_id = $1 AND a.root_id IS NULL AND (o.kind = $2 OR o.name = $2)`, [activationId, who]);
    if (status < 300) this.answers.push({ rootId: root!.id, at: new Date() });
    return status;
  }

  // ——— between rounds

  /** Stops for a while without being broken: whoever waits for the next round must not take time from those that play. */
  sleep(): void {
    this.signal([...this.processes.keys()], 'SIGSTOP');
  }

  async wake(): Promise<void> {
    this.signal([...this.processes.keys()], 'SIGCONT');
    await this.answering();
  }

  private answering(): Promise<true> {
    return waitFor('the service to answer', async () => (await fetch(`${this.processes.get('web')!.url}/readyz`)).ok, { timeoutMs: 60_000 });
  }

  afterRound(work: () => Promise<void>): void {
    this.undo.push(work);
  }

  /** Ends what runs, heals what is broken and makes the buildings as they were: the next round finds what the first one found. */
  async heal(): Promise<void> {
    for (const work of this.undo.splice(0).reverse()) await work().catch(() => undefined);
    this.signal([...this.processes.keys()], 'SIGCONT');
    await this.redis?.thaw();
    for (const name of [...this.processes.keys()].filter((each) => !PROCESSES.includes(each as never))) await this.kill(name);
    this.smtp.behave('*', { kind: 'accept' });
    await this.smtp.restart();
    await this.everybodyUp();
    await this.shift(0);
    await this.answering();
    const running = await this.sql<{ id: string }>(`SELECT id FROM activations WHERE status = 'running'`);
    for (const { id } of running) await waitFor('what ran to end', async () => [201, 409].includes((await this.call('ministry', 'POST', `/activations/${id}/stand-downs`, { reason: 'volgende proef' })).status), { timeoutMs: 60_000, everyMs: 500 });
    await this.sql('DELETE FROM lead_time_measurements');
    await this.sql(`UPDATE standby_locations SET facts = facts || '{"findingsVoidedAt": null, "measuredLeadTimeHours": null}'`);
    await this.sql('UPDATE contacts SET refused_at = NULL WHERE refused_at IS NOT NULL');
    await this.sql(`UPDATE due_moments SET superseded_at = app_now() WHERE kind = 'activation.deadline' AND done_at IS NULL AND superseded_at IS NULL AND subject_id NOT IN (SELECT id FROM activations)`);
    await waitFor('the last messages to go', async () => (await this.count(`deliveries WHERE state IN ('queued', 'sending', 'failed-retrying') AND next_try_at <= app_now()`)) === 0, { timeoutMs: 120_000, everyMs: 200 });
    this.smtp.clear();
    this.hooks.clear();
    this.answers.length = 0;
  }

  async close(): Promise<void> {
    await Promise.all([...this.processes.values()].map((app) => app.kill()));
    await this.pool.end();
    await this.smtp.stop();
    await this.hooks.close();
    await this.redis?.stop();
    await this.postgres.stop();
    // Files that the server is still closing.
    await sleep(200);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
