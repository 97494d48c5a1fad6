import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MilestoneKind } from '../../config/activation.js';
import type { Instant } from '../kernel/index.js';

/** What was said when a milestone was completed. Names are personal values: they serve the running activation only. */
export type MilestoneDetails = { readonly name: string; readonly function: string; readonly note: string | null };

@Entity('milestones')
export class Milestone {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  @Column('text') kind: MilestoneKind;
  /** Who owes it. */
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('timestamptz', { name: 'due_at' }) dueAt: Instant;
  /** `void`: the deployment dropped out or the activation ended before it was done. */
  @Column('text') state: 'open' | 'done' | 'refused' | 'void';
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt: Instant | null;
  @Column('boolean', { name: 'done_late', nullable: true }) doneLate: boolean | null;
  /** When it was found overdue and its owner was told; null when it never was. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true }) overdueAt: Instant | null;
  /** When its owner was reminded before it was due. */
  @Column('timestamptz', { name: 'reminded_at', nullable: true }) remindedAt: Instant | null;
  /** When the duty desk was asked to telephone its owner. */
  @Column('timestamptz', { name: 'escalated_at', nullable: true }) escalatedAt: Instant | null;
  @Column('jsonb', { nullable: true }) details: MilestoneDetails | null;
}
