import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, stat } from 'node:fs/promises';
import type { Binaries } from './binaries.js';
import { logPath } from './cluster-secrets.js';
import type { DataPlace } from './data-place.js';
import { readPostmasterFile, waitUntil } from './postmaster.js';
import { giveTo, spawnAs } from './system-user.js';

/** How to start one server. `stalePid` is what a lock file of an earlier server says, when that is not a server any more. */
export type PostmasterStart = {
  readonly binaries: Binaries;
  readonly place: DataPlace;
  readonly port: number;
  readonly maxConnections: number;
  readonly ephemeral: boolean;
  readonly stalePid: number | undefined;
  readonly onProgress: (step: string) => void;
};

/** Why a server did not come up. Only `failed` is final: `passing` is a port just taken, another start that won, or processes that are still ending. */
export type StartFailure = { readonly kind: 'passing' | 'failed'; readonly reason: string };

/** Recovery after a crash replays what was not yet written out. In ms. */
const RECOVERY_PATIENCE = 120_000;
const SAY_SO_AFTER = 2_000;
/** The log is emptied at a start above this size, in bytes: it is for finding out why a start failed. */
const LOG_LIMIT = 5_000_000;

/** Starts a server that lives on when this process is killed, and waits until it is ready. Gives its process number or why not. */
export async function startPostmaster(start: PostmasterStart): Promise<number | StartFailure> {
  const path = logPath(start.place.askedDir);
  const size = await stat(path).then((found) => found.size, () => 0);
  const log = await open(path, size > LOG_LIMIT ? 'w' : 'a', 0o600);
  const logStart = size > LOG_LIMIT ? 0 : size;
  let server: ChildProcess;
  let outcome: Promise<string>;
  try {
    await giveTo(start.place.user, path);
    server = spawn(start.binaries.postgres, postmasterArguments(start), {
      ...spawnAs(start.place.user),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: postmasterEnvironment(start.stalePid),
    });
    outcome = exitOf(server);
  } finally {
    await log.close();
  }
  server.unref();

  const exit = await waitForReadiness(server, start, outcome);
  if (exit === undefined && server.pid !== undefined) return server.pid;
  const said = (await readFile(path)).subarray(logStart).toString('utf8');
  return explain(said, exit ?? 'it did not become ready', path);
}

const exitOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
  });

/** Undefined when the server is ready, else how it ended. */
async function waitForReadiness(server: ChildProcess, start: PostmasterStart, outcome: Promise<string>): Promise<string | undefined> {
  let ended: string | undefined;
  void outcome.then((how) => (ended = how));
  const progress = setTimeout(() => start.onProgress('PostgreSQL is recovering what was not written out when it was killed'), SAY_SO_AFTER);
  let ready = false;
  await waitUntil(async () => {
    if (ended !== undefined) return true;
    const file = await readPostmasterFile(start.place.dataDir);
    ready = file?.pid === server.pid && file?.ready === true;
    return ready;
  }, RECOVERY_PATIENCE);
  clearTimeout(progress);
  return ready ? undefined : (ended ?? `it was not ready after ${RECOVERY_PATIENCE / 1000} seconds`);
}

function postmasterArguments({ place, port, maxConnections, ephemeral }: PostmasterStart): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // A socket's path may be too long or out of reach, and nobody needs it.
    unix_socket_directories: '',
    max_connections: String(maxConnections),
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Details and statements of errors can hold personal values; those stay out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'fatal',
    ...(ephemeral && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', place.dataDir, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Little of our own environment: it may hold secrets, and PG* variables would change the server. */
function postmasterEnvironment(stalePid: number | undefined): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'],
    LC_ALL: 'C',
    // PostgreSQL takes a living process with the number in a stale lock file for its predecessor, unless told here
    // that it is not one. Its check for processes that still hold the old shared memory stays in force.
    ...(stalePid !== undefined && { PG_GRANDPARENT_PID: String(stalePid) }),
  };
}

function explain(said: string, exit: string, path: string): StartFailure {
  const fatal = /FATAL: +(.*)/.exec(said)?.[1] ?? exit;
  const passes = /could not create any TCP\/IP sockets|lock file "postmaster.pid"|pre-existing shared memory block/.test(said);
  if (passes) return { kind: 'passing', reason: fatal };
  return { kind: 'failed', reason: `${fatal} (more in ${path})` };
}
