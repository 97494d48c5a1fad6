import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { WEBHOOK_FAILING } from './due-moments.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { WebhookNotices, type About } from './webhook-notices.js';

type Subject = About & { readonly endpointId: string; readonly open: boolean; readonly mattersUntil: Instant | null };

/** Carries out what is due about webhooks. */
@Injectable()
export class WebhookDueJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly notices: WebhookNotices,
  ) {}

  onModuleInit(): void {
    this.registry.define(WEBHOOK_FAILING);
    this.registry.handle(WEBHOOK_FAILING, {
      about: (tx, id) => subjectOf(tx, id),
      lock: async (tx, id) => {
        const subject = await subjectOf(tx, id);
        if (subject) await tx.lock('webhook_endpoints', subject.endpointId);
      },
      carryOut: (tx, { subjectId }) => this.failing(tx, subjectId),
    });
  }

  // What was accepted or given up meanwhile, and what waits at an endpoint that is off, needs no more words.
  private async failing(tx: Tx, id: string): Promise<void> {
    const subject = await subjectOf(tx, id);
    if (!subject?.open || subject.mattersUntil !== null) return;
    const endpoint = await tx.manager.findOneByOrFail(WebhookEndpoint, { id: subject.endpointId });
    if (endpoint.enabled && endpoint.removedAt === null) await this.notices.notDelivered(tx, 'failing', endpoint, subject);
  }
}

async function subjectOf(tx: Tx, deliveryId: string): Promise<Subject | undefined> {
  const [row] = await tx.query<Subject>(
    `SELECT d.topic_id AS "topicId", v.exercise, v.operations_id AS "operationsId", d.endpoint_id AS "endpointId", d.matters_until AS "mattersUntil", d.state NOT IN ('accepted', 'given-up') AS open
       FROM webhook_deliveries d JOIN webhook_events v ON v.id = d.event_id WHERE d.id = $1`, [deliveryId]);
  return row;
}
