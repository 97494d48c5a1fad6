import { layLine } from '../../../support/dead-line.js';
import { runAppToItsEnd } from '../../../support/processes.js';
import { startTestRedis } from '../../../support/redis-server.js';
import { waitFor } from '../../../support/wait-for.js';
import { above, outcomeLateness, pause, settled, untilDeadline, windowUnder, type FaultRow, type Round, type RoundResult } from '../row.js';
import { BACKENDS, WORKERS } from '../world.js';
import { CAUGHT_UP_S } from './crashes.js';

/** "Deadline at most 10 s late". */
const DEADLINE_LATE_S = 10;
/** "Caught up ≤ 15 s after it is back". */
const POSTGRES_BACK_S = 15;

/** The deadline comes while Redis suffers; meanwhile the API must still trigger. */
async function deadlineWithout({ world, dice }: Round, away: number, fault: () => Promise<void>, heal: () => Promise<void>): Promise<RoundResult> {
  const activation = await world.trigger({ places: 60, groups: { families: 60 } });
  await pause(dice.number(0, 1));
  await untilDeadline(world, activation, dice.number(1, 4));
  await fault();
  const since = performance.now();
  const late = await outcomeLateness(world, activation.id);
  const other = await world.trigger({ places: 20, groups: { singleAdults: 20 } });
  await pause(Math.max(0, away - (performance.now() - since) / 1000));
  await heal();
  const healed = performance.now();
  const ids = [activation.id, other.id];
  await settled(world, ids, healed);
  return { activationIds: ids, recoverySeconds: late };
}

const redisFlushed = (round: Round): Promise<RoundResult> => deadlineWithout(round, 0, () => round.world.redis!.flush(), async () => undefined);
const redisAway = (withData: boolean) => (round: Round): Promise<RoundResult> =>
  deadlineWithout(round, round.lengths.redisAway, () => round.world.redis!.kill(), () => round.world.redis!.restart({ withData }));

async function evictionRefused({ world, dice }: Round): Promise<RoundResult> {
  const policy = dice.pick(['allkeys-lru', 'volatile-lru', 'allkeys-random', 'volatile-ttl']);
  const redis = (await startTestRedis({ maxmemoryPolicy: policy }))!;
  world.afterRound(() => redis.stop());
  const { code, output } = await runAppToItsEnd({ env: { DATABASE_URL: world.urls.appUrl, MIGRATION_DATABASE_URL: world.urls.ownerUrl, REDIS_URL: redis.url, ROLE: 'worker', APP_SECRET: 'een geheim van ten minste 32 tekens', SMTP_URL: world.smtp.url } });
  const refused = code === 1 && output.includes('noeviction') && output.includes(policy);
  return { activationIds: [], recoverySeconds: null, broken: refused ? [] : [`a start with ${policy} ended with ${code}: ${output.slice(-300)}`] };
}

// Killed, not stopped; meanwhile nothing can be decided, afterwards nothing is double.
const postgresAway = (round: Round): Promise<RoundResult> => {
  const { world, lengths } = round;
  return windowUnder(round, async () => {
    await world.killPostgres();
    await pause(lengths.postgresAway);
    await world.startPostgres();
  });
};

/** Whoever watches the page of an activation through this process. */
async function watching(url: string, cookie: string, activationId: string): Promise<{ snapshots(): number; leave(): void }> {
  const control = new AbortController();
  const response = await fetch(`${url}/inzetten/${activationId}/stream`, { headers: { accept: 'text/event-stream', cookie }, signal: control.signal });
  if (response.status !== 200) throw new Error(`the stream answered ${response.status}`);
  let text = '';
  void (async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(part, { stream: true });
  })().catch(() => undefined);
  const snapshots = (): number => text.split('event: snapshot').length - 1;
  await waitFor('the first picture', () => snapshots() > 0, { timeoutMs: 20_000 });
  return { snapshots, leave: () => control.abort() };
}

async function signIn(url: string, { email, password }: { email: string; password: string }): Promise<string> {
  const page = await fetch(`${url}/aanmelden`, { redirect: 'manual' });
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  const response = await fetch(`${url}/aanmelden`, { method: 'POST', redirect: 'manual', headers: { cookie: cookies.join('; '), origin: url }, body: new URLSearchParams({ email, password }) });
  if (response.status !== 303) throw new Error(`signing in answered ${response.status}`);
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!).join('; ');
}

