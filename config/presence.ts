/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** The counts of a day, on the clocks of Europe/Amsterdam. */
export const COUNT_TIMES = ['08:00', '23:00'] as const;
export type CountTime = (typeof COUNT_TIMES)[number];

export type PresencePolicy = {
  readonly countTimes: Figure<readonly CountTime[]>;
  /** Minutes before its time from which on a count belongs to that time. */
  readonly earlyMinutes: Figure<number>;
  /** Minutes after its time at which a count that was not reported is asked for. */
  readonly graceMinutes: Figure<number>;
  /** Minutes that the departure of a ride may lie ahead, for clocks that do not agree. */
  readonly aheadMinutes: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const PRESENCE_POLICY: PresencePolicy = {
  countTimes: { value: COUNT_TIMES, source: 'Agreed: counts per group are kept per location and day, present at 08:00 and 23:00' },
  earlyMinutes: { value: 60, source: `${OWN_DEFAULT}: who counts on the late round counts before the hour` },
  graceMinutes: { value: 60, source: `${OWN_DEFAULT}: time for the round and for typing it in` },
  aheadMinutes: { value: 5, source: `${OWN_DEFAULT}: a clock that is wrong by more is put right` },
};
