// One PostgreSQL for a whole test run, with the migrated template that every test file clones. Used by jest's global
// setup and by scripts/test.mjs, which both run outside jest's transform: the two modules of the product that they need
// are bundled first.
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TEMPLATE = 'adh_template';
const MAX_CONNECTIONS = 400;
const GIVEN = ['TEST_DATABASE_SUPERUSER_URL', 'TEST_DATABASE_OWNER_URL', 'TEST_DATABASE_APP_URL'];

/**
 * The server named by TEST_DATABASE_SUPERUSER_URL, TEST_DATABASE_OWNER_URL and TEST_DATABASE_APP_URL, else one of our
 * own that ends with this process. Gives the variables by which the tests find it, TEST_DATABASE_TEMPLATE among them.
 */
export async function startTestPostgres() {
  const { startEmbeddedPostgres, runMigrations } = await loadProduct();
  const given = urlsFromEnvironment();
  const server = given ? undefined : await startEmbeddedPostgres({ dataDir: join(tmpdir(), `adh-test-${process.pid}`), ephemeral: true, maxConnections: MAX_CONNECTIONS });
  const urls = given ?? [server.superuserUrl, server.ownerUrl, server.appUrl];
  try {
    await makeTemplate(urls[0], urls[1], runMigrations);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  return {
    env: { ...Object.fromEntries(GIVEN.map((name, index) => [name, urls[index]])), TEST_DATABASE_TEMPLATE: TEMPLATE },
    stop: async () => server?.stop(),
  };
}

function urlsFromEnvironment() {
  const missing = GIVEN.filter((name) => !process.env[name]);
  if (missing.length === GIVEN.length) return undefined;
  if (missing.length > 0) throw new Error(`Tests on a server of your own need ${GIVEN.join(', ')}; not set: ${missing.join(', ')}.`);
  return GIVEN.map((name) => process.env[name]);
}

async function loadProduct() {
  // Inside the checkout, so that the bundle finds its packages.
  const outfile = join(ROOT, 'data', `test-postgres-${process.pid}.mjs`);
  const contents = `
    export { startEmbeddedPostgres } from './src/platform/embedded/index.js';
    export { runMigrations } from './src/platform/database/migrate.js';
  `;
  try {
    await build({ stdin: { contents, resolveDir: ROOT }, outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}

/** Migrates once; afterwards nobody can connect to the template, so that cloning it never meets another session. */
async function makeTemplate(superuserUrl, ownerUrl, runMigrations) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const owner = pg.escapeIdentifier(decodeURIComponent(new URL(ownerUrl).username));
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    // What an earlier run on a server of one's own made of an earlier schema (test/factories/demo-template.ts).
    const { rows } = await client.query(`SELECT datname FROM pg_database WHERE datname LIKE 'adh\\_demo\\_%'`);
    for (const { datname } of rows) await client.query(`DROP DATABASE ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${owner}`);
    const templateUrl = new URL(ownerUrl);
    templateUrl.pathname = `/${TEMPLATE}`;
    await runMigrations(templateUrl.href);
    await client.query(`ALTER DATABASE ${TEMPLATE} ALLOW_CONNECTIONS false`);
  } finally {
    await client.end();
  }
}
