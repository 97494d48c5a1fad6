import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/index.js';
import { connect } from '../../src/platform/connect.js';
import { Database, type Tx } from '../../src/platform/database/index.js';
import { settingsFor } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
let database: Database;
const principalId = newId();

beforeAll(async () => {
  db = await createTestDatabase();
  database = await Database.connect(db.appUrl, 4, 'test');
});
afterAll(async () => {
  await database.close();
  await db.drop();
});

// Any table that the application may change will do; `body` counts.
const row = (key: string): Promise<unknown> =>
  db.sql(`INSERT INTO idempotency_keys (principal_id, key, request_digest, body, created_at) VALUES ($1, $2, '', '0', app_now())`, [principalId, key]);
const add = (tx: Tx, key: string, by: number): Promise<unknown> =>
  tx.query('UPDATE idempotency_keys SET body = to_jsonb(body::int + $3::int) WHERE principal_id = $1 AND key = $2', [principalId, key, by]);
const valueOf = async (key: string): Promise<number> => (await db.sql<{ body: number }>('SELECT body FROM idempotency_keys WHERE key = $1', [key]))[0]!.body;

describe('a transaction that lost against another', () => {
  beforeEach(() => Promise.all([row('a'), row('b')]));
  afterEach(() => db.sql('DELETE FROM idempotency_keys'));

  it('by a deadlock is done again from its start, and both take effect once', async () => {
    let arrived = 0;
    let go: () => void;
    const bothHoldOne = new Promise<void>((resolve) => { go = resolve; });
    const attempts = [0, 0];
    const woken: number[] = [];
    const cross = (me: 0 | 1, first: string, second: string): Promise<void> =>
      database.transaction(async (tx) => {
        attempts[me]! += 1;
        tx.afterCommit(() => void woken.push(me));
        await add(tx, first, 1);
        arrived += 1;
        if (arrived === 2) go();
        await bothHoldOne;
        await add(tx, second, 1);
      });
    await Promise.all([cross(0, 'a', 'b'), cross(1, 'b', 'a')]);
    expect(attempts.toSorted()).toEqual([1, 2]);
    expect([await valueOf('a'), await valueOf('b')]).toEqual([2, 2]);
    // What the lost attempt wanted to wake is not woken.
    expect(woken.toSorted()).toEqual([0, 1]);
  });

  it('by a change under its feet is done again on what the other wrote', async () => {
    const seen: number[] = [];
    await database.transaction(async (tx) => {
      await tx.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      const [found] = await tx.query<{ body: number }>(`SELECT body FROM idempotency_keys WHERE key = 'a'`);
      seen.push(found!.body);
      if (seen.length === 1) await database.transaction((other) => add(other, 'a', 10));
      await add(tx, 'a', 1);
    });
    expect(seen).toEqual([0, 10]);
    expect(await valueOf('a')).toBe(11);
  });
});

describe('a transaction that fails', () => {
  const fail = async (code: string): Promise<{ calls: number; error: unknown }> => {
    let calls = 0;
    const error: unknown = await database.transaction(async (tx) => {
      calls += 1;
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'as the server says it' USING ERRCODE = '${code}'; END $$`);
    }).catch((caught: unknown) => caught);
    return { calls, error };
  };

  it.each([['a deadlock', '40P01'], ['a serialisation failure', '40001']])('by %s each time is tried again three times, and then it is an error', async (_, code) => {
    const { calls, error } = await fail(code);
    expect(calls).toBe(4);
    expect(String(error)).toContain('as the server says it');
  });

  it.each([['a constraint', '23505'], ['a lock that did not come in time', '55P03'], ['the statement’s time limit', '57014'], ['a mistake of ours', 'P0001']])('by %s is not tried again', async (_, code) => {
    const { calls, error } = await fail(code);
    expect(calls).toBe(1);
    expect(String(error)).toContain('as the server says it');
  });

  it('by an error that is not of the database is not tried again', async () => {
    let calls = 0;
    await expect(database.transaction(() => { calls += 1; throw new Error('no'); })).rejects.toThrow('no');
    expect(calls).toBe(1);
  });
});

describe('the limits of a session', () => {
  it('are set on every pool that runs transactions', async () => {
    const connections = await connect(settingsFor(db, { role: 'web' }), []);
    const { web, worker, sweep, queue, live } = connections;
    try {
      for (const pool of [web, worker, sweep]) {
        const [limits] = await pool.query(
          `SELECT current_setting('idle_in_transaction_session_timeout') AS idle, current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement`);
        expect(limits).toEqual({ idle: '3s', lock: '5s', statement: '15s' });
      }
    } finally {
      await queue.close();
      await live.stop();
      await Promise.all([web, worker, sweep].map((pool) => pool.close()));
    }
  });
});
