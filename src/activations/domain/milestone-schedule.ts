import type { ActivationPolicy, MilestoneKind, MilestoneRule, Party } from '../../../config/activation.js';
import { addSeconds, type Instant, isBefore, Problem } from '../../kernel/index.js';
import { PARTY_MISSING } from './activation-errors.js';

export type PlannedMilestone = {
  readonly kind: MilestoneKind;
  readonly owner: Party;
  readonly dueAt: Instant;
};

/** Absolute time: 72 hours stay 72 hours across a change to or from summer time. `windowSeconds` in seconds. */
export const deadlineOf = (triggeredAt: Instant, windowSeconds: number): Instant => addSeconds(triggeredAt, windowSeconds);

/** The instant at a fraction of the window, to the nearest millisecond. */
export const atFraction = (start: Instant, windowSeconds: number, fraction: number): Instant =>
  new Date(start.getTime() + Math.round(windowSeconds * 1000 * fraction));

/** When everyone is told that the deadline is near. */
export const deadlineNearAt = (
  triggeredAt: Instant,
  windowSeconds: number,
  policy: Pick<ActivationPolicy, 'deadlineNear'>,
): Instant => atFraction(triggeredAt, windowSeconds, policy.deadlineNear.value);

/** When the owner of a milestone is reminded before it is due; null for receipt, which has steps of its own. `windowSeconds`: of its deployment. */
export const reminderAt = (
  { kind, dueAt }: { readonly kind: MilestoneKind; readonly dueAt: Instant },
  windowSeconds: number,
  policy: Pick<ActivationPolicy, 'stepReminder'>,
): Instant | null => (kind === 'received' ? null : atFraction(dueAt, -Math.max(0, windowSeconds), policy.stepReminder.value));

/** When the duty desk is asked to telephone the owner of a milestone that is still open. `windowSeconds`: of its deployment. */
export const escalationAt = (dueAt: Instant, windowSeconds: number, policy: Pick<ActivationPolicy, 'stepEscalation'>): Instant =>
  atFraction(dueAt, Math.max(0, windowSeconds), policy.stepEscalation.value);

/** At the due instant itself it is too late, as it is for the deadline: in time means strictly before. */
export const isLate = (at: Instant, dueAt: Instant): boolean => !isBefore(at, dueAt);

/**
 * The milestones of one deployment in the order of their due times; `received` and `committed` once per party.
 * For a replacement give the instant it joins and the seconds left to the deadline: the last one stays due at the
 * deadline. With nothing left (zero or less) everything is due at the deadline that has passed.
 * Throws ACTIVATION.PARTY_MISSING when a milestone would have nobody who owes it: no step may vanish silently.
 */
export function milestoneSchedule(
  startsAt: Instant,
  windowSeconds: number,
  policy: Pick<ActivationPolicy, 'milestones'>,
  parties: readonly Party[],
): PlannedMilestone[] {
  const start = windowSeconds < 0 ? addSeconds(startsAt, windowSeconds) : startsAt;
  return policy.milestones
    .flatMap((rule) =>
      ownersOf(rule, parties).map((owner) => ({
        kind: rule.kind,
        owner,
        dueAt: atFraction(start, Math.max(0, windowSeconds), rule.due),
      })),
    )
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

function ownersOf(rule: MilestoneRule, parties: readonly Party[]): readonly Party[] {
  if (rule.owner === 'each-party') return parties;
  if (!parties.includes(rule.owner)) throw new Problem(PARTY_MISSING, { party: rule.owner }, [], { milestone: rule.kind });
  return [rule.owner];
}

/** When a step that is asked for at `now` is found overdue though its time is over: after the delay of the first alert step. */
export const overdueIfAskedAt = (now: Instant, windowSeconds: number, { alertSteps }: Pick<ActivationPolicy, 'alertSteps'>): Instant =>
  addSeconds(now, windowSeconds * alertSteps.fractions[0]!);
