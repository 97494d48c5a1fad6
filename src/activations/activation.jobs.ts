import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, type DueMoment } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { deadlineNearMail } from './activation-mail.js';
import { forPlaces } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_AT_RISK, DEPLOYMENT_REPLAN } from './due-moments.js';
import { aboutActivation, aboutPart, lockActivation } from './job-locks.js';
import type { Milestone } from './milestone.entity.js';
import { withLocations } from './milestone.jobs.js';
import { ReplanDeployment } from './replan-deployment.js';
import { saveActivation } from './save.js';
import { SettleOutcome } from './settle-outcome.js';
import { WarnLate } from './warn-late.js';

/** Carries out the due moments of an activation: the deadline, its approach, what has to be re-planned, and what will be late. */
@Injectable()
export class ActivationJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly outcome: SettleOutcome,
    private readonly replan: ReplanDeployment,
    private readonly warn: WarnLate,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_AT_RISK, DEPLOYMENT_REPLAN);
    this.registry.handle(ACTIVATION_DEADLINE, { lock: lockActivation, about: aboutActivation, carryOut: (tx, moment, now) => this.deadline(tx, moment, now) });
    this.registry.handle(ACTIVATION_DEADLINE_NEAR, { lock: lockActivation, about: aboutActivation, carryOut: (tx, moment) => this.deadlineNear(tx, moment) });
    this.registry.handle(DEPLOYMENT_REPLAN, {
      about: (tx, id) => aboutPart(tx, 'deployments', id),
      lock: (tx, id) => this.replan.lock(tx, id),
      carryOut: (tx, moment, now) => this.replan.carryOut(tx, moment.subjectId, now),
    });
    this.registry.handle(DEPLOYMENT_AT_RISK, {
      about: (tx, id) => aboutPart(tx, 'deployments', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'deployments', id)),
      carryOut: (tx, moment, now) => this.warn.carryOut(tx, moment.subjectId, now),
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
    const { activation } = aggregate;
    const deployments = forPlaces(aggregate.deployments);
    if (activation.outcome || activation.status !== 'running') return;
    const context = this.alerts.contextOf(activation, deployments);
    for (const id of audienceOf({ activation, deployments }, 'everyone')) {
      await this.alerts.tellOrganisations(tx, activation, [id], 'deadline-near', deadlineNearMail(context, unfinishedFor({ ...aggregate, deployments }, id)));
    }
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'activation.deadline-near', subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
    });
    await tx.notify('activation', activation.id);
  }
}

/** What is not done yet at these deployments, as an organisation reads it: a municipality of its own locations only. */
export function unfinishedFor(aggregate: ActivationAggregate, organisationId: string): { milestone: Milestone; location: string }[] {
  const isMunicipality = partyOf(aggregate, organisationId) === 'municipality';
  const shown = new Set(aggregate.deployments.filter(({ municipalityId }) => !isMunicipality || municipalityId === organisationId).map(({ id }) => id));
  return withLocations(aggregate, aggregate.milestones.filter(({ state, deploymentId }) => state === 'open' && shown.has(deploymentId)));
}
