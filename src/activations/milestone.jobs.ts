import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { addSeconds, isBefore, SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, DueMoments, type DueMoment, type DueMomentDefinition } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { overdueMail } from './activation-mail.js';
import { escalationAt, isLate, reminderAt } from './domain/index.js';
import { MILESTONE_ESCALATION, MILESTONE_OVERDUE, MILESTONE_REMINDER } from './due-moments.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { Milestone } from './milestone.entity.js';
import { windowAt } from './milestone-plan.js';
import { organisationNames } from './organisation-names.js';
import { OverdueCalls } from './overdue-calls.js';
import { saveActivation } from './save.js';
import { reminderMail } from './step-mail.js';

type Found = {
  readonly aggregate: ActivationAggregate;
  readonly subject: Milestone;
  readonly windowOf: (milestone: Milestone) => number;
  /** It failed before: whatever hinders one owner's milestones must not hinder those of the others. */
  readonly alone: boolean;
};
/** The milestones that are due, and who owes them. */
type Due = { readonly ids: ReadonlySet<string>; readonly owners: ReadonlySet<string> };

/**
 * A milestone's owner is reminded before it is due, told when it is overdue, and telephoned when it stays so. Whatever one
 * organisation is to hear at the same time is one message. The moments of other milestones of the activation that are due by then
 * are carried out with the first of them, and superseded.
 */
@Injectable()
export class MilestoneJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly alerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly calls: OverdueCalls,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    const handle = (definition: DueMomentDefinition, carryOut: (tx: Tx, found: Found, now: Instant) => Promise<void>): void => {
      this.registry.define(definition);
      this.registry.handle(definition, {
        about: (tx, id) => aboutPart(tx, 'milestones', id),
        lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'milestones', id)),
        carryOut: async (tx, moment, now) => {
          const found = await openMilestone(tx, moment);
          if (found) await carryOut(tx, found, now);
        },
      });
    };
    handle(MILESTONE_REMINDER, (tx, found, now) => this.remind(tx, found, now));
    handle(MILESTONE_OVERDUE, (tx, found, now) => this.overdue(tx, found, now));
    handle(MILESTONE_ESCALATION, (tx, found, now) => this.escalate(tx, found, now));
  }

  private async remind(tx: Tx, found: Found, now: Instant): Promise<void> {
    const { aggregate, windowOf } = found;
    const due = await this.due(tx, found, MILESTONE_REMINDER, ({ remindedAt }) => !remindedAt);
    const soon = openOf(aggregate, due).filter((milestone) => !milestone.remindedAt && !isLate(now, milestone.dueAt)
      && (due.ids.has(milestone.id) || isWithin(reminderAt(milestone, windowOf(milestone), ACTIVATION_POLICY), now)));
    if (soon.length === 0) return;
    await this.mark(tx, soon, { remindedAt: now }, [MILESTONE_REMINDER]);
    const { activation, deployments } = aggregate;
    const context = this.alerts.contextOf(activation, deployments);
    await this.alerts.tellEach(tx, activation, 'milestone-reminder', byOwner(soon).map(({ organisationId, milestones }) =>
      ({ organisationIds: [organisationId], content: reminderMail(context, withLocations(aggregate, milestones)) })));
  }

  private async overdue(tx: Tx, found: Found, now: Instant): Promise<void> {
    const { aggregate, windowOf } = found;
    const { activation } = aggregate;
    const due = await this.due(tx, found, MILESTONE_OVERDUE, ({ overdueAt }) => !overdueAt);
    const late = openOf(aggregate, due).filter(({ overdueAt, dueAt }) => !overdueAt && dueAt <= now);
    if (late.length === 0) return;
    await this.mark(tx, late, { overdueAt: now }, [MILESTONE_OVERDUE, MILESTONE_REMINDER]);
    await this.recordAll(tx, 'milestone.overdue', aggregate, late);
    // Receipt has reminders and escalation of its own.
    const told = late.filter(({ kind }) => kind !== 'received');
    await this.tellOverdue(tx, aggregate, told);
    await this.dueMoments.plan(tx, told.map((milestone) => {
      const dueAt = escalationAt(milestone.dueAt, windowOf(milestone), ACTIVATION_POLICY);
      return { definition: MILESTONE_ESCALATION, subjectId: milestone.id, dueAt: isBefore(dueAt, now) ? now : dueAt, together: activation.id };
    }));
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }

  private async tellOverdue(tx: Tx, aggregate: ActivationAggregate, told: readonly Milestone[]): Promise<void> {
    if (told.length === 0) return;
    const { activation, deployments } = aggregate;
    const context = this.alerts.contextOf(activation, deployments);
    const names = await organisationNames(this.organisations, tx);
    await this.alerts.tellEach(tx, activation, 'milestone-overdue', byOwner(told).map(({ organisationId, milestones }) => ({
      organisationIds: [organisationId, activation.parties.operationsId], content: overdueMail(context, names.get(organisationId) ?? '', withLocations(aggregate, milestones)),
    })));
  }

  private async escalate(tx: Tx, found: Found, now: Instant): Promise<void> {
    const { aggregate, windowOf } = found;
    const { activation } = aggregate;
    const due = await this.due(tx, found, MILESTONE_ESCALATION, ({ overdueAt, escalatedAt }) => overdueAt !== null && !escalatedAt);
    const waiting = openOf(aggregate, due).filter((milestone) => milestone.kind !== 'received' && milestone.overdueAt && !milestone.escalatedAt
      && (due.ids.has(milestone.id) || isWithin(escalationAt(milestone.dueAt, windowOf(milestone), ACTIVATION_POLICY), now)));
    if (waiting.length === 0) return;
    await this.mark(tx, waiting, { escalatedAt: now }, [MILESTONE_ESCALATION]);
    await this.recordAll(tx, 'milestone.escalated', aggregate, waiting);
    for (const { organisationId } of byOwner(waiting)) await this.calls.open(tx, aggregate, organisationId);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }

  // Whoever owes a milestone that is due: many may be at the same instant, and the activation is read once for all of them.
  private async due(tx: Tx, { aggregate: { milestones }, subject, alone }: Found, definition: DueMomentDefinition, unmarked: (milestone: Milestone) => boolean): Promise<Due> {
    const candidates = milestones.filter((milestone) => milestone.state === 'open' && unmarked(milestone));
    const ids = new Set([subject.id, ...(alone ? [] : await this.dueMoments.overdue(tx, definition, candidates.map(({ id }) => id)))]);
    return { ids, owners: new Set(candidates.filter(({ id }) => ids.has(id)).map(({ organisationId }) => organisationId)) };
  }

  private async mark(tx: Tx, milestones: readonly Milestone[], as: Partial<Pick<Milestone, 'remindedAt' | 'overdueAt' | 'escalatedAt'>>, kinds: readonly DueMomentDefinition[]): Promise<void> {
    const ids = milestones.map(({ id }) => id);
    await tx.manager.update(Milestone, { id: In(ids) }, as);
    await this.dueMoments.supersede(tx, ids, kinds);
  }

  private recordAll(tx: Tx, action: string, { activation }: ActivationAggregate, milestones: readonly Milestone[]): Promise<void> {
    return this.record.add(tx, SYSTEM_ACTOR, ...milestones.map((milestone) => ({
      action, subjectKind: 'milestone', subjectId: milestone.id, activationId: activation.id, exercise: activation.exercise,
      after: { kind: milestone.kind, organisationId: milestone.organisationId, dueAt: milestone.dueAt },
    })));
  }
}

