import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A database of a test file's own: empty tables, every migration carried out, the rights of the real one. */
export type TestDatabase = {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly superuserUrl: string;
  /** Runs one statement as the owner and gives its rows: for looking, and for what the application's role may not do. */
  sql<Row extends object>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Moves app_now() this many seconds from the real clock (negative: back). */
  shiftClock(seconds: number): Promise<void>;
  /** Ends our own session in it; it stays. */
  leave(): Promise<void>;
  /** Ends every session in it and removes it. */
  drop(): Promise<void>;
};

const SOURCE_IN_USE = '55006';
const CLONE_ATTEMPTS = 100;

/**
 * Clones the migrated template, or another database that nobody uses: tens of milliseconds, on a real server. Needs jest's global
 * setup to have run.
 */
export async function createTestDatabase(template = variable('TEST_DATABASE_TEMPLATE')): Promise<TestDatabase> {
  const name = `adh_test_${randomBytes(6).toString('hex')}`;
  const superuserUrl = urlOf('TEST_DATABASE_SUPERUSER_URL', name);
  const ownerUrl = urlOf('TEST_DATABASE_OWNER_URL', name);
  await maintain(async (client) => {
    await clone(client, name, template, ownerUrl);
    // Rights on the database itself are not part of what a clone copies.
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO adh_application`);
  });

  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1, allowExitOnIdle: true });
  // A test may stop the server or end our session; the next statement connects again.
  owner.on('error', () => undefined);
  const sql = async <Row extends object>(text: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(text, [...parameters])).rows;

  return {
    name,
    ownerUrl,
    superuserUrl,
    appUrl: urlOf('TEST_DATABASE_APP_URL', name),
    sql,
    shiftClock: async (seconds) => {
      await sql('UPDATE clock_offset SET shift = make_interval(secs => $1)', [seconds]);
    },
    leave: () => owner.end(),
    drop: async () => {
      await owner.end();
      await maintain((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

/** Tries again while the server says that the template is in use, which a clone that begins at the same moment may cause. */
async function clone(client: pg.Client, name: string, source: string, ownerUrl: string): Promise<void> {
  const template = pg.escapeIdentifier(source);
  const owner = pg.escapeIdentifier(decodeURIComponent(new URL(ownerUrl).username));
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner}`);
      return;
    } catch (error) {
      if (attempt === CLONE_ATTEMPTS || (error as { code?: string }).code !== SOURCE_IN_USE) throw error;
      await sleep(100);
    }
  }
}

/** Works as the superuser, outside every database of a test. */
export async function maintain<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: variable('TEST_DATABASE_SUPERUSER_URL') });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(name: string, database: string): string {
  const url = new URL(variable(name));
  url.pathname = `/${database}`;
  return url.href;
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this suite needs test/support/global-setup.mjs (see jest.config.mjs).`);
  return value;
}
