import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connect, StartRefused } from '../../src/platform/connect.js';
import { SESSION_LIMITS, type Database } from '../../src/platform/database/index.js';
import type { Connections } from '../../src/platform/platform.module.js';
import { settingsFor } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTransactionPooler, type TransactionPooler } from '../support/transaction-pooler.js';

let db: TestDatabase;
let pooler: TransactionPooler;

beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(async () => {
  await pooler.close();
  await db.drop();
});

const limitsForEveryone = (): Promise<unknown> =>
  Promise.all(Object.entries(SESSION_LIMITS).map(([name, value]) => db.sql(`ALTER DATABASE ${db.name} SET ${name} = ${value}`)));
const close = async ({ web, worker, sweep, queue, live }: Connections): Promise<void> => {
  await queue.close();
  await live.stop();
  await Promise.all([web, worker, sweep].map((database) => database.close()));
};
const sessionOf = async (database: Database): Promise<number> => (await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid'))[0]!.pid;

describe('a transaction pooler', () => {
  it('may stand before DATABASE_URL when the session limits are set in the database; each transaction is another session', async () => {
    await limitsForEveryone();
    pooler = await startTransactionPooler(db.appUrl);
    const connections = await connect({ ...settingsFor(db, { role: 'web' }), databaseUrl: pooler.url }, []);
    try {
      const sessions = [await sessionOf(connections.web), await sessionOf(connections.web), await sessionOf(connections.web)];
      expect(new Set(sessions).size).toBe(3);
      await connections.web.transaction(async (tx) => {
        const [first] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        expect(await tx.query('SELECT pg_backend_pid() AS pid')).toEqual([first]);
      });
    } finally {
      await close(connections);
    }
  });

  it('is refused before DATABASE_DIRECT_URL: what was said is not heard', async () => {
    await limitsForEveryone();
    pooler = await startTransactionPooler(db.appUrl);
    const start = connect({ ...settingsFor(db, { role: 'web' }), databaseDirectUrl: pooler.url }, []);
    await expect(start).rejects.toThrow(StartRefused);
    await expect(start).rejects.toThrow('DATABASE_DIRECT_URL does not pass NOTIFY on: it must reach PostgreSQL itself, not a transaction pooler.');
  });

  it('is refused before DATABASE_URL when it drops the session limits', async () => {
    pooler = await startTransactionPooler(db.appUrl);
    const start = connect({ ...settingsFor(db, { role: 'web' }), databaseUrl: pooler.url }, []);
    await expect(start).rejects.toThrow(StartRefused);
    await expect(start).rejects.toThrow('DATABASE_URL: the session limits idle_in_transaction_session_timeout, lock_timeout, statement_timeout do not arrive');
  });
});
