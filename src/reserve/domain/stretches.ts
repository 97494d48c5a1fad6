import { addDays, type LocalDay } from '../../kernel/index.js';
import type { CoverageDay } from './coverage.js';
import type { FragileDay } from './n-minus-one.js';

/** Days that follow each other and are alike; both ends included. `first` is the first of them. */
export type Stretch<Day> = { readonly from: LocalDay; readonly to: LocalDay; readonly days: number; readonly first: Day };

function stretches<Day extends { readonly day: LocalDay }>(days: readonly Day[], alike: (a: Day, b: Day) => boolean): Stretch<Day>[] {
  const found: Stretch<Day>[] = [];
  for (const day of days) {
    const last = found[found.length - 1];
    if (last && addDays(last.to, 1) === day.day && alike(last.first, day)) found[found.length - 1] = { ...last, to: day.day, days: last.days + 1 };
    else found.push({ from: day.day, to: day.day, days: 1, first: day });
  }
  return found;
}

/** Days with the same figures in one row. */
export const coverageStretches = (days: readonly CoverageDay[]): Stretch<CoverageDay>[] =>
  stretches(days, (a, b) => a.requested === b.requested && a.ready === b.ready && a.expiring === b.expiring && a.blocked === b.blocked);

const sameIds = (a: readonly string[], b: readonly string[]): boolean => a === b || (a.length === b.length && a.every((id, index) => id === b[index]));

/** Days that break by the same locations in one row. */
export const fragileStretches = <Day extends FragileDay>(days: readonly Day[]): Stretch<Day>[] =>
  stretches(days, (a, b) => a.spare === b.spare && sameIds(a.locationIds, b.locationIds));
