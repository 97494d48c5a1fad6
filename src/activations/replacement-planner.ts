import { Injectable } from '@nestjs/common';
import { secondsBetween, SYSTEM_SCOPE, totalOf, type Groups, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { ReadyPlaces, ReserveRequests, type ReadyLocation } from '../reserve/index.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import { hoursLeft, planDeployments, type Plan } from './domain/index.js';
import { candidateOf } from './plan-activation.js';

/** Who could take these persons, within what is left until their deadline. */
export type Replacement = { readonly plan: Plan; readonly withinHours: number; readonly requestWindowSeconds: number; locationOf(id: string): ReadyLocation['location'] };

/** Plans from what is still ready and usable in time. What was refused or dropped out is not asked again. */
@Injectable()
export class ReplacementPlanner {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
  ) {}

  async plan(tx: Tx, { activation, deployments }: ActivationAggregate, groups: Groups, deadlineAt: Instant, now: Instant): Promise<Replacement> {
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, activation.reserveRequestId);
    const withinHours = hoursLeft({ secondsLeft: secondsBetween(now, deadlineAt), windowSeconds: activation.windowSeconds }, request.windowSeconds);
    const locations = await this.readyPlaces.at(tx, SYSTEM_SCOPE, request, now, { ignoreExercises: !activation.exercise });
    const used = new Set(deployments.map(({ locationId }) => locationId));
    const ready = locations.filter(({ status, location }) => status === 'ready' && !used.has(location.id));
    const plan = planDeployments({ places: totalOf(groups), groups, withinHours }, ready.map(candidateOf));
    return { plan, withinHours, requestWindowSeconds: request.windowSeconds, locationOf: (id) => ready.find(({ location }) => location.id === id)!.location };
  }
}
