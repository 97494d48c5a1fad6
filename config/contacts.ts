/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

/** Test messages by which a contact's e-mail address is verified. */
export const CONTACT_TEST_POLICY: {
  /** Seconds that the link in a test message can be confirmed. */
  readonly linkSeconds: Figure<number>;
  /** Seconds between two test messages to one contact. */
  readonly pauseSeconds: Figure<number>;
  /** Test messages that one organisation may send within an hour. */
  readonly perHour: Figure<number>;
} = {
  linkSeconds: { value: 7 * 86_400, source: 'Our own default: whoever is away for some days still confirms it; what is older says little' },
  pauseSeconds: { value: 5 * 60, source: 'Our own default: greylisting clears within minutes, so that a second message before that says nothing new' },
  perHour: { value: 30, source: 'Our own default: more than an organisation has contacts; nobody floods a strange mailbox with it' },
};

/** The monthly look whether the contacts of an organisation can still be reached by mail. */
export const REACHABILITY_POLICY: {
  /** The day of the month, 1 to 28, and the time in Europe/Amsterdam. */
  readonly day: Figure<number>;
  readonly time: Figure<string>;
  /** A contact whose address was verified within this many calendar months is left in peace. */
  readonly verifiedMonths: Figure<number>;
  /** Days after which a test message without an answer counts. */
  readonly answerDays: Figure<number>;
} = {
  day: { value: 10, source: 'Our own default: away from the turn of the month, when duty rosters change' },
  time: { value: '10:00', source: 'Our own default: in office hours, so that whoever reads it can answer at once' },
  verifiedMonths: { value: 1, source: 'DOMAIN.md, readiness criteria: contacts reachable, one month, renewed by confirmation' },
  answerDays: { value: 7, source: 'The time for which the link in a test message works' },
};
