/** What every session that runs our transactions sets: a frozen or hung process must not hold the clock. Milliseconds. */
export const SESSION_LIMITS = { idle_in_transaction_session_timeout: 3000, lock_timeout: 5000, statement_timeout: 15000 };

/** The startup option of a connection that sets the limits. */
export const SESSION_OPTIONS = Object.entries(SESSION_LIMITS).map(([key, value]) => `-c ${key}=${value}`).join(' ');
