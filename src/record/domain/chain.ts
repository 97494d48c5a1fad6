import { createHash } from 'node:crypto';

/** What of an entry is sealed. Personal values are in it as a digest only. */
export type SealedFacts = {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly activationId: string | null;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly apiKeyId: string | null;
  readonly actorKind: string;
  readonly channel: string;
  readonly exercise: boolean;
  readonly before: unknown;
  readonly after: unknown;
  readonly personalDigest: Buffer | null;
};

/** The hash before the first entry: 32 zero bytes. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** JSON with the keys of every object in order, so that the same facts always give the same bytes. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Buffer.isBuffer(value)) return JSON.stringify(value.toString('hex'));
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value as Record<string, unknown>).filter(([, item]) => item !== undefined);
    return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 over the previous hash, the position and the facts. */
export const sealOf = (previous: Buffer, position: number, facts: SealedFacts): Buffer =>
  createHash('sha256').update(previous).update(String(position)).update(canonicalJson(facts)).digest();

/** SHA-256 over the salt and the personal values: proves them while they exist, tells nothing once they are purged. */
export const personalDigest = (salt: Buffer, personal: unknown): Buffer =>
  createHash('sha256').update(salt).update(canonicalJson(personal)).digest();

/** `personal`: the values that stand apart with their salt; null when there are none, or none any more. */
export type ChainLink = {
  readonly position: number;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
  readonly facts: SealedFacts;
  readonly personal: { readonly salt: Buffer; readonly values: unknown } | null;
};
export type ChainFault = { readonly position: number; readonly fault: 'gap' | 'broken-link' | 'changed' | 'personal-changed' };

/** The first fault of a run of links that follows `previous` at `from`, or undefined when it holds. */
export function firstFault(links: readonly ChainLink[], previous: Buffer = GENESIS, from = 1): ChainFault | undefined {
  let last = previous;
  for (const [index, link] of links.entries()) {
    if (link.position !== from + index) return { position: from + index, fault: 'gap' };
    if (!link.previousHash.equals(last)) return { position: link.position, fault: 'broken-link' };
    if (!link.hash.equals(sealOf(last, link.position, link.facts))) return { position: link.position, fault: 'changed' };
    if (!isOwnPersonal(link)) return { position: link.position, fault: 'personal-changed' };
    last = link.hash;
  }
  return undefined;
}

// What was purged cannot be checked any more; what is there must be what was sealed.
const isOwnPersonal = ({ facts, personal }: ChainLink): boolean =>
  personal === null || (facts.personalDigest !== null && personalDigest(personal.salt, personal.values).equals(facts.personalDigest));
