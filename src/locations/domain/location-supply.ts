import type { NormSet } from '../../../config/norms.js';
import type { ReadinessPolicy } from '../../../config/readiness.js';
import type { GroupKey, Instant } from '../../kernel/index.js';
import { type Availability, availabilityChanges, blocksAt } from './availability.js';
import { dayAt, endMs } from './day-edges.js';
import { type ReadinessStatus, statusOf } from './evaluate-readiness.js';
import type { Inspection } from './inspection.js';
import { groupsSheltered, type LocationFacts } from './location.js';
import { CRITERIA, type ReadinessContext, readinessTimelines, spanSecondsOf } from './readiness-timelines.js';
import { MET, type Timeline, worstStateAt } from './timeline.js';
import { blockedOn, placesAllowed } from './verified-capacity.js';

/** Everything that is known of a location. */
export type KnownLocation = {
  readonly facts: LocationFacts;
  readonly inspections: readonly Inspection[];
  readonly availability: Availability;
};

export type SupplyRules = { readonly policy: ReadinessPolicy; readonly normSet: NormSet; readonly context: ReadinessContext };

/** How a location stands from `from` until the next step. `places`: its verified capacity, whatever the status. */
export type SupplyStep = { readonly from: Instant; readonly status: ReadinessStatus; readonly places: number };

/** What one location supplies over a stretch of time: steps in order, the first at its beginning, each different from the one before. */
export type LocationSupply = {
  readonly locationId: string;
  readonly groups: readonly GroupKey[];
  readonly steps: readonly SupplyStep[];
};

const blockedChanges = (location: LocationFacts): number[] =>
  location.blockedPlaces.flatMap((block) => (block.until === null ? [] : [endMs(block.until)]));

/** The timelines that decide. One that is simply met for ever decides nothing. */
function decidingTimelines({ facts, inspections }: KnownLocation, { policy, context }: SupplyRules, from: number): Timeline[] {
  const timelines = readinessTimelines(facts, inspections, policy, context, from);
  return CRITERIA.filter((criterion) => policy.criteria[criterion].mandatory)
    .map((criterion) => timelines[criterion])
    .filter((timeline) => timeline !== MET);
}

/** Epoch milliseconds in [from, until) at which anything changes, `from` itself first. */
function changesBetween(location: KnownLocation, timelines: readonly Timeline[], spanSeconds: number, from: number, until: number): number[] {
  const changes = [from];
  const add = (ms: number) => {
    if (ms > from && ms < until) changes.push(ms);
  };
  for (const timeline of timelines) for (const phase of timeline) add(phase.from);
  availabilityChanges(location.availability, spanSeconds).forEach(add);
  blockedChanges(location.facts).forEach(add);
  changes.sort((a, b) => a - b);
  return changes.filter((ms, index) => ms !== changes[index - 1]);
}

/** The instants in [from, until) at which readiness or capacity can change, `from` itself first. */
export function changePoints(location: KnownLocation, rules: SupplyRules, from: Instant, until: Instant): Instant[] {
  const spanSeconds = spanSecondsOf(rules.policy, rules.context);
  const changes = changesBetween(location, decidingTimelines(location, rules, from.getTime()), spanSeconds, from.getTime(), until.getTime());
  return changes.map((ms) => new Date(ms));
}

/**
 * What the location supplies over [from, until), looked at only where something changes. Each step agrees with
 * `evaluateReadiness` and `verifiedCapacity` at every instant of it.
 */
export function locationSupply(location: KnownLocation, rules: SupplyRules, from: Instant, until: Instant): LocationSupply {
  const { facts, availability } = location;
  const spanSeconds = spanSecondsOf(rules.policy, rules.context);
  const timelines = decidingTimelines(location, rules, from.getTime());
  const allowed = placesAllowed(facts, rules.normSet);
  const steps: SupplyStep[] = [];
  for (const ms of changesBetween(location, timelines, spanSeconds, from.getTime(), until.getTime())) {
    const at = new Date(ms);
    const status = statusOf(worstStateAt(timelines, ms), blocksAt(availability, at, spanSeconds));
    const places = Math.max(0, allowed - blockedOn(facts, dayAt(ms)));
    const last = steps[steps.length - 1];
    if (last?.status !== status || last.places !== places) steps.push({ from: at, status, places });
  }
  return { locationId: facts.id, groups: groupsSheltered(facts), steps };
}
