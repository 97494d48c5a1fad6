import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Tx } from '../platform/database/index.js';
import { RecordBook, type RecordEntry } from '../record/index.js';
import { Webhooks, type NewEvent } from '../webhooks/index.js';
import type { Parties } from './activation.entity.js';
import { eventsOf } from './domain/index.js';

/**
 * Passes on to the systems of the Red Cross and COA what is recorded about an activation that they serve. What is decided is on
 * the record, so nothing that is decided can be forgotten here.
 */
@Injectable()
export class ActivationEvents implements OnModuleInit {
  constructor(
    private readonly record: RecordBook,
    private readonly webhooks: Webhooks,
  ) {}

  onModuleInit(): void {
    this.record.follow((tx, entries) => this.passOn(tx, entries));
  }

  private async passOn(tx: Tx, entries: readonly RecordEntry[]): Promise<void> {
    const events = entries.flatMap((entry): NewEvent[] => {
      const { activationId: topicId, exercise = false } = entry;
      return topicId === undefined ? [] : eventsOf(entry).map(({ name, data }) => ({ name, topicId, exercise, data: { activationId: topicId, ...data } }));
    });
    for (const topicId of new Set(events.map((event) => event.topicId))) await this.emit(tx, topicId, events.filter((event) => event.topicId === topicId));
  }

  // Alerts are received about other things than activations, too: those have no row here.
  private async emit(tx: Tx, id: string, events: readonly NewEvent[]): Promise<void> {
    const [activation] = await tx.query<{ parties: Parties; over: boolean }>(`SELECT parties, status <> 'running' AS over FROM activations WHERE id = $1`, [id]);
    if (!activation) return;
    const { redCrossId, coaId, operationsId } = activation.parties;
    await this.webhooks.emit(tx, events, { organisationIds: [redCrossId, coaId], operationsId, over: activation.over });
  }
}
