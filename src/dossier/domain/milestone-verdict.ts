import type { Party } from '../../../config/activation.js';
import type { PastActivation, PastDeployment, PastMilestone } from '../../activations/index.js';
import { isBefore, secondsBetween, type Instant } from '../../kernel/index.js';
import type { Sees } from './after-action-facts.js';

/** `refused` and `not-needed` are no fault of anybody. `never-done`: it was due, and was not done before the end. */
export const VERDICTS = ['in-time', 'late', 'never-done', 'refused', 'not-needed'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type Judged = { readonly verdict: Verdict; /** How long after it was due it was done, or when there was an end to waiting; 0 where nothing was late. */ readonly lateSeconds: number };

/** Who owes something: by name only to who may know it. */
export type Owner = { readonly party: Party; readonly organisationId: string | null };

/** How long something took from the call. `share`: of the window, 1 being all of it; null where there was no window left. */
export type Took = { readonly seconds: number; readonly share: number | null };

export type MilestoneReport = Judged & {
  readonly kind: PastMilestone['kind'];
  readonly owner: Owner;
  readonly dueAt: Instant;
  readonly doneAt: Instant | null;
  readonly took: Took | null;
  /** Against what was agreed first; null where nothing was put off. */
  readonly first: (Judged & { readonly dueAt: Instant }) | null;
};

/** Whole seconds from one instant to the other. */
export const secondsAfter = (from: Instant, to: Instant): number => Math.round(secondsBetween(from, to));

export const ownerOf = ({ party, organisationId }: { readonly party: Party; readonly organisationId: string }, sees: Sees): Owner =>
  ({ party, organisationId: sees(organisationId) ? organisationId : null });

type Called = Pick<PastDeployment, 'createdAt' | 'firstDeadlineAt'>;

/** Seconds from the call to the deadline as it was at first, of its extra places where it was for such: what a duration is a share of. */
export const windowOf = ({ createdAt, firstDeadlineAt: own }: Called, { firstDeadlineAt, deadlineAt }: Pick<PastActivation['activation'], 'firstDeadlineAt' | 'deadlineAt'>): number =>
  secondsAfter(createdAt, own ?? firstDeadlineAt ?? deadlineAt);

/** How long a step took; null when it was not done. */
export function tookOf({ state, doneAt }: Pick<PastMilestone, 'state' | 'doneAt'>, deployment: Called, activation: Pick<PastActivation['activation'], 'firstDeadlineAt' | 'deadlineAt'>): Took | null {
  if (state !== 'done' || doneAt === null) return null;
  const window = windowOf(deployment, activation);
  const elapsed = secondsAfter(deployment.createdAt, doneAt);
  return { seconds: elapsed, share: window > 0 ? elapsed / window : null };
}

/** A milestone of an activation that is over, against its due time and against the first one. */
export function judgeMilestone(milestone: PastMilestone, deployment: PastDeployment, activation: PastActivation['activation'], sees: Sees): MilestoneReport {
  const { kind, dueAt, firstDueAt, doneAt } = milestone;
  const over = deployment.closedAt ?? activation.endedAt;
  const against = (due: Instant): Judged => judge(milestone, deployment, due, over);
  return {
    kind, dueAt, doneAt, owner: ownerOf(milestone, sees), took: tookOf(milestone, deployment, activation), ...against(dueAt),
    first: isBefore(firstDueAt, dueAt) ? { dueAt: firstDueAt, ...against(firstDueAt) } : null,
  };
}

function judge(milestone: PastMilestone, deployment: PastDeployment, due: Instant, over: Instant | null): Judged {
  const { state, doneAt } = milestone;
  if (state === 'refused' || isReceiptOfRefusal(milestone, deployment)) return { verdict: 'refused', lateSeconds: 0 };
  if (state === 'done' && doneAt) return isBefore(doneAt, due) ? { verdict: 'in-time', lateSeconds: 0 } : { verdict: 'late', lateSeconds: secondsAfter(due, doneAt) };
  // Once a municipality has said no, nobody owes anything there any more, nor ever did.
  if (deployment.state === 'refused' || over === null || isBefore(over, due)) return { verdict: 'not-needed', lateSeconds: 0 };
  return { verdict: 'never-done', lateSeconds: secondsAfter(due, over) };
}

/** Who refuses has seen the call: a receipt that came with the refusal is part of it, and no fault either. */
const isReceiptOfRefusal = ({ kind, party, doneAt }: PastMilestone, { state, closedAt }: PastDeployment): boolean =>
  state === 'refused' && kind === 'received' && party === 'municipality' && doneAt !== null && closedAt !== null && !isBefore(doneAt, closedAt);

export const isFault = ({ verdict }: Judged): boolean => verdict === 'late' || verdict === 'never-done';
