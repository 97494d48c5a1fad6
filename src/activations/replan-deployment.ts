import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, totalOf, type Groups, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, askedFor, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { replanMail } from './activation-mail.js';
import { Deployment, newDeployment } from './deployment.entity.js';
import { deadlineFor, forPlaces, isLive, toReplace } from './domain/index.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { JoinActivation } from './join-activation.js';
import { ReplacementPlanner, type Replacement } from './replacement-planner.js';

/**
 * A location that was refused or dropped out is re-planned at once, from what is still ready and usable within what is left of
 * the window. A due moment and not part of the refusal: that must never fail because a replacement does.
 */
@Injectable()
export class ReplanDeployment {
  constructor(
    private readonly planner: ReplacementPlanner,
    private readonly takeOver: ExerciseTakeOver,
    private readonly joining: JoinActivation,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /** The activation, and the exercises whose locations a real one may take. */
  async lock(tx: Tx, deploymentId: string): Promise<void> {
    const activationId = await activationIdOf(tx, 'deployments', deploymentId);
    const [row] = await tx.query<{ exercise: boolean; province_code: string }>(
      'SELECT a.exercise, r.province_code FROM activations a JOIN reserve_requests r ON r.id = a.reserve_request_id WHERE a.id = $1', [activationId]);
    await this.takeOver.lock(tx, row && !row.exercise ? { provinceCode: row.province_code } : 'nothing', [activationId]);
  }

  async carryOut(tx: Tx, deploymentId: string, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'deployments', deploymentId));
    const { activation, deployments } = aggregate;
    const lost = deployments.find(({ id }) => id === deploymentId)!;
    if (activation.status !== 'running' || isLive(lost.state) || lost.replan) return;
    const groups = toReplace(askedFor(aggregate, lost.extraPlacesId).groups, forPlaces(deployments, lost.extraPlacesId).filter(({ state }) => isLive(state)), lost.groups);
    if (totalOf(groups) === 0) return;
    await this.replan(tx, aggregate, lost, groups, now);
  }

  private async replan(tx: Tx, aggregate: ActivationAggregate, lost: Deployment, groups: Groups, now: Instant): Promise<void> {
    const replacement = await this.planner.plan(tx, aggregate, groups, deadlineFor(aggregate.activation, lost), now);
    const { chosen } = replacement.plan;
    if (!aggregate.activation.exercise) await this.takeOver.end(tx, chosen.map(({ locationId }) => locationId), now);
    const extra = aggregate.extras.find(({ id }) => id === lost.extraPlacesId);
    const added = chosen.map(({ locationId, ...planned }) =>
      newDeployment(aggregate.activation.id, replacement.locationOf(locationId), { places: planned.places, groups: planned.groups, reason: 'replaces', replacesId: lost.id, extra }, replacement.requestWindowSeconds, now));
    for (const deployment of added) await this.joining.join(tx, SYSTEM_ACTOR, aggregate, deployment, now);
    await this.conclude(tx, aggregate, lost, replacement, added, now);
  }

  private async conclude(tx: Tx, aggregate: ActivationAggregate, lost: Deployment, { plan, withinHours }: Replacement, added: Deployment[], now: Instant): Promise<void> {
    const { activation, deployments } = aggregate;
    const rejected = plan.rejected.map(({ name, reason }) => ({ name, reason }));
    lost.replan = { at: now.toISOString(), withinHours, places: plan.total, shortfall: plan.shortfall, rejected };
    await tx.manager.update(Deployment, { id: lost.id }, { replan: lost.replan });
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'deployment.replanned', subjectKind: 'deployment', subjectId: lost.id, activationId: activation.id, exercise: activation.exercise,
      after: { locationIds: added.map(({ locationId }) => locationId), places: plan.total, shortfall: plan.shortfall, withinHours, rejected: plan.rejected.map(({ locationId, reason }) => [locationId, reason.code]) },
    });
    const context = this.alerts.contextOf(activation, deployments);
    await this.alerts.tell(tx, aggregate, 'oversight', 'deployment-replanned', replanMail(context, lost, added, plan, askedFor(aggregate, lost.extraPlacesId)));
    await tx.notify('activation', activation.id);
  }
}
