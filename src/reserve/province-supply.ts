import { Injectable } from '@nestjs/common';
import { READINESS_POLICY } from '../../config/readiness.js';
import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { evaluateReadiness, Locations, locationSupply, type LocationSupply, type RegisteredLocation, type SupplyRules } from '../locations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { type CausesAt, type RequestedReserve, supplyCourse, type SupplyCourse } from './domain/index.js';
import { normSetOf } from './ready-places.js';
import type { ReserveRequestView } from './reserve-requests.js';

/** What the locations of a request's province supply over a stretch of time. Locations and supplies are in the same order. */
export type ProvinceSupply = {
  readonly locations: readonly RegisteredLocation[];
  readonly supplies: readonly LocationSupply[];
  readonly course: SupplyCourse;
  /** Why a location does not count at an instant. */
  readonly causesAt: CausesAt;
};

/** What coverage needs of a request. */
export const requestedReserve = ({ places, groups, periodFrom, periodTo }: ReserveRequestView): RequestedReserve => ({ places, groups, from: periodFrom, to: periodTo });

/** The rules by which a location is judged for a request. */
export const supplyRulesOf = (request: ReserveRequestView): SupplyRules => ({
  policy: READINESS_POLICY, normSet: normSetOf(request), context: { windowSeconds: request.windowSeconds },
});

/** Works out what a province's locations supply; what is shown of them is for the caller to limit. */
@Injectable()
export class ProvinceSupplies {
  constructor(private readonly locations: Locations) {}

  /** Whole, whoever asks: who may see the request may see what it counts. */
  async of(source: Database | Tx, request: ReserveRequestView, span: { readonly from: Instant; readonly until: Instant }): Promise<ProvinceSupply> {
    return supplyOf(request, await this.locations.ofProvince(source, SYSTEM_SCOPE, request.provinceCode), span);
  }
}

/** The same, of locations that have been read. */
export function supplyOf(request: ReserveRequestView, locations: readonly RegisteredLocation[], span: { readonly from: Instant; readonly until: Instant }): ProvinceSupply {
  const rules = supplyRulesOf(request);
  const supplies = locations.map((location) => locationSupply(location, rules, span.from, span.until));
  const byId = new Map(locations.map((location) => [location.id, location]));
  const causesAt: CausesAt = (locationId, at) => {
    const { facts, inspections, availability } = byId.get(locationId)!;
    return evaluateReadiness(facts, inspections, availability, rules.policy, at, rules.context).reasons.filter(({ severity }) => severity === 'blocking');
  };
  return { locations, supplies, causesAt, course: supplyCourse(requestedReserve(request), supplies) };
}
