import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { REQUEST_POLICY } from '../../config/requests.js';
import { newId } from '../../src/kernel/index.js';
import { ForgetKeys, once, type IdempotencyKey } from '../../src/platform/http/index.js';
import { openClockRoom, type ClockRoom } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const A_WEEK = REQUEST_POLICY.idempotencyKeySeconds.value;

let db: TestDatabase;
let room: ClockRoom;
beforeAll(async () => {
  db = await createTestDatabase();
  room = await openClockRoom(db, { role: 'web' });
});
afterAll(async () => {
  await room.close();
  await db.drop();
});
beforeEach(async () => {
  await db.sql('DELETE FROM idempotency_keys');
  await db.shiftClock(0);
});

const keyOf = (key: string): IdempotencyKey => ({ principalId: '0192f3a0-0000-7000-8000-000000000001', key, digest: Buffer.from('the same request') });
const ask = (key: string): Promise<{ result: string; repeated: boolean }> => once(room.database, keyOf(key), () => Promise.resolve(newId()));
const kept = async (): Promise<string[]> => (await db.sql<{ key: string }>('SELECT key FROM idempotency_keys ORDER BY key')).map(({ key }) => key);
const forget = (atOnce?: number): Promise<number> => room.get(ForgetKeys).forget(atOnce);

describe('idempotency keys', () => {
  it('are remembered for a week: a repeat gets the first answer, and after that is a request of its own', async () => {
    const first = await ask('form');
    await db.shiftClock(A_WEEK - 5);
    await ask('later');
    expect(await forget()).toBe(0);
    expect(await ask('form')).toEqual({ result: first.result, repeated: true });
    await db.shiftClock(A_WEEK + 5);
    expect(await forget()).toBe(1);
    expect(await kept()).toEqual(['later']);
    expect((await ask('form')).repeated).toBe(false);
  });

  it('are forgotten a few at a time until none is left that is too old, by several at once', async () => {
    for (let n = 0; n < 25; n += 1) await ask(`old ${n}`);
    await db.shiftClock(A_WEEK + 5);
    await ask('new');
    const counts = await Promise.all([forget(4), forget(4), forget(4)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
    expect(await kept()).toEqual(['new']);
  });

  it('are forgotten by a worker as it starts, not by a web process', async () => {
    await ask('old');
    await db.shiftClock(A_WEEK + 5);
    await (await openClockRoom(db, { role: 'web' })).close();
    expect(await kept()).toEqual(['old']);
    await (await openClockRoom(db, { role: 'worker' })).close();
    expect(await kept()).toEqual([]);
  });
});
