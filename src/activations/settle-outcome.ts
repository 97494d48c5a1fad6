import { Injectable } from '@nestjs/common';
import type { Actor, Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { outcomeFactsOf, type ActivationAggregate } from './activation-aggregate.js';
import { outcomeMail } from './activation-mail.js';
import { decideOutcome, forPlaces, type Outcome } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, DEPLOYMENT_AT_RISK, EXTRA_PLACES_DEADLINE, EXTRA_PLACES_NEAR } from './due-moments.js';
import { ExtraPlaces } from './extra-places.entity.js';
import { extraOutcomeMail } from './extra-places-mail.js';

/** Decides and writes the outcome where one is due: after an opening, at a deadline, at the end. Once, for the activation and for each of its extra places. */
@Injectable()
export class SettleOutcome {
  constructor(
    private readonly alerts: ActivationAlerts,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /**
   * Sets the outcome on the activation (the caller saves it), writes those of extra places, and tells everyone concerned. Asked before
   * deployments are closed. Does nothing where an outcome stands already or none is due yet.
   */
  async settle(tx: Tx, actor: Actor, aggregate: ActivationAggregate, now: Instant): Promise<void> {
    await this.settleActivation(tx, actor, aggregate, now);
    for (const extra of aggregate.extras) await this.settleExtra(tx, actor, aggregate, extra, now);
  }

  private async settleActivation(tx: Tx, actor: Actor, { activation, deployments: all }: ActivationAggregate, now: Instant): Promise<void> {
    const deployments = forPlaces(all);
    const outcome = decideOutcome(outcomeFactsOf(activation), deployments, now);
    if (!outcome) return;
    Object.assign(activation, columnsOf(outcome));
    await this.dueMoments.supersede(tx, [activation.id], outcome.kind === 'missed' ? [ACTIVATION_DEADLINE_NEAR] : [ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR]);
    await this.dueMoments.supersede(tx, deployments.map(({ id }) => id), [DEPLOYMENT_AT_RISK]);
    if (outcome.kind !== 'none') {
      const content = outcomeMail(this.alerts.contextOf(activation, deployments), outcome.kind, outcome.at);
      await this.alerts.tell(tx, { activation, deployments }, 'everyone', `outcome-${outcome.kind}`, content);
    }
    await this.record.add(tx, actor, {
      action: 'activation.outcome', subjectKind: 'activation', subjectId: activation.id, activationId: activation.id, exercise: activation.exercise,
      before: { outcome: null }, after: { outcome: outcome.kind, at: outcome.at, openPlaces: outcome.openPlaces, places: activation.places },
    });
  }

  private async settleExtra(tx: Tx, actor: Actor, { activation, deployments: all }: ActivationAggregate, extra: ExtraPlaces, now: Instant): Promise<void> {
    const deployments = forPlaces(all, extra.id);
    const outcome = decideOutcome(outcomeFactsOf(activation, extra), deployments, now);
    if (!outcome) return;
    const columns = columnsOf(outcome);
    Object.assign(extra, columns);
    await tx.manager.update(ExtraPlaces, { id: extra.id }, columns);
    await this.dueMoments.supersede(tx, [extra.id], outcome.kind === 'missed' ? [EXTRA_PLACES_NEAR] : [EXTRA_PLACES_DEADLINE, EXTRA_PLACES_NEAR]);
    await this.dueMoments.supersede(tx, deployments.map(({ id }) => id), [DEPLOYMENT_AT_RISK]);
    if (outcome.kind !== 'none') {
      const content = extraOutcomeMail(this.alerts.contextOf(activation, deployments, extra), extra, outcome.kind, outcome.at);
      await this.alerts.tell(tx, { activation, deployments }, 'everyone', `extra-places-${outcome.kind}`, content);
    }
    await this.record.add(tx, actor, {
      action: 'extra-places.outcome', subjectKind: 'extra-places', subjectId: extra.id, activationId: activation.id, exercise: activation.exercise,
      before: { outcome: null }, after: { outcome: outcome.kind, at: outcome.at, openPlaces: outcome.openPlaces, places: extra.places },
    });
  }
}

const columnsOf = (outcome: Outcome): Pick<ExtraPlaces, 'outcome' | 'outcomeAt' | 'outcomeReason'> =>
  ({ outcome: outcome.kind, outcomeAt: outcome.at, outcomeReason: outcome.kind === 'none' ? outcome.reason : null });
