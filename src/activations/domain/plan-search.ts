import type { Groups } from '../../kernel/index.js';
import { type Budget, fewestSites } from './plan-fewest.js';
import { CostTable, type Size, sitesBehind, worthLooking } from './plan-knapsack.js';
import { type Candidate, costOf, type Demand, demandOf, type Reach, reachOf, type Site } from './plan-sites.js';

/** Choices looked at before the search settles for what it has: more than any province needs, and well below a second. */
const CHOICES = 200_000;
/** Additions in one table: beyond it (thousands of buildings, each of a few places) the fewest buildings are taken as they come. */
const ADDITIONS = 80_000_000;

/** `proven` is false when the search had to stop: then the fewest buildings may be known and the rest of the order not. */
export type Found = { readonly set: readonly Candidate[]; readonly proven: boolean };

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);

/**
 * The objective in its order, smaller is better: buildings, places (of which fewest stay empty), slowest lead time in hours
 * (most slack), distance in metres with unknown ones last. For sets that place equally many persons.
 */
export const ranksOf = (set: readonly Candidate[]): number[] => [
  set.length,
  sum(set.map(({ places }) => places)),
  Math.max(0, ...set.map(({ leadTimeHours }) => leadTimeHours)),
  sum(set.map(costOf)),
];

/** Negative when the first is better; undefined parts do not exist. */
export const compareRanks = (a: readonly number[], b: readonly number[]): number => a.map((rank, at) => rank - b[at]!).find((difference) => difference !== 0) ?? 0;

/**
 * The best set that places as many persons of the need as all candidates together can: an integer optimum, found by deciding
 * one part of the order after the other. Each candidate has places for at least one of the groups. ADR 0020.
 */
export function bestSet(need: Groups, candidates: readonly Candidate[]): Found {
  const demand = demandOf(need, candidates);
  if (demand.target === 0) return { set: [], proven: true };
  const budget = { steps: CHOICES };
  const fewest = fewestSites(demand, budget);
  if (!fewest) return { set: everyUseful(demand), proven: false };
  // With all of them needed there is nothing left to choose.
  if (fewest.length === candidates.length) return { set: setOf(fewest), proven: true };
  const most = sum(fewest.map(({ places }) => places));
  if (tooMuch(demand, fewest.length, most)) return { set: setOf(fewest), proven: false };
  const least = leastPlaces(demand, fewest.length, most, budget);
  if (!least) return { set: setOf(fewest), proven: false };
  const soonest = withLeastLeadTime(demand, least, budget);
  return { set: setOf(soonest), proven: budget.steps > 0 };
}

const setOf = (sites: readonly Site[]): Candidate[] => sites.map(({ candidate }) => candidate);
const everyUseful = ({ classes }: Demand): Candidate[] => classes.flatMap(({ sites }) => setOf(sites));

function tooMuch({ classes }: Demand, count: number, places: number): boolean {
  const items = sum(classes.map(({ sites }) => worthLooking(sites, count, places).length));
  return items * count * places > ADDITIONS;
}

/** The nearest of the sets of exactly `count` sites with the fewest places that meet the demand. `most`: what one of them has. */
function leastPlaces(demand: Demand, count: number, most: number, budget: Budget): Site[] | undefined {
  const tables = tablesOf(demand, { count, least: demand.target, places: most });
  for (let places = demand.target; places <= most; places += 1) {
    const found = nearest(demand, tables, count, places, budget);
    if (found || budget.steps <= 0) return found;
  }
  return undefined;
}

/** Of the sets as large and with as many places: the nearest of those whose slowest site is ready soonest. */
function withLeastLeadTime(demand: Demand, first: Site[], budget: Budget): Site[] {
  const [count, places] = [first.length, sum(first.map((site) => site.places))];
  const leadTimes = [...new Set(demand.classes.flatMap(({ sites }) => sites.map(({ candidate }) => candidate.leadTimeHours)))].sort((a, b) => a - b);
  let best = first;
  let [low, high] = [0, leadTimes.indexOf(slowestOf(best))];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const within = limitedTo(demand, leadTimes[middle]!);
    const found = nearest(within, tablesOf(within, { count, least: places, places }), count, places, budget);
    if (found) [best, high] = [found, leadTimes.indexOf(slowestOf(found))];
    else low = middle + 1;
  }
  return best;
}

