import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoCredential } from '../../src/demo/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PROGRAM, startApp, type AppProcess } from '../support/processes.js';
import { startSmtpReceiver, type SmtpReceiver } from '../support/smtp-receiver.js';
import { waitFor, type WaitOptions } from '../support/wait-for.js';
import { WANTED } from './case.js';

/** Options of node for a process whose own clock is off by the seconds in CLOCK_SHIFTS; SIGUSR2 makes it jump to the next. */
export const WITH_SHIFTED_CLOCK = ['--import', './test/support/shifted-clock.mjs'];

const OPEN = 'done_at IS NULL AND superseded_at IS NULL AND lapsed_at IS NULL';
const environmentOf = (db: TestDatabase, smtpUrl: string | undefined): Record<string, string> => ({
  DATABASE_URL: db.appUrl, MIGRATION_DATABASE_URL: db.ownerUrl, DATA_DIR: tmpdir(), SWEEP_SECONDS: '1', APP_SECRET: 'een geheim van ten minste 32 tekens',
  ...(smtpUrl && { SMTP_URL: smtpUrl }),
});

/** A worker process on this database; its mail goes to the built-in mailbox. `args` are node's own, before the program. */
export function startWorkerOn(db: TestDatabase, env: Record<string, string> = {}, args: readonly string[] = []): Promise<AppProcess> {
  return startApp({ env: { ...environmentOf(db, undefined), ROLE: 'worker', ...env }, args: [...args, PROGRAM], readyLine: /ROLE=worker/ });
}

/** How many rows there are, for what stands after FROM. */
export async function countRows(db: TestDatabase, from: string): Promise<number> {
  const [row] = await db.sql<{ n: string }>(`SELECT count(*) AS n FROM ${from}`);
  return Number(row!.n);
}

/** Waits until no due moment is due. */
export async function nothingDue(db: TestDatabase, options?: WaitOptions): Promise<void> {
  await waitFor('nothing to be due any more', async () => (await countRows(db, `due_moments WHERE ${OPEN} AND next_try_at <= app_now()`)) === 0, options);
}

/** The service as processes of the operating system, on a database and a mail server of its own. */
export type Service = {
  readonly db: TestDatabase;
  readonly smtp: SmtpReceiver;
  readonly folder: string;
  /** Everything in one process, with the demo data, ready for requests. */
  start(env?: Record<string, string>): Promise<AppProcess>;
  /** `ROLE=worker`. */
  startWorker(env?: Record<string, string>): Promise<AppProcess>;
  /** Triggers an exercise of 60 seconds as the ministry. */
  trigger(url: string): Promise<{ readonly id: string; readonly triggeredAt: string; readonly deadlineAt: string }>;
  standDown(url: string, id: string): Promise<void>;
  /** Kills what was started so far. */
  killAll(): Promise<void>;
  close(): Promise<void>;
};

export async function openService(): Promise<Service> {
  const [db, smtp, folder] = await Promise.all([createTestDatabase(), startSmtpReceiver(), mkdtemp(join(tmpdir(), 'adh-service-'))]);
  const processes: AppProcess[] = [];
  const common = { ...environmentOf(db, smtp.url), DATA_DIR: folder };
  const keep = async (starting: Promise<AppProcess>): Promise<AppProcess> => {
    const app = await starting;
    processes.push(app);
    return app;
  };
  const killAll = async (): Promise<void> => {
    await Promise.all(processes.splice(0).map((app) => app.kill()));
  };
  return {
    db, smtp, folder, killAll,
    start: (env = {}) => keep(startApp({ env: { ...common, DEMO_DATA: '1', ...env } })),
    startWorker: (env = {}) => keep(startWorkerOn(db, { ...common, ...env })),
    trigger: (url) => trigger(db, folder, url),
    standDown: async (url, id) => { await asMinistry(folder, `${url}/api/v1/activations/${id}/stand-downs`, { reason: 'volgende proef' }); },
    close: async () => {
      await killAll();
      await smtp.stop();
      await db.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function trigger(db: TestDatabase, folder: string, url: string): ReturnType<Service['trigger']> {
  const [request] = await db.sql<{ id: string }>(`SELECT id FROM reserve_requests WHERE answer = 'accepted'`);
  return (await asMinistry(folder, `${url}/api/v1/activations`, { reserveRequestId: request!.id, ...WANTED, exercise: true, window: 'PT60S' })) as Awaited<ReturnType<Service['trigger']>>;
}

async function asMinistry(folder: string, address: string, body: Record<string, unknown>): Promise<unknown> {
  const credentials = JSON.parse(await readFile(join(folder, 'demo-credentials.json'), 'utf8')) as DemoCredential[];
  const ministry = credentials.find(({ kind }) => kind === 'ministry')!;
  const response = await fetch(address, {
    method: 'POST', headers: { authorization: `Bearer ${ministry.apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (response.status !== 201) throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
