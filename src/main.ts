import { createApplication } from './application.js';
import { DemoData, type DemoCredential } from './demo/index.js';
import { ENTITIES } from './entities.js';
import { driftOf, markForLists } from './locations/index.js';
import { ConfigurationError, readEnvironment, type Environment } from './platform/config/index.js';
import { connect, StartRefused } from './platform/connect.js';
import { Database, runMigrations } from './platform/database/index.js';
import { EmbeddedPostgresError } from './platform/embedded/index.js';
import { EvictionPolicyError } from './platform/queue/index.js';
import { announcement } from './startup/announce.js';
import { assertPortFree, PortUnavailable } from './startup/port.js';
import { stopEmbedded } from './startup/stop-embedded.js';
import { prepare } from './startup/settings-from-environment.js';

const say = (line: string): void => console.log(line);

/** Errors whose message is meant for the one who starts; anything else is ours and comes with its stack. */
const PLAIN = [ConfigurationError, StartRefused, PortUnavailable, EmbeddedPostgresError, EvictionPolicyError];

async function migrateOnly(env: Environment): Promise<void> {
  const url = env.MIGRATION_DATABASE_URL ?? env.DATABASE_URL;
  if (!url) throw new ConfigurationError(['MIGRATION_DATABASE_URL must be set: the database as its owner.']);
  const done = await runMigrations(url);
  say(done.length > 0 ? `Carried out: ${done.join(', ')}.` : 'The database was already up to date.');
}

/** Compares the lists of locations with what the rules answer now. What differs is marked, for a running service to work out anew. */
async function checkLists(env: Environment): Promise<void> {
  if (!env.DATABASE_URL) throw new ConfigurationError(['DATABASE_URL must be set: the database whose lists are checked.']);
  const database = await Database.connect(env.DATABASE_URL, 1, 'check', ENTITIES);
  try {
    const { checked, differing } = await driftOf(database);
    await markForLists(database, differing);
    say(differing.length === 0 ? `The lists of ${checked} locations are right.` : `Of ${checked} locations ${differing.length} differed and will be worked out anew: ${differing.join(', ')}.`);
    if (differing.length > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

async function serve(env: Environment): Promise<void> {
  if (env.ROLE !== 'worker' && env.PORT !== 0) await assertPortFree(env.HOST, env.PORT);
  const { settings, embedded } = await prepare(env, (step) => say(`  ${step}`));
  try {
    const connections = await connect(settings, ENTITIES);
    const app = await createApplication(settings, connections, env.LOG_LEVEL === 'log' ? 'warn' : env.LOG_LEVEL);
    stopOnSignal(async () => {
      await app.close();
      if (embedded && !(await stopEmbedded(embedded))) say('  Another process still uses the embedded PostgreSQL: it keeps running.');
    });
    // Before anybody can look: a page without its data would be a puzzle.
    const signIns = settings.demoData ? await demoSignIns(app) : [];
    if (settings.role !== 'worker') await app.listen(settings.port, settings.host);
    const address = settings.role === 'worker' ? '' : (await app.getUrl()).replace('[::1]', '127.0.0.1');
    for (const line of announcement(settings, address, signIns)) say(line);
  } catch (error) {
    // What another start had made is not ours to stop.
    if (embedded && !embedded.adopted) await embedded.stop();
    throw error;
  }
}

async function demoSignIns(app: Awaited<ReturnType<typeof createApplication>>): Promise<DemoCredential[]> {
  say('  Preparing the demo data.');
  return app.get(DemoData).ensure();
}

/** Drains and stops at the first signal. A second one, a second or more later, ends at once: someone is in a hurry. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const onSignal = (): void => {
    // npm passes Ctrl-C on as well, so that one key press arrives twice.
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > 1000) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    say('\n  Stopping: work in hand is finished first.');
    stop().then(() => { say('  Stopped.'); process.exit(0); }, (error: unknown) => { console.error(error); process.exit(1); });
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

try {
  // Migrating needs the owner's URL and nothing else, in production too.
  if (process.argv[2] === 'migrate') await migrateOnly(readEnvironment({ ...process.env, NODE_ENV: 'development' }));
  else if (process.argv[2] === 'check-lists') await checkLists(readEnvironment({ ...process.env, NODE_ENV: 'development' }));
  else await serve(readEnvironment(process.env));
} catch (error) {
  const plain = PLAIN.some((type) => error instanceof type);
  console.error(plain ? `\n${(error as Error).message}\n` : error);
  process.exit(1);
}
