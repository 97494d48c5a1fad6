import { type GroupKey, type Groups, groupsPresent, type Instant, type LocalDay } from '../../kernel/index.js';

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

/** All in places: usable (those about to expire among them), the part of it that is about to expire, and booked or in use. */
export type SupplyFigures = { readonly ready: number; readonly expiring: number; readonly blocked: number };

/** One location that stands differently from a moment on. `before` is undefined where its supply begins. */
export type SupplyChange = { readonly index: number; readonly before: LocationShare | undefined; readonly after: LocationShare };

/** An instant (epoch milliseconds) at which something changes, with the sums of all locations from then on. */
export type SupplyMoment = { readonly at: number; readonly changes: readonly SupplyChange[]; readonly figures: SupplyFigures };

/** What all locations supply together, moment by moment in the order of time: nothing happens between two moments. */
export type SupplyCourse = { readonly request: RequestedReserve; readonly locations: number; readonly moments: readonly SupplyMoment[] };

const NOTHING: SupplyFigures = { ready: 0, expiring: 0, blocked: 0 };

export const counts = (status: SupplyStatus): boolean => status === 'ready' || status === 'ready-expiring';

/** The places that a location contributes to what is ready. */
export const placesReady = (share: LocationShare | undefined): number => (share !== undefined && counts(share.status) ? share.places : 0);

function added({ ready, expiring, blocked }: SupplyFigures, { status, places }: LocationShare, sign: 1 | -1): SupplyFigures {
  const some = sign * places;
  if (status === 'ready') return { ready: ready + some, expiring, blocked };
  if (status === 'ready-expiring') return { ready: ready + some, expiring: expiring + some, blocked };
  return status === 'not-ready' ? { ready, expiring, blocked } : { ready, expiring, blocked: blocked + some };
}

/** Whether any of the groups asked for may stay there: places for nobody who is asked for count for nothing. */
export const isSuitable = ({ groups }: Pick<Supply, 'groups'>, request: Pick<RequestedReserve, 'groups'>): boolean =>
  groupsPresent(request.groups).some((group) => groups.includes(group));

/** The changes per instant: thousands of locations share the midnights on which most things happen. */
function changesByInstant(request: RequestedReserve, supplies: readonly Supply[]): Map<number, SupplyChange[]> {
  const found = new Map<number, SupplyChange[]>();
  supplies.forEach((supply, index) => {
    const { locationId } = supply;
    const suitable = isSuitable(supply, request);
    let before: LocationShare | undefined;
    for (const { from, status, places } of supply.steps) {
      const after = { locationId, places: suitable ? places : 0, status };
      const at = from.getTime();
      const others = found.get(at);
      if (others) others.push({ index, before, after });
      else found.set(at, [{ index, before, after }]);
      before = after;
    }
  });
  return found;
}

/** Puts what the locations supply in the order of time. Work grows with the number of steps, not with the days between them. */
export function supplyCourse(request: RequestedReserve, supplies: readonly Supply[]): SupplyCourse {
  const found = changesByInstant(request, supplies);
  let figures = NOTHING;
  const moments = [...found.keys()].sort((a, b) => a - b).map((at) => {
    const changes = found.get(at)!;
    for (const { before, after } of changes) {
      if (before) figures = added(figures, before, -1);
      figures = added(figures, after, 1);
    }
    return { at, changes, figures };
  });
  return { request, locations: supplies.length, moments };
}

/** The figures at a moment that moves forward only. */
export class Walk {
  private next = 0;
  private standing = NOTHING;

  constructor(private readonly course: SupplyCourse) {}

  get figures(): SupplyFigures {
    return this.standing;
  }

  /** Passes over everything that happens up to and including the instant (epoch milliseconds), in order. */
  moveTo(at: number, onMoment?: (moment: SupplyMoment) => void): void {
    const { moments } = this.course;
    for (let moment = moments[this.next]; moment !== undefined && moment.at <= at; moment = moments[this.next]) {
      this.standing = moment.figures;
      this.next += 1;
      onMoment?.(moment);
    }
  }

  /** What happens after where the walk stands and before the instant. */
  ahead(until: number): readonly SupplyMoment[] {
    const { moments } = this.course;
    let end = this.next;
    while (end < moments.length && moments[end]!.at < until) end += 1;
    return moments.slice(this.next, end);
  }
}

/** Every location as it stands at the instant, in the order in which they were handed in; those whose supply begins later are left out. */
export function sharesAt({ locations, moments }: SupplyCourse, at: Instant): LocationShare[] {
  const shares = new Array<LocationShare | undefined>(locations);
  for (const moment of moments) {
    if (moment.at > at.getTime()) break;
    for (const { index, after } of moment.changes) shares[index] = after;
  }
  return shares.filter((share) => share !== undefined);
}

/** The places that the request asks for on a day: none outside its period. */
export const requestedOn = ({ places, from, to }: RequestedReserve, day: LocalDay): number => (day >= from && day <= to ? places : 0);
