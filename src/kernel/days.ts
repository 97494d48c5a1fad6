import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.js';

/** A calendar day in Europe/Amsterdam, `YYYY-MM-DD`. Compares correctly as text. */
export type LocalDay = string;

/** A time of day on the clocks of Europe/Amsterdam, `HH:MM`, `00:00` to `23:59`. */
export type LocalTime = string;

/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const ZONE = 'Europe/Amsterdam';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** True for an existing calendar day written as `YYYY-MM-DD`. */
export function isLocalDay(text: unknown): text is LocalDay {
  if (typeof text !== 'string' || !DAY.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** True for an existing time of day written as `HH:MM`. */
export const isLocalTime = (text: unknown): text is LocalTime => typeof text === 'string' && TIME.test(text);

/**
 * The instant at which the clocks show this time on this day. On the night they go back, a time that comes twice is its first;
 * on the night they go forward, one that does not come is as long after the change: 02:30 is 03:30.
 */
export const atTime = (day: LocalDay, time: LocalTime): Instant =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds);

export const weekdayOf = (day: LocalDay): Weekday => Temporal.PlainDate.from(day).dayOfWeek as Weekday;

/** The day in Europe/Amsterdam on which the instant falls. */
export const dayOf = (at: Instant): LocalDay =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** The instant at which the day begins in Europe/Amsterdam. */
export const startOfDay = (day: LocalDay): Instant =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);

/** The first instant after the day: a valid-until day is inclusive, so its validity ends here. */
export const endOfDay = (day: LocalDay): Instant => startOfDay(addDays(day, 1));

export const addDays = (day: LocalDay, days: number): LocalDay => Temporal.PlainDate.from(day).add({ days }).toString();

/** Adds calendar months; 31 August + 6 months is the last day of February. */
export const addMonths = (day: LocalDay, months: number): LocalDay =>
  Temporal.PlainDate.from(day).add({ months }).toString();

/** Whole days from one day to another (negative when `to` lies before `from`). */
export const daysBetween = (from: LocalDay, to: LocalDay): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

/** Every day of the period, both ends included. Counted, not compared as text: the day after 9999-12-31 sorts before it. */
export const eachDay = (from: LocalDay, to: LocalDay): LocalDay[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, days) => addDays(from, days));

/** The half-year that contains the day: 1 January–30 June or 1 July–31 December. */
export function halfYearOf(day: LocalDay): { from: LocalDay; to: LocalDay } {
  const year = day.slice(0, 4);
  return day.slice(5) < '07-01' ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };
}
