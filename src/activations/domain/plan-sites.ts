import { type Groups, groupsPresent } from '../../kernel/index.js';
import { type Housing, type PerSet, personsOutside, placeable, roomAt, roomOf, setsOf } from './plan-groups.js';

/** A location that is ready and free now; `places` is its verified capacity, never the claimed number. */
export type Candidate = Housing & {
  readonly locationId: string;
  readonly name: string;
  /** From the call to usable. */
  readonly leadTimeHours: number;
  /** To Ter Apel; null when unknown. */
  readonly distanceKm: number | null;
};

/** A candidate as the search sees it. `cost` is its distance in metres; an unknown one comes after every known one. */
export type Site = { readonly candidate: Candidate; readonly places: number; readonly cost: number };

/** Candidates that suit the same of the groups asked for: to the search they differ in places, lead time and distance only. */
export type SiteClass = {
  /** In the order of `compareSites`. */
  readonly sites: readonly Site[];
  /** Per constraint: whether these sites help to meet it. */
  readonly helps: readonly boolean[];
};

/**
 * What a set of locations must do to place as many persons as all candidates together can: for every set of groups there
 * must be so many places where at least one of them may stay (`required`). By max-flow/min-cut that is enough, too.
 */
export type Demand = { readonly classes: readonly SiteClass[]; readonly required: PerSet; readonly target: number };

/** More metres than any sum of known distances: one building less of unknown distance always wins. */
const UNKNOWN_DISTANCE = 1e10;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Metres, so that sums do not depend on the order in which they are made. */
export const costOf = ({ distanceKm }: Pick<Candidate, 'distanceKm'>): number => (distanceKm === null ? UNKNOWN_DISTANCE : Math.round(distanceKm * 1000));

/** Most places first; of equals the nearest, then by id: so that the answer does not depend on the order of the candidates. */
export const compareSites = (a: Candidate, b: Candidate): number => b.places - a.places || costOf(a) - costOf(b) || compareText(a.locationId, b.locationId);

/** What the need asks of a set of these candidates, each of which has places for at least one of its groups. */
export function demandOf(need: Groups, candidates: readonly Candidate[]): Demand {
  const sets = setsOf(need);
  const outside = personsOutside(need, sets);
  const classes = classesOf(need, candidates).map((sites) => ({ sites, room: roomAt(together(sites), sets) }));
  const target = placeable(outside, roomOf(classes.map(({ room }) => room), sets));
  const required = outside.map((persons) => target - persons);
  const binding = required.flatMap((places, at) => (places > 0 ? [at] : []));
  return {
    classes: classes.map(({ sites, room }) => ({ sites, helps: binding.map((at) => (room[at] ?? 0) > 0) })),
    required: binding.map((at) => required[at] ?? 0),
    target,
  };
}

const together = (sites: readonly Site[]): Housing => ({ suits: sites[0]!.candidate.suits, places: sites.reduce((sum, { places }) => sum + places, 0) });

// The classes with fewest sites come first: what is scarce is decided before what is plentiful.
function classesOf(need: Groups, candidates: readonly Candidate[]): Site[][] {
  const present = groupsPresent(need);
  const classes = new Map<string, Site[]>();
  for (const candidate of [...candidates].sort(compareSites)) {
    const suited = present.filter((key) => candidate.suits.includes(key)).join(' ');
    const sites = classes.get(suited) ?? [];
    sites.push({ candidate, places: candidate.places, cost: costOf(candidate) });
    classes.set(suited, sites);
  }
  return [...classes]
    .sort(([one, a], [other, b]) => a.length - b.length || compareText(one, other))
    .map(([, sites]) => sites);
}

/** The most places for constraint `at` that `count` sites of the classes from `from` on can add. */
export type Reach = (from: number, at: number, count: number) => number;

/** Good for sets of up to `limit` sites. */
export function reachOf({ classes, required }: Demand, limit: number): Reach {
  const largest = classes.map(({ sites }) => sites.slice(0, limit).map(({ places }) => places));
  const known = new Map<string, Float64Array>();
  const tables = classes.map((_, from) =>
    required.map((_needed, at) => {
      const helping = classes.flatMap(({ helps }, index) => (index >= from && helps[at] ? [index] : []));
      const key = helping.join(' ');
      const totals = known.get(key) ?? totalsOf(helping.map((index) => largest[index]!), limit);
      known.set(key, totals);
      return totals;
    }),
  );
  return (from, at, count) => {
    const totals = tables[from]?.[at];
    return totals ? totals[Math.min(count, totals.length - 1)]! : 0;
  };
}

/** The most sites that a set of fewest can have, and the fewest: each constraint met on its own, then all of them by different sites. */
export function countBounds({ classes, required }: Demand): { readonly least: number; readonly most: number } {
  const counts = required.map((needed, at) => countFor(needed, classes.filter(({ helps }) => helps[at]), 32));
  return { least: Math.max(...counts), most: counts.reduce((sum, count) => sum + count, 0) };
}

// Few are enough as a rule; all of them together always are.
function countFor(needed: number, classes: readonly SiteClass[], limit: number): number {
  const count = totalsOf(classes.map(({ sites }) => sites.slice(0, limit).map(({ places }) => places)), limit).findIndex((total) => total >= needed);
  return count >= 0 ? count : countFor(needed, classes, limit * 16);
}

/** The places of the largest 0, 1, 2 … of these together, up to `limit` of them. */
function totalsOf(places: readonly (readonly number[])[], limit: number): Float64Array {
  const sorted = Float64Array.from(places.flat()).sort().reverse();
  const totals = new Float64Array(Math.min(limit, sorted.length) + 1);
  for (let count = 1; count < totals.length; count += 1) totals[count] = totals[count - 1]! + sorted[count - 1]!;
  return totals;
}
