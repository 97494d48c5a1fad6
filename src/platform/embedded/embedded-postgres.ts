import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries, type Binaries } from './binaries.js';
import { forgetCluster, rememberedPort, rememberPort, secretsPath } from './cluster-secrets.js';
import { findDataPlace, holdsCluster, normaliseDataDir, removeData, type DataPlace } from './data-place.js';
import { EmbeddedPostgresError, explainFileTrouble, hasCode } from './embedded-postgres-error.js';
import { initCluster } from './init-cluster.js';
import { isPostmasterOf, readPostmasterFile, removeEmptyLockFile, stopPostmaster, stopPostmasterOf } from './postmaster.js';
import { APPLICATION_ROLE, asSuperuser, connectionUrl, OWNER_ROLE, prepareRoles, superuserConnection } from './roles.js';
import { startPostmaster, type StartFailure } from './start-postmaster.js';
import { spawnAs } from './system-user.js';

/** A real PostgreSQL on this machine, for development, the demonstration and tests. The URLs hold passwords: never log them. */
export type EmbeddedPostgres = {
  readonly port: number;
  /** Migrates: owns the database, may make others. */
  readonly ownerUrl: string;
  /** Runs the service: may only do what migrations grant. */
  readonly appUrl: string;
  readonly superuserUrl: string;
  /** True when the server was already running, left by a process that was killed. */
  readonly adopted: boolean;
  /** Ends the server, adopted or not, and waits until its process is gone. May be called more than once. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** Absolute or relative folder. Beside it stand `<dataDir>.secrets.json` (mode 600), `.port` and `.log`. */
  readonly dataDir: string;
  readonly databaseName?: string;
  /**
   * For tests: begins empty, skips fsync, ends with this process however that ends, and leaves nothing after `stop()`.
   * Needs a folder of its own; as root one directly under /tmp, where PostgreSQL's user can get to.
   */
  readonly ephemeral?: boolean;
  readonly maxConnections?: number;
  /** Told in one sentence what is being done, where that takes time or is worth knowing. */
  readonly onProgress?: (step: string) => void;
};

type Server = { readonly pid: number; readonly port: number; readonly adopted: boolean };

const DEFAULT_DATABASE = 'achter_de_hand';
const DEFAULT_MAX_CONNECTIONS = 200;
/** How long another start, another stop or the remains of a killed server may keep us waiting. In ms. */
const START_PATIENCE = 60_000;

/**
 * Starts PostgreSQL on a data directory of its own, or takes over the one that is still running on it.
 * Throws `EmbeddedPostgresError` with one sentence when it cannot.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  try {
    return await start(options);
  } catch (error) {
    throw explainFileTrouble(error);
  }
}

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { databaseName = DEFAULT_DATABASE, ephemeral = false, onProgress = () => undefined } = options;
  const place = await findDataPlace(await normaliseDataDir(options.dataDir), onProgress);
  if (ephemeral) {
    await stopPostmasterOf(place.dataDir);
    await rm(place.dataDir, { recursive: true, force: true });
  }
  const binaries = await findBinaries(place.user, onProgress);
  const server = await findOrStartServer(place, binaries, { ...options, ephemeral, onProgress });
  const stopGuard = ephemeral ? guardAgainstOrphan(server.pid, place) : undefined;
  await prepareRoles(server.port, place.secrets, databaseName);

  let stopping: Promise<void> | undefined;
  return {
    port: server.port,
    ownerUrl: connectionUrl(server.port, OWNER_ROLE, place.secrets.ownerPassword, databaseName),
    appUrl: connectionUrl(server.port, APPLICATION_ROLE, place.secrets.applicationPassword, databaseName),
    superuserUrl: superuserConnection(server.port, place.secrets, databaseName),
    adopted: server.adopted,
    stop: () => (stopping ??= stop(server, place, stopGuard)),
  };
}

async function stop(server: Server, place: DataPlace, stopGuard: (() => void) | undefined): Promise<void> {
  await stopPostmaster(server.pid, place.dataDir);
  if (!stopGuard) return;
  stopGuard();
  await removeData(place);
  await forgetCluster(place.askedDir);
}

type StartOptions = EmbeddedPostgresOptions & { readonly ephemeral: boolean; readonly onProgress: (step: string) => void };

/**
 * No lock of our own: moving a finished cluster in, PostgreSQL's lock file and its check of shared memory each let
 * exactly one start through, and whoever loses finds a server to take over. So nothing is left locked by a kill.
 */
