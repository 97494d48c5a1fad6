/** What every session that runs our transactions sets: a frozen or hung process must not hold the clock. Milliseconds. */
export const SESSION_LIMITS = { idle_in_transaction_session_timeout: 3000, lock_timeout: 5000, statement_timeout: 15000 };

/** The startup option of a connection that sets the limits. */
export const SESSION_OPTIONS = Object.entries(SESSION_LIMITS).map(([key, value]) => `-c ${key}=${value}`).join(' ');

/**
 * How long a connection may be silent, in milliseconds: beyond what any statement may take it is dead, also when nobody hung up
 * (a cable that was pulled). An idle one is closed by it too; the pool makes a new one when it needs one.
 */
export const SILENCE_MS = SESSION_LIMITS.statement_timeout + 5000;

/** The same for the sweep, which must find out within seconds that its connection died without a word. Milliseconds. */
export const SWEEP_SILENCE_MS = 4000;
