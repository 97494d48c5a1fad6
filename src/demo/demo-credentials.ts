import { randomInt } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What `data/demo-credentials.json` holds per demo organisation. The key belongs to the person. */
export type DemoCredential = { readonly name: string; readonly kind: string; readonly email: string; readonly password: string; readonly apiKey: string };

const FILE = 'demo-credentials.json';
// Without letters and figures that are easily taken for one another.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that can be typed over from a terminal: four groups of four, about 79 bits. */
export function newPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** The credentials written before, or undefined when there are none that can be read. */
export async function readCredentials(dataDir: string): Promise<DemoCredential[] | undefined> {
  try {
    return JSON.parse(await readFile(path.join(dataDir, FILE), 'utf8')) as DemoCredential[];
  } catch {
    return undefined;
  }
}

/** Writes the file so that only its owner can read it. */
export async function writeCredentials(dataDir: string, credentials: readonly DemoCredential[]): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const file = path.join(dataDir, FILE);
  await writeFile(file, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}
