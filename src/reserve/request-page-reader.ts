import { Injectable } from '@nestjs/common';
import { PERIOD_END_POLICY } from '../../config/reserve.js';
import { addDays, dayOf, NOT_FOUND, Problem, SYSTEM_SCOPE, type Instant, type LocalDay, type Scope } from '../kernel/index.js';
import { isPermitted, Organisations } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { type Coverage, coverageOf, spanOf } from './coverage-reader.js';
import { coverage, type CoverageDay, LONGEST_PERIOD_DAYS, openDecision, type PeriodDecision, type SpreadFigures, spreadFigures, spreadTotals } from './domain/index.js';
import { ProvinceSupplies } from './province-supply.js';
import { type CoverageNow, coverageNowOf, type ReadyLocation, readyLocations } from './ready-places.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
import { ReserveShares, type ShareView } from './reserve-shares.js';
import { RunningActivations, type RunningActivation } from './running-activations.js';
import { showsLocation } from './seen-locations.js';

/** Locations whose details are shown, and how many there are besides. */
export type LocationsSeen = { readonly shown: readonly ReadyLocation[]; readonly others: { readonly count: number; readonly places: number } | null };

/** The spread in a line: for a municipality its own share, for the others who see shares what they come to. */
export type SpreadInShort = { readonly own: ShareView } | { readonly municipalities: number; readonly totals: SpreadFigures };

/** What the page of a request shows of it. `now` and `coverage` are null for what is not counted. */
export type RequestOnPage = {
  readonly request: ReserveRequestView;
  readonly nameOf: (organisationId: string) => string;
  readonly today: LocalDay;
  readonly now: CoverageNow | null;
  /** From today, or from the period's first day when that lies ahead, to its last. */
  readonly coverage: Coverage | null;
  readonly locations: LocationsSeen;
  /** Null for who sees no shares, and for a municipality that was not asked. */
  readonly spread: SpreadInShort | null;
  readonly period: PeriodOnPage;
};

/** What is to be decided about the period, and what really runs on the request. */
export type PeriodOnPage = { readonly decision: PeriodDecision; readonly running: readonly RunningActivation[] };

/** One day of a request's coverage with the locations behind it. */
export type DayOnPage = { readonly request: ReserveRequestView; readonly figures: CoverageDay; readonly locations: LocationsSeen; readonly today: LocalDay };

/** Reads for the pages of a request; a province's locations once per page. */
@Injectable()
export class RequestPageReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly provinces: ProvinceSupplies,
    private readonly organisations: Organisations,
    private readonly shares: ReserveShares,
    private readonly running: RunningActivations,
  ) {}

  /** Throws REQUEST.NOT_FOUND. */
  async request(scope: Scope, id: string): Promise<RequestOnPage> {
    const request = await this.requests.byId(this.database, scope, id);
    const now = await this.database.now();
    const { from, to } = daysOf(request, now);
    const supply = await this.provinces.of(this.database, request, spanOf(request, to, now));
    const standing = readyLocations(supply.locations, request, now, { ignoreExercises: true });
    const counted = request.answer === 'accepted';
    return {
      request, nameOf: await this.namesOf(request), today: dayOf(now), locations: seenBy(scope, standing),
      now: counted ? coverageNowOf(request, standing, now) : null, coverage: counted ? coverageOf(scope, request, supply, from, to, now) : null, spread: await this.spreadInShort(scope, id),
      period: await this.period(request, dayOf(now)),
    };
  }

  private async period(request: ReserveRequestView, today: LocalDay): Promise<PeriodOnPage> {
    const running = (await this.running.of(this.database, request.id)).filter(({ exercise }) => !exercise);
    return { running, decision: openDecision(request, running, today, PERIOD_END_POLICY) };
  }

  private async spreadInShort(scope: Scope, id: string): Promise<SpreadInShort | null> {
    if (scope.kind === 'system' || !isPermitted(scope.kind, 'share.read')) return null;
    const shares = await this.shares.ofRequest(this.database, scope, id);
    if (scope.kind === 'municipality') return shares[0] ? { own: shares[0] } : null;
    return { municipalities: shares.length, totals: spreadTotals(shares.map((share) => spreadFigures(share, { verified: 0, expiring: 0 }))) };
  }

  /** The days of the rest of the period; none while it is not counted. Throws REQUEST.NOT_FOUND. */
  async days(scope: Scope, id: string): Promise<{ readonly request: ReserveRequestView; readonly days: readonly CoverageDay[] }> {
    const request = await this.requests.byId(this.database, scope, id);
    if (request.answer !== 'accepted') return { request, days: [] };
    const now = await this.database.now();
    const { from, to } = daysOf(request, now);
    const { course } = await this.provinces.of(this.database, request, spanOf(request, to, now));
    return { request, days: coverage(course, from, to, now) };
  }

  /** Throws REQUEST.NOT_FOUND, also for a day gone by and for a request that is not counted: there is nothing to show. */
  async day(scope: Scope, id: string, day: LocalDay): Promise<DayOnPage> {
    const request = await this.requests.byId(this.database, scope, id);
    const now = await this.database.now();
    if (request.answer !== 'accepted') throw new Problem(NOT_FOUND);
    const { course, locations } = await this.provinces.of(this.database, request, spanOf(request, day, now));
    const [figures] = coverage(course, day, day, now);
    if (!figures) throw new Problem(NOT_FOUND);
    return { request, figures, today: dayOf(now), locations: seenBy(scope, readyLocations(locations, request, figures.at, { ignoreExercises: true })) };
  }

  private async namesOf({ provinceId, redCrossId, coaId, operationsId }: ReserveRequestView): Promise<(id: string) => string> {
    const found = await this.organisations.list(this.database, SYSTEM_SCOPE, { ids: [provinceId, redCrossId, coaId, operationsId] });
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? '';
  }
}

/** The days of a request's period that are worth showing: those ahead, and no more of them than a period may have. */
function daysOf({ periodFrom, periodTo }: ReserveRequestView, now: Instant): { readonly from: LocalDay; readonly to: LocalDay } {
  const today = dayOf(now);
  const from = periodFrom > today ? periodFrom : today;
  const last = addDays(from, LONGEST_PERIOD_DAYS - 1);
  return { from, to: periodTo < last ? periodTo : last };
}

/** A municipality sees the details of its own locations, and what the others come to together. */
function seenBy(scope: Scope, all: readonly ReadyLocation[]): LocationsSeen {
  const shown = all.filter(({ location }) => showsLocation(scope, location.organisationId));
  const others = all.filter((at) => !showsLocation(scope, at.location.organisationId));
  const places = others.reduce((sum, { counts }) => sum + counts, 0);
  return { shown, others: scope.kind === 'municipality' ? { count: others.length, places } : null };
}
