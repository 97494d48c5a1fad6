import { sameNumbers } from '../../bench/harness.js';

/** Chance that can be thrown again: the same seed gives the same round. */
export type Dice = {
  readonly seed: number;
  /** From `low` up to, not including, `high`. */
  number(low: number, high: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
};

export function throwDice(seed: number): Dice {
  const next = sameNumbers(seed);
  // The first numbers of neighbouring seeds are neighbours.
  for (let skipped = 0; skipped < 8; skipped += 1) next();
  const number = (low: number, high: number): number => low + next() * (high - low);
  return { seed, number, pick: (from) => from[Math.floor(number(0, from.length))]!, chance: (probability) => next() < probability };
}
