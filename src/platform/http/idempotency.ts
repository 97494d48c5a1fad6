import { createHash } from 'node:crypto';
import { Problem, type Actor, type ProblemType } from '../../kernel/index.js';
import type { Database, Tx } from '../database/index.js';

export const KEY_REUSED: ProblemType = {
  code: 'REQUEST.IDEMPOTENCY_KEY_REUSED', status: 422,
  title: { nl: 'Deze Idempotency-Key hoort bij een ander verzoek', en: 'This Idempotency-Key belongs to another request' },
  detail: {
    nl: 'Gebruik voor elk nieuw verzoek een nieuwe sleutel; dezelfde sleutel is alleen voor herhaling van hetzelfde verzoek.',
    en: 'Use a new key for each new request; the same key is for repeating the same request only.',
  },
};

/** One attempt that may be repeated: who, which key, and a digest of what was asked. */
export type IdempotencyKey = { readonly principalId: string; readonly key: string; readonly digest: Buffer };

/** The key of a request, or undefined when the caller sent none. */
export function idempotencyKeyOf(actor: Actor, key: string | undefined, asked: { operation: string; input: unknown }): IdempotencyKey | undefined {
  const principalId = actor.apiKeyId ?? actor.personId;
  if (!key || !principalId) return undefined;
  return { principalId, key: key.slice(0, 200), digest: createHash('sha256').update(JSON.stringify([asked.operation, asked.input])).digest() };
}

/**
 * Runs `work` in a transaction, at most once per key. The key's row is written with the effect, so a crash leaves both or
 * neither; a repeat that comes while the first still runs waits for it. `result` must be small and JSON (an id).
 */
export async function once<T>(database: Database, key: IdempotencyKey | undefined, work: (tx: Tx) => Promise<T>): Promise<{ result: T; repeated: boolean }> {
  return database.transaction(async (tx) => {
    if (!key) return { result: await work(tx), repeated: false };
    const mine = await tx.query<{ key: string }>(
      `INSERT INTO idempotency_keys (principal_id, key, request_digest, created_at) VALUES ($1, $2, $3, app_now())
       ON CONFLICT DO NOTHING RETURNING key`,
      [key.principalId, key.key, key.digest],
    );
    if (mine.length === 0) return { result: await earlier<T>(tx, key), repeated: true };
    const result = await work(tx);
    await tx.query('UPDATE idempotency_keys SET body = $3 WHERE principal_id = $1 AND key = $2', [key.principalId, key.key, JSON.stringify(result)]);
    return { result, repeated: false };
  });
}

async function earlier<T>(tx: Tx, key: IdempotencyKey): Promise<T> {
  const rows = await tx.query<{ request_digest: Buffer; body: T }>(
    'SELECT request_digest, body FROM idempotency_keys WHERE principal_id = $1 AND key = $2', [key.principalId, key.key]);
  const row = rows[0]!;
  if (!row.request_digest.equals(key.digest)) throw new Problem(KEY_REUSED);
  return row.body;
}