async function findOrStartServer(place: DataPlace, binaries: Binaries, options: StartOptions): Promise<Server> {
  const end = performance.now() + START_PATIENCE;
  let failure: StartFailure | undefined;
  while (performance.now() < end) {
    const found = await findServer(place, options);
    if (found.is === 'running') return found.server;
    if (found.is === 'busy') {
      await sleep(50);
      continue;
    }
    if (!(await holdsCluster(place.dataDir))) {
      options.onProgress('Making an empty PostgreSQL database (only once)');
      await initCluster(place, binaries, { sync: !options.ephemeral });
    }
    const port = await choosePort(place.askedDir);
    const { maxConnections = DEFAULT_MAX_CONNECTIONS, ephemeral, onProgress } = options;
    const started = await startPostmaster({ binaries, place, port, maxConnections, ephemeral, stalePid: found.stalePid, onProgress });
    if (typeof started === 'number') {
      await rememberPort(place.askedDir, port);
      return { pid: started, port, adopted: false };
    }
    failure = started;
    if (failure.kind === 'failed') break;
    await sleep(100);
  }
  throw new EmbeddedPostgresError(`PostgreSQL did not start on ${place.dataDir}: ${failure?.reason ?? 'the server that runs on it does not answer; end that process'}.`);
}

/**
 * What runs on the data: a server, one that is coming or going (`busy`), or none. `stalePid` is from the very reading
 * that was judged: a number read later could be that of a server which another start has just brought up.
 */
type Found =
  | { readonly is: 'running'; readonly server: Server }
  | { readonly is: 'busy' }
  | { readonly is: 'absent'; readonly stalePid: number | undefined };

async function findServer(place: DataPlace, options: StartOptions): Promise<Found> {
  const file = await readPostmasterFile(place.dataDir);
  if (!file) {
    await removeEmptyLockFile(place.dataDir);
    return { is: 'absent', stalePid: undefined };
  }
  if (!(await isPostmasterOf(file.pid, place.dataDir))) return { is: 'absent', stalePid: file.pid };
  if (!file.ready || !(await answersAs(file.pid, file.port, place))) return { is: 'busy' };
  options.onProgress(`PostgreSQL was still running (process ${file.pid}); going on with it`);
  return { is: 'running', server: { pid: file.pid, port: file.port, adopted: true } };
}

/** Whether the server on this port accepts our password and is this very process; false while it starts or stops. */
async function answersAs(pid: number, port: number, place: DataPlace): Promise<boolean> {
  try {
    return await asSuperuser(port, place.secrets, async (client) => {
      const result = await client.query<{ pid: string }>(`SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS pid`);
      return Number(result.rows[0]?.pid) === pid;
    });
  } catch (error) {
    if (!hasCode(error, '28P01')) return false;
    throw new EmbeddedPostgresError(
      `The passwords in ${secretsPath(place.askedDir)} are not those of the database in ${place.dataDir}: put the right file back, or remove both to begin with an empty database.`,
    );
  }
}

/** The port of the last start when it is free, else one that is. */
async function choosePort(askedDir: string): Promise<number> {
  const before = await rememberedPort(askedDir);
  return (before !== undefined && (await freePort(before))) || (await freePort(0)) || 0;
}

/** The port when nobody listens on it (0: any free one), else undefined. */
const freePort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });

/** Ends the server when this process is gone, which it learns from the end of its input. Gives a function that dismisses the guard. */
function guardAgainstOrphan(pid: number, place: DataPlace): () => void {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    ...spawnAs(place.user),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return () => guard.kill('SIGKILL');
}
