/** A figure of policy with where it comes from. */
type Figure<T> = { readonly value: T; readonly source: string };

export type SignInPolicy = {
  /** Characters of a new password. */
  readonly minimumPasswordLength: Figure<number>;
  readonly maximumPasswordLength: Figure<number>;
  /** Argon2id: memory in KiB, passes over it, lanes. */
  readonly passwordHash: Figure<{ readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }>;
  readonly throttle: ThrottlePolicy;
  readonly session: SessionPolicy;
};

export type ThrottlePolicy = {
  /** Seconds that a failed attempt counts. */
  readonly windowSeconds: Figure<number>;
  /** Failed attempts within the window before an e-mail address has to wait, wherever they come from. */
  readonly failuresPerEmail: Figure<number>;
  /** Failed attempts within the window before a network address has to wait, whichever accounts they tried. */
  readonly failuresPerSource: Figure<number>;
};

export type SessionPolicy = {
  /** Seconds without a request after which one has to sign in again. */
  readonly idleSeconds: Figure<number>;
  /** Seconds after signing in at which a session ends, used or not. */
  readonly maximumSeconds: Figure<number>;
  /** Seconds between two writes of "last seen": reading a page must not cost a write each time. */
  readonly touchSeconds: Figure<number>;
};

const ASVS = 'OWASP ASVS 4.0.3';

export const SIGN_IN_POLICY: SignInPolicy = {
  minimumPasswordLength: { value: 12, source: `${ASVS}, V2.1.1: at least 12 characters` },
  maximumPasswordLength: { value: 128, source: `${ASVS}, V2.1.2: 64 characters allowed, more than 128 denied` },
  passwordHash: {
    value: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
    source: 'OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB of memory, 2 iterations, parallelism 1',
  },
  throttle: {
    windowSeconds: { value: 15 * 60, source: 'Our own default: long enough to make guessing hopeless, short enough to wait out' },
    failuresPerEmail: { value: 10, source: `40 an hour; ${ASVS}, V2.2.1 allows no more than 100 an hour on one account` },
    failuresPerSource: { value: 50, source: 'Our own default: a whole town hall may come from one address' },
  },
  session: {
    idleSeconds: { value: 12 * 3600, source: `${ASVS}, V3.3.2, level 2: again after 12 hours; also one shift of the duty desk` },
    maximumSeconds: { value: 96 * 3600, source: 'Our own default: the 72 hours of a window and a day to hand over; level 1 of V3.3.2 allows 30 days' },
    touchSeconds: { value: 60, source: 'Our own default: far below the idle time' },
  },
};
