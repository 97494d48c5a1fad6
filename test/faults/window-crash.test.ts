import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DemoCredential } from '../../src/demo/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { runAppToItsEnd, startApp, type AppProcess } from '../support/processes.js';
import { describeWithRedis } from '../support/redis.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(120_000);

let db: TestDatabase;
let smtp: SmtpReceiver;
let folder: string;
let processes: AppProcess[];

beforeEach(async () => {
  db = await createTestDatabase();
  smtp = await startSmtpReceiver();
  folder = await mkdtemp(join(tmpdir(), 'adh-window-'));
  processes = [];
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await smtp.stop();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

async function start(env: Record<string, string>, readyLine?: RegExp): Promise<AppProcess> {
  const app = await startApp({
    env: {
      DATABASE_URL: db.appUrl, MIGRATION_DATABASE_URL: db.ownerUrl, SMTP_URL: smtp.url, DATA_DIR: folder, DEMO_DATA: '1', SWEEP_SECONDS: '1',
      APP_SECRET: 'een geheim van ten minste 32 tekens', ...env,
    },
    ...(readyLine && { readyLine }),
  });
  processes.push(app);
  return app;
}

async function trigger(url: string): Promise<{ id: string; deadlineAt: string }> {
  const credentials = JSON.parse(await readFile(join(folder, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
  const [request] = await db.sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'accepted'`);
  const response = await fetch(`${url}/api/v1/activations`, {
    method: 'POST', headers: { authorization: `Bearer ${credentials[0]!.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reserveRequestId: request!.id, places: 100, groups: { families: 60, singleAdults: 40 }, reason: 'Proef', exercise: true, window: 'PT60S' }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; deadlineAt: string };
}

const count = async (from: string): Promise<number> => Number((await db.sql<{ n: string }>(`SELECT count(*) AS n FROM ${from}`))[0]!.n);

function survivesKill(name: string, env: () => Record<string, string>): void {
  it(`kill -9 inside the window, with three workers: every moment once, no alert lost: ${name}`, async () => {
    const first = await start(env());
    const { id } = await trigger(first.url);
    await Promise.all([start({ ...env(), ROLE: 'worker' }, /ROLE=worker/), start({ ...env(), ROLE: 'worker' }, /ROLE=worker/)]);
    await waitFor('a first alert to go out', () => smtp.messages.length > 0, { timeoutMs: 20_000 });
    for (const process of processes) await process.kill();
    // Everything is due at once when they come back: the outcome among it.
    await db.shiftClock(61);
    await Promise.all([start(env()), start({ ...env(), ROLE: 'worker' }, /ROLE=worker/), start({ ...env(), ROLE: 'worker' }, /ROLE=worker/)]);
    await waitFor('nothing to be due any more', async () => (await count(`due_moments WHERE done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL AND next_try_at <= app_now()`)) === 0, { timeoutMs: 30_000 });

    expect(await db.sql(`SELECT outcome, outcome_at = deadline_at AS at_deadline FROM activations WHERE id = '${id}'`)).toEqual([{ outcome: 'missed', at_deadline: true }]);
    expect(await count(`record_entries WHERE activation_id = '${id}' AND action = 'activation.outcome'`)).toBe(1);
    expect(await count(`(SELECT subject_id FROM record_entries WHERE action = 'milestone.overdue' GROUP BY 1 HAVING count(*) > 1) AS twice`)).toBe(0);
    expect(await count(`milestones WHERE activation_id = '${id}' AND overdue_at IS NOT NULL`)).toBe(42);
    expect(await count(`alerts WHERE topic_id = '${id}' AND purpose = 'outcome-missed'`)).toBe(8);
    await waitFor('every alert to be accepted', async () => (await count(`deliveries WHERE topic_id = '${id}' AND state NOT IN ('accepted', 'answered')`)) === 0, { timeoutMs: 40_000 });
    // What the receiver saw, not what we believe: each message arrived, and a second time only when it is flagged.
    const sent = await db.sql<{ message_id: string; possibly_sent_twice: boolean }>(`SELECT message_id, possibly_sent_twice FROM deliveries WHERE topic_id = '${id}' AND state = 'accepted'`);
    for (const { message_id: messageId, possibly_sent_twice: flagged } of sent) {
      const times = smtp.messages.filter((message) => message.messageId === messageId).length;
      expect([messageId, times >= 1, times === 1 || flagged]).toEqual([messageId, true, true]);
    }
  });
}

describe('processes that die', () => {
  survivesKill('BullMQ on PostgreSQL', () => ({}));
});

describeWithRedis('processes that die', (redis) => {
  survivesKill('BullMQ on Redis', () => ({ REDIS_URL: redis().url }));
});

describe('a start that is refused', () => {
  it('in production with a shifted clock, in one sentence', async () => {
    await db.shiftClock(5);
    const ended = await runAppToItsEnd({
      env: { NODE_ENV: 'production', DATABASE_URL: db.appUrl, SMTP_URL: smtp.url, PUBLIC_URL: 'https://achterdehand.example', APP_SECRET: 'een geheim van ten minste 32 tekens', DATA_DIR: folder },
    });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('The database clock is shifted');
    expect(ended.output).not.toContain(' at ');
  });

  it('for a wrong variable: its name and what it expects, never its value', async () => {
    const ended = await runAppToItsEnd({ env: { DATABASE_URL: 'mysql://gebruiker:geheim@db/x', ROLE: 'baas' } });
    expect(ended.code).toBe(1);
    expect(ended.output).toContain('DATABASE_URL must be a URL that starts with postgres:// or postgresql://');
    expect(ended.output).toContain('ROLE must be all, web or worker');
    expect(ended.output).not.toContain('geheim');
  });
});
