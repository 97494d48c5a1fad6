import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { isBefore, secondsBetween, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import type { Activation } from './activation.entity.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import { Deployment } from './deployment.entity.js';
import { deadlineFor, deadlineNearAt, ownDeadlineAfter } from './domain/index.js';
import { EXTRA_PLACES_DEADLINE, EXTRA_PLACES_NEAR } from './due-moments.js';
import { ExtraPlaces } from './extra-places.entity.js';

/** Keeps the deadlines of extra places, with what is due because of them. Works within the decisions of others. */
@Injectable()
export class ExtraDeadlines {
  constructor(private readonly dueMoments: DueMoments) {}

  /** Plans the deadline of extra places and its approach, anew where that was planned before. */
  async plan(tx: Tx, activation: Pick<Activation, 'deadlineAt'>, extra: ExtraPlaces, now: Instant): Promise<void> {
    const { id: subjectId, askedAt } = extra;
    const deadlineAt = deadlineFor(activation, extra);
    const near = deadlineNearAt(askedAt, secondsBetween(askedAt, deadlineAt), ACTIVATION_POLICY);
    await this.dueMoments.plan(tx, [
      { definition: EXTRA_PLACES_DEADLINE, subjectId, dueAt: deadlineAt },
      ...(isBefore(now, near) ? [{ definition: EXTRA_PLACES_NEAR, subjectId, dueAt: near }] : []),
    ]);
  }

  /** The activation's deadline was put off. A later one of their own stays, unless the new one is later still; what has an outcome stays as it is. */
  async follow(tx: Tx, { activation, extras, deployments }: Pick<ActivationAggregate, 'activation' | 'extras' | 'deployments'>, now: Instant): Promise<void> {
    for (const extra of extras.filter(({ outcome }) => outcome === null)) {
      const deadlineAt = ownDeadlineAfter(extra.deadlineAt, activation.deadlineAt);
      if (deadlineAt && deadlineAt.getTime() === extra.deadlineAt?.getTime()) continue;
      extra.deadlineAt = deadlineAt;
      await tx.manager.update(ExtraPlaces, { id: extra.id }, { deadlineAt });
      await tx.manager.update(Deployment, { extraPlacesId: extra.id }, { deadlineAt });
      for (const deployment of deployments) if (deployment.extraPlacesId === extra.id) deployment.deadlineAt = deadlineAt;
      await this.plan(tx, activation, extra, now);
    }
  }
}
