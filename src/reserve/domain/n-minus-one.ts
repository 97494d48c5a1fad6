import type { Instant, LocalDay } from '../../kernel/index.js';
import { type DayAhead, daysAhead } from './coverage.js';
import { placesReady, requestedOn, type SupplyChange, type SupplyCourse, type SupplyMoment, Walk } from './supply-course.js';

/** A day that is covered, but no longer when any one of these locations is lost. */
export type FragileDay = {
  readonly day: LocalDay;
  /** The places to spare at the leanest moment of the day. */
  readonly spare: number;
  /** In the order in which they were handed in. Days on which nothing changes share one list. */
  readonly locationIds: readonly string[];
};

/** What each location contributes, kept by its number of places: a question about "more than so many" passes over all others. */
class Contributions {
  private readonly byPlaces = new Map<number, Map<number, string>>();

  change({ index, before, after }: SupplyChange): void {
    const were = placesReady(before);
    const are = placesReady(after);
    if (were === are) return;
    if (were > 0) this.byPlaces.get(were)?.delete(index);
    if (are === 0) return;
    const others = this.byPlaces.get(are);
    if (others) others.set(index, after.locationId);
    else this.byPlaces.set(are, new Map([[index, after.locationId]]));
  }

  /** Adds those that contribute more than `spare` places. */
  collect(spare: number, into: Map<number, string>): void {
    for (const [places, locations] of this.byPlaces) if (places > spare) for (const [index, id] of locations) into.set(index, id);
  }
}

const inOrder = (found: ReadonlyMap<number, string>): string[] => [...found].sort(([a], [b]) => a - b).map(([, id]) => id);

/** Goes through the days in order. What it found for a day stays true for the next ones as long as nothing changes. */
class Losses {
  private readonly walk: Walk;
  private readonly contributions = new Contributions();
  private known: { readonly requested: number; readonly ids: readonly string[] } | undefined;

  constructor(private readonly course: SupplyCourse) {
    this.walk = new Walk(course);
  }

  on({ day, start, end }: DayAhead): FragileDay | undefined {
    this.pass(start);
    const requested = requestedOn(this.course.request, day);
    const least = this.walk.ahead(end).reduce((lowest, { figures }) => Math.min(lowest, figures.ready), this.walk.figures.ready);
    if (requested === 0 || least < requested) {
      this.pass(end - 1);
      return undefined;
    }
    const ids = this.known?.requested === requested && this.walk.ahead(end).length === 0 ? this.known.ids : this.collect(requested, end);
    return ids.length > 0 ? { day, spare: least - requested, locationIds: ids } : undefined;
  }

  private collect(requested: number, end: number): readonly string[] {
    const found = new Map<number, string>();
    this.contributions.collect(this.walk.figures.ready - requested, found);
    const isQuiet = !this.pass(end - 1, ({ figures }) => this.contributions.collect(figures.ready - requested, found));
    const ids = inOrder(found);
    if (isQuiet) this.known = { requested, ids };
    return ids;
  }

  /** True when something happened. */
  private pass(until: number, then?: (moment: SupplyMoment) => void): boolean {
    let happened = false;
    this.walk.moveTo(until, (moment) => {
      happened = true;
      for (const change of moment.changes) this.contributions.change(change);
      then?.(moment);
    });
    if (happened) this.known = undefined;
    return happened;
  }
}

/**
 * The days from `from` to `to` on which the loss of any single location would break the reserve, and which locations
 * those are. A day that is short already is not among them: there is nothing left to break. Looks only at moments at
 * which something changes; the supplies must begin as `coverage` asks.
 */
export function nMinusOne(course: SupplyCourse, from: LocalDay, to: LocalDay, now: Instant): FragileDay[] {
  const losses = new Losses(course);
  return daysAhead(from, to, now).flatMap((day) => losses.on(day) ?? []);
}
