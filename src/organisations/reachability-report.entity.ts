import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, LocalDay } from '../kernel/index.js';
import type { Outcome } from './domain/reachability.js';

/** Somebody telephoned a contact. */
@Entity('reachability_reports')
export class ReachabilityReportRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'contact_id' }) contactId: string;
  @Column('text') outcome: Outcome;
  @Column('date', { name: 'called_on' }) calledOn: LocalDay;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid', { name: 'by_organisation_id', nullable: true }) byOrganisationId: string | null;
  @Column('text', { name: 'by_name' }) byName: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
}
