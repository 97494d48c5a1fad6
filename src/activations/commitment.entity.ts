import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel, Instant } from '../kernel/index.js';
import type { CommitmentAnswer, CommitmentDetails } from './domain/index.js';

@Entity('commitments')
export class CommitmentRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') answer: CommitmentAnswer;
  @Column('text', { nullable: true }) conditions: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { name: 'by_name' }) byName: string;
  @Column('text', { name: 'by_function' }) byFunction: string;
  @Column('text') mandate: string;
  @Column('jsonb', { nullable: true }) details: CommitmentDetails | null;
  @Column('text') channel: Channel;
  @Column('boolean') late: boolean;
  @Column('timestamptz') at: Instant;
  /** It was taken back: it no longer counts, and another answer may have come instead. */
  @Column('timestamptz', { name: 'retracted_at', nullable: true }) retractedAt: Instant | null;
}
