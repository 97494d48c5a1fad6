import type { OnBehalfPolicy } from '../../../config/on-behalf.js';
import { addSeconds, type Instant, Problem } from '../../kernel/index.js';
import { ACTIVATION_NOT_YOURS, NOT_RUNNING } from './activation-errors.js';
import type { Lifecycle } from './activation-state.js';
import { CONFIRMATION_STANDS, NOT_ON_BEHALF, PERSON_NEEDED } from './on-behalf-errors.js';

export type ProAnswer = 'confirmed' | 'disputed';

/** When PRO is reminded and when the alarm is raised. In an exercise with a window shorter than `fullWindowSeconds`: the same shares of it. */
export function confirmationTimes(
  triggeredAt: Instant, { exercise, windowSeconds }: { readonly exercise: boolean; readonly windowSeconds: number }, fullWindowSeconds: number, policy: OnBehalfPolicy,
): { readonly remindAt: Instant; readonly dueAt: Instant } {
  const share = exercise ? Math.min(1, windowSeconds / fullWindowSeconds) : 1;
  const seconds = policy.proConfirmationHours.value * 3600 * share;
  return { remindAt: addSeconds(triggeredAt, seconds * policy.reminderAt.value), dueAt: addSeconds(triggeredAt, seconds) };
}

export type Answerer = { readonly organisationId: string | null; readonly personId: string | null };

/**
 * Why PRO may not answer this way; null when it may. What was disputed may be confirmed after all; a confirmation stands. Neither
 * stops the clock. PRO_CONFIRMATION.NOT_ASKED, ACTIVATION.NOT_YOURS, TRIGGER_REQUEST.PERSON_NEEDED, ACTIVATION.NOT_RUNNING, PRO_CONFIRMATION.STANDS.
 */
export function refuseProAnswer(asked: { readonly answer: ProAnswer | null } | null, activation: { readonly lifecycle: Lifecycle; readonly ministryId: string }, by: Answerer, answer: ProAnswer): Problem | null {
  if (by.organisationId !== activation.ministryId) return new Problem(ACTIVATION_NOT_YOURS);
  if (by.personId === null) return new Problem(PERSON_NEEDED);
  if (!asked) return new Problem(NOT_ON_BEHALF);
  if (asked.answer === 'confirmed' && answer === 'disputed') return new Problem(CONFIRMATION_STANDS);
  return activation.lifecycle === 'running' ? null : new Problem(NOT_RUNNING);
}
