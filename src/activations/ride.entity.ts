import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Groups, Instant } from '../kernel/index.js';

/** A ride from Ter Apel to one deployment. Persons per group; never a name. */
@Entity('rides')
export class Ride {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  /** A company, never a person. */
  @Column('text') carrier: string;
  @Column('integer') seats: number;
  @Column('jsonb') boarded: Groups;
  @Column('timestamptz', { name: 'departed_at' }) departedAt: Instant;
  /** Null while it is under way. */
  @Column('jsonb', { nullable: true }) arrived: Groups | null;
  @Column('timestamptz', { name: 'arrived_at', nullable: true }) arrivedAt: Instant | null;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Instant;
}
