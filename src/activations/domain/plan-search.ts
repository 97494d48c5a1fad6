import type { Groups } from '../../kernel/index.js';
import { addRoom, type Housing, type PerSet, personsOutside, placeable, roomAt, roomOf, setsOf } from './plan-groups.js';

/** Steps after which the search keeps the best set so far. A count and not a time, so that the answer is always the same. */
const STEP_LIMIT = 50_000;

/** A location that is ready and free now; `places` is its verified capacity, never the claimed number. */
export type Candidate = Housing & {
  readonly locationId: string;
  readonly name: string;
  /** From the call to usable. */
  readonly leadTimeHours: number;
  /** To Ter Apel; null when unknown. */
  readonly distanceKm: number | null;
};

type Site = { readonly candidate: Candidate; readonly room: PerSet };

/** What is to be reached: as many persons as all sites together can take, the largest site first. */
type Search = { readonly sites: readonly Site[]; readonly outside: PerSet; readonly none: PerSet; readonly target: number };

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
const slowestOf = (set: readonly Candidate[]): number => Math.max(0, ...set.map(({ leadTimeHours }) => leadTimeHours));
const placesOf = (set: readonly Candidate[]): number => sum(set.map(({ places }) => places));
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The objective in its order, smaller is better: buildings, places, slowest lead time, unknown distances, distance. */
const ranksOf = (set: readonly Candidate[]): number[] => [
  set.length,
  placesOf(set),
  slowestOf(set),
  set.filter(({ distanceKm }) => distanceKm === null).length,
  sum(set.map(({ distanceKm }) => distanceKm ?? 0)),
];

const idsOf = (set: readonly Candidate[]): string =>
  set
    .map(({ locationId }) => locationId)
    .sort(compareText)
    .join(' ');

/**
 * Which of two sets that place equally many persons is better (negative: the first): fewest buildings, least excess,
 * the slowest building soonest ready (most slack), nearest in total with unknown distances last, then by id.
 */
function compareSets(a: readonly Candidate[], b: readonly Candidate[]): number {
  const ranksOfB = ranksOf(b);
  const difference = ranksOf(a)
    .map((rank, at) => rank - (ranksOfB[at] ?? 0))
    .find((each) => each !== 0);
  return difference ?? compareText(idsOf(a), idsOf(b));
}

/**
 * The best set that places as many persons of the need as all candidates together can. Exact within the step limit
 * (a province's dozens of candidates); beyond it the best found, never more buildings than `usefulFirst` takes.
 */
export function bestSet(need: Groups, candidates: readonly Candidate[]): Candidate[] {
  const sets = setsOf(need);
  const outside = personsOutside(need, sets);
  const sites = [...candidates]
    .sort((a, b) => b.places - a.places || compareSets([a], [b]))
    .map((candidate) => ({ candidate, room: roomAt(candidate, sets) }));
  const target = placeable(outside, roomOf(sites.map(({ room }) => room), sets));
  const search = { sites, outside, none: sets.map(() => 0), target };
  return searchFrom(usefulFirst(search), search);
}

/** Takes the building that adds most persons, the smallest of equals, until the target. */
function usefulFirst({ sites, outside, none, target }: Search): Candidate[] {
  const taken: Site[] = [];
  for (let room = none; placeable(outside, room) < target; ) {
    const rest = sites
      .filter((site) => !taken.includes(site))
      .map((site) => ({ site, reach: placeable(outside, addRoom(room, site.room)) }));
    const best = rest.reduce((a, b) =>
      b.reach > a.reach || (b.reach === a.reach && b.site.candidate.places < a.site.candidate.places) ? b : a,
    );
    taken.push(best.site);
    room = addRoom(room, best.site.room);
  }
  return taken.map(({ candidate }) => candidate);
}

/** Tries sets of one building, of two, and so on up to the size of the first set; stops at the first size that works. */
function searchFrom(first: Candidate[], { sites, outside, none, target }: Search): Candidate[] {
  const required = outside.map((persons) => target - persons);
  const mostRoom = mostRoomTable(sites, none);
  const smallest = smallestTotals(sites);
  let best = first;
  let bestPlaces = placesOf(first);
  let bestSlowest = slowestOf(first);
  let steps = 0;

  const consider = (set: Candidate[], places: number): void => {
    const better = set.length < best.length || places < bestPlaces || compareSets(set, best) < 0;
    if (better) [best, bestPlaces, bestSlowest] = [set, places, slowestOf(set)];
  };

  /** Whether a set of the best's size with this site, and at least so many places in the end, cannot beat the best. */
  const hopeless = (site: Site, places: number): boolean => {
    const atLeast = Math.max(places, target);
    return atLeast > bestPlaces || (atLeast === bestPlaces && site.candidate.leadTimeHours > bestSlowest);
  };

  const extend = (set: readonly Candidate[], room: PerSet, places: number, from: number, missing: number): void => {
    for (let index = from; index <= sites.length - missing && steps < STEP_LIMIT; index += 1) {
      if (required.some((needed, at) => (room[at] ?? 0) + mostRoom(at, index, missing) < needed)) return;
      const site = sites[index];
      if (!site) return;
      const nowPlaces = places + site.candidate.places;
      const sameSize = set.length + missing === best.length;
      if (sameSize && hopeless(site, nowPlaces + (smallest[missing - 1] ?? 0))) continue;
      steps += 1;
      const nowRoom = addRoom(room, site.room);
      if (missing > 1) extend([...set, site.candidate], nowRoom, nowPlaces, index + 1, missing - 1);
      else if (placeable(outside, nowRoom) === target) consider([...set, site.candidate], nowPlaces);
    }
  };

  for (let size = 1; size <= best.length; size += 1) extend([], none, 0, 0, size);
  return best;
}

/** The places of the smallest 0, 1, 2 … sites together; sites come largest first. */
function smallestTotals(sites: readonly Site[]): number[] {
  const totals = [0];
  for (const { candidate } of [...sites].reverse()) totals.push((totals.at(-1) ?? 0) + candidate.places);
  return totals;
}

/** The most room for a set of groups that `count` sites can give, from an index on; sites come largest first. */
function mostRoomTable(sites: readonly Site[], none: PerSet): (at: number, from: number, count: number) => number {
  const tables = none.map((_, at) => {
    const seen = [0];
    const totals = [0];
    for (const { room } of sites) {
      const places = room[at] ?? 0;
      if (places > 0) totals.push((totals.at(-1) ?? 0) + places);
      seen.push(totals.length - 1);
    }
    return { seen, totals };
  });
  return (at, from, count) => {
    const { seen = [], totals = [] } = tables[at] ?? {};
    const start = seen[from] ?? 0;
    const end = Math.min(start + count, totals.length - 1);
    return (totals[end] ?? 0) - (totals[start] ?? 0);
  };
}
