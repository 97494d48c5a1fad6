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
  /** Minutes that a ride takes where nobody says when it should arrive. */
  readonly rideMinutes: Figure<number>;
  /** Minutes after a ride should have arrived, or was reported when it was reported later, at which it is alarmed. */
  readonly missingMinutes: Figure<number>;
  /** Hours after its departure within which a ride must be expected. */
  readonly furthestHours: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const PRESENCE_POLICY: PresencePolicy = {
  countTimes: { value: COUNT_TIMES, source: 'Agreed: counts per group are kept per location and day, present at 08:00 and 23:00' },
  earlyMinutes: { value: 60, source: `${OWN_DEFAULT}: who counts on the late round counts before the hour` },
  graceMinutes: { value: 60, source: `${OWN_DEFAULT}: time for the round and for typing it in` },
  aheadMinutes: { value: 5, source: `${OWN_DEFAULT}: a clock that is wrong by more is put right` },
  rideMinutes: { value: 90, source: `${OWN_DEFAULT}: the furthest place in Drenthe is about an hour from Ter Apel by coach, and half as much again for getting off` },
  missingMinutes: { value: 30, source: `${OWN_DEFAULT}: a delay on the road and the reporting of it; later would leave persons unaccounted for` },
  furthestHours: { value: 6, source: `${OWN_DEFAULT}: no ride within the north of the Netherlands takes longer; a wrong day must not silence the alarm` },
};
