import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { CallResult } from './domain/call-round.js';

/**
 * Why somebody is telephoned: in a real activation everyone is at once; otherwise because a step passed without an answer,
 * because mail reaches nobody or was never shown to reach anybody, because a step of theirs is overdue, because an answer was taken back, or (PRO's duty officer) because
 * nobody of another organisation answers, or because PRO has not confirmed what was triggered on its order by telephone.
 */
export type CallBecause = 'real-activation' | 'no-answer' | 'no-contact' | 'unverified' | 'refused' | 'step-overdue' | 'all-tried' | 'taken-back' | 'pro-confirmation';

/** An organisation to be telephoned by the duty desk. */
@Entity('call_tasks')
export class CallTask {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'topic_id' }) topicId: string;
  @Column('boolean') exercise: boolean;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'operations_id', nullable: true }) operationsId: string | null;
  @Column('text') because: CallBecause;
  @Column('timestamptz', { name: 'opened_at' }) openedAt: Instant;
  @Column('timestamptz', { name: 'all_tried_at', nullable: true }) allTriedAt: Instant | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
  @Column('text', { name: 'close_reason', nullable: true }) closeReason: 'answered' | 'not-needed' | null;
}

/** One call and its result. Who was called, and what was noted, is forgotten after its term; nothing else ever changes. */
@Entity('call_attempts')
export class CallAttemptRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'task_id' }) taskId: string;
  @Column('uuid', { name: 'contact_id', nullable: true }) contactId: string | null;
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { nullable: true }) telephone: string | null;
  @Column('text') result: CallResult;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { name: 'by_name', nullable: true }) byName: string | null;
  @Column('timestamptz') at: Instant;
}
