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
  /** When it should arrive. */
  @Column('timestamptz', { name: 'expected_at' }) expectedAt: Instant;
  /** When it was alarmed that it had not arrived. */
  @Column('timestamptz', { name: 'alarmed_at', nullable: true }) alarmedAt: Instant | null;
  /** It did not go after all, or turned back. */
  @Column('timestamptz', { name: 'cancelled_at', nullable: true }) cancelledAt: Instant | null;
  @Column('text', { name: 'cancel_reason', nullable: true }) cancelReason: string | null;
  /** Null while it is under way, and of a ride that was cancelled. */
  @Column('jsonb', { nullable: true }) arrived: Groups | null;
  @Column('timestamptz', { name: 'arrived_at', nullable: true }) arrivedAt: Instant | null;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Instant;
}
