import type { Instant } from '../../kernel/index.js';

/** The building cannot be used from `from` up to, not including, `until`; null: nobody knows until when. */
export type UnavailablePeriod = { readonly from: Instant; readonly until: Instant | null; readonly reason: string };

/** An activation has taken the location. `until` is when it was released; null while it is not, whatever end was planned. */
export type Hold = {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly activationId: string;
  readonly exercise: boolean;
};

export type Availability = { readonly unavailable: readonly UnavailablePeriod[]; readonly holds: readonly Hold[] };

export const ALWAYS_AVAILABLE: Availability = { unavailable: [], holds: [] };

/** What keeps a location from being used: `deployed` now, or `booked` in the stretch asked about. */
export type Block = { readonly kind: 'deployed' | 'booked'; readonly from: Instant; readonly until: Instant | null; readonly reason: string | null };

const endOf = (period: { readonly until: Instant | null }): number => period.until?.getTime() ?? Infinity;

/** The periods that can block: an exercise holds nothing, a real plan may take the location from it. */
function blockingPeriods({ holds, unavailable }: Availability): readonly (UnavailablePeriod | Hold)[] {
  return holds.length === 0 ? unavailable : [...holds.filter((hold) => !hold.exercise), ...unavailable];
}

/**
 * Everything that blocks or books the location somewhere in [at, at + spanSeconds], both ends included. A deployment
 * that lies ahead is a booking; it is `deployed` once it has begun.
 */
export function blocksAt(availability: Availability, at: Instant, spanSeconds: number): Block[] {
  const start = at.getTime();
  const last = start + spanSeconds * 1000;
  return blockingPeriods(availability)
    .filter((period) => period.from.getTime() <= last && endOf(period) > start)
    .map((period) => ({
      kind: 'activationId' in period && period.from.getTime() <= start ? 'deployed' : 'booked',
      from: period.from,
      until: period.until,
      reason: 'reason' in period ? period.reason : null,
    }));
}

/** Epoch milliseconds at which the answer of `blocksAt` can change. */
export const availabilityChanges = (availability: Availability, spanSeconds: number): number[] =>
  blockingPeriods(availability).flatMap((period) => [period.from.getTime() - spanSeconds * 1000, period.from.getTime(), endOf(period)]);
