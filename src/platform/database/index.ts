export { Database, sqlState, violatedConstraint, type Entities } from './database.js';
export { isUpToDate, QUEUE_SCHEMA, runMigrations } from './migrate.js';
export { SESSION_LIMITS, SWEEP_SILENCE_MS } from './session-limits.js';
export { insertTogether, readTogether, type Asked } from './together.js';
export { LIVE_CHANNEL, Tx, type Aggregate, type Hook } from './transaction.js';
export { SweepDatabase, WorkerDatabase } from './database.providers.js';
