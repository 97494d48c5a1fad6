import type { Instant } from '../../kernel/index.js';
import { nextExpiryOf, type ReadinessStatus } from './evaluate-readiness.js';
import { changePoints, type KnownLocation, locationSupply, type SupplyRules } from './location-supply.js';
import { CRITERIA, readinessTimelines } from './readiness-timelines.js';

/** How a location stands over a stretch of time, in which nothing of it changes. */
export type Standing = {
  /** Null: from before anybody asks. */
  readonly from: Instant | null;
  /** The first instant after it; null: for good. */
  readonly until: Instant | null;
  readonly status: ReadinessStatus;
  /** Verified capacity, whatever the status. */
  readonly places: number;
  /** From when a finding or paper that ends keeps it from counting; null when nothing does, or when it is not ready anyway. */
  readonly expiresAt: Instant | null;
};

const END_OF_TIME = new Date(8.64e15);

/** What is not ready has nothing left that could expire, and who has taken it is not waiting for a paper. */
const canExpire = (status: ReadinessStatus): boolean => status === 'ready' || status === 'ready-expiring' || status === 'unavailable';

const isSame = (a: Omit<Standing, 'from' | 'until'>, b: Omit<Standing, 'from' | 'until'>): boolean =>
  a.status === b.status && a.places === b.places && a.expiresAt?.getTime() === b.expiresAt?.getTime();

/**
 * How the location stands at every instant from `at` on, given what is known of it: the answers of `evaluateReadiness`
 * and `verifiedCapacity`, written down beforehand. What lies before `at` is not asked; the first standing covers it.
 */
export function standingsFrom(location: KnownLocation, rules: SupplyRules, at: Instant): Standing[] {
  const { steps } = locationSupply(location, rules, at, END_OF_TIME);
  const timelines = readinessTimelines(location.facts, location.inspections, rules.policy, rules.context, at.getTime());
  const mandatory = CRITERIA.filter((criterion) => rules.policy.criteria[criterion].mandatory).map((criterion) => [criterion, timelines[criterion]] as const);
  const standings: { from: Instant; state: Omit<Standing, 'from' | 'until'> }[] = [];
  let step = -1;
  for (const from of changePoints(location, rules, at, END_OF_TIME)) {
    if (steps[step + 1]?.from.getTime() === from.getTime()) step += 1;
    const { status, places } = steps[step]!;
    const state = { status, places, expiresAt: canExpire(status) ? (nextExpiryOf(mandatory, from.getTime())?.notReadyFrom ?? null) : null };
    const last = standings.at(-1);
    if (!last || !isSame(last.state, state)) standings.push({ from, state });
  }
  return standings.map(({ from, state }, index) => ({ from: index === 0 ? null : from, until: standings[index + 1]?.from ?? null, ...state }));
}

/** The standing in force at the instant. */
export const standingAt = (standings: readonly Standing[], at: Instant): Standing | undefined =>
  standings.find(({ from, until }) => (from === null || from <= at) && (until === null || at < until));
