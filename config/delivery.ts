/** A figure of policy with where it comes from. Times are in seconds unless the name says otherwise. */
type Figure<T> = { readonly value: T; readonly source: string };

export type DeliveryPolicy = {
  /** Messages under way at once, those that take long not counted. */
  readonly lines: Figure<number>;
  /** A message that takes longer than this no longer counts: others take its place. */
  readonly slowAfterSeconds: Figure<number>;
  /** Connections to the mail server per process, whatever hangs. */
  readonly connections: Figure<number>;
  /** Deliveries claimed at once. */
  readonly batch: Figure<number>;
  /** Messages wait until no due moment is being carried out, at most so long per batch. */
  readonly waitForDueSeconds: Figure<number>;
  /** How long a claim holds without a sign of life. */
  readonly leaseSeconds: Figure<number>;
  /** Between two signs of life. */
  readonly renewSeconds: Figure<number>;
  /** Until the next try, after the first, second, … failure that concerns one recipient; the last one repeats. */
  readonly recipientRetrySeconds: Figure<readonly number[]>;
  /** The same when the mail server itself is away: asking again costs nobody anything. */
  readonly serverRetrySeconds: Figure<readonly number[]>;
  /** After this long a recipient whose server keeps saying "later" counts as unreachable, and a human is told. */
  readonly giveUpAfterSeconds: Figure<number>;
  readonly connectTimeoutSeconds: Figure<number>;
  readonly greetingTimeoutSeconds: Figure<number>;
  /** A message that has waited longer than this, or was tried more often than this in vain, was kept waiting by an outage: what is out of date by then is not sent any more. */
  readonly catchUpAfterSeconds: Figure<number>;
  readonly catchUpAfterTries: Figure<number>;
  /** How long a batch waits for an activation whose messages are out of date; then they go out as they are. */
  readonly catchUpPatienceSeconds: Figure<number>;
  /** Silence in the middle of a conversation. */
  readonly silenceTimeoutSeconds: Figure<number>;
  /** One message from connection to answer, however slowly the server keeps talking. */
  readonly messageTimeoutSeconds: Figure<number>;
  /** Messages under way at once to an SMS or voice gateway, those that take long not counted; and whatever hangs. */
  readonly gatewayLines: Figure<number>;
  readonly gatewayConnections: Figure<number>;
  /** Until an SMS or voice gateway must have answered. */
  readonly gatewayTimeoutSeconds: Figure<number>;
  /** What is being sent may finish this long when the process stops. */
  readonly stopGraceSeconds: Figure<number>;
};

export const DELIVERY_POLICY: DeliveryPolicy = {
  lines: { value: 5, source: 'Measured with 1,000 messages: five connections keep up with a receiver that answers at once' },
  slowAfterSeconds: { value: 1, source: 'Our own default: a mail server of one’s own answers well within a second' },
  connections: { value: 20, source: 'Our own default: the number of connections that common mail servers allow one client (Postfix: 50)' },
  batch: { value: 50, source: 'Measured with 1,000 messages: a claim looks at everything that waits, so that one of 50 costs little more than one of 20' },
  waitForDueSeconds: { value: 2, source: 'Our own default: what is due is decided before what was decided is mailed; a mail that waits for it still goes out within seconds' },
  leaseSeconds: { value: 5, source: 'Our own default: after a crash another process takes over within a sweep and this' },
  renewSeconds: { value: 1, source: 'Our own default: four signs of life may be missed before a claim lapses' },
  recipientRetrySeconds: {
    value: [5, 10, 20, 30, 60, 120, 300],
    source: 'Our own default: dense at first, because greylisting clears within minutes; RFC 5321 4.5.4.1 asks for 30 minutes, which is half the time to the first reminder',
  },
  serverRetrySeconds: { value: [5, 10, 20, 30], source: 'Our own default: our own mail server is asked often, so that mail goes out as soon as it is back' },
  giveUpAfterSeconds: { value: 5 * 86_400, source: 'RFC 5321 4.5.4.1: give up after four to five days at the earliest' },
  connectTimeoutSeconds: { value: 10, source: 'Our own default: a mail server of one’s own connects within a second' },
  greetingTimeoutSeconds: { value: 15, source: 'Our own default, shorter than the five minutes of RFC 5321 4.5.3.2.1: another try is cheap here' },
  catchUpAfterSeconds: { value: 120, source: 'Our own default: in normal running mail goes out within seconds; a fifteenth of the time to the first reminder of a 72-hour window (30 minutes)' },
  catchUpPatienceSeconds: { value: 1, source: 'Our own default: a decision holds an activation for milliseconds, and mail of others waits meanwhile' },
  catchUpAfterTries: { value: 1, source: 'Our own default: a single failure is everyday trouble, and its next try follows within seconds' },
  silenceTimeoutSeconds: { value: 30, source: 'Our own default, shorter than RFC 5321 4.5.3.2: the message goes again under the same Message-ID' },
  messageTimeoutSeconds: { value: 90, source: 'Our own default: a server that drips its answers may not hold a connection' },
  gatewayLines: { value: 2, source: 'Our own default: a step sends a handful per organisation, and gateways limit the rate' },
  gatewayConnections: { value: 6, source: 'Our own default: enough for the others while some hang' },
  gatewayTimeoutSeconds: { value: 15, source: 'Our own default: a gateway takes a message within seconds; another try carries the same Idempotency-Key' },
  stopGraceSeconds: { value: 5, source: 'Our own default: below the ten seconds that container platforms wait before they kill' },
};
