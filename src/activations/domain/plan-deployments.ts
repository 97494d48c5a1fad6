import { GROUP_KEYS, type Groups, groupsPresent, NO_GROUPS, totalOf } from '../../kernel/index.js';
import { distribute } from './plan-groups.js';
import type { PlanReason, PlanReasonCode } from './plan-reasons.js';
import { bestSet, type Candidate } from './plan-search.js';

/** `groups` add up to `places`. */
export type Need = { readonly places: number; readonly groups: Groups };

export type PlannedLocation = {
  readonly locationId: string;
  readonly name: string;
  /** Places planned, at least one, never above the verified capacity; the groups add up to it. */
  readonly places: number;
  readonly groups: Groups;
  readonly reason: PlanReason;
};

export type RejectedLocation = { readonly locationId: string; readonly name: string; readonly reason: PlanReason };

/** `total` + `shortfall` = `requested`; `excess` is the verified room at the chosen locations that stays empty. */
export type Plan = {
  readonly requested: number;
  readonly total: number;
  readonly shortfall: number;
  readonly shortfallGroups: Groups;
  readonly excess: number;
  readonly chosen: readonly PlannedLocation[];
  readonly rejected: readonly RejectedLocation[];
};

/**
 * The locations to use: as many of the places asked for as there can be, in the fewest buildings, with the least excess;
 * of equals the one with most slack in its lead time, then the nearest, then by id. The order of the candidates is
 * irrelevant. Throws a RangeError when the groups do not add up or a location is named twice.
 */
export function planDeployments(need: Need, candidates: readonly Candidate[]): Plan {
  checkSound(need, candidates);
  const usable = candidates.filter((candidate) => unusableReason(need, candidate) === null);
  const chosen = bestSet(need.groups, usable);
  return planOf(need, candidates, chosen, (shortfall) => {
    if (shortfall > 0) return 'all-that-is-ready';
    return chosen.length === 1 ? 'holds-all' : 'smallest-set';
  });
}

/**
 * The same for locations picked by hand: the first is filled first. A location that gets nobody is rejected with the reason.
 * Throws a RangeError as `planDeployments` does.
 */
export function planByHand(need: Need, selected: readonly Candidate[]): Plan {
  checkSound(need, selected);
  const usable = selected.filter((candidate) => unusableReason(need, candidate) === null);
  return planOf(need, selected, usable, () => 'by-hand');
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
    excess,
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

function unusableReason(need: Need, candidate: Candidate): 'no-places' | 'suits-no-group' | null {
  if (candidate.places < 1) return 'no-places';
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
