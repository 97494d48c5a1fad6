import type { Instant } from '../../kernel/index.js';
import { changePoints, type KnownLocation, type SupplyRules } from './location-supply.js';
import { CRITERIA, readinessTimelines } from './readiness-timelines.js';

const END_OF_TIME = new Date(8.64e15);

/**
 * Up to when (not including it) the answers of `evaluateReadiness` and `verifiedCapacity` stay word for word what they are
 * at the instant, given what is known of the location; null when they stay so for good.
 */
export function holdsUntil(location: KnownLocation, rules: SupplyRules, at: Instant): Instant | null {
  const timelines = readinessTimelines(location.facts, location.inspections, rules.policy, rules.context, at.getTime());
  // Advice changes nothing of the status, but it is shown.
  const phases = CRITERIA.flatMap((criterion) => timelines[criterion].map(({ from }) => from)).filter((from) => from > at.getTime());
  const next = Math.min(...phases, changePoints(location, rules, at, END_OF_TIME)[1]?.getTime() ?? Infinity);
  return next === Infinity ? null : new Date(next);
}
