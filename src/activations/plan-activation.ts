import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import type { Instant, Scope } from '../kernel/index.js';
import type { RegisteredLocation } from '../locations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { ReadyPlaces, type ReadyLocation, type ReserveRequestView } from '../reserve/index.js';
import type { PlanBody, TriggerBody } from './activation-schemas.js';
import { checkPicked, checkTrigger, planByHand, planDeployments, type Candidate, type Plan, type ProposedPlan } from './domain/index.js';

/** A plan with the figures and locations behind it. */
export type PlannedTrigger = {
  readonly plan: Plan;
  /** What the service would choose: the plan itself unless locations were picked by hand. */
  proposed(): ProposedPlan;
  /** All verified places that are ready and free. */
  readonly ready: number;
  locationOf(locationId: string): RegisteredLocation;
};

/** What would be deployed if this were triggered now: used by the trigger itself and by the page that asks for confirmation. */
@Injectable()
export class ActivationPlanner {
  constructor(private readonly readyPlaces: ReadyPlaces) {}

  /** Throws what `checkTrigger` and `checkPicked` find. A shortfall is in the plan, not an error here. */
  async plan(source: Database | Tx, scope: Scope, request: ReserveRequestView, body: PlanBody | TriggerBody, now: Instant): Promise<PlannedTrigger> {
    const problem = checkTrigger(
      { ...body, reason: 'reason' in body ? body.reason : null, windowSeconds: body.window ?? null, locations: body.locations ?? null },
      { places: request.places, windowSeconds: request.windowSeconds, from: request.periodFrom, until: request.periodTo, accepted: request.answer === 'accepted' },
      ACTIVATION_POLICY, now,
    );
    if (problem) throw problem;
    const locations = await this.readyPlaces.at(source, scope, request, now, { ignoreExercises: !body.exercise });
    const free = locations.filter(({ status }) => status === 'ready');
    const need = { places: body.places, groups: body.groups, withinHours: request.windowSeconds / 3600 };
    const propose = (): ProposedPlan => planDeployments(need, free.map(candidateOf));
    const byHand = body.locations && planByHand(need, picked(body.locations, locations));
    const proposal = byHand ? undefined : propose();
    const byId = new Map(locations.map((location) => [location.location.id, location.location]));
    return {
      plan: byHand ?? proposal!, proposed: () => proposal ?? propose(), ready: free.reduce((sum, { places }) => sum + places, 0), locationOf: (id) => byId.get(id)!,
    };
  }
}

/** The locations picked by hand as the plan sees them. Throws what `checkPicked` finds. */
export function picked(ids: readonly string[], locations: readonly ReadyLocation[]): Candidate[] {
  const byId = new Map(locations.map((location) => [location.location.id, location]));
  const problem = checkPicked(ids.map((locationId) => {
    const found = byId.get(locationId);
    return { locationId, name: found?.location.name ?? locationId, state: found?.status ?? 'unknown' };
  }));
  if (problem) throw problem;
  return ids.map((id) => candidateOf(byId.get(id)!));
}

/** As the plan sees a location. */
export const candidateOf = ({ location, places, suits, leadTimeHours, distanceKm }: ReadyLocation): Candidate => ({
  locationId: location.id, name: location.name, places, suits, leadTimeHours, distanceKm,
});
