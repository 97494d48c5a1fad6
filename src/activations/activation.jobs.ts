import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, type DueMoment } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { deadlineNearMail, overdueMail } from './activation-mail.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_REPLAN, MILESTONE_OVERDUE } from './due-moments.js';
import { Milestone } from './milestone.entity.js';
import { organisationName } from './organisation-names.js';
import { ReplanDeployment } from './replan-deployment.js';
import { saveActivation } from './save.js';
import { SettleOutcome } from './settle-outcome.js';

export const lockActivation = async (tx: Tx, id: string): Promise<void> => {
  await tx.lock('activations', id);
};

export async function aboutActivation(tx: Tx, id: string): Promise<{ topicId: string; exercise: boolean } | undefined> {
  const [row] = await tx.query<{ exercise: boolean }>('SELECT exercise FROM activations WHERE id = $1', [id]);
  return row && { topicId: id, exercise: row.exercise };
}

// Whatever is missing: who is told that a moment keeps failing must hear of it.
async function aboutPart(tx: Tx, table: 'deployments' | 'milestones', id: string): Promise<{ topicId: string; exercise: boolean } | undefined> {
  const [row] = await tx.query<{ activation_id: string }>(`SELECT activation_id FROM ${table} WHERE id = $1`, [id]);
  return row && aboutActivation(tx, row.activation_id);
}

/** Carries out the due moments of an activation: the deadline, its approach, what has to be re-planned, and milestones that were not met. */
@Injectable()
export class ActivationJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly outcome: SettleOutcome,
    private readonly replan: ReplanDeployment,
    private readonly alerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_REPLAN, MILESTONE_OVERDUE);
    this.registry.handle(ACTIVATION_DEADLINE, { lock: lockActivation, about: aboutActivation, carryOut: (tx, moment, now) => this.deadline(tx, moment, now) });
    this.registry.handle(ACTIVATION_DEADLINE_NEAR, { lock: lockActivation, about: aboutActivation, carryOut: (tx, moment) => this.deadlineNear(tx, moment) });
    this.registry.handle(DEPLOYMENT_REPLAN, {
      about: (tx, id) => aboutPart(tx, 'deployments', id),
      lock: (tx, id) => this.replan.lock(tx, id),
      carryOut: (tx, moment, now) => this.replan.carryOut(tx, moment.subjectId, now),
    });
    this.registry.handle(MILESTONE_OVERDUE, {
      about: (tx, id) => aboutPart(tx, 'milestones', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'milestones', id)),
      carryOut: (tx, moment, now) => this.overdue(tx, moment, now),
    });
  }

  private async deadline(tx: Tx, moment: DueMoment, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, moment.subjectId);
    if (aggregate.activation.outcome) return;
    await this.outcome.settle(tx, SYSTEM_ACTOR, aggregate, now);
    await saveActivation(tx, aggregate.activation);
    await tx.notify('activation', moment.subjectId);
  }

  private async deadlineNear(tx: Tx, moment: DueMoment): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, moment.subjectId);
    const { activation, deployments } = aggregate;
    if (activation.outcome || activation.status !== 'running') return;
    const context = this.alerts.contextOf(activation, deployments);
    for (const id of audienceOf(aggregate, 'everyone')) {
      await this.alerts.tellOrganisations(tx, activation, [id], 'deadline-near', deadlineNearMail(context, unfinishedFor(aggregate, id)));
    }
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'activation.deadline-near', subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
    });
    await tx.notify('activation', activation.id);
  }

  // Everything one organisation owes and is late with goes into one message; the moments of the others then find it done.
  private async overdue(tx: Tx, moment: DueMoment, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'milestones', moment.subjectId));
    const { activation, deployments, milestones } = aggregate;
    const subject = milestones.find(({ id }) => id === moment.subjectId)!;
    if (activation.status !== 'running' || subject.state !== 'open' || subject.overdueAt) return;
    const late = milestones.filter(({ state, overdueAt, dueAt, organisationId }) =>
      state === 'open' && !overdueAt && dueAt <= now && organisationId === subject.organisationId);
    for (const milestone of late) await tx.manager.update(Milestone, { id: milestone.id }, { overdueAt: now });
    await this.record.add(tx, SYSTEM_ACTOR, ...late.map((milestone) => ({
      action: 'milestone.overdue', subjectKind: 'milestone', subjectId: milestone.id, activationId: activation.id, exercise: activation.exercise,
      after: { kind: milestone.kind, organisationId: milestone.organisationId, dueAt: milestone.dueAt },
    })));
    // Receipt has reminders and escalation of its own.
    const told = late.filter(({ kind }) => kind !== 'received');
    if (told.length > 0) {
      const name = await organisationName(this.organisations, tx, subject.organisationId);
      const content = overdueMail(this.alerts.contextOf(activation, deployments), name, withLocations(aggregate, told));
      await this.alerts.tellOrganisations(tx, activation, [subject.organisationId, activation.parties.operationsId], 'milestone-overdue', content);
    }
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }
}

const withLocations = ({ deployments }: ActivationAggregate, milestones: readonly Milestone[]): { milestone: Milestone; location: string }[] =>
  milestones.map((milestone) => ({ milestone, location: deployments.find(({ id }) => id === milestone.deploymentId)?.location.name ?? '' }));

// A municipality reads of its own locations only; everyone else of all.
function unfinishedFor(aggregate: ActivationAggregate, organisationId: string): { milestone: Milestone; location: string }[] {
  const isMunicipality = partyOf(aggregate, organisationId) === 'municipality';
  const shown = new Set(aggregate.deployments.filter(({ municipalityId }) => !isMunicipality || municipalityId === organisationId).map(({ id }) => id));
  return withLocations(aggregate, aggregate.milestones.filter(({ state, deploymentId }) => state === 'open' && shown.has(deploymentId)));
}
