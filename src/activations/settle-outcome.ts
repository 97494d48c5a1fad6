import { Injectable } from '@nestjs/common';
import type { Actor, Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { outcomeFactsOf, type ActivationAggregate } from './activation-aggregate.js';
import { outcomeMail } from './activation-mail.js';
import { decideOutcome } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_AT_RISK } from './due-moments.js';

/** Decides and writes the outcome where one is due: after an opening, at the deadline, at the end. Once. */
@Injectable()
export class SettleOutcome {
  constructor(
    private readonly alerts: ActivationAlerts,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /**
   * Sets the outcome on the activation (the caller saves it) and tells everyone. Asked before deployments are closed.
   * Does nothing when an outcome stands already or none is due yet.
   */
  async settle(tx: Tx, actor: Actor, aggregate: ActivationAggregate, now: Instant): Promise<void> {
    const { activation, deployments } = aggregate;
    const outcome = decideOutcome(outcomeFactsOf(activation), deployments, now);
    if (!outcome) return;
    Object.assign(activation, { outcome: outcome.kind, outcomeAt: outcome.at, outcomeReason: outcome.kind === 'none' ? outcome.reason : null });
    await this.dueMoments.supersede(tx, [activation.id], outcome.kind === 'missed' ? [ACTIVATION_DEADLINE_NEAR] : [ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR]);
    await this.dueMoments.supersede(tx, deployments.map(({ id }) => id), [DEPLOYMENT_AT_RISK]);
    if (outcome.kind !== 'none') {
      await this.alerts.tell(tx, aggregate, 'everyone', `outcome-${outcome.kind}`, outcomeMail(this.alerts.contextOf(activation, deployments), outcome.kind, outcome.at));
    }
    await this.record.add(tx, actor, {
      action: 'activation.outcome', subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
      before: { outcome: null }, after: { outcome: outcome.kind, at: outcome.at, openPlaces: outcome.openPlaces, places: activation.places },
    });
  }
}
