import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createSecrets, readSecrets, secretsPath, type ClusterSecrets } from './cluster-secrets.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { stopPostmasterOf } from './postmaster.js';
import { canEnter, giveTreeTo, isRoot, nobody, ownerOf, type SystemUser } from './system-user.js';

/** Where root puts what PostgreSQL's user could not reach inside the checkout. */
export const ROOT_PLACE = '/var/lib/achter-de-hand';

/** Where a cluster really is, who runs it and what opens it. */
export type DataPlace = {
  /** As asked for; the secrets, the port and the log stand beside it. */
  readonly askedDir: string;
  /** Where PostgreSQL keeps its data: `askedDir`, unless PostgreSQL's user cannot get there. */
  readonly dataDir: string;
  readonly user: SystemUser | undefined;
  readonly secrets: ClusterSecrets;
};

/** True when the folder holds an initialised cluster. */
export const holdsCluster = (dataDir: string): Promise<boolean> => ownerOf(join(dataDir, 'PG_VERSION')).then((owner) => owner !== undefined);

/** The folder with every symbolic link resolved, so that two ways to write it are one cluster. Its parent is made when absent. */
export async function normaliseDataDir(dataDir: string): Promise<string> {
  const parent = dirname(resolve(dataDir));
  await mkdir(parent, { recursive: true });
  return join(await realpath(parent), basename(dataDir));
}

/** Decides where the cluster lives. The same at every start, as long as the secrets beside the data are kept. */
export async function findDataPlace(askedDir: string, onProgress: (step: string) => void): Promise<DataPlace> {
  const secrets = (await readSecrets(askedDir)) ?? (await secretsForNew(askedDir));
  if (!isRoot()) return { askedDir, dataDir: askedDir, user: undefined, secrets };

  if (await holdsCluster(askedDir)) {
    return { askedDir, dataDir: askedDir, user: await userOfExisting(askedDir), secrets };
  }
  const user = await nobody();
  const elsewhere = join(ROOT_PLACE, `${placePrefix(askedDir)}${secrets.id}`);
  const dataDir = join(elsewhere, 'postgres');
  const staysThere = await holdsCluster(dataDir);
  if (!staysThere && (await canEnter(user, dirname(askedDir)))) return { askedDir, dataDir: askedDir, user, secrets };

  await mkdir(elsewhere, { recursive: true });
  for (const folder of [ROOT_PLACE, elsewhere]) await chmod(folder, 0o755);
  await removeLeftBehind(askedDir, basename(elsewhere), onProgress);
  onProgress(`Keeping the data in ${dataDir}, because PostgreSQL does not run as root and others cannot enter ${dirname(askedDir)}`);
  return { askedDir, dataDir, user, secrets };
}

async function secretsForNew(askedDir: string): Promise<ClusterSecrets> {
  if (await holdsCluster(askedDir)) {
    throw new EmbeddedPostgresError(
      `The database in ${askedDir} cannot be opened without ${secretsPath(askedDir)}: put that file back, or remove the folder to begin with an empty database.`,
    );
  }
  return createSecrets(askedDir);
}

/** An existing cluster keeps its owner, so that the ordinary user who made it can start it again after root did. */
async function userOfExisting(dataDir: string): Promise<SystemUser> {
  const owner = await ownerOf(dataDir);
  const user = owner && owner.uid !== 0 ? owner : await nobody();
  // A copy made by root belongs to root, and PostgreSQL only opens data of its own user.
  if (owner?.uid === 0) {
    await giveTreeTo(user, dataDir);
    await chmod(dataDir, 0o700);
  }
  if (await canEnter(user, dataDir)) return user;
  throw new EmbeddedPostgresError(
    `The database in ${dataDir} belongs to ${user.name}, who cannot get there any more: let others enter the folders above it, or remove it to begin with an empty database.`,
  );
}

const placePrefix = (askedDir: string): string => `${createHash('sha256').update(askedDir).digest('hex').slice(0, 12)}-`;

/** Data of an earlier checkout at the same path, whose secrets are gone with it: nobody can open it any more. */
async function removeLeftBehind(askedDir: string, current: string, onProgress: (step: string) => void): Promise<void> {
  for (const name of await readdir(ROOT_PLACE)) {
    if (!name.startsWith(placePrefix(askedDir)) || name === current) continue;
    const folder = join(ROOT_PLACE, name);
    onProgress(`Removing ${folder}, which belonged to an earlier checkout in the same folder`);
    await stopPostmasterOf(join(folder, 'postgres'));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes a cluster that nobody needs any more, and the folder made for it outside the checkout. */
export async function removeData(place: DataPlace): Promise<void> {
  await rm(place.dataDir === place.askedDir ? place.dataDir : dirname(place.dataDir), { recursive: true, force: true });
}
