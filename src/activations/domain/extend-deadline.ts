import type { ActivationPolicy } from '../../../config/activation.js';
import { addSeconds, INVALID_INPUT, type Instant, isBefore, Problem } from '../../kernel/index.js';
import { NOT_RUNNING, OUTCOME_STANDS } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { atFraction } from './milestone-schedule.js';

export type Extendable = { readonly lifecycle: Lifecycle; readonly outcome: string | null; readonly deadlineAt: Instant };

/**
 * Why a deadline may not be put off to `wanted`; null when it may. Once the deadline has passed the outcome is a fact, also when
 * nobody has written it down yet. ACTIVATION.NOT_RUNNING, ACTIVATION.OUTCOME_STANDS, or REQUEST.INVALID for a time that is not
 * later, or too far away to be meant.
 */
export function refuseExtension({ lifecycle, outcome, deadlineAt }: Extendable, wanted: Instant, now: Instant, policy: Pick<ActivationPolicy, 'maximumExtensionDays'>): Problem | null {
  if (lifecycle !== 'running') return new Problem(NOT_RUNNING);
  if (outcome !== null || !isBefore(now, deadlineAt)) return new Problem(OUTCOME_STANDS);
  const days = policy.maximumExtensionDays.value;
  if (!isBefore(deadlineAt, wanted)) {
    return new Problem(INVALID_INPUT, {}, [{ path: 'deadlineAt', code: 'not-later', message: { nl: 'Kies een tijdstip na de deadline van nu.', en: 'Choose a time after the present deadline.' } }]);
  }
  if (isBefore(addSeconds(deadlineAt, days * 86_400), wanted)) {
    const message = { nl: `Kies een tijdstip binnen ${days} dagen na de deadline van nu.`, en: `Choose a time within ${days} days after the present deadline.` };
    return new Problem(INVALID_INPUT, {}, [{ path: 'deadlineAt', code: 'too-late', message }]);
  }
  return null;
}

/** A step of one policy: milestones, or whom the municipality informs. */
export type OpenStep<Kind extends string> = { readonly id: string; readonly kind: Kind; readonly dueAt: Instant; /** When its deployment joined. */ readonly startsAt: Instant; /** When its deployment must be open. */ readonly deadlineAt: Instant };

/**
 * The unfinished steps with their new due times: the same fractions, of the time from joining to the deadline of its deployment. Never earlier
 * than they were, and only those that lie ahead: what is late stays late.
 */
export function retimed<Kind extends string>(steps: readonly OpenStep<Kind>[], now: Instant, rules: readonly { readonly kind: Kind; readonly due: number }[]): { readonly id: string; readonly dueAt: Instant }[] {
  const fractions = new Map(rules.map(({ kind, due }) => [kind, due]));
  return steps.flatMap(({ id, kind, dueAt: before, startsAt, deadlineAt }) => {
    const windowSeconds = (deadlineAt.getTime() - startsAt.getTime()) / 1000;
    const dueAt = atFraction(startsAt, windowSeconds, fractions.get(kind) ?? 1);
    return isBefore(before, dueAt) && isBefore(now, dueAt) ? [{ id, dueAt }] : [];
  });
}

/** How an outcome stands against the deadline as it was at first: null while that cannot be said, or when it was never put off. */
export function againstFirstDeadline(activation: { readonly firstDeadlineAt: Instant | null; readonly outcome: string | null; readonly outcomeAt: Instant | null }, now: Instant): 'met' | 'missed' | null {
  const { firstDeadlineAt, outcome, outcomeAt } = activation;
  if (!firstDeadlineAt) return null;
  if (outcome === 'met' && outcomeAt && isBefore(outcomeAt, firstDeadlineAt)) return 'met';
  return isBefore(now, firstDeadlineAt) || (outcome === 'none' && outcomeAt !== null && isBefore(outcomeAt, firstDeadlineAt)) ? null : 'missed';
}
