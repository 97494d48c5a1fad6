import { execFile } from 'node:child_process';
import { readFile, readlink, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, hasCode } from './embedded-postgres-error.js';

const run = promisify(execFile);

/** What `postmaster.pid` says about the server of a data directory. The file outlives a crash, so it may describe nobody. */
export type PostmasterFile = { readonly pid: number; readonly port: number; readonly ready: boolean };

/** How long a fast shutdown may take to write everything out; after that the next start recovers from the log. In ms. */
const FAST_SHUTDOWN_PATIENCE = 30_000;
const IMMEDIATE_SHUTDOWN_PATIENCE = 5_000;

/** A lock file this old that is still empty was left by a crash: a server fills it right after making it. In ms. */
const EMPTY_LOCK_FILE_AGE = 5_000;

const lockFile = (dataDir: string): string => join(dataDir, 'postmaster.pid');

/** Reads the lock file of a data directory; undefined when there is none or it is being written. */
export async function readPostmasterFile(dataDir: string): Promise<PostmasterFile | undefined> {
  try {
    const lines = (await readFile(lockFile(dataDir), 'utf8')).split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && pid > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** A power cut can leave the lock file empty, on which PostgreSQL refuses to start for ever. */
export async function removeEmptyLockFile(dataDir: string): Promise<void> {
  const found = await stat(lockFile(dataDir)).catch(() => undefined);
  if (found && found.size === 0 && Date.now() - found.mtimeMs > EMPTY_LOCK_FILE_AGE) await rm(lockFile(dataDir), { force: true });
}

/**
 * Whether the process is a living server of this data directory. A number in a stale lock file can by now
 * belong to any other process, and a process that nobody waited for (a zombie) answers signals for ever.
 */
export async function isPostmasterOf(pid: number, dataDir: string): Promise<boolean> {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
      return stdout.includes(`postgres -D ${dataDir} `);
    }
    const [program = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    if (basename(program) !== 'postgres') return false;
    // The folder it works in follows a checkout that was moved while the server ran; its arguments do not.
    const workingFolder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
    return workingFolder === undefined ? args.includes(dataDir) : workingFolder === dataDir;
  } catch {
    return false;
  }
}

/** Waits until `condition` holds; false when it did not within `patience` (ms). */
export async function waitUntil(condition: () => Promise<boolean>, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > end) return false;
    await sleep(20);
  }
}

/** Ends a server in an orderly way and waits until its process is gone. Does nothing when it is not running. */
export async function stopPostmaster(pid: number, dataDir: string): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await isPostmasterOf(pid, dataDir));
  if (await isGone()) return;
  process.kill(pid, 'SIGINT');
  if (await waitUntil(isGone, FAST_SHUTDOWN_PATIENCE)) return;
  process.kill(pid, 'SIGQUIT');
  if (await waitUntil(isGone, IMMEDIATE_SHUTDOWN_PATIENCE)) return;
  throw new EmbeddedPostgresError(`PostgreSQL (process ${pid}, data in ${dataDir}) does not stop: end that process by hand.`);
}

/** Ends whatever server runs on the data directory. */
export async function stopPostmasterOf(dataDir: string): Promise<void> {
  const found = await readPostmasterFile(dataDir);
  if (found) await stopPostmaster(found.pid, dataDir);
}
