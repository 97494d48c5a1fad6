import { GROUP_KEYS, type Groups, groupsPresent, NO_GROUPS, totalOf } from '../../kernel/index.js';
import { distribute } from './plan-groups.js';
import type { PlanReason, PlanReasonCode } from './plan-reasons.js';
import { bestSet, compareRanks, ranksOf } from './plan-search.js';
import { type Candidate, compareSites } from './plan-sites.js';

/** `groups` add up to `places`. `withinHours`: what is left of the window; a location that takes longer is of no use. */
export type Need = { readonly places: number; readonly groups: Groups; readonly withinHours: number };

export type PlannedLocation = {
  readonly locationId: string;
  readonly name: string;
  /** Places planned, at least one, never above the verified capacity; the groups add up to it. */
  readonly places: number;
  readonly groups: Groups;
  readonly reason: PlanReason;
};

export type RejectedLocation = { readonly locationId: string; readonly name: string; readonly reason: PlanReason };

/** What a set of locations comes to, in the order in which sets are compared. */
export type PlanFigures = {
  /** `total` + `shortfall` = the places asked for. */
  readonly total: number;
  readonly shortfall: number;
  readonly buildings: number;
  /** Verified places at these locations that stay empty. */
  readonly excess: number;
  /** From the call until the slowest of them is usable; 0 without locations. */
  readonly leadTimeHours: number;
  /** Kilometres to Ter Apel, of those of which it is known. */
  readonly distanceKm: number;
};

export type Plan = PlanFigures & {
  readonly requested: number;
  readonly shortfallGroups: Groups;
  readonly chosen: readonly PlannedLocation[];
  readonly rejected: readonly RejectedLocation[];
};

/** `proven`: no set is better. Otherwise the search stopped before it knew. `runnerUp`: the best of all other sets. */
export type ProposedPlan = Plan & { readonly proven: boolean; readonly runnerUp: Plan | null };

/**
 * The locations to use: as many of the places asked for as there can be in time, in the fewest buildings, with the least
 * excess; of equals the one with most slack in its lead time, then the nearest. The order of the candidates is irrelevant.
 * Throws a RangeError when the groups do not add up or a location is named twice.
 */
export function planDeployments(need: Need, candidates: readonly Candidate[]): ProposedPlan {
  checkSound(need, candidates);
  const usable = candidates.filter((candidate) => unusableReason(need, candidate) === null).sort(compareSites);
  const { set, proven } = bestSet(need.groups, usable);
  return { ...proposal(need, candidates, set), proven, runnerUp: proven ? runnerUpOf(need, candidates, usable, set) : null };
}

function proposal(need: Need, candidates: readonly Candidate[], set: readonly Candidate[]): Plan {
  return planOf(need, candidates, set, (shortfall) => {
    if (shortfall > 0) return 'all-that-is-ready';
    return set.length === 1 ? 'holds-all' : 'smallest-set';
  });
}

/** Every other set lacks one of the chosen or has one too many: the best without one of them is the best of all others. */
function runnerUpOf(need: Need, candidates: readonly Candidate[], usable: readonly Candidate[], set: readonly Candidate[]): Plan | null {
  const others = set.map((left) => bestSet(need.groups, usable.filter((one) => one !== left)).set).filter((other) => other.length > 0);
  const plans = others.map((other) => proposal(need, candidates, other));
  const ranked = plans.map((plan, at) => ({ plan, ranks: [plan.shortfall, ...ranksOf(others[at]!)] }));
  return ranked.sort((a, b) => compareRanks(a.ranks, b.ranks))[0]?.plan ?? null;
}

/**
 * The same for locations picked by hand: the first is filled first, whatever its lead time. A location that gets nobody is
 * rejected with the reason.
 * Throws a RangeError as `planDeployments` does.
 */
export function planByHand(need: Need, selected: readonly Candidate[]): Plan {
  checkSound(need, selected);
  const anyLeadTime = { ...need, withinHours: Infinity };
  const usable = selected.filter((candidate) => unusableReason(anyLeadTime, candidate) === null);
  return planOf(anyLeadTime, selected, usable, () => 'by-hand');
}

function planOf(
  need: Need,
  candidates: readonly Candidate[],
  usable: readonly Candidate[],
  why: (shortfall: number) => PlanReasonCode,
): Plan {
  const spread = distribute(need.groups, usable);
  const filled = usable.flatMap((candidate, index) => {
    const groups = spread[index] ?? NO_GROUPS;
    return totalOf(groups) > 0 ? [{ candidate, groups, places: totalOf(groups) }] : [];
  });
  const total = filled.reduce((sum, { places }) => sum + places, 0);
  const excess = filled.reduce((sum, { candidate }) => sum + candidate.places, 0) - total;
  const shortfall = need.places - total;
  const reason = (code: PlanReasonCode): PlanReason => ({ code, params: { buildings: filled.length, excess } });
  const leftOut = candidates.filter((candidate) => !filled.some((site) => site.candidate === candidate));
  return {
    requested: need.places,
    total,
    shortfall,
    shortfallGroups: stillShort(need.groups, filled),
    buildings: filled.length,
    excess,
    leadTimeHours: Math.max(0, ...filled.map(({ candidate }) => candidate.leadTimeHours)),
    distanceKm: filled.reduce((sum, { candidate }) => sum + Math.round((candidate.distanceKm ?? 0) * 1000), 0) / 1000,
    chosen: filled.map(({ candidate: { locationId, name }, places, groups }) => ({
      locationId,
      name,
      places,
      groups,
      reason: reason(why(shortfall)),
    })),
    rejected: leftOut.map((candidate) => ({
      locationId: candidate.locationId,
      name: candidate.name,
      reason: reason(unusableReason(need, candidate) ?? (shortfall > 0 ? 'adds-nothing' : 'not-needed')),
    })),
  };
}

function unusableReason(need: Need, candidate: Candidate): 'no-places' | 'suits-no-group' | 'too-slow' | null {
  if (candidate.places < 1) return 'no-places';
  if (candidate.leadTimeHours > need.withinHours) return 'too-slow';
  return groupsPresent(need.groups).some((key) => candidate.suits.includes(key)) ? null : 'suits-no-group';
}

function stillShort(need: Groups, filled: readonly { readonly groups: Groups }[]): Groups {
  const left = { ...need };
  for (const { groups } of filled) for (const key of GROUP_KEYS) left[key] -= groups[key];
  return left;
}

/** A wrong need or a location counted twice would end in places that do not exist. */
function checkSound(need: Need, candidates: readonly Candidate[]): void {
  if (totalOf(need.groups) !== need.places) throw new RangeError('The groups do not add up to the places');
  if (new Set(candidates.map(({ locationId }) => locationId)).size !== candidates.length) {
    throw new RangeError('A location is named twice');
  }
}
