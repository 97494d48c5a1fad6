import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { watchChild, type WatchedChild } from './child.js';
import { freePort } from './ports.js';
import { waitFor } from './wait-for.js';

/** A Redis for one test file. */
export type TestRedis = {
  readonly url: string;
  readonly port: number;
  /** FLUSHALL on a server of our own; on a given one only the database of this test file. */
  flush(): Promise<void>;
  /** SIGKILL: what was not yet on disk is lost. Not possible on a given server. */
  kill(): Promise<void>;
  /** SIGSTOP: it still accepts connections and never answers. Not possible on a given server. */
  freeze(): Promise<void>;
  /** SIGCONT: it goes on where it was. */
  thaw(): Promise<void>;
  /** Starts again on the same port after `kill`; `withData: false` is a disk that did not survive. Not possible on a given server. */
  restart(options?: { readonly withData?: boolean }): Promise<void>;
  stop(): Promise<void>;
};

export type TestRedisOptions = {
  /** Default `noeviction`, the only policy the service accepts. */
  readonly maxmemoryPolicy?: string;
};

export const HOW_TO_GET_IT = 'no Redis here: apt-get install redis-server, or set TEST_REDIS_URL';
const START_ATTEMPTS = 3;

/** TEST_REDIS_URL, else a `redis-server` from the PATH on a port of its own (AOF, noeviction); undefined when there is neither. */
export async function startTestRedis(options: TestRedisOptions = {}): Promise<TestRedis | undefined> {
  const given = process.env.TEST_REDIS_URL;
  if (given) return useGivenServer(given);
  const program = findProgram();
  return program === undefined ? undefined : startOwnServer(program, options);
}

export function findProgram(): string | undefined {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const program = join(folder, 'redis-server');
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      continue;
    }
  }
  return undefined;
}

async function useGivenServer(given: string): Promise<TestRedis> {
  const url = new URL(given);
  // Each worker of jest gets a database of its own; a file has its worker to itself.
  if (url.pathname.length <= 1) url.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;
  const notOurs = async (): Promise<never> => {
    throw new Error('This test stops its Redis: unset TEST_REDIS_URL and install redis-server.');
  };
  const flush = (): Promise<void> => command(url.href, (client) => client.flushdb());
  await flush();
  return { url: url.href, port: Number(url.port || 6379), flush, kill: notOurs, freeze: notOurs, thaw: notOurs, restart: notOurs, stop: flush };
}

async function startOwnServer(program: string, options: TestRedisOptions): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'adh-redis-'));
  const { port, server: first } = await startOnFreePort(program, folder, options);
  let server = first;
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    port,
    flush: () => command(url, (client) => client.flushall()),
    kill: async () => {
      await server.end('SIGKILL');
    },
    freeze: async () => server.signal('SIGSTOP'),
    thaw: async () => server.signal('SIGCONT'),
    restart: async ({ withData = true } = {}) => {
      await server.end('SIGKILL');
      if (!withData) await empty(folder);
      server = await run(program, folder, port, options);
    },
    stop: async () => {
      await server.end('SIGTERM', 5000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startOnFreePort(program: string, folder: string, options: TestRedisOptions): Promise<{ port: number; server: WatchedChild }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { port, server: await run(program, folder, port, options) };
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
    }
  }
}

async function run(program: string, folder: string, port: number, { maxmemoryPolicy = 'noeviction' }: TestRedisOptions): Promise<WatchedChild> {
  const server = watchChild(
    spawn(
      program,
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '', '--maxmemory-policy', maxmemoryPolicy],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );
  // Its own words, not a PING: on a port that another process took meanwhile, a PING could reach a stranger.
  await waitFor('redis-server to accept connections', () => server.hasEnded() || server.output().includes('Ready to accept connections'), { timeoutMs: 15_000 });
  if (server.hasEnded()) throw new Error(`redis-server ended at its start:\n${server.output()}`);
  return server;
}

async function empty(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

async function command(url: string, work: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    client.disconnect();
  }
}
