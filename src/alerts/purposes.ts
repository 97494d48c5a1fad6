/** What the messages that this room writes by itself are for; features name their own. */
export const PURPOSES = {
  reminder: 'reminder',
  /** The message for the next contact. */
  handedOn: 'handed-on',
  operationsNotice: 'operations-notice',
  failure: 'technical-failure',
  /** How things stand, in the place of messages that waited through an outage of mail. */
  presentState: 'present-state',
  /** Asks one contact whether mail reaches it. */
  contactTest: 'contact-test',
  /** A short message, or a call that reads it out, to a telephone number. */
  sms: 'sms',
  voice: 'voice-call',
  /** Which contacts did not answer the monthly test. */
  unreached: 'contacts-unreached',
} as const;

/** What these repeat is the alert that they chase; without one they say something that stands nowhere else. */
export const CHASING_PURPOSES: readonly string[] = [PURPOSES.reminder, PURPOSES.handedOn];
