import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { EmbeddedPostgresError, hasCode } from './embedded-postgres-error.js';

const SECRETS = z.object({
  /** Ties data that had to be put elsewhere to the checkout it belongs to. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  superuserPassword: z.string().min(1),
  ownerPassword: z.string().min(1),
  applicationPassword: z.string().min(1),
});

/** The random passwords of one cluster. They stay in a file of mode 600 beside the data and are never logged. */
export type ClusterSecrets = z.infer<typeof SECRETS>;

export const secretsPath = (dataDir: string): string => `${dataDir}.secrets.json`;
const portPath = (dataDir: string): string => `${dataDir}.port`;

/** Hexadecimal, so that a password needs no quoting in a URL or in SQL. */
const newPassword = (): string => randomBytes(24).toString('hex');

/** Reads the secrets of the cluster, or undefined when there are none yet. Throws when the file is damaged. */
export async function readSecrets(dataDir: string): Promise<ClusterSecrets | undefined> {
  const path = secretsPath(dataDir);
  try {
    return SECRETS.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new EmbeddedPostgresError(
      `${path} is damaged, so the database in ${dataDir} cannot be opened: put the file back, or remove both to begin with an empty database.`,
    );
  }
}

/** Makes the secrets of a new cluster. When two processes do this at once, both get the same ones. */
export async function createSecrets(dataDir: string): Promise<ClusterSecrets> {
  const fresh: ClusterSecrets = {
    id: randomBytes(8).toString('hex'),
    superuserPassword: newPassword(),
    ownerPassword: newPassword(),
    applicationPassword: newPassword(),
  };
  const draft = `${secretsPath(dataDir)}.${process.pid}-${fresh.id}`;
  await writeFile(draft, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 });
  try {
    // A hard link fails when the name exists, and never shows a half-written file: the first one wins.
    await link(draft, secretsPath(dataDir));
    return fresh;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return (await readSecrets(dataDir)) ?? fresh;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The port of the last start, so that tools can keep their address; undefined at the first start. */
export async function rememberedPort(dataDir: string): Promise<number | undefined> {
  const text = await readFile(portPath(dataDir), 'utf8').catch(() => '');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

export async function rememberPort(dataDir: string, port: number): Promise<void> {
  const draft = `${portPath(dataDir)}.${process.pid}`;
  await writeFile(draft, `${port}\n`);
  await rename(draft, portPath(dataDir));
}

/** Removes what stands beside the data, for a cluster that is thrown away. */
export async function forgetCluster(dataDir: string): Promise<void> {
  await Promise.all([secretsPath(dataDir), portPath(dataDir), logPath(dataDir)].map((path) => rm(path, { force: true })));
}

/** Where PostgreSQL writes what it has to say. */
export const logPath = (dataDir: string): string => `${dataDir}.log`;
