import type { Settings } from './config/index.js';
import { Database, isUpToDate, SESSION_LIMITS, sqlState, SWEEP_SILENCE_MS, type Entities } from './database/index.js';
import { LiveEvents } from './live/index.js';
import type { Connections } from './platform.module.js';
import { QueueBackend } from './queue/index.js';

// Connections per process; with BullMQ on PostgreSQL about 14 more. Counted against max_connections in docs/production.md.
const POOL = { web: 10, worker: 8, sweep: 4 };

/** The start is refused, with a reason a person can act on. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/**
 * Connects to everything a process needs and checks that it may start: schema up to date, session limits in force, clock not
 * shifted in production, application role not the owner, a queue that does not throw jobs away, a line on which NOTIFY arrives.
 */
export async function connect(settings: Settings, entities: Entities): Promise<Connections> {
  const web = await Database.connect(settings.databaseUrl, POOL.web, 'web', entities).catch((error: unknown) => {
    throw new StartRefused(`DATABASE_URL: PostgreSQL does not let us in (${sqlState(error) ?? 'no answer'}). Check that it runs, and the name, password and database in the URL.`);
  });
  const queue = new QueueBackend({ redisUrl: settings.redisUrl, databaseUrl: settings.databaseDirectUrl });
  const live = new LiveEvents(settings.databaseDirectUrl);
  const others: Database[] = [];
  try {
    await checkDatabase(settings, web);
    await queue.check();
    await live.start().catch((error: unknown) => { throw new StartRefused(error instanceof Error ? error.message : String(error)); });
    const worker = await Database.connect(settings.databaseUrl, POOL.worker, 'worker', entities, { keepsSession: settings.databaseUrl === settings.databaseDirectUrl });
    others.push(worker);
    const sweep = await Database.connect(settings.databaseDirectUrl, POOL.sweep, 'sweep', entities, { silenceMs: SWEEP_SILENCE_MS, keepsSession: true });
    return { web, worker, sweep, queue, live };
  } catch (error) {
    await Promise.allSettled([queue.close(), live.stop(), web.close(), ...others.map((database) => database.close())]);
    throw error;
  }
}

async function checkDatabase(settings: Settings, database: Database): Promise<void> {
  const [server] = await database.query<{ version: string }>(`SELECT current_setting('server_version_num') AS version`);
  if (Number(server!.version) < 150_000) throw new StartRefused('DATABASE_URL points to a PostgreSQL older than 15; use 15 or newer.');
  if (!(await isUpToDate(database.source).catch(() => false))) {
    throw new StartRefused('The database is not up to date. Run "node dist/src/main.js migrate" with MIGRATION_DATABASE_URL set to the owner, then start again.');
  }
  await checkSessionLimits(database);
  const [clock] = await database.query<{ shifted: boolean }>(`SELECT shift <> interval '0' AS shifted FROM clock_offset`);
  if (settings.production && clock?.shifted) throw new StartRefused('The database clock is shifted (table clock_offset); that is for tests only. Set the shift to 0.');
  const [role] = await database.query<{ may_change: boolean }>(`SELECT has_table_privilege('record_entries', 'UPDATE') AS may_change`);
  if (role?.may_change && settings.production) {
    throw new StartRefused('DATABASE_URL uses a role that may change the record. Use the application role (member of adh_application), not the owner.');
  }
}

// A pooler may drop startup options, or refuse them. Without the limits one frozen process could hold an activation for ever.
async function checkSessionLimits(database: Database): Promise<void> {
  const names = Object.keys(SESSION_LIMITS);
  const missing = await database.query<{ name: string }>(`SELECT name FROM pg_settings WHERE name = ANY($1) AND setting = '0' ORDER BY name`, [names]);
  if (missing.length === 0) return;
  throw new StartRefused(`DATABASE_URL: the session limits ${missing.map(({ name }) => name).join(', ')} do not arrive; a pooler in between drops the startup option "options". Let it pass that on, set them for the role with ALTER ROLE … SET, or connect without it.`);
}
