/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type RequestPolicy = {
  /** Seconds that an Idempotency-Key is remembered: a repeat within this time gets the answer of the first, a later one is a new request. */
  readonly idempotencyKeySeconds: Figure<number>;
  /** Seconds between two clean-ups of older ones. */
  readonly forgetEverySeconds: Figure<number>;
  /** Keys forgotten in one statement, so that none holds up the requests beside it. */
  readonly forgetAtOnce: Figure<number>;
};

export const REQUEST_POLICY: RequestPolicy = {
  idempotencyKeySeconds: {
    value: 7 * 86_400,
    source: 'Our own default: twice the 72 hours of a window and a day, so that a form left open over one still counts once. draft-ietf-httpapi-idempotency-key-header leaves the time to the server',
  },
  forgetEverySeconds: { value: 3600, source: 'Our own default: a key may be remembered an hour longer' },
  forgetAtOnce: { value: 1000, source: 'Our own default: a statement of some milliseconds' },
};
