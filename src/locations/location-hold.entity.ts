import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';

/** An activation has taken the location; running while it is not released. */
@Entity('location_holds')
export class LocationHold {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('boolean') exercise: boolean;
  @Column('timestamptz', { name: 'starts_at' }) startsAt: Instant;
  @Column('timestamptz', { name: 'released_at', nullable: true }) releasedAt: Instant | null;
}
