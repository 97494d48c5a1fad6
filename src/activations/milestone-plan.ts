import { ACTIVATION_POLICY, type Party } from '../../config/activation.js';
import { newId, secondsBetween, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import type { DueMoments, Planned } from '../platform/due-moments/index.js';
import type { Activation } from './activation.entity.js';
import { organisationOf } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, isLate, milestoneSchedule, overdueIfAskedAt, reminderAt } from './domain/index.js';
import { MILESTONE_OVERDUE, MILESTONE_REMINDER } from './due-moments.js';
import { Milestone, type MilestoneDetails } from './milestone.entity.js';

const PARTIES: readonly Party[] = ['municipality', 'red-cross', 'coa'];

/**
 * The milestones of a deployment that joins at `startsAt`, with `windowSeconds` left to the deadline.
 * Not saved yet.
 */
export function milestonesOf(activation: Activation, deployment: Deployment, startsAt: Instant, windowSeconds: number): Milestone[] {
  return milestoneSchedule(startsAt, windowSeconds, ACTIVATION_POLICY, PARTIES).map(({ kind, owner, dueAt }) =>
    Object.assign(new Milestone(), {
      id: newId(), activationId: activation.id, deploymentId: deployment.id, kind, dueAt, state: 'open' as const,
      organisationId: organisationOf(activation, deployment.municipalityId, owner), doneAt: null, doneLate: null, overdueAt: null, remindedAt: null, escalatedAt: null, details: null,
    }));
}

/** Seconds from joining to the deadline: what the fractions of this deployment's milestones are fractions of. */
export const windowAt = (activation: Pick<Activation, 'deadlineAt'>, deployment: Pick<Deployment, 'createdAt' | 'deadlineAt'>): number => secondsBetween(deployment.createdAt, deadlineFor(activation, deployment));

/** What is due for a milestone by itself: the reminder before, and that it is overdue. `windowSeconds`: of its deployment. */
export function momentsOf(milestone: Pick<Milestone, 'id' | 'activationId' | 'kind' | 'dueAt'>, windowSeconds: number): Planned[] {
  const { id: subjectId, activationId: together, dueAt } = milestone;
  const remindAt = reminderAt(milestone, windowSeconds, ACTIVATION_POLICY);
  return [{ definition: MILESTONE_OVERDUE, subjectId, dueAt, together }, ...(remindAt ? [{ definition: MILESTONE_REMINDER, subjectId, dueAt: remindAt, together }] : [])];
}

/** Saves the milestones of deployments that join with so many seconds left, each with its due moments. */
export async function saveMilestones(tx: Tx, dueMoments: DueMoments, milestones: readonly Milestone[], windowSeconds: number, activation: Activation, now: Instant): Promise<void> {
  await tx.manager.insert(Milestone, [...milestones]);
  await dueMoments.plan(tx, milestones.flatMap((milestone) => momentsFrom(activation, milestone, windowSeconds, now)));
}

// What was due before it was asked for is found overdue after the delay of the first step: nobody is forgotten because the time is over.
function momentsFrom({ windowSeconds }: Activation, milestone: Milestone, ownSeconds: number, now: Instant): Planned[] {
  if (milestone.dueAt > now) return momentsOf(milestone, ownSeconds);
  return [{ definition: MILESTONE_OVERDUE, subjectId: milestone.id, dueAt: overdueIfAskedAt(now, windowSeconds, ACTIVATION_POLICY), together: milestone.activationId }];
}

/** Marks a milestone as done or refused at `now`, late or not. */
export async function markMilestone(tx: Tx, milestone: Milestone, state: 'done' | 'refused', details: MilestoneDetails, now: Instant): Promise<void> {
  const late = isLate(now, milestone.dueAt);
  Object.assign(milestone, { state, doneAt: now, doneLate: late, details });
  await tx.manager.update(Milestone, { id: milestone.id }, { state, doneAt: now, doneLate: late, details });
}

/**
 * An answer was taken back: these milestones of a deployment are owed again. When their time is over, they are found overdue after
 * the delay of the first step, as if they were asked for now.
 */
export async function reopenMilestones(tx: Tx, dueMoments: DueMoments, activation: Activation, deployment: Deployment, milestones: readonly Milestone[], now: Instant): Promise<void> {
  const anew = { state: 'open' as const, doneAt: null, doneLate: null, overdueAt: null, remindedAt: null, escalatedAt: null, details: null };
  for (const milestone of milestones) {
    Object.assign(milestone, anew);
    await tx.manager.update(Milestone, { id: milestone.id }, anew);
  }
  const nextStep = overdueIfAskedAt(now, activation.windowSeconds, ACTIVATION_POLICY);
  const planned = milestones.flatMap((milestone) =>
    milestone.dueAt > nextStep ? momentsOf(milestone, windowAt(activation, deployment)) : [{ definition: MILESTONE_OVERDUE, subjectId: milestone.id, dueAt: nextStep, together: activation.id }]);
  await dueMoments.plan(tx, planned);
}
