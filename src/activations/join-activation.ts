import { Injectable } from '@nestjs/common';
import type { Actor, Instant } from '../kernel/index.js';
import { LocationHolds } from '../locations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import { Deployment } from './deployment.entity.js';
import { InformedParties } from './informed-parties.js';
import { milestonesOf, saveMilestones, windowAt } from './milestone-plan.js';
import { saveActivation, savePlanned } from './save.js';
import { WatchPaths } from './watch-paths.js';

/** Puts a location into a running activation: it joins the deadline of the places that it is for, and everybody who has a part there is asked. */
@Injectable()
export class JoinActivation {
  constructor(
    private readonly holds: LocationHolds,
    private readonly dueMoments: DueMoments,
    private readonly informed: InformedParties,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
    private readonly paths: WatchPaths,
  ) {}

  /** The activation is locked, and the location free. */
  async join(tx: Tx, actor: Actor, aggregate: ActivationAggregate, deployment: Deployment, now: Instant): Promise<void> {
    const { activation, deployments, milestones, informationTasks } = aggregate;
    await this.holds.take(tx, [{ locationId: deployment.locationId, activationId: activation.id, exercise: activation.exercise }]);
    await tx.manager.insert(Deployment, deployment);
    const windowSeconds = windowAt(activation, deployment);
    const added = milestonesOf(activation, deployment, now, windowSeconds);
    await saveMilestones(tx, this.dueMoments, added, windowSeconds, activation, now);
    informationTasks.push(...await this.informed.begin(tx, [deployment], { startsAt: now, windowSeconds }));
    deployments.push(deployment);
    milestones.push(...added);
    await savePlanned(tx, aggregate, deployment.extraPlacesId);
    await saveActivation(tx, activation);
    await this.paths.follow(tx, aggregate, [deployment], now);
    await this.alerts.askAdded(tx, aggregate, deployment, now);
    const { id: subjectId, locationId, places, groups, reason, replacesId, extraPlacesId, deadlineAt } = deployment;
    await this.record.add(tx, actor, {
      action: 'deployment.added', subjectKind: 'deployment', subjectId, activationId: activation.id, exercise: activation.exercise,
      after: { locationId, places, groups, reason, replacesId, ...(extraPlacesId && { extraPlacesId, deadlineAt }) },
    });
    await tx.notify('activation', activation.id);
  }
}
