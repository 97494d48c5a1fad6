import { Injectable } from '@nestjs/common';
import { LONGEST_COVERAGE_DAYS } from '../../../config/reserve.js';
import { addDays, dayOf, type Instant, type LocalDay, type Scope } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { type Coverage, coverageOf, spanOf } from '../coverage-reader.js';
import { ProvinceSupplies } from '../province-supply.js';
import { type CoverageNow, coverageNowOf, readyLocations } from '../ready-places.js';
import { ReserveRequests, type ReserveRequestView } from '../reserve-requests.js';

/** What a request that its province accepted comes to. */
export type Counted = {
  readonly now: CoverageNow;
  readonly coverage: Coverage;
  /** Days with enough places, and those of them that do not bear the loss of one location. */
  readonly coveredDays: number;
  readonly fragileDays: number;
};

/** `counted` is null for what is not counted: a request that the province has not accepted, or not yet. */
export type ProvinceLine = { readonly request: ReserveRequestView; readonly counted: Counted | null };

export type Provinces = {
  readonly today: LocalDay;
  /** Requests whose period is not over: the counted ones first, then by province. */
  readonly lines: readonly ProvinceLine[];
  /** Of the counted ones together; null when there is none. */
  readonly totals: CoverageNow | null;
  /** The days of the charts: from today, or from the first day asked for, to the last. */
  readonly days: { readonly from: LocalDay; readonly to: LocalDay };
};

/** Reserve requests of several provinces beside each other, over the same days. */
@Injectable()
export class ProvincesReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly supplies: ProvinceSupplies,
  ) {}

  async of(scope: Scope): Promise<Provinces> {
    const now = await this.database.now();
    const today = dayOf(now);
    const requests = (await this.requests.list(this.database, scope)).filter(({ periodTo, answer }) => periodTo >= today && answer !== 'released');
    const days = daysOf(requests.filter(({ answer }) => answer === 'accepted'), today);
    const lines: ProvinceLine[] = [];
    // One province after the other: its locations are read whole, and memory holds one province's at a time.
    for (const request of requests) lines.push({ request, counted: request.answer === 'accepted' ? await this.count(scope, request, days, now) : null });
    lines.sort((a, b) => Number(a.counted === null) - Number(b.counted === null));
    return { today, lines, totals: totalsOf(lines), days };
  }

  private async count(scope: Scope, request: ReserveRequestView, days: Provinces['days'], now: Instant): Promise<Counted> {
    const supply = await this.supplies.of(this.database, request, spanOf(request, days.to, now));
    const coverage = coverageOf(scope, request, supply, days.from, days.to, now);
    const coveredDays = coverage.days.filter(({ requested, gap }) => requested > 0 && gap === 0).length;
    return { now: coverageNowOf(request, readyLocations(supply.locations, request, now, { ignoreExercises: true }), now), coverage, coveredDays, fragileDays: coverage.fragile.length };
  }
}

/** The same days for all, so that the charts can be laid beside each other. */
function daysOf(accepted: readonly ReserveRequestView[], today: LocalDay): Provinces['days'] {
  const first = accepted.map(({ periodFrom }) => periodFrom).sort()[0] ?? today;
  const last = accepted.map(({ periodTo }) => periodTo).sort().at(-1) ?? today;
  const from = first > today ? first : today;
  const end = addDays(from, LONGEST_COVERAGE_DAYS.value - 1);
  return { from, to: last < end ? last : end };
}

function totalsOf(lines: readonly ProvinceLine[]): CoverageNow | null {
  const counted = lines.flatMap(({ counted: found }) => (found ? [found.now] : []));
  if (counted.length === 0) return null;
  const sum = (key: keyof CoverageNow): number => counted.reduce((total, now) => total + now[key], 0);
  // What one province has too much of is not what another one lacks: short is added up per province.
  return { requested: sum('requested'), usable: sum('usable'), expiring: sum('expiring'), short: sum('short') };
}
