import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant, LocalDay } from '../kernel/index.js';
import type { AnswerState } from './domain/index.js';

@Entity('reserve_requests')
export class ReserveRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'ministry_id' }) ministryId: string;
  @Column('uuid', { name: 'province_id' }) provinceId: string;
  @Column('uuid', { name: 'red_cross_id' }) redCrossId: string;
  @Column('uuid', { name: 'coa_id' }) coaId: string;
  @Column('uuid', { name: 'operations_id' }) operationsId: string;
  @Column('text', { name: 'province_code' }) provinceCode: string;
  @Column('integer') places: number;
  @Column('jsonb') groups: Groups;
  @Column('date', { name: 'period_from' }) periodFrom: LocalDay;
  @Column('date', { name: 'period_to' }) periodTo: LocalDay;
  @Column('integer', { name: 'window_seconds' }) windowSeconds: number;
  @Column('text', { name: 'norm_set' }) normSet: string;
  @Column('text') answer: AnswerState;
  @Column('text', { name: 'answer_reason', nullable: true }) answerReason: string | null;
  @Column('date', { name: 'ask_again_on', nullable: true }) askAgainOn: LocalDay | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Instant | null;
  /** The request of which this one is the next period. */
  @Column('uuid', { name: 'extends_id', nullable: true }) extendsId: string | null;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt: Instant | null;
  /** From this day the time runs for which what is left of it may be kept. */
  @Column('date', { name: 'retention_from', nullable: true }) retentionFrom: LocalDay | null;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
}
