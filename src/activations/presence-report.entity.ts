import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant, LocalDay } from '../kernel/index.js';
import type { CountReference } from './domain/index.js';

@Entity('presence_reports')
export class PresenceReport {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  /** Persons present per group. Never a name. */
  @Column('jsonb') present: Groups;
  @Column('integer') total: number;
  @Column('boolean', { name: 'above_plan' }) abovePlan: boolean;
  /** What it is a count of, and of which day in Europe/Amsterdam. */
  @Column('text') reference: CountReference;
  @Column('date') day: LocalDay;
  /** When it was made: a fixed count may be reported hours later. */
  @Column('timestamptz', { name: 'counted_at' }) countedAt: Instant;
  /** Since the report before; null: not said. */
  @Column('jsonb', { nullable: true }) arrived: Groups | null;
  @Column('jsonb', { name: 'departed', nullable: true }) left: Groups | null;
  /** When it was reported. */
  @Column('timestamptz') at: Instant;
}
