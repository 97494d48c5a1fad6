import { throwDice } from './dice.js';
import { checkRound } from './facts.js';
import { above, settled, type FaultRow, type Lengths } from './row.js';
import { ANSWERS } from './rows/answers.js';
import { CLOCKS } from './rows/clocks.js';
import { CRASHES } from './rows/crashes.js';
import { MAIL } from './rows/mail.js';
import { STORES } from './rows/stores.js';
import { WEBHOOKS } from './rows/webhooks.js';
import type { World } from './world.js';

/** The fault matrix of DESIGN.md. */
export const ROWS: readonly FaultRow[] = [...CRASHES, ...STORES, ...MAIL, ...WEBHOOKS, ...ANSWERS, ...CLOCKS];

/** What became of one round. Violations in words; empty when all held. `healed`: the world is fit for another round. `noted`: as in RoundResult. */
export type Played = { readonly violations: readonly string[]; readonly recoverySeconds: number | null; readonly healed: boolean; readonly noted?: string | undefined };

// A round that hangs has broken its promise. Seconds.
const ROUND_LIMIT_S = 180;

/**
 * Plays one round and makes the world whole again. `patience`: bounds in seconds are multiplied by this, where a machine has other
 * work; everything else is exact.
 */
export async function playRound(world: World, row: FaultRow, { seed, lengths, patience = 1 }: { readonly seed: number; readonly lengths: Lengths; readonly patience?: number }): Promise<Played> {
  const limit = ROUND_LIMIT_S + lengths.redisAway;
  try {
    const { recoverySeconds, activationIds, broken = [], noted } = await limited(row.round({ world, dice: throwDice(seed), lengths, patience }), limit);
    await settled(world, activationIds, 0);
    const tooLong = recoverySeconds === null ? [] : above('recovery', recoverySeconds, row.within * patience);
    const violations = [...broken, ...tooLong, ...(await checkRound(world, activationIds))];
    await limited(world.heal(), ROUND_LIMIT_S);
    return { violations, recoverySeconds, healed: true, noted };
  } catch (error) {
    return { violations: [error instanceof Error ? error.message : String(error)], recoverySeconds: null, healed: false };
  }
}

async function limited<T>(work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`the round did not end within ${seconds} s`)), seconds * 1000); });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
