import { GROUP_KEYS, groupsTogether, NO_GROUPS, type GroupKey, type Groups } from '../../kernel/index.js';
import { type DeploymentState, isLive } from './deployment-state.js';

/** Persons per group who have no place in these deployments; never below zero. */
export function stillNeeded(asked: Groups, live: readonly { readonly groups: Groups }[]): Groups {
  const placed = groupsTogether(live.map(({ groups }) => groups));
  return perGroup((key) => Math.max(0, asked[key] - placed[key]));
}

/** Places that stand in the plan, and how many are still short of those asked for: what is refused, failed or closed does not count. */
export function plannedAndShort(asked: number, deployments: readonly { readonly state: DeploymentState; readonly places: number }[]): { readonly plannedPlaces: number; readonly shortfall: number } {
  const plannedPlaces = deployments.filter(({ state }) => isLive(state)).reduce((sum, { places }) => sum + places, 0);
  return { plannedPlaces, shortfall: Math.max(0, asked - plannedPlaces) };
}

/** Of these persons as many as there are places for, groups in their usual order. */
export function firstOf(groups: Groups, places: number): Groups {
  let room = places;
  return perGroup((key) => {
    const taken = Math.min(groups[key], room);
    room -= taken;
    return taken;
  });
}

/** Persons who lost their place and have no other yet: what was put in by hand meanwhile counts. */
export function toReplace(asked: Groups, live: readonly { readonly groups: Groups }[], lost: Groups): Groups {
  const needed = stillNeeded(asked, live);
  return perGroup((key) => Math.min(needed[key], lost[key]));
}

/**
 * Hours in which a building must be usable to join the same deadline. An exercise may compress the window: what is left of it
 * then stands for as much of the window of the request. Zero once the deadline has passed.
 */
export const hoursLeft = (left: { readonly secondsLeft: number; readonly windowSeconds: number }, requestWindowSeconds: number): number =>
  Math.max(0, (left.secondsLeft / left.windowSeconds) * (requestWindowSeconds / 3600));

function perGroup(figure: (key: GroupKey) => number): Groups {
  const result: Record<GroupKey, number> = { ...NO_GROUPS };
  for (const key of GROUP_KEYS) result[key] = figure(key);
  return result;
}
