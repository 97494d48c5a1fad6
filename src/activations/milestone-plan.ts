import { ACTIVATION_POLICY, type Party } from '../../config/activation.js';
import { addSeconds, newId, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import type { DueMoments } from '../platform/due-moments/index.js';
import type { Activation } from './activation.entity.js';
import { organisationOf } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { isLate, milestoneSchedule } from './domain/index.js';
import { MILESTONE_OVERDUE } from './due-moments.js';
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
      organisationId: organisationOf(activation, deployment.municipalityId, owner), doneAt: null, doneLate: null, overdueAt: null, details: null,
    }));
}

/** Saves milestones with the due moment of each. */
export async function saveMilestones(tx: Tx, dueMoments: DueMoments, milestones: readonly Milestone[]): Promise<void> {
  await tx.manager.insert(Milestone, [...milestones]);
  await dueMoments.plan(tx, milestones.map((milestone) => ({ definition: MILESTONE_OVERDUE, subjectId: milestone.id, dueAt: milestone.dueAt })));
}

/** Marks a milestone as done or refused at `now`, late or not. */
export async function markMilestone(tx: Tx, milestone: Milestone, state: 'done' | 'refused', details: MilestoneDetails, now: Instant): Promise<void> {
  const late = isLate(now, milestone.dueAt);
  Object.assign(milestone, { state, doneAt: now, doneLate: late, details });
  await tx.manager.update(Milestone, { id: milestone.id }, { state, doneAt: now, doneLate: late, details });
}

/**
 * An answer was taken back: the milestone is owed again. When its time is over, it is found overdue after the delay of the first
 * step, as if it were asked for now.
 */
export async function reopenMilestones(tx: Tx, dueMoments: DueMoments, activation: Activation, milestones: readonly Milestone[], now: Instant): Promise<void> {
  const anew = { state: 'open' as const, doneAt: null, doneLate: null, overdueAt: null, details: null };
  for (const milestone of milestones) {
    Object.assign(milestone, anew);
    await tx.manager.update(Milestone, { id: milestone.id }, anew);
  }
  const nextStep = addSeconds(now, activation.windowSeconds * ACTIVATION_POLICY.alertSteps.fractions[0]!);
  await dueMoments.plan(tx, milestones.map(({ id, dueAt }) => ({ definition: MILESTONE_OVERDUE, subjectId: id, dueAt: dueAt > nextStep ? dueAt : nextStep })));
}
