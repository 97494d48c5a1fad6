import { ACTIVATION_POLICY } from '../../config/activation.js';
import { ON_BEHALF_POLICY } from '../../config/on-behalf.js';
import type { Tx } from '../platform/database/index.js';
import type { DueMoments } from '../platform/due-moments/index.js';
import type { Activation } from './activation.entity.js';
import { confirmationTimes } from './domain/index.js';
import { PRO_CONFIRMATION_OVERDUE, PRO_CONFIRMATION_REMINDER } from './due-moments.js';
import { ProConfirmation } from './pro-confirmation.entity.js';

/** On whose order operations trigger. `official` is personal. */
export type OnBehalf = {
  readonly triggerRequestId: string;
  readonly mandateId: string;
  readonly officialFunction: string;
  readonly official: { readonly name: string; readonly telephone: string | null };
};

const timesOf = (activation: Activation): ReturnType<typeof confirmationTimes> =>
  confirmationTimes(activation.triggeredAt, activation, ACTIVATION_POLICY.windowSeconds.value, ON_BEHALF_POLICY);

/** What PRO must confirm. Not saved yet. */
export const proConfirmationOf = (activation: Activation, { triggerRequestId, officialFunction }: OnBehalf): ProConfirmation =>
  Object.assign(new ProConfirmation(), {
    activationId: activation.id, triggerRequestId, officialFunction, dueAt: timesOf(activation).dueAt, answer: null, reason: null, answeredAt: null, byName: null, byFunction: null, overdueAt: null,
  });

/** Saves it with its reminder and its alarm. */
export async function saveProConfirmation(tx: Tx, dueMoments: DueMoments, activation: Activation, confirmation: ProConfirmation): Promise<void> {
  await tx.manager.insert(ProConfirmation, confirmation);
  await dueMoments.plan(tx, [
    { definition: PRO_CONFIRMATION_REMINDER, subjectId: activation.id, dueAt: timesOf(activation).remindAt },
    { definition: PRO_CONFIRMATION_OVERDUE, subjectId: activation.id, dueAt: confirmation.dueAt },
  ]);
}
