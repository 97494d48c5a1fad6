import { Injectable } from '@nestjs/common';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { newId, SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import type { Claim, Claims } from '../platform/claims/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';

export type SealedSecret = { readonly id: string; readonly sealed: Buffer };

/** An event under way to one endpoint, with what is needed to send it. */
export type Outgoing = Claim & {
  readonly eventId: string;
  readonly name: string;
  readonly topicId: string;
  readonly exercise: boolean;
  readonly isTest: boolean;
  readonly operationsId: string | null;
  readonly endpointId: string;
  readonly organisationId: string;
  readonly url: string;
  readonly body: string;
  /** The keys that sign now, the newest first. */
  readonly secrets: readonly SealedSecret[];
  readonly attempts: number;
  readonly begunAt: Instant;
};

type ClaimedRow = { id: string; was_sending: boolean; topic_id: string; attempts: number; event_id: string };
type BegunRow = Omit<Outgoing, 'token' | 'secrets'> & { token: string; secrets: { id: string; sealed: string }[] | null };

// Nothing goes to an endpoint that is off; its owner knows, or was told when it went off.
const GIVE_UP_WHAT_IS_OFF = `
  UPDATE webhook_deliveries d
     SET state = 'given-up', given_up_at = app_now(), last_error = 'endpoint-off', next_try_at = NULL, claim_token = NULL, lease_until = NULL
    FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND (NOT e.enabled OR e.removed_at IS NOT NULL) AND d.state IN ('queued', 'failed-retrying')`;

// What is older goes first, per endpoint and activation. A claim whose lease ran out is anybody's; what was under way then may have arrived.
// The order is said twice: what an UPDATE returns has none.
const CLAIM = `
  WITH claimed AS (
  UPDATE webhook_deliveries d
     SET claim_token = $1::uuid, lease_until = app_now() + make_interval(secs => $2),
         state = CASE WHEN d.state = 'sending' THEN 'failed-retrying' ELSE d.state END, outcome_unknown = d.outcome_unknown OR d.state = 'sending'
    FROM (
      SELECT c.id, c.state FROM webhook_deliveries c
       WHERE c.state IN ('queued', 'failed-retrying', 'sending') AND c.next_try_at <= app_now() AND (c.lease_until IS NULL OR c.lease_until <= app_now())
         AND NOT EXISTS (
           SELECT 1 FROM webhook_deliveries o
            WHERE o.endpoint_id = c.endpoint_id AND o.topic_id = c.topic_id AND o.state IN ('queued', 'failed-retrying', 'sending') AND o.position < c.position)
       ORDER BY c.attempts > 0, c.position LIMIT $3
         FOR UPDATE SKIP LOCKED) found
   WHERE d.id = found.id
  RETURNING d.id, found.state = 'sending' AS was_sending, d.topic_id, d.attempts, d.event_id, d.position)
  SELECT id, was_sending, topic_id, attempts, event_id FROM claimed ORDER BY attempts > 0, position`;

// Never waits for a lock.
const BEGIN = `
  WITH mine AS (
    SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
     WHERE d.id = $1 AND d.claim_token = $2 AND d.state IN ('queued', 'failed-retrying') AND e.enabled AND e.removed_at IS NULL
       FOR UPDATE OF d SKIP LOCKED),
  begun AS (
    UPDATE webhook_deliveries d
       SET state = 'sending', attempts = d.attempts + 1, possibly_sent_twice = d.possibly_sent_twice OR d.outcome_unknown, lease_until = app_now() + make_interval(secs => $3)
      FROM mine WHERE d.id = mine.id RETURNING d.*)
  SELECT b.id, b.claim_token AS token, b.event_id AS "eventId", v.name, b.topic_id AS "topicId", v.exercise, v.is_test AS "isTest", v.operations_id AS "operationsId",
         b.endpoint_id AS "endpointId", e.organisation_id AS "organisationId", e.url, v.body, b.attempts, app_now() AS "begunAt",
         (SELECT json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'hex')) ORDER BY s.created_at DESC, s.id DESC) FROM webhook_secrets s
           WHERE s.endpoint_id = e.id AND s.withdrawn_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > app_now())) AS secrets
    FROM begun b JOIN webhook_events v ON v.id = b.event_id JOIN webhook_endpoints e ON e.id = b.endpoint_id`;

const LEASE = WEBHOOK_POLICY.leaseSeconds.value;

/** Claims on events for endpoints: who may send what now. */
@Injectable()
export class WebhookClaims implements Claims<Outgoing> {
  constructor(private readonly record: RecordBook) {}

  /** Claims up to `limit` that are due. Two claimers never get the same one. */
  async claim(database: Database, limit: number): Promise<Claim[]> {
    const token = newId();
    return database.transaction(async (tx) => {
      await tx.query(GIVE_UP_WHAT_IS_OFF);
      const rows = await tx.query<ClaimedRow>(CLAIM, [token, LEASE, limit]);
      for (const row of rows) if (row.was_sending) await this.recordInterruption(tx, row);
      return rows.map(({ id }) => ({ id, token }));
    });
  }

  /** Marks a claimed one as under way; undefined when it is no longer ours, or its endpoint is off. */
  async begin(on: Pick<Tx, 'query'>, claim: Claim): Promise<Outgoing | undefined> {
    const [row] = await on.query<BegunRow>(BEGIN, [claim.id, claim.token, LEASE]);
    return row && { ...row, secrets: (row.secrets ?? []).map(({ id, sealed }) => ({ id, sealed: Buffer.from(sealed, 'hex') })) };
  }

  /** A sign of life for claims in hand. */
  async renew(database: Database, claims: readonly Claim[]): Promise<void> {
    await database.query(
      `UPDATE webhook_deliveries d SET lease_until = app_now() + make_interval(secs => $3)
         FROM unnest($1::uuid[], $2::uuid[]) AS c(id, token) WHERE d.id = c.id AND d.claim_token = c.token`,
      [claims.map(({ id }) => id), claims.map(({ token }) => token), LEASE]);
  }

  /** Gives back what has not been begun. */
  async release(database: Database, claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    await database.query(
      `UPDATE webhook_deliveries d SET claim_token = NULL, lease_until = NULL
         FROM unnest($1::uuid[], $2::uuid[]) AS c(id, token) WHERE d.id = c.id AND d.claim_token = c.token AND d.state <> 'sending'`,
      [claims.map(({ id }) => id), claims.map(({ token }) => token)]);
  }

  private async recordInterruption(tx: Tx, row: ClaimedRow): Promise<void> {
    const [event] = await tx.query<{ exercise: boolean }>('SELECT exercise FROM webhook_events WHERE id = $1', [row.event_id]);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'webhook.interrupted', subjectKind: 'webhook-delivery', subjectId: row.id, activationId: row.topic_id, exercise: event!.exercise, after: { attempt: row.attempts, eventId: row.event_id },
    });
  }
}
