export { Database, sqlState, violatedConstraint, type Entities } from './database.js';
export { isUpToDate, QUEUE_SCHEMA, runMigrations } from './migrate.js';
export { LIVE_CHANNEL, Tx, type Aggregate } from './transaction.js';
export { SweepDatabase, WorkerDatabase } from './database.providers.js';
