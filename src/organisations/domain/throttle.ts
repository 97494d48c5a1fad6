import type { ThrottlePolicy } from '../../../config/sign-in.js';
import { addSeconds, secondsBetween, type Instant } from '../../kernel/index.js';

/** Instants of the failed attempts that still count, in any order. */
export type Failures = { readonly ofEmail: readonly Instant[]; readonly ofSource: readonly Instant[] };

/** The oldest instant at which a failed attempt still counts. */
export const countedSince = (policy: ThrottlePolicy, now: Instant): Instant => addSeconds(now, -policy.windowSeconds.value);

/**
 * Whole seconds until another attempt may be made; 0 when it may be made now. Both limits hold: many guesses at one account,
 * and one guess each at many accounts.
 */
export function secondsToWait(failures: Failures, policy: ThrottlePolicy, now: Instant): number {
  const window = policy.windowSeconds.value;
  return Math.max(
    untilBelow(policy.failuresPerEmail.value, failures.ofEmail, window, now),
    untilBelow(policy.failuresPerSource.value, failures.ofSource, window, now),
  );
}

function untilBelow(limit: number, failures: readonly Instant[], windowSeconds: number, now: Instant): number {
  const ages = failures.map((at) => secondsBetween(at, now)).filter((age) => age < windowSeconds);
  if (ages.length < limit) return 0;
  // The attempt goes ahead once only limit - 1 count: when the limit-th youngest has grown too old.
  const decisive = ages.sort((a, b) => a - b)[limit - 1]!;
  return Math.ceil(windowSeconds - decisive);
}
