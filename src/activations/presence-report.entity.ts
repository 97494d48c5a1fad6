import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant } from '../kernel/index.js';

@Entity('presence_reports')
export class PresenceReport {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  /** Persons present per group. Never a name. */
  @Column('jsonb') present: Groups;
  @Column('integer') total: number;
  @Column('boolean', { name: 'above_plan' }) abovePlan: boolean;
  @Column('timestamptz') at: Instant;
}
