import type { LocalDay } from '../../kernel/index.js';

/** The steps of a vertical axis that begins at 0: round numbers, the last at or above the highest value. */
export function axisSteps(highest: number): number[] {
  const rough = Math.max(1, highest) / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((size) => size >= rough && (size < 1 || Number.isInteger(size)))!);
  return Array.from({ length: Math.ceil(Math.max(1, highest) / step) + 1 }, (_, index) => index * step);
}

/** A mark on the axis of days: where a month or a week begins. `index` counts days from the first. */
export type DayMark = { readonly index: number; readonly day: LocalDay; readonly unit: 'month' | 'week' };

/** Up to here weeks are marked, beyond it months. */
const DAYS_IN_WEEKS = 70;

const isMonday = (day: LocalDay): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;

export function dayMarks(days: readonly LocalDay[]): DayMark[] {
  const unit = days.length > DAYS_IN_WEEKS ? 'month' : 'week';
  const begins = unit === 'month' ? (day: LocalDay) => day.endsWith('-01') : isMonday;
  return days.flatMap((day, index) => (begins(day) ? [{ index, day, unit } as const] : []));
}

/** Every how many marks one gets a label, so that no more than `most` do. */
export const labelEvery = (marks: number, most: number): number => Math.max(1, Math.ceil(marks / most));
