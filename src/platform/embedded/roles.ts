import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { ClusterSecrets } from './cluster-secrets.js';
import { SUPERUSER } from './init-cluster.js';

/** Owns the database and migrates it; may make databases, so that tests can clone a template. */
export const OWNER_ROLE = 'adh_owner';
/** What the service works as; may do what migrations grant to the group, nothing more. */
export const APPLICATION_ROLE = 'adh_app';
/** Migrations grant to this group, so that they need not know which login a server uses. */
export const APPLICATION_GROUP = 'adh_application';

/** Any number, as long as everyone who prepares roles takes the same one. */
const PREPARE_LOCK = 4_772_018;

/** A connection string for the server on this machine. */
export const connectionUrl = (port: number, role: string, password: string, database: string): string =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

export const superuserConnection = (port: number, secrets: ClusterSecrets, database: string): string =>
  connectionUrl(port, SUPERUSER, secrets.superuserPassword, database);

/** Does something as superuser in the maintenance database. */
export async function asSuperuser<T>(port: number, secrets: ClusterSecrets, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: superuserConnection(port, secrets, 'postgres'), connectionTimeoutMillis: 5_000 });
  // A connection that breaks fails the query that waits for it; without a listener it would end the process as well.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the roles and the database where they are missing. May run at every start, and in two processes at once. */
export const prepareRoles = (port: number, secrets: ClusterSecrets, database: string): Promise<void> =>
  asSuperuser(port, secrets, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [PREPARE_LOCK]);
    await makeRole(client, OWNER_ROLE, `LOGIN CREATEDB PASSWORD ${escapeLiteral(secrets.ownerPassword)}`);
    await makeRole(client, APPLICATION_GROUP, 'NOLOGIN');
    await makeRole(client, APPLICATION_ROLE, `LOGIN PASSWORD ${escapeLiteral(secrets.applicationPassword)} IN ROLE ${APPLICATION_GROUP}`);
    await makeDatabase(client, database);
  });

async function makeRole(client: Client, role: string, options: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  if (found.rowCount === 0) await client.query(`CREATE ROLE ${escapeIdentifier(role)} ${options}`);
}

async function makeDatabase(client: Client, database: string): Promise<void> {
  const name = escapeIdentifier(database);
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (found.rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER ${OWNER_ROLE}`);
  // At every start, because a start may have been killed right after making the database.
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${APPLICATION_GROUP}`);
}
