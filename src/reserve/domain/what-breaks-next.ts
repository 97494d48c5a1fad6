import type { CurePolicy } from '../../../config/reserve.js';
import { dayOf, endOfDay, type Instant, type LocalDay, startOfDay } from '../../kernel/index.js';
import { type Cause, cheapestCure, type Cure } from './cheapest-cure.js';
import { counts, placesReady, sharesAt, type SupplyCourse, type SupplyMoment, Walk } from './supply-course.js';

/** A location that does not count where it is needed. */
export type FailingLocation = {
  readonly locationId: string;
  /** Places that are lost by it. */
  readonly places: number;
  /** What stands in the way; empty when it still counts, for fewer places. */
  readonly causes: readonly Cause[];
};

/** The next moment at which fewer places are ready than the request asks for. */
export type BreaksNext = {
  readonly day: LocalDay;
  readonly at: Instant;
  /** `drops`: it is enough until then; `short-already`: it is too little from the first moment of the period, or from now. */
  readonly kind: 'drops' | 'short-already';
  readonly requested: number;
  readonly ready: number;
  readonly gap: number;
  /**
   * Those that stop counting at that moment, or, when it is short already, those that hold places and do not count: the largest
   * first, two hundred at most.
   */
  readonly locations: readonly FailingLocation[];
  /** Null when nothing that anybody can do in time makes up for any of it. */
  readonly cure: Cure | null;
};

/** Working out reasons is work for each location; with thousands that do not count, the largest of them hold what is needed. */
const LOOKED_AT = 200;

/** The reasons for which a location does not count at an instant. Asked only of those that matter at the moment found. */
export type CausesAt = (locationId: string, at: Instant) => readonly Cause[];

/** The first moment in the rest of the period at which too little is ready. */
function firstShortage(course: SupplyCourse, now: Instant): { at: number; moment: SupplyMoment | undefined } | undefined {
  const { places, from, to } = course.request;
  const start = Math.max(now.getTime(), startOfDay(from).getTime());
  const end = endOfDay(to).getTime();
  if (start >= end) return undefined;
  const walk = new Walk(course);
  walk.moveTo(start);
  if (walk.figures.ready < places) return { at: start, moment: undefined };
  const moment = walk.ahead(end).find(({ figures }) => figures.ready < places);
  return moment && { at: moment.at, moment };
}

const lostAt = ({ changes }: SupplyMoment): { readonly locationId: string; readonly places: number }[] =>
  changes
    .map(({ before, after }) => ({ locationId: after.locationId, places: placesReady(before) - placesReady(after) }))
    .filter(({ places }) => places > 0)
    .sort((a, b) => b.places - a.places);

/**
 * When coverage next drops below the request in its period, which locations cause it and for which reasons, and the
 * least work that prevents it: at a location that fails, or, when that is less work, at another one that does not
 * count. Null when it is enough to the end of the period. The supplies must begin no later than `now` and span the
 * period to its end.
 */
export function whatBreaksNext(course: SupplyCourse, now: Instant, causesAt: CausesAt, policy: CurePolicy): BreaksNext | null {
  const found = firstShortage(course, now);
  if (found === undefined) return null;
  const at = new Date(found.at);
  const day = dayOf(at);
  const shares = sharesAt(course, at);
  const lost = found.moment ? lostAt(found.moment) : undefined;
  const fails = new Set(lost?.map(({ locationId }) => locationId));
  const idle = shares
    .filter(({ status, places }) => !counts(status) && places > 0)
    .sort((a, b) => Number(fails.has(b.locationId)) - Number(fails.has(a.locationId)) || b.places - a.places)
    .slice(0, LOOKED_AT)
    .map(({ locationId, places }) => ({ locationId, places, causes: causesAt(locationId, at), failing: fails.has(locationId) }));
  const causesOf = new Map(idle.map(({ locationId, causes }) => [locationId, causes]));
  const failing = lost?.map((one) => ({ ...one, causes: causesOf.get(one.locationId) ?? [] })) ?? idle.map(({ locationId, places, causes }) => ({ locationId, places, causes }));
  const ready = shares.reduce((total, share) => total + placesReady(share), 0);
  const { places: requested } = course.request;
  return {
    day, at, kind: lost ? 'drops' : 'short-already', requested, ready, gap: requested - ready, locations: failing.slice(0, LOOKED_AT),
    cure: cheapestCure(requested - ready, idle, day, dayOf(now), policy),
  };
}
