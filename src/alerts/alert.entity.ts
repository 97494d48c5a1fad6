import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel, Instant } from '../kernel/index.js';
import type { Content } from './domain/content.js';

/** One message to one organisation about a topic. The first one is the root: receipt and escalation are facts of the root. */
@Entity('alerts')
export class Alert {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'topic_id' }) topicId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') purpose: string;
  @Column('uuid', { name: 'root_id', nullable: true }) rootId: string | null;
  @Column('uuid', { name: 'chases_id', nullable: true }) chasesId: string | null;
  @Column('boolean') exercise: boolean;
  @Column('jsonb') content: Content;
  @Column('boolean', { name: 'asks_receipt' }) asksReceipt: boolean;
  @Column('timestamptz', { name: 'answer_until', nullable: true }) answerUntil: Instant | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'escalating_since', nullable: true }) escalatingSince: Instant | null;
  @Column('integer', { name: 'window_seconds', nullable: true }) windowSeconds: number | null;
  @Column('uuid', { name: 'operations_id', nullable: true }) operationsId: string | null;
  @Column('timestamptz', { name: 'receipt_due_at', nullable: true }) receiptDueAt: Instant | null;
  @Column('integer', { name: 'steps_taken' }) stepsTaken: number;
  @Column('timestamptz', { name: 'operations_told_at', nullable: true }) operationsToldAt: Instant | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
  @Column('timestamptz', { name: 'received_at', nullable: true }) receivedAt: Instant | null;
  @Column('text', { name: 'received_by', nullable: true }) receivedBy: string | null;
  @Column('text', { name: 'received_function', nullable: true }) receivedFunction: string | null;
  @Column('text', { name: 'received_channel', nullable: true }) receivedChannel: Channel | null;
  @Column('boolean', { name: 'received_late', nullable: true }) receivedLate: boolean | null;
}

/** The root of the thread that an alert belongs to. */
export const rootIdOf = (alert: Pick<Alert, 'id' | 'rootId'>): string => alert.rootId ?? alert.id;