const slowestOf = (sites: readonly Site[]): number => Math.max(...sites.map(({ candidate }) => candidate.leadTimeHours));

const limitedTo = (demand: Demand, hours: number): Demand => ({
  ...demand,
  classes: demand.classes
    .map((one) => ({ ...one, sites: one.sites.filter(({ candidate }) => candidate.leadTimeHours <= hours) }))
    .filter(({ sites }) => sites.length > 0),
});

/** Per class what can be chosen of it (`own`), and of it and all classes after it without looking at the demand (`rest`). */
type Tables = {
  readonly sites: readonly (readonly Site[])[];
  readonly own: readonly CostTable[];
  readonly rest: readonly CostTable[];
  readonly reach: Reach;
};

function tablesOf(demand: Demand, size: Size): Tables {
  const { classes } = demand;
  const sites = classes.map((one) => worthLooking(one.sites, size.count, size.places));
  const reach = reachOf(demand, size.count);
  // The last constraint is about everyone: every site helps to meet it.
  const empty = CostTable.empty(size, (count) => reach(0, demand.required.length - 1, count));
  const rest = [empty];
  for (const ofClass of [...sites].reverse()) rest.unshift(rest[0]!.with(ofClass));
  // The last class has nobody after it.
  const own = sites.map((ofClass, at) => (at === sites.length - 1 ? rest[at]! : empty.with(ofClass)));
  return { sites, own, rest, reach };
}

type Choice = { readonly count: number; readonly places: number; readonly cost: number; readonly bound: number };

/** The nearest set of exactly so many sites and places that meets the demand, or undefined. */
function nearest(demand: Demand, { sites, own, rest, reach }: Tables, count: number, places: number, budget: Budget): Site[] | undefined {
  let best: { readonly cost: number; readonly choices: readonly Choice[] } | undefined;
  const seen = new Map<string, number>();

  const isHopeless = (from: number, left: number, placesLeft: number, cost: number, missing: readonly number[]): boolean =>
    cost + rest[from]!.at(left, placesLeft) >= (best?.cost ?? Infinity) || missing.some((needed, at) => needed > Math.min(placesLeft, reach(from, at, left)));
  const isKnown = (key: string, cost: number): boolean => {
    if ((seen.get(key) ?? Infinity) <= cost) return true;
    seen.set(key, cost);
    return (budget.steps -= 1) <= 0;
  };

  const look = (from: number, left: number, placesLeft: number, cost: number, missing: readonly number[], choices: readonly Choice[]): void => {
    if (isHopeless(from, left, placesLeft, cost, missing)) return;
    if (from === sites.length) {
      best = { cost, choices };
      return;
    }
    if (isKnown(`${from} ${left} ${placesLeft} ${missing.join(' ')}`, cost)) return;
    const { helps } = demand.classes[from]!;
    for (const choice of choicesOf(own[from]!, rest[from + 1]!, left, placesLeft)) {
      if (cost + choice.bound >= (best?.cost ?? Infinity)) return;
      const still = missing.map((needed, at) => (helps[at] ? Math.max(0, needed - choice.places) : needed));
      look(from + 1, left - choice.count, placesLeft - choice.places, cost + choice.cost, still, [...choices, choice]);
    }
  };
  look(0, count, places, 0, demand.required, []);
  return best?.choices.flatMap((choice, at) => sitesBehind(sites[at]!, choice.count, choice.places));
}

/** What can be taken of one class, the most promising first. */
function choicesOf(own: CostTable, rest: CostTable, left: number, placesLeft: number): Choice[] {
  const choices: Choice[] = [];
  for (let count = 0; count <= left; count += 1) {
    for (const [places, cost] of own.ofCount(count)) {
      const bound = cost + rest.at(left - count, placesLeft - places);
      if (bound < Infinity) choices.push({ count, places, cost, bound });
    }
  }
  return choices.sort((a, b) => a.bound - b.bound);
}
