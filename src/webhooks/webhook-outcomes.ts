import { Injectable } from '@nestjs/common';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { addSeconds, SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { nextTry } from './domain/retry.js';
import { WEBHOOK_FAILING } from './due-moments.js';
import type { Outgoing } from './webhook-claims.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookNotices } from './webhook-notices.js';
import type { Attempt } from './webhook-transport.js';

type Failed = Extract<Attempt, { kind: 'failed' }>;

const FREE = 'claim_token = NULL, lease_until = NULL';
// Only the claim that sent it may write what became of it: whoever was frozen meanwhile has lost it to another.
const OURS = `id = $1 AND claim_token = $2 AND state = 'sending'`;

/** Writes down what became of an attempt, each in a transaction of its own, and tells people what does not get through. */
@Injectable()
export class WebhookOutcomes {
  constructor(
    private readonly notices: WebhookNotices,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /** False when the claim was lost meanwhile: then whoever holds it now writes. */
  async settle(tx: Tx, outgoing: Outgoing, attempt: Attempt): Promise<boolean> {
    await tx.lock('webhook_endpoints', outgoing.endpointId);
    const now = await tx.now();
    return attempt.kind === 'accepted' ? this.accept(tx, outgoing, attempt.status, now) : this.fail(tx, outgoing, attempt, now);
  }

  private async accept(tx: Tx, outgoing: Outgoing, status: number, now: Instant): Promise<boolean> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE webhook_deliveries SET state = 'accepted', accepted_at = $3, response_status = $4, last_error = NULL, next_try_at = NULL, ${FREE} WHERE ${OURS} RETURNING id`,
      [outgoing.id, outgoing.token, now, status]);
    if (rows.length === 0) return false;
    await tx.query('UPDATE webhook_endpoints SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL', [outgoing.endpointId]);
    if (outgoing.attempts > 1) await this.dueMoments.supersede(tx, [outgoing.id], [WEBHOOK_FAILING]);
    await this.note(tx, outgoing, 'webhook.accepted', { status });
    return true;
  }

  private async fail(tx: Tx, outgoing: Outgoing, attempt: Failed, now: Instant): Promise<boolean> {
    const [mine] = await tx.query<{ matters_until: Date | null; last_error: string | null }>(`SELECT matters_until, last_error FROM webhook_deliveries WHERE ${OURS} FOR UPDATE`, [outgoing.id, outgoing.token]);
    if (!mine) return false;
    const endpoint = await tx.manager.findOneByOrFail(WebhookEndpoint, { id: outgoing.endpointId });
    const isOff = !endpoint.enabled || endpoint.removedAt !== null;
    const verdict = verdictOn(endpoint, outgoing, attempt);
    const isGone = verdict === 'gone' && !isOff;
    const failure = { attempts: outgoing.attempts, verdict, retryAfter: attempt.retryAfter, once: outgoing.isTest, mattersUntil: mine.matters_until };
    const at = isOff ? undefined : nextTry(failure, now, WEBHOOK_POLICY);
    await tx.query('UPDATE webhook_endpoints SET failing_since = coalesce(failing_since, $2) WHERE id = $1', [endpoint.id, now]);
    if (at) await this.retry(tx, outgoing, attempt, { at, now, isFirst: mine.last_error === null });
    else await this.giveUp(tx, outgoing, attempt, now);
    if (isGone) await this.disable(tx, endpoint, now);
    else if (!at && !isOff && !outgoing.isTest) await this.tellOnce(tx, outgoing, endpoint);
    return true;
  }

  private async retry(tx: Tx, outgoing: Outgoing, attempt: Failed, { at, now, isFirst }: { at: Instant; now: Instant; isFirst: boolean }): Promise<void> {
    await tx.query(
      `UPDATE webhook_deliveries SET state = 'failed-retrying', next_try_at = $2, response_status = coalesce($3, response_status), last_error = $4, outcome_unknown = outcome_unknown OR $5, ${FREE} WHERE id = $1`,
      [outgoing.id, at, attempt.status, attempt.error, attempt.outcomeUnknown]);
    if (isFirst) await this.dueMoments.plan(tx, [{ definition: WEBHOOK_FAILING, subjectId: outgoing.id, dueAt: addSeconds(now, WEBHOOK_POLICY.tellAfterSeconds.value) }]);
    if (attempt.outcomeUnknown) await this.note(tx, outgoing, 'webhook.outcome-unknown', { error: attempt.error });
  }

  private async giveUp(tx: Tx, outgoing: Outgoing, attempt: Failed, now: Instant): Promise<void> {
    await tx.query(
      `UPDATE webhook_deliveries SET state = 'given-up', given_up_at = $2, response_status = coalesce($3, response_status), last_error = $4, next_try_at = NULL, ${FREE} WHERE id = $1`,
      [outgoing.id, now, attempt.status, attempt.error]);
    await this.dueMoments.supersede(tx, [outgoing.id], [WEBHOOK_FAILING]);
    await this.note(tx, outgoing, 'webhook.given-up', { status: attempt.status, error: attempt.error });
  }

  private async disable(tx: Tx, endpoint: WebhookEndpoint, now: Instant): Promise<void> {
    await tx.manager.update(WebhookEndpoint, { id: endpoint.id }, { enabled: false, disabledBecause: 'gone', disabledAt: now, version: endpoint.version + 1 });
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'webhook-endpoint.disabled', subjectKind: 'webhook-endpoint', subjectId: endpoint.id, before: { enabled: true }, after: { enabled: false, because: 'gone' },
    });
    await this.notices.disabled(tx, endpoint);
  }

  // Behind the first that is given up wait others of the same activation: one message stands for them all. Whoever sent something
  // again by hand looks for themselves.
  private async tellOnce(tx: Tx, { id, eventId, topicId, endpointId, exercise, operationsId }: Outgoing, endpoint: WebhookEndpoint): Promise<void> {
    const earlier = await tx.query(
      `SELECT 1 FROM webhook_deliveries WHERE endpoint_id = $1 AND topic_id = $2 AND id <> $3 AND (state = 'given-up' AND last_error <> 'endpoint-off' OR event_id = $4) LIMIT 1`,
      [endpointId, topicId, id, eventId]);
    if (earlier.length === 0) await this.notices.notDelivered(tx, 'given-up', endpoint, { topicId, exercise, operationsId });
  }

  private async note(tx: Tx, outgoing: Outgoing, action: string, after: Record<string, unknown>): Promise<void> {
    await this.record.add(tx, SYSTEM_ACTOR, {
      action, subjectKind: 'webhook-delivery', subjectId: outgoing.id, activationId: outgoing.topicId, exercise: outgoing.exercise,
      after: { eventId: outgoing.eventId, event: outgoing.name, endpointId: outgoing.endpointId, attempt: outgoing.attempts, ...after },
    });
  }
}

// An address that was replaced while it was asked may well be gone.
const verdictOn = (endpoint: WebhookEndpoint, { url }: Outgoing, { verdict }: Failed): Failed['verdict'] => (verdict === 'gone' && endpoint.url !== url ? 'failed' : verdict);
