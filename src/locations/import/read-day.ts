import { err, isLocalDay, type LocalDay, ok, type Result } from '../../kernel/index.js';

export type DayFault = 'not-a-day' | 'short-year';

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const DUTCH = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/;
const SHORT_YEAR = /^\d{1,2}([-/.])\d{1,2}\1\d{2}$/;

/** A day as 31-01-2026, 31/1/2026 or 2026-01-31: the day comes before the month, always. */
export function readDay(text: string): Result<LocalDay, DayFault> {
  const [, year, month, day] = ISO.exec(text) ?? [];
  const [, dutchDay, , dutchMonth, dutchYear] = DUTCH.exec(text) ?? [];
  const written = year ? `${year}-${month}-${day}` : dutchYear ? `${dutchYear}-${dutchMonth!.padStart(2, '0')}-${dutchDay!.padStart(2, '0')}` : '';
  if (isLocalDay(written)) return ok(written);
  return err(SHORT_YEAR.test(text) ? 'short-year' : 'not-a-day');
}
