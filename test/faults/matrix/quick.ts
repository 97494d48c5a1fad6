import { randomInt } from 'node:crypto';
import { afterAll, expect, it, jest } from '@jest/globals';
import { PROGRAM } from '../../support/processes.js';
import { playRound, ROWS } from './play.js';
import { SHORT } from './row.js';
import { World, type Backend } from './world.js';

/** Beside other tests everything takes longer: bounds in seconds are multiplied by this here. The strict ones are those of `npm run test:faults`. */
const BESIDE_OTHER_TESTS = 10;
const PATIENCE_MS = 240_000;

/** One round of each row that is quick on this backend, each a test. FAULTS_SEED throws the dice of a failure again. */
export function playQuickRows(backend: Backend): void {
  jest.setTimeout(PATIENCE_MS);
  const seed = process.env.FAULTS_SEED ? Number(process.env.FAULTS_SEED) : randomInt(1_000_000_000);
  let world: World | undefined;

  afterAll(() => world?.close());

  it.each(ROWS.filter(({ quick }) => quick.includes(backend)).map((row) => [row.name, row] as const))('%s', async (_, row) => {
    world ??= await World.open({ backend, program: PROGRAM });
    const { violations, healed } = await playRound(world, row, { seed, lengths: SHORT, patience: BESIDE_OTHER_TESTS });
    if (!healed) {
      // What a broken round left behind must not break the next one.
      await world.close();
      world = undefined;
    }
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  });
}
