import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { secondsBetween, type Instant, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import type { ExtraPlacesBody } from './extra-places-schemas.js';
import { askedPlaces, deadlineFor, hoursLeft, planByHand, planDeployments, refuseExtraPlaces, refuseTooSoon, type ProposedPlan } from './domain/index.js';
import { candidateOf, picked, type PlannedTrigger } from './plan-activation.js';

export type PlannedExtraPlaces = PlannedTrigger & { readonly deadlineAt: Instant; /** Of the reserve request. */ readonly requestWindowSeconds: number };
/** What is wanted; a reason is needed only when it is asked for in earnest. */
export type WantedExtraPlaces = Omit<ExtraPlacesBody, 'reason' | 'acceptShortfall'> & { readonly reason?: string | undefined };

/** What would be added if these places were asked for now: used by the decision itself and by the page that asks for confirmation. */
@Injectable()
export class ExtraPlacesPlanner {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
  ) {}

  /** Throws what `refuseExtraPlaces`, `refuseTooSoon` and `checkPicked` find. A shortfall is in the plan, not an error here. */
  async plan(source: Database | Tx, scope: Scope, { activation, deployments, extras }: ActivationAggregate, body: WantedExtraPlaces, now: Instant): Promise<PlannedExtraPlaces> {
    const request = await this.requests.byId(source, scope, activation.reserveRequestId);
    const own = body.deadlineAt ?? null;
    const problem = refuseExtraPlaces({ ...body, reason: body.reason ?? null, deadlineAt: own, locations: body.locations ?? null }, {
      lifecycle: activation.status, exercise: activation.exercise, deadlineAt: activation.deadlineAt, asked: askedPlaces(activation.places, extras),
      request: { places: request.places, windowSeconds: request.windowSeconds, from: request.periodFrom, until: request.periodTo, accepted: request.answer === 'accepted' },
    }, ACTIVATION_POLICY, now);
    if (problem) throw problem;
    const deadlineAt = deadlineFor(activation, { deadlineAt: own });
    const withinHours = hoursLeft({ secondsLeft: secondsBetween(now, deadlineAt), windowSeconds: activation.windowSeconds }, request.windowSeconds);
    const locations = await this.readyPlaces.at(source, scope, request, now, { ignoreExercises: !activation.exercise });
    // What was refused or dropped out is not proposed again; it may be picked.
    const used = new Set(deployments.map(({ locationId }) => locationId));
    const free = locations.filter(({ status, location }) => status === 'ready' && !used.has(location.id));
    const byHand = body.locations && picked(body.locations, locations);
    const tooSoon = refuseTooSoon(byHand ?? free.map(candidateOf), withinHours);
    if (tooSoon) throw tooSoon;
    const need = { places: body.places, groups: body.groups, withinHours };
    const propose = (): ProposedPlan => planDeployments(need, free.map(candidateOf));
    const proposal = byHand ? undefined : propose();
    const byId = new Map(locations.map(({ location }) => [location.id, location]));
    return {
      plan: byHand ? planByHand(need, byHand) : proposal!, proposed: () => proposal ?? propose(), ready: free.reduce((sum, { places }) => sum + places, 0), locationOf: (id) => byId.get(id)!,
      deadlineAt, requestWindowSeconds: request.windowSeconds,
    };
  }
}
