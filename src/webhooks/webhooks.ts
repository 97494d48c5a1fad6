import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { addSeconds, newId, type Instant } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import { WakeUps } from '../platform/queue/index.js';
import { cloudEvent } from './domain/cloud-event.js';
import { TEST_EVENT, type EventName } from './domain/event-types.js';
import { wants } from './domain/subscription.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** Something that happened to an activation. */
export type NewEvent = {
  readonly name: EventName;
  /** The activation. */
  readonly topicId: string;
  readonly exercise: boolean;
  /** Facts and counts; never names, addresses or reasons. */
  readonly data: Readonly<Record<string, unknown>>;
};

/** Who is told, and whether the activation is over: then what waits matters for a while only. */
export type Told = { readonly organisationIds: readonly string[]; readonly operationsId: string; readonly over: boolean };

type Row = { id: string; event_id: string; endpoint_id: string; topic_id: string; matters_until: string | null };

/** Tells the systems of organisations what happened: written with the decision, sent afterwards by a claimer. */
@Injectable()
export class Webhooks {
  private readonly woken = new WeakSet<Tx>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'webhookSource'>,
    private readonly wakeUps: WakeUps,
  ) {}

  /** In the caller's transaction, under the lock of what the events are about: their order is the order of sending. */
  async emit(tx: Tx, events: readonly NewEvent[], { organisationIds, operationsId, over }: Told): Promise<void> {
    const endpoints = await tx.manager.find(WebhookEndpoint, { where: { organisationId: In([...organisationIds]), enabled: true, removedAt: IsNull() }, order: { id: 'ASC' } });
    const now = await tx.now();
    const until = over ? addSeconds(now, WEBHOOK_POLICY.afterEndSeconds.value) : null;
    for (const event of events) {
      const told = endpoints.filter((endpoint) => wants(endpoint, event));
      if (told.length === 0) continue;
      const eventId = newId();
      await this.addEvent(tx, { ...event, id: eventId, isTest: false, operationsId, at: now });
      await this.addDeliveries(tx, told.map(({ id }) => ({ id: newId(), event_id: eventId, endpoint_id: id, topic_id: event.topicId, matters_until: until?.toISOString() ?? null })));
    }
    if (over) await tx.query(`UPDATE webhook_deliveries SET matters_until = $2 WHERE topic_id = ANY($1::uuid[]) AND matters_until IS NULL`, [[...new Set(events.map(({ topicId }) => topicId))], until]);
  }

  /** An event that says nothing but that the endpoint works; tried once. Gives the delivery's id. */
  async emitTest(tx: Tx, endpointId: string): Promise<string> {
    const now = await tx.now();
    const [id, eventId, topicId] = [newId(), newId(), newId()];
    // Marked as an exercise: whatever takes it for something else must not take it for the real thing.
    await this.addEvent(tx, { id: eventId, name: TEST_EVENT, topicId, subject: endpointId, exercise: true, isTest: true, operationsId: null, at: now, data: { endpointId } });
    await this.addDeliveries(tx, [{ id, event_id: eventId, endpoint_id: endpointId, topic_id: topicId, matters_until: null }]);
    return id;
  }

  /** An event once more, by hand, under the same id. Gives the delivery's id. */
  async emitAgain(tx: Tx, { eventId, endpointId, topicId }: { readonly eventId: string; readonly endpointId: string; readonly topicId: string }): Promise<string> {
    const id = newId();
    const until = addSeconds(await tx.now(), WEBHOOK_POLICY.replaySeconds.value);
    await this.addDeliveries(tx, [{ id, event_id: eventId, endpoint_id: endpointId, topic_id: topicId, matters_until: until.toISOString() }]);
    return id;
  }

  /** Looks for work once the transaction has committed. A decision makes many events; one wake-up finds them all. */
  wakeAfterCommit(tx: Tx): void {
    if (this.woken.has(tx)) return;
    this.woken.add(tx);
    tx.afterCommit(() => this.wakeUps.webhooks(newId()));
  }

  private async addEvent(tx: Tx, event: Omit<NewEvent, 'name'> & { id: string; name: EventName | typeof TEST_EVENT; subject?: string; isTest: boolean; operationsId: string | null; at: Instant }): Promise<void> {
    const { id, name, topicId, exercise, isTest, operationsId, at, data } = event;
    const body = cloudEvent({ id, source: this.settings.webhookSource, name, subject: event.subject ?? topicId, at, exercise, data });
    await tx.query(
      'INSERT INTO webhook_events (id, name, topic_id, exercise, is_test, operations_id, at, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [id, name, topicId, exercise, isTest, operationsId, at, body]);
  }

  private async addDeliveries(tx: Tx, rows: readonly Row[]): Promise<void> {
    await tx.query(
      `INSERT INTO webhook_deliveries (id, event_id, endpoint_id, topic_id, matters_until, state, attempts, next_try_at, created_at)
       SELECT r.id, r.event_id, r.endpoint_id, r.topic_id, r.matters_until, 'queued', 0, $2::timestamptz, $2
         FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, event_id uuid, endpoint_id uuid, topic_id uuid, matters_until timestamptz)`,
      [JSON.stringify(rows), await tx.now()]);
    this.wakeAfterCommit(tx);
  }
}
