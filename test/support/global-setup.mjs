import { startTestPostgres } from './postgres.mjs';

/** Runs once before the suites that need a database. scripts/test.mjs may have started the server for all of them already. */
export default async function setUp() {
  if (process.env.TEST_DATABASE_TEMPLATE) return;
  const server = await startTestPostgres();
  Object.assign(process.env, server.env);
  globalThis.stopTestPostgres = server.stop;
}
