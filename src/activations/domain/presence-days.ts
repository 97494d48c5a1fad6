import type { CountTime, PresencePolicy } from '../../../config/presence.js';
import { addDays, addSeconds, atTime, dayOf, type Groups, groupsTogether, type Instant, type LocalDay } from '../../kernel/index.js';

/** What a head count is of: the present moment, or one of the fixed counts of a day. */
export type CountReference = 'now' | CountTime;

export type Count = { readonly time: CountTime; readonly day: LocalDay; readonly at: Instant };

/** The first fixed count after the instant. */
export const nextCount = (after: Instant, policy: Pick<PresencePolicy, 'countTimes'>): Count =>
  countsAround(dayOf(after), policy).find(({ at }) => at > after)!;

/** The last fixed count at or before the instant. */
export const lastCount = (until: Instant, policy: Pick<PresencePolicy, 'countTimes'>): Count =>
  countsAround(dayOf(until), policy).findLast(({ at }) => at <= until)!;

// The day before and the day after hold the neighbours of every instant of the day.
const countsAround = (day: LocalDay, { countTimes }: Pick<PresencePolicy, 'countTimes'>): Count[] =>
  [addDays(day, -1), day, addDays(day, 1)].flatMap((each) => countTimes.value.map((time) => ({ time, day: each, at: atTime(each, time) })));

/**
 * The day that a count belongs to and when it was made: a count of 23:00 that is typed in after midnight is of the day before. A count is
 * made at its hour, however late it is reported, and never after the report.
 */
export function countOf(reference: CountReference, now: Instant, { earlyMinutes }: Pick<PresencePolicy, 'earlyMinutes'>): { readonly day: LocalDay; readonly countedAt: Instant } {
  if (reference === 'now') return { day: dayOf(now), countedAt: now };
  const until = addSeconds(now, earlyMinutes.value * 60);
  const today = dayOf(until);
  const day = atTime(today, reference) <= until ? today : addDays(today, -1);
  const at = atTime(day, reference);
  return { day, countedAt: at < now ? at : now };
}

export type CountReport = { readonly reference: CountReference; readonly day: LocalDay; readonly present: Groups; readonly arrived: Groups | null; readonly left: Groups | null };

/** One day at one location. Null: not reported. Persons per group; never a name. */
export type PresenceDay = { readonly day: LocalDay; readonly counts: Readonly<Record<CountTime, Groups | null>>; readonly arrived: Groups; readonly left: Groups };

/** What was reported, day by day, the latest first. A fixed count that is reported again replaces what was reported of it before. */
export function presenceDays(reports: readonly CountReport[]): PresenceDay[] {
  const days = new Map<LocalDay, CountReport[]>();
  for (const report of reports) days.set(report.day, [...(days.get(report.day) ?? []).filter(({ reference }) => reference === 'now' || reference !== report.reference), report]);
  return [...days].sort(([a], [b]) => (a < b ? 1 : -1)).map(([day, kept]) => {
    const at = (time: CountTime): Groups | null => kept.find(({ reference }) => reference === time)?.present ?? null;
    const sum = (of: 'arrived' | 'left'): Groups => groupsTogether(kept.flatMap((report) => report[of] ?? []));
    return { day, counts: { '08:00': at('08:00'), '23:00': at('23:00') }, arrived: sum('arrived'), left: sum('left') };
  });
}
