import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, LocalDay } from '../../kernel/index.js';

/** An official who may order an activation by telephone: a contact of the ministry, on a decision, for a while. */
@Entity('mandates')
export class MandateRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('uuid', { name: 'contact_id' }) contactId: string;
  @Column('text') reference: string;
  @Column('date', { name: 'valid_from' }) validFrom: LocalDay;
  @Column('date', { name: 'valid_until' }) validUntil: LocalDay;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt: Instant | null;
  @Column('integer') version: number;
}
