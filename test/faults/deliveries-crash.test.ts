import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openRoom, topic, type Room } from '../integration/alerts-room.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startApp, type AppProcess } from '../support/processes.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor } from '../support/wait-for.js';

jest.setTimeout(90_000);

// "Caught up within a sweep + 5 s": with a sweep every second.
const CAUGHT_UP_MS = 6000;

let db: TestDatabase;
let smtp: SmtpReceiver;
let room: Room;
let folder: string;
let processes: AppProcess[];
let redCross: string;
let operations: string;

beforeEach(async () => {
  db = await createTestDatabase();
  smtp = await startSmtpReceiver();
  // Decides only; what is sent is sent by processes that can die.
  room = await openRoom({ db, smtpUrl: smtp.url, role: 'web' });
  folder = await mkdtemp(join(tmpdir(), 'adh-crash-'));
  processes = [];
  operations = await room.organisation('operations', 'Meldkamer', [{ name: 'Piket', email: 'piket@meldkamer.example' }]);
  redCross = await room.organisation('red-cross', 'Rode Kruis', Array.from({ length: 12 }, (_, n) => ({ name: `Contact ${n}`, email: `c${n}@rodekruis.example` })));
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await room.close();
  await smtp.stop();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

const startService = async (): Promise<AppProcess> => {
  const service = await startApp({
    env: {
      NODE_ENV: 'production', PUBLIC_URL: 'https://achterdehand.example', DATABASE_URL: db.appUrl, SMTP_URL: smtp.url, DATA_DIR: folder, SWEEP_SECONDS: '1', ROLE: 'all',
      APP_SECRET: 'een geheim van ten minste 32 tekens',
    },
  });
  processes.push(service);
  return service;
};
const states = async (about: string): Promise<string[]> => (await room.deliveries(about)).map(({ state }) => state);
const allAccepted = (about: string, timeoutMs: number): Promise<true> =>
  waitFor('every delivery to be accepted', async () => (await states(about)).every((state) => state === 'accepted'), { timeoutMs });
const timesSent = (messageId: string): number => smtp.messages.filter((message) => message.messageId === messageId).length;

describe('a process that dies by SIGKILL', () => {
  it('while messages are under way: each goes out, at most one per connection again and flagged', async () => {
    const first = await startService();
    smtp.behave('*', { kind: 'accept', delayMs: 700 });
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts', escalation: undefined });
    await waitFor('the mail server to have taken a text', () => smtp.messages.length > 0);
    await first.kill();
    const underWay = (await states(about)).filter((state) => state === 'sending').length;
    expect(underWay).toBeGreaterThan(0);
    smtp.behave('*', { kind: 'accept' });
    await startService();
    await allAccepted(about, CAUGHT_UP_MS);
    const deliveries = await room.deliveries(about);
    const repeated = deliveries.filter(({ messageId }) => timesSent(messageId) > 1);
    expect(repeated.length).toBeLessThanOrEqual(underWay);
    expect(repeated.every(({ possiblySentTwice }) => possiblySentTwice)).toBe(true);
    expect(deliveries.filter(({ possiblySentTwice }) => possiblySentTwice)).toHaveLength(underWay);
    expect(deliveries.every(({ messageId }) => timesSent(messageId) >= 1)).toBe(true);
    expect((await room.timeline(about)).filter(({ action }) => action === 'delivery.interrupted')).toHaveLength(underWay);
  });

  it('before anything was sent: everything goes out once', async () => {
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts', escalation: undefined });
    await startService();
    await allAccepted(about, CAUGHT_UP_MS);
    expect(smtp.messages).toHaveLength(12);
  });
});

describe('a process that freezes', () => {
  it('is overtaken, and cannot write any more when it goes on', async () => {
    const frozen = await startService();
    smtp.behave('*', { kind: 'accept', delayMs: 700 });
    const about = topic();
    await room.raise(about, redCross, operations, { to: 'all-contacts', escalation: undefined });
    await waitFor('the mail server to have taken a text', () => smtp.messages.length > 0);
    frozen.signal('SIGSTOP');
    const underWay = (await room.deliveries(about)).filter(({ state }) => state === 'sending').map(({ messageId }) => messageId);
    smtp.behave('*', { kind: 'accept' });
    await startService();
    await allAccepted(about, 15_000);
    const written = (): Promise<unknown> => db.sql('SELECT id, state, accepted_at, attempts FROM deliveries ORDER BY id');
    const before = await written();
    frozen.signal('SIGCONT');
    const flagged = (await room.deliveries(about)).filter(({ possiblySentTwice }) => possiblySentTwice).length;
    const overtaken = (): number => frozen.output().split('was taken over while it was under way').length - 1;
    await waitFor('it to find out, for each, that it was overtaken', () => flagged > 0 && overtaken() === flagged);
    // And what it had claimed besides: it would begin with that at once.
    await sleep(300);
    expect(await written()).toEqual(before);
    // What it was in the middle of may still go out; nothing that it had only claimed does.
    const deliveries = await room.deliveries(about);
    expect(deliveries.filter(({ messageId }) => timesSent(messageId) > 1).every(({ messageId, possiblySentTwice }) => possiblySentTwice && underWay.includes(messageId))).toBe(true);
    expect(deliveries.every(({ messageId }) => timesSent(messageId) <= 2)).toBe(true);
  });
});
