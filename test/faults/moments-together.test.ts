import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CarriedOut } from '../../src/platform/due-moments/index.js';
import { allRang, once, openClockRoom, ringsOf, type ClockRoom } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(60_000);

let db: TestDatabase;
let room: ClockRoom;
beforeEach(async () => {
  db = await createTestDatabase();
  // Its sweeps are a minute apart: what comes in time came by a job.
  room = await openClockRoom(db);
});
afterEach(async () => {
  await room.close();
  await db.drop();
});

const jobs = async (): Promise<number> => (await db.sql<{ n: number }>(`SELECT count(*)::int AS n FROM bullmq.job WHERE queue = 'due-activation'`))[0]!.n;

describe('moments that belong together and are due at the same instant', () => {
  it('share one wake-up, which carries out each of them once', async () => {
    const subjects = await room.plan(1.5, 10, 'rings', 'one activation');
    const others = await room.plan(1.5, 2, 'rings');
    await waitFor('the wake-ups', async () => (await jobs()) === 3);
    const { times } = await allRang(db, [...subjects, ...others], 15_000);
    expect(times).toEqual(once(12));
  });

  it('are carried out when the first of them is superseded meanwhile', async () => {
    const subjects = await room.plan(1, 10, 'rings', 'one activation');
    // The one that the job is named after.
    const [first] = await db.sql<{ subject_id: string }>(
      `UPDATE due_moments SET superseded_at = app_now() WHERE id = (SELECT (data::jsonb->>'id')::uuid FROM bullmq.job WHERE queue = 'due-activation' LIMIT 1) RETURNING subject_id`);
    const left = subjects.filter((id) => id !== first!.subject_id);
    expect((await allRang(db, left, 15_000)).times).toEqual(once(9));
    expect((await ringsOf(db, [first!.subject_id])).times).toEqual([0]);
  });
});

describe('work that can wait for what is due', () => {
  const open = async (): Promise<number> => (await db.sql<{ n: number }>('SELECT count(*)::int AS n FROM due_moments WHERE done_at IS NULL'))[0]!.n;
  /** Begins to carry out a moment that takes half a second. */
  const begin = async (kind: 'slow' | 'slowDeadline'): Promise<{ readonly carried: Promise<CarriedOut> }> => {
    const [subject] = await room.plan(3600, 1, kind);
    const [moment] = await db.sql<{ id: string }>('UPDATE due_moments SET due_at = app_now() WHERE subject_id = $1 RETURNING id', [subject]);
    const carried = room.carryOut.one(room.database, moment!.id);
    await waitFor('it to have begun', async () => (await db.sql(`SELECT 1 FROM pg_locks WHERE database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND relation = 'due_moments'::regclass AND mode = 'RowExclusiveLock'`)).length > 0, { everyMs: 10 });
    return { carried };
  };

  it('goes on when nothing of an activation is carried out any more, or when it has been patient enough', async () => {
    await room.carryOut.calm(60_000);
    const { carried } = await begin('slowDeadline');
    await room.carryOut.calm(20);
    expect(await open()).toBe(1);
    await room.carryOut.calm(60_000);
    expect([await open(), await carried]).toEqual([0, 'done']);
  });

  it('does not wait for routine work', async () => {
    const { carried } = await begin('slow');
    await room.carryOut.calm(60_000);
    expect(await open()).toBe(1);
    expect(await carried).toBe('done');
  });
});
