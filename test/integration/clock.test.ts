import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect, StartRefused } from '../../src/platform/connect.js';
import { Database } from '../../src/platform/database/index.js';
import { Sweep } from '../../src/platform/due-moments/index.js';
import { startCase, type Case } from '../factories/case.js';
import { settingsFor } from '../factories/clock-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(60_000);

const HOURS_72 = 259_200;
const shiftTo = (instant: string): number => (Date.parse(instant) - Date.now()) / 1000;

describe('the window across a change of the clocks', () => {
  let the: Case;
  afterEach(() => the.close());

  it.each([
    // Twelve o'clock in Drenthe both times; the deadline's hour differs, the seconds do not.
    ['to summer time', '2026-03-27T11:00:05Z', '2026-03-30T11:00', '13:00'],
    ['to winter time', '2026-10-23T10:00:05Z', '2026-10-26T10:00', '11:00'],
  ])('%s is 259,200 seconds, and people read it in local time', async (_, triggeredAt, deadlineAt, localHour) => {
    the = await startCase({}, shiftTo(triggeredAt));
    const { database } = the.site;
    await database.shiftClock(shiftTo(triggeredAt));
    const activation = await the.trigger();
    expect((Date.parse(activation.deadlineAt) - Date.parse(activation.triggeredAt)) / 1000).toBe(HOURS_72);
    expect(activation.deadlineAt).toContain(deadlineAt);
    const [kept] = await database.sql<{ seconds: number; planned: boolean }>(
      `SELECT extract(epoch FROM deadline_at - triggered_at)::float8 AS seconds, due_at = deadline_at AS planned
         FROM activations a JOIN due_moments d ON d.subject_id = a.id AND d.kind = 'activation.deadline' WHERE a.id = $1`, [activation.id]);
    expect(kept).toEqual({ seconds: HOURS_72, planned: true });
    const asks = await database.sql<{ text: string }>(`SELECT content->'nl'->>'text' AS text FROM alerts WHERE topic_id = $1 AND asks_receipt`, [activation.id]);
    expect(asks).toHaveLength(5);
    for (const { text } of asks) expect(text).toContain(localHour);

    await database.shiftClock(shiftTo(activation.deadlineAt) - 5);
    await the.site.app.get(Sweep).sweep();
    expect((await the.read(activation.id)).outcome).toBeNull();
    await database.shiftClock(shiftTo(activation.deadlineAt) + 1);
    await the.site.app.get(Sweep).sweep();
    expect(await the.read(activation.id)).toMatchObject({ outcome: 'missed', outcomeAt: activation.deadlineAt });
  });
});

describe('the clock of the database', () => {
  let db: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
    database = await Database.connect(db.appUrl, 2, 'test');
  });
  afterAll(async () => {
    await database.close();
    await db.drop();
  });
  afterEach(() => db.shiftClock(0));

  const ahead = async (): Promise<number> => ((await database.now()).getTime() - Date.now()) / 1000;

  it('moves for everyone at once when its offset is set, back as well', async () => {
    expect(Math.abs(await ahead())).toBeLessThan(2);
    await db.shiftClock(-7200);
    expect(Math.abs((await ahead()) + 7200)).toBeLessThan(2);
    await db.shiftClock(3 * 86_400);
    expect(Math.abs((await ahead()) - 3 * 86_400)).toBeLessThan(2);
  });

  it('is not the application’s to move', async () => {
    await expect(database.query(`UPDATE clock_offset SET shift = interval '1 hour'`)).rejects.toThrow('permission denied');
    await expect(database.query('DELETE FROM clock_offset')).rejects.toThrow('permission denied');
  });

  it('is read after the locks and once: asking for a lock afterwards is a mistake in the code', async () => {
    await expect(database.transaction(async (tx) => {
      await tx.now();
      await tx.lock('activations');
    })).rejects.toThrow('after the clock was read');
    await database.transaction(async (tx) => {
      const first = await tx.now();
      await tx.query('SELECT pg_sleep(0.05)');
      expect(await tx.now()).toBe(first);
    });
  });

  it('shifted refuses the start in production, as does the owner’s role; elsewhere both may start', async () => {
    const settings = settingsFor(db, { role: 'web' });
    await db.shiftClock(1);
    await expect(connect({ ...settings, production: true }, [])).rejects.toThrow(StartRefused);
    await db.shiftClock(0);
    await expect(connect({ ...settings, production: true, databaseUrl: db.ownerUrl }, [])).rejects.toThrow('a role that may change the record');
    // A server process ends a moment after its client said goodbye.
    await waitFor('every session of the refused starts to be gone', async () => {
      const sessions = await db.sql(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name IN ('adh-web', 'adh-live', 'adh-worker', 'adh-sweep')`);
      return sessions.length === 0;
    });
  });
});
