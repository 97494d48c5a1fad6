import { Injectable } from '@nestjs/common';
import { addSeconds, isId, NOT_FOUND, Problem, secondsBetween, type Actor, type Instant, type Scope } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { ENDPOINT_OFF, TEST_UNDER_WAY, TOO_MANY_REPLAYS } from './webhook-problems.js';
import { WebhookEndpoints } from './webhook-endpoints.js';
import type { WebhookDelivery } from './webhook-schemas.js';
import { Webhooks } from './webhooks.js';

const VIEW = `
  SELECT d.id, d.event_id AS "eventId", v.name, CASE WHEN NOT v.is_test THEN d.topic_id END AS "activationId", v.exercise, d.state, d.attempts, d.response_status AS "responseStatus",
         d.last_error AS "lastError", d.possibly_sent_twice AS "possiblySentTwice", d.created_at AS "createdAt", d.next_try_at AS "nextTryAt", d.accepted_at AS "acceptedAt", d.given_up_at AS "givenUpAt"
    FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id`;

const HOUR_SECONDS = 3600;

type Sent = { endpointId: string; eventId: string; topicId: string; state: WebhookDelivery['state'] };

/** What was sent to an endpoint and what became of it; sending a test, and sending again. */
@Injectable()
export class WebhookLog {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly webhooks: Webhooks,
    private readonly record: RecordBook,
  ) {}

  /** The newest first. Throws REQUEST.NOT_FOUND (404) for an endpoint that the scope may not see. */
  async ofEndpoint(database: Database, scope: Scope, endpointId: string, slice: { readonly offset: number; readonly limit: number }): Promise<{ items: WebhookDelivery[]; total: number }> {
    const { id } = await this.endpoints.byId(database, scope, endpointId);
    const items = await database.query<WebhookDelivery>(`${VIEW} WHERE d.endpoint_id = $1 ORDER BY d.position DESC OFFSET $2 LIMIT $3`, [id, slice.offset, slice.limit]);
    const [count] = await database.query<{ total: number }>('SELECT count(*)::integer AS total FROM webhook_deliveries WHERE endpoint_id = $1', [id]);
    return { items, total: count!.total };
  }

  /** One of them. The caller has checked who may see it. */
  async delivery(database: Database, id: string): Promise<WebhookDelivery> {
    const [row] = await database.query<WebhookDelivery>(`${VIEW} WHERE d.id = $1`, [id]);
    return row!;
  }

  /** The endpoint that a delivery goes to. Throws REQUEST.NOT_FOUND (404), also for one that the scope may not see. */
  async endpointOf(reader: Database | Tx, scope: Scope, deliveryId: string): Promise<string> {
    return (await this.sent(reader, scope, deliveryId)).endpointId;
  }

  /** Sends an event that says nothing else; gives the delivery's id. Throws REQUEST.NOT_FOUND, WEBHOOK.ENDPOINT_OFF and WEBHOOK.TEST_UNDER_WAY. */
  async test(tx: Tx, actor: Actor, endpointId: string): Promise<string> {
    const { enabled } = await this.endpoints.lock(tx, actor, endpointId);
    if (!enabled) throw new Problem(ENDPOINT_OFF);
    const open = await tx.query(
      `SELECT 1 FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id WHERE d.endpoint_id = $1 AND v.is_test AND d.state IN ('queued', 'failed-retrying', 'sending') LIMIT 1`, [endpointId]);
    if (open.length > 0) throw new Problem(TEST_UNDER_WAY);
    const id = await this.webhooks.emitTest(tx, endpointId);
    await this.record.add(tx, actor, { action: 'webhook-endpoint.tested', subjectKind: 'webhook-endpoint', subjectId: endpointId, after: { deliveryId: id } });
    return id;
  }

  /**
   * Sends an event again under its own id, with what the endpoint's address and keys are now; one that still waits is tried at
   * once. Gives the id of the delivery. Throws REQUEST.NOT_FOUND (404), WEBHOOK.ENDPOINT_OFF (409)
   * and WEBHOOK.TOO_MANY_REPLAYS (429).
   */
  async replay(tx: Tx, actor: Actor, deliveryId: string): Promise<string> {
    assertMay(actor, 'webhook.manage');
    const { endpointId } = await this.sent(tx, actor.scope, deliveryId);
    const { enabled } = await this.endpoints.lock(tx, actor, endpointId);
    if (!enabled) throw new Problem(ENDPOINT_OFF);
    const sent = await this.sent(tx, actor.scope, deliveryId);
    await this.countReplay(tx, sent.endpointId);
    const isOver = sent.state === 'accepted' || sent.state === 'given-up';
    const id = isOver ? await this.webhooks.emitAgain(tx, sent) : deliveryId;
    if (!isOver) {
      await tx.query(`UPDATE webhook_deliveries SET next_try_at = $2 WHERE id = $1 AND state IN ('queued', 'failed-retrying')`, [deliveryId, await tx.now()]);
      this.webhooks.wakeAfterCommit(tx);
    }
    await this.record.add(tx, actor, { action: 'webhook.replayed', subjectKind: 'webhook-delivery', subjectId: deliveryId, after: { deliveryId: id, eventId: sent.eventId } });
    return id;
  }

  // Its endpoint is locked: nobody else counts at the same time.
  private async countReplay(tx: Tx, endpointId: string): Promise<void> {
    const maximum = WEBHOOK_POLICY.replaysPerHour.value;
    const now = await tx.now();
    const [row] = await tx.query<{ recent: Instant[] }>(
      'SELECT ARRAY(SELECT at FROM unnest(replayed_at) AS at WHERE at > $2 ORDER BY at) AS recent FROM webhook_endpoints WHERE id = $1', [endpointId, addSeconds(now, -HOUR_SECONDS)]);
    const { recent } = row!;
    if (recent.length >= maximum) throw new Problem(TOO_MANY_REPLAYS, { maximum }, [], { retryAfterSeconds: HOUR_SECONDS - Math.floor(secondsBetween(recent[0]!, now)) });
    await tx.query('UPDATE webhook_endpoints SET replayed_at = $2 WHERE id = $1', [endpointId, [...recent, now]]);
  }

  private async sent(reader: Database | Tx, scope: Scope, deliveryId: string): Promise<Sent> {
    const [row] = isId(deliveryId)
      ? await reader.query<Sent>('SELECT endpoint_id AS "endpointId", event_id AS "eventId", topic_id AS "topicId", state FROM webhook_deliveries WHERE id = $1', [deliveryId])
      : [];
    if (!row) throw new Problem(NOT_FOUND);
    await this.endpoints.byId(reader, scope, row.endpointId);
    return row;
  }
}
