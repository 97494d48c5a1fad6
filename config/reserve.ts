import type { Criterion } from './readiness.js';

/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** What kind of work makes a location count again, from the least effort to the most. */
export const CURE_KINDS = ['confirm', 'record', 'inspect', 'renew', 'move-booking', 'repair', 'decide', 'clear'] as const;
export type CureKind = (typeof CURE_KINDS)[number];

export type CurePolicy = {
  /** Why one kind stands before another. */
  readonly source: string;
  /** Codes of reasons (locations) that this kind of work cures. A code that is in none counts as the most effort. */
  readonly cures: Readonly<Record<CureKind, readonly string[]>>;
  /** Nothing that anybody does cures these: one waits, or nobody should. */
  readonly notCurable: readonly string[];
  /** Papers that only a decision of the college renews. */
  readonly decidedByCollege: readonly Criterion[];
  /** Days that pass between the work and its effect, by the code of the reason. */
  readonly daysBeforehand: Readonly<Record<string, Figure<number>>>;
};

const OWN_DEFAULT = 'Our own default';

export const CURE_POLICY: CurePolicy = {
  source: `${OWN_DEFAULT}: a telephone call before a visit, a visit before a paper, what one office decides before what several must agree on`,
  cures: {
    confirm: ['CONTACT_UNCONFIRMED', 'CONTACT_NOT_REACHED', 'CONTACT_EXPIRED', 'CONTACT_EXPIRING'],
    record: [
      'EMPTY_UNKNOWN', 'STAY_MODE_UNKNOWN', 'PROMISED_UNKNOWN', 'FLOOR_PLAN_UNKNOWN', 'FLOOR_PLAN_MISSING', 'FLOOR_PLAN_EXPIRED', 'FLOOR_PLAN_EXPIRING', 'LEAD_TIME_UNKNOWN', 'CONTACT_MISSING', 'PAPER_INCOMPLETE',
      'MILESTONE_UNOWNED',
    ],
    inspect: ['FINDING_NEVER_MADE', 'FINDING_UNKNOWN', 'FINDING_EXPIRED', 'FINDING_EXPIRING', 'FINDING_VOIDED'],
    renew: ['PAPER_EXPIRING', 'PAPER_ENDS_TOO_SOON', 'PAPER_ENDED', 'NOTIFICATION_MISSING'],
    'move-booking': ['BOOKED', 'BOOKED_OPEN'],
    repair: ['FINDING_NO', 'LEAD_TIME_TOO_LONG', 'LEAD_TIME_MEASURED_TOO_LONG'],
    decide: ['PAPER_MISSING', 'DECISION_STAY_TOO_SHORT', 'PROMISED_ELSEWHERE'],
    clear: ['NOT_EMPTY', 'NIGHT_ONLY'],
  },
  notCurable: ['PAPER_NOT_YET', 'NOTIFICATION_TOO_RECENT', 'DEPLOYED'],
  decidedByCollege: ['college-decision'],
  daysBeforehand: { NOTIFICATION_MISSING: { value: 28, source: 'Besluit bouwwerken leefomgeving: the fire-use notification is in four weeks before the first use' } },
};

/** Days of coverage shown or answered at once. */
export const LONGEST_COVERAGE_DAYS: Figure<number> = { value: 366, source: `${OWN_DEFAULT}: a leap year` };

export type PeriodEndPolicy = {
  /** Weeks before the last day of the reservation period at which PRO is asked to extend or to release. */
  readonly weeksBefore: Figure<readonly number[]>;
  /** Hours after the day's beginning at which that is told: in office hours, not at midnight. */
  readonly hourOfDay: Figure<number>;
};

export const PERIOD_END_POLICY: PeriodEndPolicy = {
  weeksBefore: { value: [8, 4, 2], source: 'DOMAIN.md, "Three extensions": 8, 4 and 2 weeks before its end PRO decides to extend or release' },
  hourOfDay: { value: 9, source: OWN_DEFAULT },
};

export type StatusReportPolicy = {
  /** Without a date of the last meeting, a report compares with so many days before. */
  readonly daysBetweenMeetings: Figure<number>;
  /** A report is for a meeting that is no further from today, ahead or back, than so many days. */
  readonly furthestDays: Figure<number>;
  /** So many changes are told on the page, which has to fit one sheet; the file has them all. */
  readonly changesTold: Figure<number>;
};

export const STATUS_REPORT_POLICY: StatusReportPolicy = {
  daysBetweenMeetings: { value: 28, source: OWN_DEFAULT },
  furthestDays: { value: 731, source: `${OWN_DEFAULT}: two years` },
  changesTold: { value: 16, source: `${OWN_DEFAULT}: what fits on one A4 under a table of twelve municipalities` },
};
