import { runMigrations as runQueueMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';

/** The schema in which BullMQ keeps its jobs when PostgreSQL is the queue backend. */
export const QUEUE_SCHEMA = 'bullmq';

// One migrating process at a time; the number is arbitrary and only has to be ours.
const MIGRATION_LOCK = 7_202_611;

/**
 * Brings the database at `url` (the owner's) up to date: our tables, the queue's tables and the grants.
 * Two processes that start at once wait for each other. Returns the names of the migrations carried out.
 */
export async function runMigrations(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const names = await migrateTables(url);
    await migrateQueue(guard);
    return names;
  } finally {
    await guard.end();
  }
}

async function migrateTables(url: string): Promise<string[]> {
  const source = new DataSource({ type: 'postgres', url, migrations: MIGRATIONS, migrationsTransactionMode: 'each', logging: false });
  await source.initialize();
  try {
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

async function migrateQueue(client: pg.Client): Promise<void> {
  await runQueueMigrations(client, QUEUE_SCHEMA);
  // BullMQ makes a sequence per queue and temporary tables while it runs: hence CREATE here, in its own schema, and nowhere else.
  await client.query(`
    DO $$ DECLARE own regclass; BEGIN
      EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO adh_application', current_database());
      -- Those that the application's role made itself are its own already, and not ours to grant.
      FOR own IN SELECT oid FROM pg_class WHERE relkind = 'S' AND relnamespace = '${QUEUE_SCHEMA}'::regnamespace AND relowner = current_user::regrole LOOP
        EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE %s TO adh_application', own);
      END LOOP;
    END $$;
    GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO adh_application;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO adh_application;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO adh_application;
    GRANT SELECT ON public.migrations TO adh_application;
  `);
}

/** True when every migration this build knows has been carried out in the database. */
export async function isUpToDate(source: DataSource): Promise<boolean> {
  const rows: { name: string }[] = await source.query('SELECT name FROM migrations');
  const done = new Set(rows.map((row) => row.name));
  return MIGRATIONS.every((migration) => done.has(migration.name));
}
