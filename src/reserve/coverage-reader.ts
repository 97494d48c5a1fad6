import { Injectable } from '@nestjs/common';
import { READINESS_POLICY } from '../../config/readiness.js';
import { SYSTEM_SCOPE, type LocalDay, type Scope } from '../kernel/index.js';
import { Locations, locationSupply } from '../locations/index.js';
import { Database } from '../platform/database/index.js';
import { coverage, coverageSpan, type CoverageDay } from './domain/index.js';
import { normSetOf } from './ready-places.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';

/** `names`: of the locations in `days`, by id. A municipality finds its own locations there only; the figures are of all. */
export type Coverage = { readonly request: ReserveRequestView; readonly days: readonly CoverageDay[]; readonly names: ReadonlyMap<string, string> };

/** Coverage per day: usable places against requested places. */
@Injectable()
export class CoverageReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly locations: Locations,
  ) {}

  /**
   * Days from `from` to `to`, both included; days gone by are left out. No days at all while the province has not accepted:
   * such a request is never counted. Throws REQUEST.NOT_FOUND.
   */
  async of(scope: Scope, requestId: string, from: LocalDay, to: LocalDay): Promise<Coverage> {
    const request = await this.requests.byId(this.database, scope, requestId);
    if (request.answer !== 'accepted') return { request, days: [], names: new Map() };
    const now = await this.database.now();
    const locations = await this.locations.ofProvince(this.database, SYSTEM_SCOPE, request.provinceCode);
    const rules = { policy: READINESS_POLICY, normSet: normSetOf(request), context: { windowSeconds: request.windowSeconds } };
    const span = coverageSpan(from, to, now);
    const supplies = locations.map((location) => locationSupply(location, rules, span.from, span.until));
    const { places, groups, periodFrom, periodTo } = request;
    const names = new Map(locations.filter(({ organisationId }) => showsLocation(scope, organisationId)).map(({ id, name }) => [id, name]));
    const days = coverage({ places, groups, from: periodFrom, to: periodTo }, supplies, from, to, now);
    return { request, names, days: days.map((day) => ({ ...day, locations: day.locations.filter(({ locationId }) => names.has(locationId)) })) };
  }
}

/** Whether a location's details are shown: everybody who may see a request sees all, a municipality its own. */
export const showsLocation = (scope: Scope, ownerId: string): boolean => scope.kind !== 'municipality' || scope.organisationId === ownerId;
