import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { ProAnswer } from './domain/index.js';

/** An activation that operations triggered on behalf of PRO, and whether PRO has confirmed that it ordered it. */
@Entity('pro_confirmations')
export class ProConfirmation {
  @PrimaryColumn('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'trigger_request_id' }) triggerRequestId: string;
  /** In what function the official ordered it; never the name. */
  @Column('text', { name: 'official_function' }) officialFunction: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt: Instant;
  @Column('text', { nullable: true }) answer: ProAnswer | null;
  /** Why PRO disputes it. */
  @Column('text', { nullable: true }) reason: string | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Instant | null;
  @Column('text', { name: 'by_name', nullable: true }) byName: string | null;
  @Column('text', { name: 'by_function', nullable: true }) byFunction: string | null;
  /** When the alarm was raised. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true }) overdueAt: Instant | null;
}
