import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded/index.js';
import { isPostmasterOf, readPostmasterFile, waitUntil } from '../../src/platform/embedded/postmaster.js';

const BUILT = join(process.cwd(), 'data', `test-embedded-${process.pid}`);
const LAUNCHER = join(BUILT, 'launcher.mjs');
const LAUNCHER_SOURCE = `
  import { startEmbeddedPostgres } from './src/platform/embedded/index.js';
  const [dataDir, mode] = process.argv.slice(2);
  const { port, adopted } = await startEmbeddedPostgres({ dataDir, ephemeral: mode === 'ephemeral' });
  console.log(JSON.stringify({ port, adopted }));
  setInterval(() => undefined, 1000);
`;

/** Makes the program that starts the database from a process of its own. Inside the checkout, so that it finds its packages. */
export async function buildLauncher(): Promise<void> {
  await build({
    stdin: { contents: LAUNCHER_SOURCE, resolveDir: process.cwd() },
    outfile: LAUNCHER,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
}

export const removeLauncher = (): Promise<void> => rm(BUILT, { recursive: true, force: true });

export type ChildStart = { readonly child: ChildProcess; readonly port: number; readonly adopted: boolean };

/** A folder for one cluster, with what a test starts in it; `cleanUp` ends all of it. */
export type ClusterFolder = {
  readonly folder: string;
  readonly dataDir: string;
  start(options?: { readonly ephemeral?: boolean; readonly onProgress?: (step: string) => void }): Promise<EmbeddedPostgres>;
  /** Starts the database from a process that can be killed. */
  startInChild(mode?: 'lasting' | 'ephemeral'): Promise<ChildStart>;
  /** The process number in the lock file; 0 when there is none. */
  lockedBy(): Promise<number>;
  /** Kills the server the hard way; gives the process number it had. */
  killServer(): Promise<number>;
  cleanUp(): Promise<void>;
};

/** `mode` is that of the folder above the data: 0o700 keeps others out. */
export async function newClusterFolder(mode: number): Promise<ClusterFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'adh-embedded-'));
  await chmod(folder, mode);
  const dataDir = join(folder, 'data', 'postgres');
  const started: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];
  const lockedBy = async (): Promise<number> => (await readPostmasterFile(dataDir))?.pid ?? 0;

  return {
    folder,
    dataDir,
    lockedBy,
    async start(options = {}) {
      const server = await startEmbeddedPostgres({ dataDir, ...options });
      started.push(server);
      return server;
    },
    async startInChild(mode = 'lasting') {
      const child = spawn(process.execPath, [LAUNCHER, dataDir, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      return { child, ...(await firstLine(child)) };
    },
    async killServer() {
      const pid = await lockedBy();
      process.kill(pid, 'SIGKILL');
      await waitUntil(async () => !(await isPostmasterOf(pid, dataDir)), 5_000);
      return pid;
    },
    async cleanUp() {
      for (const child of children.splice(0)) await kill(child);
      for (const server of started.splice(0)) await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function firstLine(child: ChildProcess): Promise<{ port: number; adopted: boolean }> {
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      return JSON.parse(line) as { port: number; adopted: boolean };
    }
  }
  throw new Error('The child ended without starting the database.');
}

/** Kills a process the hard way and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Runs one statement in a connection of its own and gives the rows. */
export async function query<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** True when the path is a symbolic link, whether or not it leads anywhere. */
export const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
