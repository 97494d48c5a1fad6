import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/platform/database/index.js';
import { LiveEvents } from '../../src/platform/live/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { layLine, type DeadLine } from '../support/dead-line.js';
import { waitFor } from '../support/wait-for.js';

let db: TestDatabase;
let database: Database;
let live: LiveEvents;
let heard: string[];
let resyncs: number;

beforeAll(async () => {
  db = await createTestDatabase();
  database = await Database.connect(db.appUrl, 2, 'test');
});
afterAll(async () => {
  await database.close();
  await db.drop();
});
beforeEach(async () => {
  live = new LiveEvents(db.appUrl);
  await live.start();
  [heard, resyncs] = [[], 0];
  live.onChange('activation', (id) => heard.push(id));
  live.onResync(() => { resyncs += 1; });
});
afterEach(() => live.stop());

const say = (id: string): Promise<void> => database.transaction((tx) => tx.notify('activation', id));
const hears = (id: string): Promise<true> => waitFor(`event ${id}`, () => heard.includes(id), { timeoutMs: 3000 });
const cutTheLine = async (): Promise<number> =>
  (await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'adh-live'`)).length;

describe('the live line', () => {
  it('passes on what was committed, of its own topic, and nothing that was rolled back', async () => {
    await database.transaction((tx) => tx.notify('location', 'elsewhere'));
    await expect(database.transaction(async (tx) => {
      await tx.notify('activation', 'never');
      throw new Error('no');
    })).rejects.toThrow('no');
    await say('one');
    await hears('one');
    expect(heard).toEqual(['one']);
  });

  it('says nothing before the commit', async () => {
    await database.transaction(async (tx) => {
      await tx.notify('activation', 'later');
      await sleep(200);
      expect(heard).toEqual([]);
    });
    await hears('later');
  });

  it('that is cut, and cut again, comes back, says that events may be missing, and passes on new ones', async () => {
    for (const round of [1, 2]) {
      expect(await cutTheLine()).toBe(1);
      await waitFor(`resync ${round}`, () => resyncs === round, { timeoutMs: 5000 });
      await say(`after ${round}`);
      await hears(`after ${round}`);
    }
    expect(resyncs).toBe(2);
    expect(heard).toEqual(['after 1', 'after 2']);
  });

  it('is one connection, and none once it has stopped, also when it was just cut', async () => {
    await cutTheLine();
    await live.stop();
    await sleep(1300);
    expect(await cutTheLine()).toBe(0);
  });

  it('a listener that left hears no more', async () => {
    const mine: string[] = [];
    const leave = live.onChange('activation', (id) => mine.push(id));
    await say('first');
    await waitFor('the first', () => mine.length === 1);
    leave();
    await say('second');
    await hears('second');
    expect(mine).toEqual(['first']);
  });
});

describe('a live line that goes dead without being closed', () => {
  let line: DeadLine;
  let distant: LiveEvents;
  const listen = async (probeMs: number): Promise<void> => {
    line = await layLine(db.appUrl);
    distant = new LiveEvents(line.url, { reconnectMs: 50, probeMs, answerMs: 500 });
    distant.onChange('activation', (id) => heard.push(id));
    distant.onResync(() => { resyncs += 1; });
    await distant.start();
    heard.length = 0;
  };
  const secondsToStop = async (): Promise<number> => {
    const started = performance.now();
    await distant.stop();
    return (performance.now() - started) / 1000;
  };
  beforeEach(() => live.stop());
  afterEach(async () => {
    await distant.stop();
    await line.close();
  });

  it('is found by the probe, laid anew, and says that events may be missing', async () => {
    await listen(300);
    line.goDead();
    await say('lost');
    await waitFor('a new line', () => resyncs === 1, { timeoutMs: 5000 });
    await say('after');
    await hears('after');
    expect(heard).toEqual(['after']);
  });

  it('does not hold up a stop', async () => {
    await listen(60_000);
    line.goDead();
    expect(await secondsToStop()).toBeLessThan(2);
  });

  it('does not hold up a stop that comes while it is being laid anew, and nothing is laid after that', async () => {
    await listen(100);
    line.goDead({ newOnes: true });
    await waitFor('it to be laid anew, in vain', () => line.laid() >= 2);
    expect(await secondsToStop()).toBeLessThan(2);
    const laid = line.laid();
    await sleep(300);
    expect([line.laid(), resyncs]).toEqual([laid, 0]);
  });
});
