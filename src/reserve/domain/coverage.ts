import {
  addDays,
  dayOf,
  eachDay,
  endOfDay,
  type GroupKey,
  type Groups,
  groupsPresent,
  type Instant,
  type LocalDay,
  startOfDay,
} from '../../kernel/index.js';

/** The statuses of readiness; the first two count. */
export type SupplyStatus = 'ready' | 'ready-expiring' | 'not-ready' | 'unavailable' | 'deployed';

/** What one location supplies over time, as `locations` works it out: steps in order, each until the next. */
export type Supply = {
  readonly locationId: string;
  /** The groups that may stay there. */
  readonly groups: readonly GroupKey[];
  readonly steps: readonly { readonly from: Instant; readonly status: SupplyStatus; readonly places: number }[];
};

/** What coverage needs of a reserve request. Both days of the period are included. */
export type RequestedReserve = {
  readonly places: number;
  readonly groups: Groups;
  readonly from: LocalDay;
  readonly to: LocalDay;
};

/** A location behind the numbers. `places` is 0 when it may shelter none of the groups asked for. */
export type LocationShare = { readonly locationId: string; readonly places: number; readonly status: SupplyStatus };

/** All in places. `ready + gap >= requested`, and exactly that unless more is ready than was requested. */
export type CoverageFigures = {
  /** The request's places; 0 outside its period. */
  readonly requested: number;
  /** Usable, those about to expire among them. */
  readonly ready: number;
  /** The part of `ready` that is about to expire. */
  readonly expiring: number;
  /** Would be usable, but booked, or in use. */
  readonly blocked: number;
  readonly gap: number;
  /** Every location, in the order in which they were handed in. */
  readonly locations: readonly LocationShare[];
};

export type CoverageDay = CoverageFigures & {
  readonly day: LocalDay;
  /** The first instant of the day at which the fewest places are ready; the figures are those of that instant. */
  readonly at: Instant;
};

type Figures = { ready: number; expiring: number; blocked: number };
type Event = { readonly at: number; readonly index: number; readonly share: LocationShare };

function addTo(figures: Figures, { status, places }: LocationShare, sign: 1 | -1): void {
  if (status === 'ready' || status === 'ready-expiring') figures.ready += sign * places;
  if (status === 'ready-expiring') figures.expiring += sign * places;
  if (status === 'unavailable' || status === 'deployed') figures.blocked += sign * places;
}

const isSuitable = (supply: Supply, asked: readonly GroupKey[]): boolean => supply.groups.some((group) => asked.includes(group));

/** Every step of every location as something that happens, in the order of time. */
function eventsOf(request: RequestedReserve, supplies: readonly Supply[]): Event[] {
  const asked = groupsPresent(request.groups);
  const events = supplies.flatMap((supply, index) => {
    const suitable = isSuitable(supply, asked);
    return supply.steps.map(({ from, status, places }) => ({
      at: from.getTime(),
      index,
      share: { locationId: supply.locationId, places: suitable ? places : 0, status },
    }));
  });
  return events.sort((a, b) => a.at - b.at);
}

/** The locations as they stand at a moment that moves forward only. */
class Standing {
  readonly figures: Figures = { ready: 0, expiring: 0, blocked: 0 };
  private readonly shares: (LocationShare | undefined)[];
  private next = 0;
  /** Days on which nothing happens share one list. */
  private list: LocationShare[] | undefined;

  constructor(
    private readonly events: readonly Event[],
    locations: number,
  ) {
    this.shares = new Array<LocationShare | undefined>(locations);
  }

  /** Lets everything happen up to and including the instant. */
  moveTo(at: number): void {
    for (let event = this.events[this.next]; event !== undefined && event.at <= at; event = this.events[this.next]) {
      this.put(event);
      this.next += 1;
    }
  }

  /** The first instant in [from, until) at which the fewest places are ready, without moving. Begins after `moveTo(from)`. */
  leanestBefore(from: number, until: number): number {
    const before = new Map<number, LocationShare | undefined>();
    const figures = { ...this.figures };
    let leanest = { at: from, ready: figures.ready };
    for (let ahead = this.next; ahead < this.events.length && this.events[ahead]!.at < until; ahead += 1) {
      const { at, index, share } = this.events[ahead]!;
      const old = before.has(index) ? before.get(index) : this.shares[index];
      if (old) addTo(figures, old, -1);
      addTo(figures, share, 1);
      before.set(index, share);
      const isLastOfInstant = this.events[ahead + 1]?.at !== at;
      if (isLastOfInstant && figures.ready < leanest.ready) leanest = { at, ready: figures.ready };
    }
    return leanest.at;
  }

  locations(): readonly LocationShare[] {
    this.list ??= this.shares.filter((share) => share !== undefined);
    return this.list;
  }

  private put({ index, share }: Event): void {
    const old = this.shares[index];
    if (old) addTo(this.figures, old, -1);
    addTo(this.figures, share, 1);
    this.shares[index] = share;
    this.list = undefined;
  }
}

function figuresOf(request: RequestedReserve, day: LocalDay, standing: Standing): CoverageFigures {
  const requested = day >= request.from && day <= request.to ? request.places : 0;
  const { ready, expiring, blocked } = standing.figures;
  return { requested, ready, expiring, blocked, gap: Math.max(0, requested - ready), locations: standing.locations() };
}

/**
 * Coverage of each day from `from` to `to`, both included: the minimum over [D 00:00, D+1 00:00) in Europe/Amsterdam,
 * today from `now`. Days before today are left out: what is known today does not say what was ready then. The supplies
 * must begin no later than the first instant looked at (the start of `from`, or `now` when that is later).
 */
export function coverage(request: RequestedReserve, supplies: readonly Supply[], from: LocalDay, to: LocalDay, now: Instant): CoverageDay[] {
  const today = dayOf(now);
  const standing = new Standing(eventsOf(request, supplies), supplies.length);
  return eachDay(from > today ? from : today, to).map((day) => {
    const start = day === today ? now : startOfDay(day);
    standing.moveTo(start.getTime());
    const at = standing.leanestBefore(start.getTime(), endOfDay(day).getTime());
    standing.moveTo(at);
    return { day, at: new Date(at), ...figuresOf(request, day, standing) };
  });
}

/** Coverage at one instant. The supplies must begin no later. */
export function coverageAt(request: RequestedReserve, supplies: readonly Supply[], at: Instant): CoverageFigures & { readonly at: Instant } {
  const standing = new Standing(eventsOf(request, supplies), supplies.length);
  standing.moveTo(at.getTime());
  return { at, ...figuresOf(request, dayOf(at), standing) };
}

/** The stretch that supplies have to span for coverage of these days: hand it to what works out the supply. */
export const coverageSpan = (from: LocalDay, to: LocalDay, now: Instant): { readonly from: Instant; readonly until: Instant } => ({
  from: from > dayOf(now) ? startOfDay(from) : now,
  until: startOfDay(addDays(to, 1)),
});