const CUT_LISTEN = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'adh-live'`;

async function listenCut({ world, dice }: Round): Promise<RoundResult> {
  const { url } = world.processes.get('web')!;
  const activation = await world.trigger();
  const watcher = await watching(url, await signIn(url, world.credential('ministry')), activation.id);
  world.afterRound(async () => watcher.leave());
  await settled(world, [activation.id], 0);
  await pause(dice.number(0.5, 1.5));
  await (await world.session()).query(CUT_LISTEN);
  const seen = watcher.snapshots();
  const cut = performance.now();
  await world.receive('red-cross', activation.id);
  await waitFor('the change to be seen', () => watcher.snapshots() > seen, { timeoutMs: 30_000 });
  return { activationIds: [activation.id], recoverySeconds: (performance.now() - cut) / 1000 };
}

// Only this process is left to carry out: its LISTEN, its sweep and its jobs all go through the line that goes dead.
async function halfOpen({ world, dice }: Round): Promise<RoundResult> {
  const line = await layLine(world.urls.appUrl);
  world.afterRound(() => line.close());
  const app = await world.start('through-the-line', { ROLE: 'all', DEMO_DATA: '0', DATABASE_DIRECT_URL: line.url });
  world.signal(WORKERS, 'SIGSTOP');
  const activation = await world.trigger();
  const watcher = await watching(app.url, await signIn(app.url, world.credential('ministry')), activation.id);
  world.afterRound(async () => watcher.leave());
  await pause(dice.number(0.5, 1.5));
  await untilDeadline(world, activation, 1.5);
  line.goDead();
  const seen = watcher.snapshots();
  const late = await outcomeLateness(world, activation.id);
  await waitFor('the outcome to be seen', () => watcher.snapshots() > seen, { timeoutMs: 30_000 });
  world.signal(WORKERS, 'SIGCONT');
  await settled(world, [activation.id], 0);
  return { activationIds: [activation.id], recoverySeconds: late };
}

// Whoever answers waits for a lock on another activation, on every connection that the web has.
async function poolExhausted({ world, dice, patience }: Round): Promise<RoundResult> {
  const only = await world.start('only-one', { ROLE: 'all', DEMO_DATA: '0' });
  world.signal(WORKERS, 'SIGSTOP');
  const [held, due] = [await world.trigger({ places: 20, groups: { singleAdults: 20 } }), await world.trigger({ places: 60, groups: { families: 60 } })];
  await untilDeadline(world, due, dice.number(1, 3));
  const holder = await world.session();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM activations WHERE id = $1 FOR UPDATE', [held.id]);
  const { apiKey } = world.credential('red-cross');
  const ask = (): Promise<number> => fetch(`${only.url}/api/v1/activations/${held.id}/receipts`, { method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, body: '{}' }).then(({ status }) => status);
  const waiting = Array.from({ length: 60 }, () => ask().catch(() => 0));
  const late = await outcomeLateness(world, due.id);
  await holder.query('ROLLBACK');
  await Promise.all(waiting);
  world.signal(WORKERS, 'SIGCONT');
  const ids = [held.id, due.id];
  await settled(world, ids, 0);
  return { activationIds: ids, recoverySeconds: late, broken: above('the deadline', late, DEADLINE_LATE_S * patience) };
}

export const STORES: readonly FaultRow[] = [
  { name: 'Redis FLUSHALL', within: DEADLINE_LATE_S, backends: ['redis'], quick: ['redis'], round: redisFlushed },
  { name: 'Redis down', within: DEADLINE_LATE_S, backends: ['redis'], quick: [], round: redisAway(true) },
  { name: 'Redis restarted without its data', within: DEADLINE_LATE_S, backends: ['redis'], quick: [], round: redisAway(false) },
  { name: 'Redis with an eviction policy', within: 0, backends: ['redis'], quick: ['redis'], round: evictionRefused },
  { name: 'PostgreSQL stopped hard', within: POSTGRES_BACK_S, backends: BACKENDS, quick: [], round: postgresAway },
  { name: 'LISTEN connection killed', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: listenCut },
  { name: 'connection half open', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], round: halfOpen },
  { name: 'connection pool exhausted', within: DEADLINE_LATE_S, backends: BACKENDS, quick: [], round: poolExhausted },
];
