/** A figure of policy with where it comes from. Times are in seconds unless the name says otherwise. */
type Figure<T> = { readonly value: T; readonly source: string };

export type WebhookPolicy = {
  /** Until the next try, after the first, second, … failure; the last one repeats. */
  readonly retrySeconds: Figure<readonly number[]>;
  /** The longest that a receiver can put us off with Retry-After. */
  readonly longestRetryAfterSeconds: Figure<number>;
  /** After an activation has ended its events are tried this long. */
  readonly afterEndSeconds: Figure<number>;
  /** What is sent again by hand is tried this long. */
  readonly replaySeconds: Figure<number>;
  /** An event that has failed this long in a running activation is told to people. */
  readonly tellAfterSeconds: Figure<number>;
  /** From looking up the name to the last byte of the answer. */
  readonly answerSeconds: Figure<number>;
  /** Of `answerSeconds`: how long one question to a name server waits, and how often it is asked. Their product is the longest that a name takes. */
  readonly nameSeconds: Figure<number>;
  readonly nameTries: Figure<number>;
  /** What was sent is sent again by hand to one endpoint at most this often within an hour. */
  readonly replaysPerHour: Figure<number>;
  /** Of an answer no more is read, in bytes. */
  readonly answerBytes: Figure<number>;
  /** How long an old key still signs beside a new one, unless it is withdrawn before. */
  readonly overlapSeconds: Figure<number>;
  readonly secretBytes: Figure<number>;
  /** Endpoints of one organisation. */
  readonly endpointsPerOrganisation: Figure<number>;
  /** Sendings under way at once, those that take long not counted; and whatever hangs. */
  readonly lines: Figure<number>;
  readonly most: Figure<number>;
  readonly batch: Figure<number>;
  readonly slowAfterSeconds: Figure<number>;
  /** How long a claim holds without a sign of life. */
  readonly leaseSeconds: Figure<number>;
  readonly renewSeconds: Figure<number>;
  readonly stopGraceSeconds: Figure<number>;
};

export const WEBHOOK_POLICY: WebhookPolicy = {
  retrySeconds: {
    value: [10, 30, 60, 120, 300, 600, 1800],
    source: 'Our own default: dense at first, because a restart of the receiver takes minutes; Standard Webhooks ("Retries") asks for a growing pause over several days',
  },
  longestRetryAfterSeconds: { value: 3600, source: 'Our own default: an hour late is when people are told' },
  afterEndSeconds: { value: 86_400, source: 'Our own default: a day after the end nobody acts on it any more; the API still has everything' },
  replaySeconds: { value: 86_400, source: 'Our own default: as after an end' },
  tellAfterSeconds: { value: 3600, source: 'Our own default: the time within which receipt of an alert is due in a window of 72 hours' },
  answerSeconds: { value: 15, source: 'Standard Webhooks ("Timeouts"): 15 to 30 seconds' },
  nameSeconds: { value: 3, source: 'Our own default: a name server that is well answers within a fraction of it; twice this leaves time for the receiver' },
  nameTries: { value: 2, source: 'Our own default: one question that is lost must not cost a try of the event' },
  replaysPerHour: { value: 100, source: 'Our own default: more than one activation makes events in its first hours; who missed more reads the API' },
  answerBytes: { value: 16 * 1024, source: 'Our own default: of an answer only its status counts' },
  overlapSeconds: { value: 7 * 86_400, source: 'Our own default: time to put the new key into use during working hours' },
  secretBytes: { value: 32, source: 'Standard Webhooks ("Symmetric"): between 24 and 64 bytes' },
  endpointsPerOrganisation: { value: 5, source: 'Our own default: production, acceptance and some to spare' },
  lines: { value: 5, source: 'As for mail (config/delivery.ts)' },
  most: { value: 20, source: 'As for mail: whoever hangs takes one, and there is one at a time per endpoint and activation' },
  batch: { value: 20, source: 'As for mail' },
  slowAfterSeconds: { value: 1, source: 'Our own default: a receiver that stores first and works later answers within a second' },
  leaseSeconds: { value: 5, source: 'As for mail: after a crash another process takes over within a sweep and this' },
  renewSeconds: { value: 1, source: 'As for mail' },
  stopGraceSeconds: { value: 5, source: 'As for mail: below the ten seconds that container platforms wait before they kill' },
};
