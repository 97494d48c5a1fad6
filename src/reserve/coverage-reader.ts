import { Injectable } from '@nestjs/common';
import { CURE_POLICY } from '../../config/reserve.js';
import { type Instant, type LocalDay, type Scope } from '../kernel/index.js';
import type { LocationSupply } from '../locations/index.js';
import { Database } from '../platform/database/index.js';
import { coverage, type CoverageDay, coverageSpan, isSuitable, nMinusOne, type SupplyStatus, whatBreaksNext } from './domain/index.js';
import { ProvinceSupplies, type ProvinceSupply } from './province-supply.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
import { type BreakSeen, breakSeenBy, type FragileDaySeen, fragileDaysSeenBy, showsLocation } from './seen-locations.js';

/** A location behind the figures, with how it stands from each step until the next. `places` are 0 where none of the groups asked for may stay. */
export type LocationBehind = {
  readonly id: string;
  readonly name: string;
  readonly municipalityName: string;
  readonly steps: readonly { readonly from: Instant; readonly status: SupplyStatus; readonly places: number }[];
};

/** Of the locations a municipality sees its own only, here and wherever one is named; the figures are of all. */
export type Coverage = {
  readonly request: ReserveRequestView;
  readonly days: readonly CoverageDay[];
  /** From now to the end of the request's period, whichever days were asked for. */
  readonly breaksNext: BreakSeen | null;
  readonly fragile: readonly FragileDaySeen[];
  readonly locations: readonly LocationBehind[];
};

/** Coverage per day: usable places against requested places, what breaks it next, and what it cannot lose. */
@Injectable()
export class CoverageReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly provinces: ProvinceSupplies,
  ) {}

  /**
   * Days from `from` to `to`, both included; days gone by are left out. Nothing at all while the province has not accepted:
   * such a request is never counted. Throws REQUEST.NOT_FOUND.
   */
  async of(scope: Scope, requestId: string, from: LocalDay, to: LocalDay): Promise<Coverage> {
    const request = await this.requests.byId(this.database, scope, requestId);
    if (request.answer !== 'accepted') return { request, days: [], breaksNext: null, fragile: [], locations: [] };
    const now = await this.database.now();
    return coverageOf(scope, request, await this.provinces.of(this.database, request, spanOf(request, to, now)), from, to, now);
  }
}

/** Long enough for the days asked for and for the rest of the period. */
export const spanOf = ({ periodTo }: ReserveRequestView, to: LocalDay, now: Instant): { readonly from: Instant; readonly until: Instant } =>
  ({ from: now, until: coverageSpan(to, to > periodTo ? to : periodTo, now).until });

/** What a scope sees of the coverage that these locations give. */
export function coverageOf(scope: Scope, request: ReserveRequestView, { locations, supplies, course, causesAt }: ProvinceSupply, from: LocalDay, to: LocalDay, now: Instant): Coverage {
  const seen = new Set(locations.filter(({ organisationId }) => showsLocation(scope, organisationId)).map(({ id }) => id));
  return {
    request,
    days: coverage(course, from, to, now),
    breaksNext: breakSeenBy(seen, whatBreaksNext(course, now, causesAt, CURE_POLICY)),
    fragile: fragileDaysSeenBy(seen, nMinusOne(course, from, to, now)),
    locations: locations.flatMap(({ id, name, municipalityName }, index) => (seen.has(id) ? [{ id, name, municipalityName, steps: stepsFor(request, supplies[index]!) }] : [])),
  };
}

const stepsFor = (request: ReserveRequestView, supply: LocationSupply): LocationBehind['steps'] =>
  isSuitable(supply, request) ? supply.steps : supply.steps.map((step) => ({ ...step, places: 0 }));
