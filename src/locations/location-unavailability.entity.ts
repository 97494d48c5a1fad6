import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';

@Entity('location_unavailabilities')
export class LocationUnavailability {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('timestamptz', { name: 'starts_at' }) startsAt: Instant;
  /** Null: nobody knows until when. */
  @Column('timestamptz', { name: 'ends_at', nullable: true }) endsAt: Instant | null;
  @Column('text') reason: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