// Undefined when there is nothing left to do about it.
async function openMilestone(tx: Tx, moment: DueMoment): Promise<Found | undefined> {
  const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'milestones', moment.subjectId));
  const subject = aggregate.milestones.find(({ id }) => id === moment.subjectId)!;
  if (aggregate.activation.status !== 'running' || subject.state !== 'open') return undefined;
  const windows = new Map(aggregate.deployments.map((deployment) => [deployment.id, windowAt(aggregate.activation, deployment)]));
  return { aggregate, subject, windowOf: ({ deploymentId }) => windows.get(deploymentId)!, alone: moment.attempts > 0 };
}

const openOf = ({ milestones }: ActivationAggregate, { owners }: Due): Milestone[] =>
  milestones.filter(({ state, organisationId }) => state === 'open' && owners.has(organisationId));

const byOwner = (milestones: readonly Milestone[]): { organisationId: string; milestones: Milestone[] }[] =>
  [...new Set(milestones.map(({ organisationId }) => organisationId))].map((organisationId) =>
    ({ organisationId, milestones: milestones.filter((milestone) => milestone.organisationId === organisationId) }));

const isWithin = (at: Instant | null, now: Instant): boolean => at !== null && at <= addSeconds(now, ACTIVATION_POLICY.gatherSeconds.value);

/** Milestones with the name of the building each is about. */
export const withLocations = ({ deployments }: Pick<ActivationAggregate, 'deployments'>, milestones: readonly Milestone[]): { milestone: Milestone; location: string }[] =>
  milestones.map((milestone) => ({ milestone, location: deployments.find(({ id }) => id === milestone.deploymentId)?.location.name ?? '' }));
