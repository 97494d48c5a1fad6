import { Injectable } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, totalOf, type Groups, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ReadyPlaces, ReserveRequests, type ReadyLocation } from '../reserve/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation, secondsLeft, type ActivationAggregate } from './activation-aggregate.js';
import { replanMail } from './activation-mail.js';
import { Deployment, newDeployment } from './deployment.entity.js';
import { hoursLeft, isLive, planDeployments, toReplace, type Plan } from './domain/index.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { JoinActivation } from './join-activation.js';
import { candidateOf } from './plan-activation.js';

/**
 * A location that was refused or dropped out is re-planned at once, from what is still ready and usable within what is left of
 * the window. A due moment and not part of the refusal: that must never fail because a replacement does.
 */
@Injectable()
export class ReplanDeployment {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
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
    const groups = toReplace(activation.groups, deployments.filter(({ state }) => isLive(state)), lost.groups);
    if (totalOf(groups) === 0) return;
    await this.replan(tx, aggregate, lost, groups, now);
  }

  private async replan(tx: Tx, aggregate: ActivationAggregate, lost: Deployment, groups: Groups, now: Instant): Promise<void> {
    const { activation, deployments } = aggregate;
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, activation.reserveRequestId);
    const withinHours = hoursLeft({ secondsLeft: secondsLeft(activation, now), windowSeconds: activation.windowSeconds }, request.windowSeconds);
    const locations = await this.readyPlaces.at(tx, SYSTEM_SCOPE, request, now, { ignoreExercises: !activation.exercise });
    // What was refused or dropped out is not asked again.
    const used = new Set(deployments.map(({ locationId }) => locationId));
    const ready = locations.filter(({ status, location }) => status === 'ready' && !used.has(location.id));
    const plan = planDeployments({ places: totalOf(groups), groups, withinHours }, ready.map(candidateOf));
    if (!activation.exercise) await this.takeOver.end(tx, plan.chosen.map(({ locationId }) => locationId), now);
    const added = await this.join(tx, aggregate, lost, plan, ready, now);
    await this.conclude(tx, aggregate, lost, plan, added, withinHours, now);
  }

  private async join(tx: Tx, aggregate: ActivationAggregate, lost: Deployment, plan: Plan, ready: readonly ReadyLocation[], now: Instant): Promise<Deployment[]> {
    const added = plan.chosen.map(({ locationId, places, groups }) => {
      const { location } = ready.find((one) => one.location.id === locationId)!;
      return newDeployment(aggregate.activation.id, location, { places, groups, reason: 'replaces', replacesId: lost.id }, now);
    });
    for (const deployment of added) await this.joining.join(tx, SYSTEM_ACTOR, aggregate, deployment, now);
    return added;
  }

  private async conclude(tx: Tx, aggregate: ActivationAggregate, lost: Deployment, plan: Plan, added: Deployment[], withinHours: number, now: Instant): Promise<void> {
    const { activation, deployments } = aggregate;
    const rejected = plan.rejected.map(({ name, reason }) => ({ name, reason }));
    lost.replan = { at: now.toISOString(), withinHours, places: plan.total, shortfall: plan.shortfall, rejected };
    await tx.manager.update(Deployment, { id: lost.id }, { replan: lost.replan });
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'deployment.replanned', subjectKind: 'deployment', subjectId: lost.id, activationId: activation.id, exercise: activation.exercise,
      after: { locationIds: added.map(({ locationId }) => locationId), places: plan.total, shortfall: plan.shortfall, withinHours, rejected: plan.rejected.map(({ locationId, reason }) => [locationId, reason.code]) },
    });
    const context = this.alerts.contextOf(activation, deployments);
    await this.alerts.tell(tx, aggregate, 'oversight', 'deployment-replanned', replanMail(context, lost, added, plan));
    await tx.notify('activation', activation.id);
  }
}
