/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** How long is kept what nobody needs any more. Days, unless the name says otherwise. */
export const RETENTION_POLICY: {
  /** After an event for another system was made, once it was accepted or given up. */
  readonly webhookDays: Figure<number>;
  /** After a call task, or an order by telephone, was closed: who was called, on what number, by whom, and what was noted. That there was a call, and its result, stays. */
  readonly callDays: Figure<number>;
  /** After an activation ended: the name and number of who spoke to the press. */
  readonly spokespersonDays: Figure<number>;
  /** Seconds between two rounds of clearing away. */
  readonly everySeconds: Figure<number>;
  /** Rows that one statement clears away. */
  readonly atOnce: Figure<number>;
} = {
  webhookDays: { value: 180, source: 'Our own default: long enough to look into what another system missed; holds no personal data, and the record has every decision' },
  callDays: { value: 365, source: 'Our own default: an activation is evaluated within a year; DOMAIN.md, rule 10: personal data only as an alert needs it' },
  spokespersonDays: { value: 90, source: 'Our own default: the press asks for some weeks after the end; the data serve the running activation' },
  everySeconds: { value: 3600, source: 'Our own default: as for unfinished forms' },
  atOnce: { value: 500, source: 'Our own default: a statement of some milliseconds' },
};
