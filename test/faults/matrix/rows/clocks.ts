import { randomUUID } from 'node:crypto';
import { waitFor } from '../../../support/wait-for.js';
import { AFTER_WINDOW_S, outcomeLateness, pause, settled, untilDeadline, windowUnder, type FaultRow, type Round, type RoundResult } from '../row.js';
import { BACKENDS, WORKERS } from '../world.js';
import { CAUGHT_UP_S } from './crashes.js';

const WINDOW_72_H_S = 72 * 3600;
const WRONG_CLOCK = ['--import', './test/support/shifted-clock.mjs'];

const frozen = (round: Round): Promise<RoundResult> => {
  const { world, dice, lengths } = round;
  return windowUnder(round, async () => {
    const names = WORKERS.filter(() => dice.chance(0.5)).slice(0, 2);
    const asleep = names.length > 0 ? names : [dice.pick(WORKERS)];
    world.signal(asleep, 'SIGSTOP');
    await pause(lengths.frozen);
    world.signal(asleep, 'SIGCONT');
  });
};

const SESSION = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'UPDATE "milestones"%' AND CASE WHEN wait_event_type = 'Lock' THEN 'waiting' ELSE state END = $1`;

// One worker gets as far as writing the first overdue milestone; it is frozen there, and what it had written must go.
async function frozenInside({ world, lengths }: Round): Promise<RoundResult> {
  const [victim, ...others] = WORKERS;
  const [holder, watcher] = [await world.session(), await world.session()];
  const activation = await world.trigger();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM milestones WHERE activation_id = $1 FOR UPDATE', [activation.id]);
  const session = async (state: string): Promise<boolean> => (await watcher.query(SESSION, [state])).rowCount! > 0;
  world.signal(others, 'SIGSTOP');
  // Whoever of the others holds a session now loses it.
  await watcher.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'UPDATE "milestones"%' AND wait_event_type = 'Lock'`);
  await waitFor('the worker to be in the middle', () => session('waiting'), { timeoutMs: 30_000 });
  world.signal([victim], 'SIGSTOP');
  await holder.query('COMMIT');
  await waitFor('it to have written without having committed', () => session('idle in transaction'), { timeoutMs: 10_000 });
  world.signal(others, 'SIGCONT');
  const healed = performance.now();
  await world.shift(AFTER_WINDOW_S);
  await outcomeLateness(world, activation.id);
  const carriedOn = (performance.now() - healed) / 1000;
  await pause(Math.max(0, lengths.frozen - carriedOn));
  world.signal([victim], 'SIGCONT');
  await settled(world, [activation.id], 0);
  return { activationIds: [activation.id], recoverySeconds: carriedOn };
}

// All workers are wrong by as much, so that nobody else could hide it.
async function wrongClock({ world, dice }: Round): Promise<RoundResult> {
  const shift = dice.pick([600, -600]);
  for (const name of WORKERS) await world.stop(name);
  await Promise.all(WORKERS.map((name) => world.start(name, { CLOCK_SHIFTS: String(shift) }, WRONG_CLOCK)));
  world.afterRound(async () => { for (const name of WORKERS) await world.stop(name); });
  const activation = await world.trigger();
  await untilDeadline(world, activation, dice.number(1, 3));
  const late = await outcomeLateness(world, activation.id);
  await settled(world, [activation.id], 0);
  const [row] = await world.sql<{ window: number }>('SELECT extract(epoch FROM deadline_at - triggered_at)::float8 AS window FROM activations WHERE id = $1', [activation.id]);
  return { activationIds: [activation.id], recoverySeconds: late, broken: row!.window === 60 ? [] : [`the window was ${row!.window} s`] };
}

async function summerTime({ world }: Round): Promise<RoundResult> {
  const activation = await world.trigger({ window: undefined });
  const [row] = await world.sql<{ absolute: number; local: number }>(
    `SELECT extract(epoch FROM deadline_at - triggered_at)::float8 AS absolute,
            extract(epoch FROM (deadline_at AT TIME ZONE 'Europe/Amsterdam') - (triggered_at AT TIME ZONE 'Europe/Amsterdam'))::float8 AS local FROM activations WHERE id = $1`, [activation.id]);
  const broken = row!.absolute === WINDOW_72_H_S && row!.local === WINDOW_72_H_S + 3600 ? [] : [`the window was ${row!.absolute} s, ${row!.local} s by the clock on the wall`];
  await untilDeadline(world, activation, 1);
  const late = await outcomeLateness(world, activation.id);
  await settled(world, [activation.id], 0);
  return { activationIds: [activation.id], recoverySeconds: late, broken };
}

// Something due of an activation, a deployment or a milestone that is not there: whoever carries it out fails, each time.
async function alwaysThrows({ world, dice }: Round): Promise<RoundResult> {
  const subject = randomUUID();
  await world.sql(
    `INSERT INTO due_moments (id, kind, subject_id, lane, due_version, due_at, next_try_at, created_at) VALUES ($1, $3, $2, 'activation', 1, app_now(), app_now(), app_now())`, [randomUUID(), subject, dice.pick(['activation.deadline', 'milestone.overdue', 'deployment.replan'])]);
  const activation = await world.trigger();
  await world.shift(AFTER_WINDOW_S);
  await outcomeLateness(world, activation.id);
  // Past every wait between two failures.
  for (let failures = 0, more = 300; failures < 5; more += 300) {
    await world.shift(AFTER_WINDOW_S + more);
    failures = await waitFor('another failure', async () => (await world.sql<{ n: number }>('SELECT attempts AS n FROM due_moments WHERE subject_id = $1', [subject]))[0]?.n, { timeoutMs: 20_000 });
    await pause(0.5);
  }
  const told = await waitFor('operations to be told', () => world.count(`alerts WHERE purpose = 'technical-failure' AND topic_id = $1`, [subject]), { timeoutMs: 20_000 }).catch(() => 0);
  await world.sql('UPDATE due_moments SET superseded_at = app_now() WHERE subject_id = $1', [subject]);
  const recoverySeconds = await settled(world, [activation.id], performance.now());
  return { activationIds: [activation.id], recoverySeconds, broken: told === 1 ? [] : [`operations were told ${told} times of what always fails`] };
}

export const CLOCKS: readonly FaultRow[] = [
  { name: 'worker frozen, then continued', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], round: frozen },
  { name: 'worker frozen in a transaction, then continued', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], round: frozenInside },
  { name: 'worker clock ± 10 min', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], round: wrongClock },
  { name: 'summer-time change inside the window', within: CAUGHT_UP_S, backends: BACKENDS, quick: [], place: 'summer-time', round: summerTime },
  { name: 'a due-moment handler that always throws', within: CAUGHT_UP_S, backends: BACKENDS, quick: ['postgres'], round: alwaysThrows },
];
