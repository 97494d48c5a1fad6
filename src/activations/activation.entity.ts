import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant } from '../kernel/index.js';
import type { Lifecycle } from './domain/index.js';

/** Which organisations serve an activation, as agreed in the reserve request when it was triggered. */
export type Parties = {
  readonly ministryId: string;
  readonly provinceId: string;
  readonly redCrossId: string;
  readonly coaId: string;
  readonly operationsId: string;
};

@Entity('activations')
export class Activation {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'reserve_request_id' }) reserveRequestId: string;
  @Column('boolean') exercise: boolean;
  @Column('text') status: Lifecycle;
  @Column('integer') places: number;
  @Column('jsonb') groups: Groups;
  @Column('text') reason: string;
  @Column('integer', { name: 'planned_places' }) plannedPlaces: number;
  @Column('integer') shortfall: number;
  @Column('integer', { name: 'window_seconds' }) windowSeconds: number;
  @Column('timestamptz', { name: 'triggered_at' }) triggeredAt: Instant;
  @Column('timestamptz', { name: 'deadline_at' }) deadlineAt: Instant;
  /** As it was at the trigger; null: never put off. */
  @Column('timestamptz', { name: 'first_deadline_at', nullable: true }) firstDeadlineAt: Instant | null;
  /** Why it was put off, the last time. */
  @Column('text', { name: 'extension_reason', nullable: true }) extensionReason: string | null;
  @Column('jsonb') parties: Parties;
  @Column('text', { nullable: true }) outcome: 'met' | 'missed' | 'none' | null;
  @Column('timestamptz', { name: 'outcome_at', nullable: true }) outcomeAt: Instant | null;
  @Column('text', { name: 'outcome_reason', nullable: true }) outcomeReason: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Instant | null;
  @Column('text', { name: 'end_reason', nullable: true }) endReason: string | null;
  @Column('integer') version: number;
  /** When any part of it last changed. */
  @Column({ type: 'timestamptz', name: 'changed_at', insert: false }) changedAt: Instant;
}
