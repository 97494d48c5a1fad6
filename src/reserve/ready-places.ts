import { Injectable } from '@nestjs/common';
import { NORM_SETS, type NormSet } from '../../config/norms.js';
import { TER_APEL } from '../../config/places.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import { dayOf, SYSTEM_SCOPE, type GroupKey, type Instant, type Scope } from '../kernel/index.js';
import { countsAsReady, distanceKm, evaluateReadiness, groupsSheltered, Locations, verifiedCapacity, type Readiness, type RegisteredLocation, type VerifiedCapacity } from '../locations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { isSuitable, requestedOn } from './domain/index.js';
import type { ReserveRequestView } from './reserve-requests.js';

/** How a location stands for a request at one instant. `places` is its verified capacity, whatever the status. */
export type ReadyLocation = {
  readonly location: RegisteredLocation;
  /** `busy`: taken by a running activation. */
  readonly status: 'ready' | 'not-ready' | 'busy';
  readonly places: number;
  readonly suits: readonly GroupKey[];
  readonly leadTimeHours: number;
  /** What it counts for in this request's coverage: 0 when it is not ready, or may shelter none of the groups asked for. */
  readonly counts: number;
  /** To Ter Apel in a straight line; null when the location has no coordinates. */
  readonly distanceKm: number | null;
  readonly readiness: Readiness;
  readonly capacity: VerifiedCapacity;
};

/** In places, as of an instant: what the overview shows for a request. */
export type CoverageNow = { readonly requested: number; readonly usable: number; readonly expiring: number; readonly short: number };

/** The norm set of a request. Throws when the request names one that `config/` no longer has: a figure without a norm is no figure. */
export function normSetOf(request: Pick<ReserveRequestView, 'normSet'>): NormSet {
  const found = NORM_SETS[request.normSet];
  if (!found) throw new Error(`Norm set ${request.normSet} is not in config/norms.ts.`);
  return found;
}

/** What can really be used for a request at an instant. */
@Injectable()
export class ReadyPlaces {
  constructor(private readonly locations: Locations) {}

  /**
   * All locations of the request's province. Who may see the request may see what it counts, so the locations are read whole;
   * what is shown of them is for the caller to limit. `ignoreExercises`: an exercise does not make a location busy.
   */
  async at(source: Database | Tx, _scope: Scope, request: ReserveRequestView, now: Instant, options: { readonly ignoreExercises: boolean }): Promise<ReadyLocation[]> {
    return readyLocations(await this.locations.ofProvince(source, SYSTEM_SCOPE, request.provinceCode), request, now, options);
  }

  async coverageNow(source: Database | Tx, scope: Scope, request: ReserveRequestView, now: Instant): Promise<CoverageNow> {
    return coverageNowOf(request, await this.at(source, scope, request, now, { ignoreExercises: true }), now);
  }
}

/** The sums over locations as `ReadyPlaces.at` gives them. Outside the period of the request nothing is asked for. */
export function coverageNowOf({ places, groups, periodFrom: from, periodTo: to }: ReserveRequestView, locations: readonly ReadyLocation[], now: Instant): CoverageNow {
  const requested = requestedOn({ places, groups, from, to }, dayOf(now));
  const sum = (some: readonly ReadyLocation[]): number => some.reduce((total, { counts }) => total + counts, 0);
  const usable = sum(locations);
  const expiring = sum(locations.filter(({ readiness }) => readiness.status === 'ready-expiring'));
  return { requested, usable, expiring, short: Math.max(0, requested - usable) };
}

/** How locations that have been read stand for a request at an instant, which may lie ahead. */
export const readyLocations = (
  locations: readonly RegisteredLocation[], request: ReserveRequestView, at: Instant, { ignoreExercises }: { readonly ignoreExercises: boolean },
): ReadyLocation[] => locations.map((location) => standing(location, request, at, ignoreExercises));

function standing(location: RegisteredLocation, request: ReserveRequestView, now: Instant, ignoreExercises: boolean): ReadyLocation {
  const { facts, inspections, availability, latitude, longitude } = location;
  const readiness = evaluateReadiness(facts, inspections, availability, READINESS_POLICY, now, { windowSeconds: request.windowSeconds });
  const capacity = verifiedCapacity(facts, normSetOf(request), now);
  const taken = availability.holds.some(({ until, exercise }) => until === null && !(exercise && ignoreExercises));
  const usable = countsAsReady(readiness.status) && capacity.places > 0;
  const status = taken || readiness.status === 'deployed' ? 'busy' : usable ? 'ready' : 'not-ready';
  const suits = groupsSheltered(facts);
  return {
    location, readiness, capacity, status, places: capacity.places, suits, counts: status === 'ready' && isSuitable({ groups: suits }, request) ? capacity.places : 0,
    leadTimeHours: facts.measuredLeadTimeHours ?? facts.leadTimeHours ?? Infinity,
    distanceKm: latitude === null || longitude === null ? null : distanceKm({ latitude, longitude }, TER_APEL.point),
  };
}
