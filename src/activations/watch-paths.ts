import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import type { Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { askedFor, type ActivationAggregate } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { criticalPath, deadlineFor, stepDurations, type CriticalPath } from './domain/index.js';
import { DEPLOYMENT_AT_RISK } from './due-moments.js';
import { windowAt } from './milestone-plan.js';

type Watched = Pick<ActivationAggregate, 'activation' | 'extras' | 'milestones'>;

/** What remains to be done at a deployment at `now`; null unless it is being prepared in an activation that runs. */
export function pathOf({ activation, milestones }: Omit<Watched, 'extras'>, deployment: Deployment, now: Instant): CriticalPath | null {
  const { id, state, createdAt: startedAt, leadTimeMeasured: measured, leadTimeStated: stated } = deployment;
  if (activation.status !== 'running' || (state !== 'alerted' && state !== 'preparing')) return null;
  const durations = stepDurations(ACTIVATION_POLICY, activation.windowSeconds, windowAt(activation, deployment), { measured, stated });
  const own = milestones.filter(({ deploymentId }) => deploymentId === id).map((milestone) => ({ ...milestone, owner: milestone.organisationId }));
  return criticalPath({ milestones: own, startedAt, deadlineAt: deadlineFor(activation, deployment), now, durations });
}

/** Its path as long as there may be something to say about it: there is no outcome of the places it is for yet, and it was not said for this deadline. */
export function pathToWarnOf(watched: Watched, deployment: Deployment, now: Instant): CriticalPath | null {
  const said = deployment.lateWarnedFor?.getTime() === deadlineFor(watched.activation, deployment).getTime();
  return askedFor(watched, deployment.extraPlacesId).outcome || said ? null : pathOf(watched, deployment, now);
}

/** Keeps, for every deployment, the due moment at which it will be late unless something gets done before. */
@Injectable()
export class WatchPaths {
  constructor(private readonly dueMoments: DueMoments) {}

  /** After anything that the paths of these deployments depend on; the activation is locked. */
  async follow(tx: Tx, watched: Watched, deployments: readonly Deployment[], now: Instant): Promise<void> {
    const found = deployments.map(({ id }, at) => ({ subjectId: id, dueAt: pathToWarnOf(watched, deployments[at]!, now)?.lateFrom }));
    await this.dueMoments.plan(tx, found.flatMap(({ subjectId, dueAt }) => (dueAt ? [{ definition: DEPLOYMENT_AT_RISK, subjectId, dueAt }] : [])));
    await this.dueMoments.supersede(tx, found.filter(({ dueAt }) => !dueAt).map(({ subjectId }) => subjectId), [DEPLOYMENT_AT_RISK]);
  }
}
