import { countBounds, type Demand, type Reach, reachOf, type Site } from './plan-sites.js';

/** The work a search has left. Steps and not time, so that the answer is always the same. */
export type Budget = { steps: number };

/**
 * As few sites as meet the demand, the largest of each class: with so many and no more, whatever else is wanted of them.
 * Undefined when the budget runs out.
 */
export function fewestSites(demand: Demand, budget: Budget): Site[] | undefined {
  const { least, most } = countBounds(demand);
  const reach = reachOf(demand, most);
  for (let count = least; count <= most; count += 1) {
    const found = withCount(demand, reach, count, budget);
    if (found) return found.flatMap((taken, at) => demand.classes[at]!.sites.slice(0, taken));
    if (budget.steps <= 0) return undefined;
  }
  return undefined;
}

/** How many of each class, `count` in all; undefined when no such choice meets the demand. */
function withCount({ classes, required }: Demand, reach: Reach, count: number, budget: Budget): number[] | undefined {
  const totals = classes.map(({ sites }) => {
    const sums = [0];
    for (const { places } of sites) sums.push(sums[sums.length - 1]! + places);
    return sums;
  });
  const failed = new Set<string>();

  const choose = (from: number, left: number, missing: readonly number[]): number[] | undefined => {
    const sums = totals[from];
    if (missing.every((places) => places <= 0)) return classes.slice(from).map(() => 0);
    if (!sums || missing.some((places, at) => places > reach(from, at, left))) return undefined;
    const key = `${from} ${left} ${missing.join(' ')}`;
    if (failed.has(key) || (budget.steps -= 1) <= 0) return undefined;
    for (let taken = Math.min(left, sums.length - 1); taken >= 0; taken -= 1) {
      const rest = choose(from + 1, left - taken, missing.map((places, at) => (classes[from]!.helps[at] ? Math.max(0, places - sums[taken]!) : places)));
      if (rest) return [taken, ...rest];
    }
    failed.add(key);
    return undefined;
  };
  return choose(0, count, required);
}
