import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { addSeconds, isId, newId, NOT_FOUND, Problem, type Actor, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { secretText } from './domain/signature.js';
import { SecretSeal } from './secret-seal.js';
import { LAST_SECRET, ROTATION_UNDER_WAY } from './webhook-problems.js';

/** A key that was just made: its text is shown this once. */
export type NewSecret = { readonly id: string; readonly secret: string };

/** A key that signs now, without its text. */
export type SecretView = { readonly id: string; readonly createdAt: Instant; /** Null for the newest. */ readonly expiresAt: Instant | null };

/** Keys of endpoints: at most two sign at once. The endpoint is locked by the caller, and may be changed by who asks. */
@Injectable()
export class WebhookSecrets {
  constructor(
    private readonly seal: SecretSeal,
    private readonly record: RecordBook,
  ) {}

  /** Those that sign now, the newest first. */
  async ofEndpoint(reader: Pick<Tx, 'query'>, endpointId: string): Promise<SecretView[]> {
    return reader.query<SecretView>(
      `SELECT id, created_at AS "createdAt", expires_at AS "expiresAt" FROM webhook_secrets
        WHERE endpoint_id = $1 AND withdrawn_at IS NULL AND (expires_at IS NULL OR expires_at > app_now()) ORDER BY created_at DESC, id DESC`, [endpointId]);
  }

  /** Makes a key; the one before it goes on signing for the time of overlap. Throws WEBHOOK.ROTATION_UNDER_WAY (409). */
  async add(tx: Tx, actor: Actor, endpointId: string, now: Instant): Promise<NewSecret> {
    const signing = await this.ofEndpoint(tx, endpointId);
    if (signing.length > 1) throw new Problem(ROTATION_UNDER_WAY);
    const id = newId();
    const secret = secretText(randomBytes(WEBHOOK_POLICY.secretBytes.value));
    await tx.query('UPDATE webhook_secrets SET expires_at = $2 WHERE endpoint_id = $1 AND withdrawn_at IS NULL AND expires_at IS NULL', [endpointId, addSeconds(now, WEBHOOK_POLICY.overlapSeconds.value)]);
    await tx.query('INSERT INTO webhook_secrets (id, endpoint_id, sealed, created_at) VALUES ($1, $2, $3, $4)', [id, endpointId, this.seal.seal(id, secret), now]);
    await this.record.add(tx, actor, { action: 'webhook-secret.added', subjectKind: 'webhook-endpoint', subjectId: endpointId, after: { secretId: id } });
    return { id, secret };
  }

  /** From now on it no longer signs. Throws REQUEST.NOT_FOUND (404), and WEBHOOK.LAST_SECRET (409) for the newest. */
  async withdraw(tx: Tx, actor: Actor, endpointId: string, id: string, now: Instant): Promise<void> {
    const signing = await this.ofEndpoint(tx, endpointId);
    if (!isId(id) || !signing.some((secret) => secret.id === id)) throw new Problem(NOT_FOUND);
    if (signing[0]!.id === id) throw new Problem(LAST_SECRET);
    await tx.query('UPDATE webhook_secrets SET withdrawn_at = $2 WHERE id = $1', [id, now]);
    await this.record.add(tx, actor, { action: 'webhook-secret.withdrawn', subjectKind: 'webhook-endpoint', subjectId: endpointId, before: { secretId: id } });
  }
}
