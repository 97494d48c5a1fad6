import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watchChild, type Ending } from './child.js';
import { freePort } from './ports.js';
import { waitFor } from './wait-for.js';

/** The service as an operating-system process, so that it can really crash. */
export type AppProcess = {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** Everything it wrote so far. */
  output(): string;
  readonly ended: Promise<Ending>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<Ending>;
  /** SIGTERM, and waits for a graceful end. */
  stop(): Promise<Ending>;
  /** SIGSTOP freezes it in the middle of whatever it does, SIGCONT lets it go on. */
  signal(signal: NodeJS.Signals): void;
};

/** The built service: as one file, which starts in half the time, where scripts/test.mjs made it. */
export const PROGRAM = process.env.TEST_SERVICE_PROGRAM ?? join('dist', 'src', 'main.js');

export type AppOptions = {
  /** Added to a bare environment: PATH, HOME, HOST and PORT. Nothing else of the test's environment leaks in. */
  readonly env: Readonly<Record<string, string>>;
  /** Port to listen on; default a free one. */
  readonly port?: number;
  /** Arguments of node; default `[PROGRAM]`. */
  readonly args?: readonly string[];
  /** Ready when its output fits, instead of when /readyz answers 200: for a process without HTTP. */
  readonly readyLine?: RegExp;
  readonly readyTimeoutMs?: number;
};

/** Starts the built service and waits until it is ready. When it ends or stays silent instead, throws with its output. */
export async function startApp(options: AppOptions): Promise<AppProcess> {
  const app = await spawnApp(options);
  try {
    await waitFor('the service to be ready', () => app.hasEnded() || isReady(app, options.readyLine), { timeoutMs: options.readyTimeoutMs ?? 30_000, everyMs: 50 });
  } catch (error) {
    await app.kill();
    throw new Error(`${String(error)}. It wrote:\n${app.output()}`, { cause: error });
  }
  if (app.hasEnded()) throw new Error(`The service ended at its start. It wrote:\n${app.output()}`);
  return app;
}

/** Starts the built service and waits for its end: for starts that must be refused. Gives how it ended and what it wrote. */
export async function runAppToItsEnd(options: AppOptions): Promise<Ending & { readonly output: string }> {
  const app = await spawnApp(options);
  const tooLate = setTimeout(() => void app.kill(), options.readyTimeoutMs ?? 30_000);
  const ending = await app.ended;
  clearTimeout(tooLate);
  return { ...ending, output: app.output() };
}

async function spawnApp(options: AppOptions): Promise<AppProcess & { hasEnded(): boolean }> {
  const { args = [PROGRAM] } = options;
  if (args.includes(PROGRAM) && !existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not there: run npm run build first.`);
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, [...args], { env: { ...bareEnvironment(), HOST: '127.0.0.1', PORT: String(port), ...options.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const watched = watchChild(child);
  return {
    pid: child.pid ?? 0,
    port,
    url: `http://127.0.0.1:${port}`,
    output: watched.output,
    ended: watched.ended,
    hasEnded: watched.hasEnded,
    kill: () => watched.end('SIGKILL'),
    stop: () => watched.end('SIGTERM'),
    signal: watched.signal,
  };
}

async function isReady(app: AppProcess, readyLine: RegExp | undefined): Promise<boolean> {
  if (readyLine) return readyLine.test(app.output());
  const response = await fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(2000) });
  await response.body?.cancel();
  return response.ok;
}

function bareEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG'].map((name) => [name, process.env[name]]);
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
