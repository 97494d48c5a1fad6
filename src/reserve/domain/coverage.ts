import { addDays, dayOf, eachDay, endOfDay, type Instant, type LocalDay, startOfDay } from '../../kernel/index.js';
import { requestedOn, type SupplyCourse, type SupplyFigures, Walk } from './supply-course.js';

/** All in places. `ready + gap >= requested`, and exactly that unless more is ready than was requested. */
export type CoverageFigures = SupplyFigures & {
  /** The request's places; 0 outside its period. */
  readonly requested: number;
  readonly gap: number;
};

export type CoverageDay = CoverageFigures & {
  readonly day: LocalDay;
  /** The first instant of the day at which the fewest places are ready; the figures are those of that instant. */
  readonly at: Instant;
};

function figuresOf({ request }: SupplyCourse, day: LocalDay, figures: SupplyFigures): CoverageFigures {
  const requested = requestedOn(request, day);
  return { requested, ...figures, gap: Math.max(0, requested - figures.ready) };
}

/** A day with the instant at which looking at it begins and the first one after it, epoch milliseconds. */
export type DayAhead = { readonly day: LocalDay; readonly start: number; readonly end: number };

/** The days from `from` to `to` that are not over yet; looking at today begins at `now`. */
export function daysAhead(from: LocalDay, to: LocalDay, now: Instant): DayAhead[] {
  const today = dayOf(now);
  return eachDay(from > today ? from : today, to).map((day) => ({ day, start: (day === today ? now : startOfDay(day)).getTime(), end: endOfDay(day).getTime() }));
}

/**
 * Coverage of each day from `from` to `to`, both included: the minimum over [D 00:00, D+1 00:00) in Europe/Amsterdam,
 * today from `now`. Days before today are left out: what is known today does not say what was ready then. The supplies
 * must begin no later than the first instant looked at (the start of `from`, or `now` when that is later).
 */
export function coverage(course: SupplyCourse, from: LocalDay, to: LocalDay, now: Instant): CoverageDay[] {
  const walk = new Walk(course);
  return daysAhead(from, to, now).map(({ day, start, end }) => {
    walk.moveTo(start);
    let leanest = { at: start, figures: walk.figures };
    for (const moment of walk.ahead(end)) if (moment.figures.ready < leanest.figures.ready) leanest = moment;
    return { day, at: new Date(leanest.at), ...figuresOf(course, day, leanest.figures) };
  });
}

/** Coverage at one instant. The supplies must begin no later. */
export function coverageAt(course: SupplyCourse, at: Instant): CoverageFigures & { readonly at: Instant } {
  const walk = new Walk(course);
  walk.moveTo(at.getTime());
  return { at, ...figuresOf(course, dayOf(at), walk.figures) };
}

/** The stretch that supplies have to span for coverage of these days: hand it to what works out the supply. */
export const coverageSpan = (from: LocalDay, to: LocalDay, now: Instant): { readonly from: Instant; readonly until: Instant } => ({
  from: from > dayOf(now) ? startOfDay(from) : now,
  until: startOfDay(addDays(to, 1)),
});
