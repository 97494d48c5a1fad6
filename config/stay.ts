/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type StayPolicy = {
  /** Nights that are agreed when the college decision names no longest stay. */
  readonly defaultNights: Figure<number>;
  /** Days before the agreed last night at which everyone concerned is warned. */
  readonly warnDaysBefore: Figure<readonly number[]>;
  /** On the clocks of Europe/Amsterdam, `HH:MM`. */
  readonly warnAt: Figure<string>;
  /** On the morning after the last night: people who are still present then are alarmed. */
  readonly overAt: Figure<string>;
  /** Nights from now, or from the first night, that a last night may lie ahead. */
  readonly furthestNights: Figure<number>;
};

const OWN_DEFAULT = 'Our own default';

export const STAY_POLICY: StayPolicy = {
  defaultNights: { value: 28, source: `${OWN_DEFAULT}: four weeks, so that the first warning still lies ahead` },
  warnDaysBefore: { value: [21, 14, 7, 2], source: 'DOMAIN.md, "Three extensions": warned 21, 14, 7 and 2 days before' },
  warnAt: { value: '09:00', source: `${OWN_DEFAULT}: in office hours, when who decides can be reached` },
  overAt: { value: '08:00', source: `${OWN_DEFAULT}: after breakfast, with a working day left to act in` },
  furthestNights: { value: 366, source: `${OWN_DEFAULT}: what lies further away is a typing error` },
};
