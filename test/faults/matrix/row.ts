import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../support/wait-for.js';
import type { Dice } from './dice.js';
import type { Backend, World } from './world.js';

/** How long outages last. Seconds. */
export type Lengths = { readonly redisAway: number; readonly postgresAway: number; readonly frozen: number };
/** The short ones, and those of `--full`. */
export const SHORT: Lengths = { redisAway: 15, postgresAway: 10, frozen: 10 };
export const FULL: Lengths = { redisAway: 600, postgresAway: 60, frozen: 120 };

export type Round = {
  readonly world: World;
  readonly dice: Dice;
  readonly lengths: Lengths;
  /** Bounds in seconds that the row checks by itself are multiplied by this; 1 unless the machine has other work. */
  readonly patience: number;
};
export type RoundResult = {
  /** The activations whose traces are checked. */
  readonly activationIds: readonly string[];
  /** From the end of the fault until everything due was carried out and every message accounted for. Seconds; null where that is not what the row is about. */
  readonly recoverySeconds: number | null;
  /** What the row itself found broken, beside the invariants that hold for all rows. */
  readonly broken?: readonly string[];
  /** To be read beside the figures; breaks no promise. */
  readonly noted?: string;
};

/** One row of the fault matrix. */
export type FaultRow = {
  readonly name: string;
  /** The most a recovery may take. Seconds. */
  readonly within: number;
  /** Where no queue is involved, or only one of them, the others are left out. */
  readonly backends: readonly Backend[];
  /** Where `npm test` plays it once: it takes seconds, without long waits and many starts. Rows that do not turn on the queue are played on one of both. */
  readonly quick: readonly Backend[];
  /** `summer-time`: the clock stands in the weekend in which summer time begins. */
  readonly place?: 'summer-time';
  /** Its bound is so tight that no other world may play meanwhile. */
  readonly alone?: boolean;
  round(round: Round): Promise<RoundResult>;
};

/** The window of most rounds, and a moment after it. Seconds. */
export const WINDOW_S = 60;
export const AFTER_WINDOW_S = 61;

export const pause = (seconds: number): Promise<void> => sleep(seconds * 1000);
const OPEN = 'done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL';

/** Waits until nothing of an activation is due and every message of it is accounted for. Gives the seconds since `healed` (performance.now()). */
export async function settled(world: World, activationIds: readonly string[], healed: number, patienceSeconds = 90): Promise<number> {
  await waitFor('everything to be carried out and sent', async () => {
    const due = await world.count(`due_moments WHERE ${OPEN} AND lane = 'activation' AND next_try_at <= app_now()`);
    const open = await world.count(`deliveries WHERE topic_id = ANY($1::uuid[]) AND state NOT IN ('accepted', 'answered', 'superseded', 'given-up')`, [activationIds]);
    return due === 0 && open === 0;
  }, { timeoutMs: patienceSeconds * 1000, everyMs: 50 });
  return (performance.now() - healed) / 1000;
}

/**
 * An exercise whose first seconds and whose deadline meet a fault: at a moment that the dice choose, the deadline before the
 * fault or after it. `fault` returns when what it broke is whole again.
 */
export async function windowUnder({ world, dice }: Round, fault: (activation: { id: string; deadlineAt: string }) => Promise<void>): Promise<RoundResult> {
  const activation = await world.trigger();
  await pause(dice.number(0, 2.5));
  const before = dice.chance(0.5);
  if (before) await world.shift(AFTER_WINDOW_S);
  await fault(activation);
  const healed = performance.now();
  if (!before) await world.shift(AFTER_WINDOW_S);
  return { activationIds: [activation.id], recoverySeconds: await settled(world, [activation.id], healed) };
}

/** Moves the clock so that this many seconds are left until the deadline. */
export async function untilDeadline(world: World, activation: { readonly deadlineAt: string }, seconds: number): Promise<void> {
  const [{ real }] = (await world.sql<{ real: Date }>('SELECT clock_timestamp() AS real')) as [{ real: Date }];
  await world.shift((Date.parse(activation.deadlineAt) - real.getTime()) / 1000 - world.baseShift - seconds);
}

/** Waits for the outcome; gives how late it was carried out, in seconds. */
export async function outcomeLateness(world: World, id: string, patienceSeconds = 90): Promise<number> {
  const row = await waitFor('the outcome', async () => (await world.sql<{ late: number }>(
    `SELECT extract(epoch FROM done_at - due_at)::float8 AS late FROM due_moments WHERE subject_id = $1 AND kind = 'activation.deadline' AND done_at IS NOT NULL`, [id]))[0], { timeoutMs: patienceSeconds * 1000 });
  return row.late;
}

/** In words, when a figure is over its bound. */
export const above = (what: string, figure: number, bound: number): string[] => (figure > bound ? [`${what} took ${figure.toFixed(1)} s; ${bound} s are allowed`] : []);
