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
  /** When another number was entered; null: never since the contact was, or not known. */
  @Column('timestamptz', { name: 'telephone_changed_at', nullable: true }) telephoneChangedAt: Instant | null;
  @Column('text') language: Language;
  /** Alerts go along those who have duty, then along the persons, each from 1 upwards. */
  @Column('integer') rank: number;
  /** A number that whoever has duty answers: at all times, or when the roster says so. */
  @Column('boolean') duty: boolean;
  /** When the last test message was sent to the e-mail address. These three are about the address that stands there now. */
  @Column('timestamptz', { name: 'tested_at', nullable: true }) testedAt: Instant | null;
  /** When somebody who reads mail there last confirmed it. */
  @Column('timestamptz', { name: 'verified_at', nullable: true }) verifiedAt: Instant | null;
  /** When a mail server last refused the address for good. */
  @Column('timestamptz', { name: 'refused_at', nullable: true }) refusedAt: Instant | null;
  /** Counts what its organisation states of it; what is found out about the address leaves it as it is. */
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
