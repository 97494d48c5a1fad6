import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../kernel/index.js';
import { dayAt } from './domain/day-edges.js';
import { KNOWN_MUNICIPALITIES } from './domain/municipalities.js';

/** What standings and search words follow from besides the registry: the rules, the figures of policy, and the calendar. */
const SOURCES = ['./domain', '../../config', '../kernel'] as const;
const IS_CODE = /(?<!\.spec|\.fixture|\.d)\.[jt]s$/;

let known: string | undefined;

/**
 * Digest of the rules that this process works by on a day: another version of the code or of the policy has another one, and
 * so has the day on which a municipality has been merged into another.
 */
export function basisOn(now: Instant): string {
  known ??= digestOfRules();
  const today = dayAt(now.getTime());
  return `${known}.${KNOWN_MUNICIPALITIES.filter(({ until }) => until !== undefined && until < today).length}`;
}

function digestOfRules(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const folder = fileURLToPath(new URL(source, import.meta.url));
    for (const name of readdirSync(folder).filter((file) => IS_CODE.test(file)).sort()) hash.update(`${source}/${name}\0`).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** The part of a basis that does not change with the day: whose rules they are. */
export const rulesOf = (basis: string): string => basis.split('.')[0]!;
