import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant } from '../kernel/index.js';

/** Places asked for while the activation ran, in one go, with an outcome of their own. */
@Entity('extra_places')
export class ExtraPlaces {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('integer') places: number;
  @Column('jsonb') groups: Groups;
  @Column('text') reason: string;
  @Column('integer', { name: 'planned_places' }) plannedPlaces: number;
  @Column('integer') shortfall: number;
  /** Null: the activation's, wherever that moves. */
  @Column('timestamptz', { name: 'deadline_at', nullable: true }) deadlineAt: Instant | null;
  /** As it was when they were asked for. */
  @Column('timestamptz', { name: 'first_deadline_at' }) firstDeadlineAt: Instant;
  /** The organisation. */
  @Column('uuid', { name: 'asked_by' }) askedBy: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Instant;
  @Column('text', { nullable: true }) outcome: 'met' | 'missed' | 'none' | null;
  @Column('timestamptz', { name: 'outcome_at', nullable: true }) outcomeAt: Instant | null;
  @Column('text', { name: 'outcome_reason', nullable: true }) outcomeReason: string | null;
}
