import { addDays, addMonths, endOfDay, type LocalDay, startOfDay } from '../../kernel/index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** More keys than a register over several years meets; beyond it the memory starts afresh. */
const MOST_KEYS = 20_000;

/** Calendar computations cost about 20 µs each, and coverage over thousands of buildings asks the same few hundred days. */
function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= MOST_KEYS) known.clear();
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** Epoch milliseconds at which the day begins in Europe/Amsterdam. */
export const startMs = remembered((day: LocalDay) => startOfDay(day).getTime());

/** Epoch milliseconds of the first instant after the day. */
export const endMs = remembered((day: LocalDay) => endOfDay(day).getTime());

const dayOfNumber = remembered((number: number): LocalDay => new Date(number * DAY).toISOString().slice(0, 10));

/** The day in Europe/Amsterdam of an instant in epoch milliseconds. */
export function dayAt(ms: number): LocalDay {
  // Amsterdam is never more than two hours ahead of UTC, nor behind it: this is the day, or the one after it.
  const number = Math.floor((ms + 2 * HOUR) / DAY);
  const latest = dayOfNumber(number);
  return ms >= startMs(latest) ? latest : dayOfNumber(number - 1);
}

const afterDays = remembered((days: number) => remembered((day: LocalDay) => addDays(day, days)));
const afterMonths = remembered((months: number) => remembered((day: LocalDay) => addMonths(day, months)));

export const daysLater = (day: LocalDay, days: number): LocalDay => afterDays(days)(day);
export const monthsLater = (day: LocalDay, months: number): LocalDay => afterMonths(months)(day);
