import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { ContactRole, LocationFacts } from './domain/index.js';

/** The facts that have no column of their own. */
export type StoredFacts = Omit<LocationFacts, 'id' | 'name' | 'municipalityCode' | 'claimedPlaces' | 'findingsVoidedAt' | 'floorPlanDocument'> & {
  /** An instant as ISO 8601 text. */
  readonly findingsVoidedAt: string | null;
};

/** Whom to call about a building. */
export type LocationContact = {
  readonly role: ContactRole;
  readonly name: string;
  readonly function: string;
  readonly telephone: string | null;
  readonly email: string | null;
};

@Entity('standby_locations')
export class StandbyLocation {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text', { nullable: true }) reference: string | null;
  @Column('text') name: string;
  @Column('text') street: string;
  @Column('text', { name: 'house_number' }) houseNumber: string;
  @Column('text') postcode: string;
  @Column('text') place: string;
  @Column('text', { name: 'municipality_code' }) municipalityCode: string;
  @Column('text', { name: 'province_code' }) provinceCode: string;
  @Column('text', { name: 'bag_id', nullable: true }) bagId: string | null;
  @Column('double precision', { nullable: true }) latitude: number | null;
  @Column('double precision', { nullable: true }) longitude: number | null;
  @Column('integer', { name: 'claimed_places' }) claimedPlaces: number;
  @Column('jsonb') facts: StoredFacts;
  @Column('jsonb') contacts: readonly LocationContact[];
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Instant;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt: Instant | null;
}
