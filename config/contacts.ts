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
