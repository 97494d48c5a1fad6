import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.js';
import { holdsCluster, type DataPlace } from './data-place.js';
import { detailOf, EmbeddedPostgresError, hasCode } from './embedded-postgres-error.js';
import { giveTo, spawnAs } from './system-user.js';

const run = promisify(execFile);

export const SUPERUSER = 'postgres';

/**
 * Makes the cluster beside its place and moves it in when it is whole: a start that was killed half-way leaves
 * nothing that looks like a cluster, and of two starts at once the first one's is kept.
 */
export async function initCluster(place: DataPlace, binaries: Binaries, options: { readonly sync: boolean }): Promise<void> {
  await refuseForeignContent(place.dataDir);
  await removeAbandonedDrafts(place.dataDir);
  const draft = `${place.dataDir}.init-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await giveTo(place.user, draft);
    await writeFile(passwordFile, place.secrets.superuserPassword, { mode: 0o600 });
    await giveTo(place.user, passwordFile);
    await run(binaries.initdb, initdbArguments(draft, passwordFile, options.sync), { ...spawnAs(place.user), env: { LC_ALL: 'C', PATH: process.env['PATH'] } });
    await moveIn(draft, place.dataDir);
  } catch (error) {
    throw explainInit(error, place.dataDir);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

const initdbArguments = (dataDir: string, passwordFile: string, sync: boolean): string[] => [
  '-D', dataDir,
  `--username=${SUPERUSER}`,
  `--pwfile=${passwordFile}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--locale=C.UTF-8',
  '--no-instructions',
  ...(sync ? [] : ['--no-sync']),
];

async function moveIn(draft: string, dataDir: string): Promise<void> {
  try {
    await rename(draft, dataDir);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOTDIR')) throw error;
    await refuseForeignContent(dataDir);
  }
}

/** Throws when the folder is in use for something else than a cluster. */
async function refuseForeignContent(dataDir: string): Promise<void> {
  const content = await readdir(dataDir).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    if (hasCode(error, 'ENOTDIR')) return [dataDir];
    throw error;
  });
  if (content.length === 0 || (await holdsCluster(dataDir))) return;
  throw new EmbeddedPostgresError(`${dataDir} holds something that is not a PostgreSQL database: move it away, or remove it.`);
}

function explainInit(error: unknown, dataDir: string): unknown {
  const stderr = detailOf(error, 'stderr');
  if (stderr === undefined) return error;
  const said = /(?:error|FATAL): +(.*)/.exec(stderr)?.[1] ?? (stderr.trim() || detailOf(error, 'message'));
  return new EmbeddedPostgresError(`PostgreSQL could not make a database in ${dataDir}: ${said}.`, { cause: error });
}

/** What starts that were killed during initdb left behind. */
async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  const parent = dirname(dataDir);
  const prefix = `${basename(dataDir)}.init-`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
