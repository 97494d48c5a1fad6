import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant } from '../kernel/index.js';
import type { DeploymentState } from './domain/index.js';

/** Name and address of the location as they were when it was planned: what was sent stays readable. */
export type LocationSnapshot = {
  readonly name: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly place: string;
  readonly municipalityName: string;
};

@Entity('deployments')
export class Deployment {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('uuid', { name: 'municipality_id' }) municipalityId: string;
  @Column('jsonb') location: LocationSnapshot;
  @Column('integer') places: number;
  @Column('jsonb') groups: Groups;
  @Column('text') state: DeploymentState;
  /** Why this location was planned. */
  @Column('text') reason: string;
  /** Why it was refused or failed. */
  @Column('text', { name: 'state_reason', nullable: true }) stateReason: string | null;
  @Column('uuid', { name: 'replaces_id', nullable: true }) replacesId: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt: Instant | null;
  @Column('boolean', { name: 'opened_late', nullable: true }) openedLate: boolean | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
}
