import type { Database } from './database.js';

/** The sweep's own connections. */
export class SweepDatabase {
  constructor(readonly database: Database) {}
}

/** The job workers' connections: a busy web cannot starve them. */
export class WorkerDatabase {
  constructor(readonly database: Database) {}
}
