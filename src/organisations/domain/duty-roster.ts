import { addDays, atTime, dayOf, daysBetween, endOfDay, startOfDay, weekdayOf, type Instant, type LocalDay, type LocalTime, type Weekday } from '../../kernel/index.js';

/** Every week again: on these days, from one time until another. An end that is not later than the begin lies on the next day. */
export type DutyShift = {
  readonly contactId: string;
  /** Days on which it begins. */
  readonly weekdays: readonly Weekday[];
  readonly from: LocalTime;
  readonly until: LocalTime;
};

/** For a while the weekly shifts do not count: a holiday, a week that two colleagues swap. */
export type DutyException = {
  /** Who has duty instead, a person too; null when nobody stands in. */
  readonly contactId: string | null;
  readonly firstDay: LocalDay;
  /** Included. */
  readonly lastDay: LocalDay;
  /** On each of the days between these times, as with a shift; null: the days as a whole. */
  readonly hours: { readonly from: LocalTime; readonly until: LocalTime } | null;
};

export type DutyRoster = { readonly shifts: readonly DutyShift[]; readonly exceptions: readonly DutyException[] };

/** What the roster needs to know of a contact. A duty number without a shift of its own is answered at all times. */
export type RosterContact = { readonly id: string; readonly duty: boolean; readonly rank: number };

/** Who has duty. `gap`: the roster names nobody, so that every duty number counts as having it. */
export type Duty<Contact> = { readonly contacts: readonly Contact[]; readonly gap: boolean };

type Period = { readonly from: Instant; readonly until: Instant };

const covers = ({ from, until }: Period, at: Instant): boolean => from <= at && at < until;

/** The hours that begin on a day. As instants, so that in the hour that comes twice a duty ends once. */
const hoursOn = (day: LocalDay, { from, until }: { readonly from: LocalTime; readonly until: LocalTime }): Period => ({
  from: atTime(day, from),
  until: atTime(until > from ? day : addDays(day, 1), until),
});

/** The periods of a shift that begin on one of these days. */
const periodsOfShift = (shift: DutyShift, days: readonly LocalDay[]): Period[] =>
  days.filter((day) => shift.weekdays.includes(weekdayOf(day))).map((day) => hoursOn(day, shift));

function periodsOfException({ firstDay, lastDay, hours }: DutyException, days: readonly LocalDay[]): Period[] {
  if (!hours) return [{ from: startOfDay(firstDay), until: endOfDay(lastDay) }];
  return days.filter((day) => firstDay <= day && day <= lastDay).map((day) => hoursOn(day, hours));
}

// What began the day before may still run.
const daysAround = (at: Instant): LocalDay[] => [addDays(dayOf(at), -1), dayOf(at)];

const MINUTES_A_DAY = 1440;
const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** How much an exception is about: one day within a swapped week, or some hours of that day, is the more particular agreement. */
function breadth({ firstDay, lastDay, hours }: DutyException): number {
  const minutes = hours ? (minutesOf(hours.until) - minutesOf(hours.from) + MINUTES_A_DAY) % MINUTES_A_DAY || MINUTES_A_DAY : MINUTES_A_DAY;
  return daysBetween(firstDay, lastDay) * MINUTES_A_DAY + minutes;
}

function narrowest(exceptions: readonly DutyException[]): DutyException[] {
  const least = Math.min(...exceptions.map(breadth));
  return exceptions.filter((exception) => breadth(exception) === least);
}

const byRank = <Contact extends RosterContact>(contacts: readonly Contact[]): Contact[] => [...contacts].sort((a, b) => a.rank - b.rank);

/** Who has duty at an instant, by rank: never nobody while there is a duty number. */
export function dutyAt<Contact extends RosterContact>({ shifts, exceptions }: DutyRoster, contacts: readonly Contact[], at: Instant): Duty<Contact> {
  const numbers = byRank(contacts.filter(({ duty }) => duty));
  const days = shifts.length + exceptions.length > 0 ? daysAround(at) : [];
  const rostered = new Set(shifts.map(({ contactId }) => contactId));
  const inForce = exceptions.filter((exception) => periodsOfException(exception, days).some((period) => covers(period, at)));
  const named = new Set(
    inForce.length > 0
      ? narrowest(inForce).map(({ contactId }) => contactId)
      : shifts.filter((shift) => periodsOfShift(shift, days).some((period) => covers(period, at))).map(({ contactId }) => contactId),
  );
  const standIn = (id: string): boolean => inForce.length > 0 && named.has(id);
  const having = byRank(contacts).filter(({ id, duty }) => standIn(id) || (duty && (!rostered.has(id) || named.has(id))));
  return having.length > 0 ? { contacts: having, gap: false } : { contacts: numbers, gap: numbers.length > 0 };
}

/**
 * The contacts to alert at an instant, in order: those who have duty, then the persons by rank. A duty number that has no duty now
 * is left out. Nobody only when there is no contact at all.
 */
export function onDuty<Contact extends RosterContact>(roster: DutyRoster, contacts: readonly Contact[], at: Instant): Contact[] {
  const duty = dutyAt(roster, contacts, at).contacts;
  return [...duty, ...byRank(contacts).filter((contact) => !contact.duty && !duty.includes(contact))];
}

export type DutySegment<Contact> = Duty<Contact> & Period;

/** Who has duty from one instant until another, from change to change. */
export function dutySegments<Contact extends RosterContact>(roster: DutyRoster, contacts: readonly Contact[], period: Period): DutySegment<Contact>[] {
  const starts = [period.from, ...changesWithin(roster, period)];
  const segments: DutySegment<Contact>[] = [];
  for (const [index, from] of starts.entries()) {
    const duty = dutyAt(roster, contacts, from);
    const until = starts[index + 1] ?? period.until;
    const last = segments.at(-1);
    if (last && sameDuty(last, duty)) segments[segments.length - 1] = { ...last, until };
    else segments.push({ ...duty, from, until });
  }
  return segments;
}

const sameDuty = <Contact extends RosterContact>(a: Duty<Contact>, b: Duty<Contact>): boolean =>
  a.gap === b.gap && a.contacts.length === b.contacts.length && a.contacts.every(({ id }, index) => id === b.contacts[index]!.id);

/** Every instant strictly within the period at which a shift or an exception begins or ends, in order. */
function changesWithin({ shifts, exceptions }: DutyRoster, { from, until }: Period): Instant[] {
  const first = addDays(dayOf(from), -1);
  const days = Array.from({ length: daysBetween(first, dayOf(until)) + 1 }, (_, index) => addDays(first, index));
  const periods = [...shifts.flatMap((shift) => periodsOfShift(shift, days)), ...exceptions.flatMap((exception) => periodsOfException(exception, days))];
  const moments = periods.flatMap((period) => [period.from.getTime(), period.until.getTime()]);
  return [...new Set(moments)].filter((ms) => ms > from.getTime() && ms < until.getTime()).sort((a, b) => a - b).map((ms) => new Date(ms));
}
