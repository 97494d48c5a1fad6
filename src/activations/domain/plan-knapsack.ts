import type { Site } from './plan-sites.js';

/** What is wanted of a set: exactly `count` sites with exactly `places` places, or any number from `least` to `places`. */
export type Size = { readonly count: number; readonly least: number; readonly places: number };

/**
 * The least cost of so many sites with so many places together; Infinity when there are none such. Figures that cannot be
 * part of a set of the size wanted are left out: too many for so few sites, or too few for what the others can add.
 */
export class CostTable {
  private readonly width: number;
  private readonly lowest: readonly number[];
  private readonly highest: readonly number[];

  private constructor(readonly size: Size, private readonly most: (count: number) => number, private readonly costs: Float64Array) {
    const counts = Array.from({ length: size.count + 1 }, (_, count) => count);
    this.width = size.places + 1;
    this.lowest = counts.map((count) => Math.max(0, size.least - most(size.count - count)));
    this.highest = counts.map((count) => Math.min(size.places, most(count)));
  }

  /** Of no sites at all. `most`: the places of the largest sites, so many of them. */
  static empty(size: Size, most: (count: number) => number): CostTable {
    const costs = new Float64Array((size.count + 1) * (size.places + 1)).fill(Infinity);
    costs[0] = 0;
    return new CostTable(size, most, costs);
  }

  at(count: number, places: number): number {
    return count < 0 || places < 0 ? Infinity : this.costs[count * this.width + places]!;
  }

  /** The same with these sites to choose from as well. */
  with(sites: readonly Site[], onTake?: (item: number, cell: number) => void): CostTable {
    const { width, lowest, highest } = this;
    const costs = this.costs.slice();
    sites.forEach(({ places, cost }, item) => {
      for (let count = this.size.count; count > 0; count -= 1) {
        const row = count * width;
        const from = row - width - places;
        const low = Math.max(places, lowest[count]!);
        for (let at = highest[count]!; at >= low; at -= 1) {
          const better = costs[from + at]! + cost;
          if (better >= costs[row + at]!) continue;
          costs[row + at] = better;
          onTake?.(item, row + at);
        }
      }
    });
    return new CostTable(this.size, this.most, costs);
  }

  /** Every number of places for which there is something, with its cost. */
  * ofCount(count: number): Generator<readonly [places: number, cost: number]> {
    for (let places = 0; places <= this.highest[count]!; places += 1) {
      const cost = this.at(count, places);
      if (cost < Infinity) yield [places, cost];
    }
  }
}

/** Of sites with equally many places only the nearest can be in a best set of `count`: more of them than that is no use. */
export function worthLooking(sites: readonly Site[], count: number, places: number): Site[] {
  const seen = new Map<number, number>();
  return sites.filter((site) => {
    const earlier = seen.get(site.places) ?? 0;
    seen.set(site.places, earlier + 1);
    return earlier < count && site.places <= places;
  });
}

/** The cheapest sites of one class, so many with so many places. */
export function sitesBehind(sites: readonly Site[], count: number, places: number): Site[] {
  const width = places + 1;
  const cells = (count + 1) * width;
  const taken = new Uint8Array(sites.length * cells);
  const table = CostTable.empty({ count, least: places, places }, mostOf(sites));
  table.with(sites, (item, cell) => { taken[item * cells + cell] = 1; });
  const chosen: Site[] = [];
  let cell = cells - 1;
  for (let item = sites.length - 1; item >= 0; item -= 1) {
    if (!taken[item * cells + cell]) continue;
    chosen.push(sites[item]!);
    cell -= width + sites[item]!.places;
  }
  return chosen;
}

/** The places of the largest sites, so many of them; the largest come first. */
function mostOf(sites: readonly Site[]): (count: number) => number {
  const totals = [0];
  for (const { places } of sites) totals.push(totals[totals.length - 1]! + places);
  return (count) => totals[Math.min(count, sites.length)]!;
}
