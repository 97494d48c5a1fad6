import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, Language } from '../kernel/index.js';

/** Somebody who signs in. Never deleted, for the record refers to them: `active` is false once they have left. */
@Entity('people')
export class PersonRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') name: string;
  @Column('text') function: string;
  @Column('text') email: string;
  @Column('text', { name: 'password_hash', select: false }) passwordHash: string;
  @Column('text') language: Language;
  @Column('boolean') active: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
}
