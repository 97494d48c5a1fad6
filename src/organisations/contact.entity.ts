import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, Language } from '../kernel/index.js';

/** Somebody, or a duty desk, that alerts go to. */
@Entity('contacts')
export class ContactRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') name: string;
  @Column('text') function: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { nullable: true }) telephone: string | null;
  @Column('text') language: Language;
  /** Alerts go along the contacts of an organisation from 1 upwards. */
  @Column('integer') rank: number;
  /** A number that is always answered, whoever is on duty. */
  @Column('boolean') duty: boolean;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
