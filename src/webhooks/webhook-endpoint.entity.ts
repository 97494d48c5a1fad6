import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { Audience, EventName } from './domain/event-types.js';

/** Where a system of an organisation is told of what happens. */
@Entity('webhook_endpoints')
export class WebhookEndpoint {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') url: string;
  /** Null: everything, what is added later included. */
  @Column('text', { array: true, nullable: true }) events: EventName[] | null;
  @Column('text') audience: Audience;
  @Column('boolean') enabled: boolean;
  @Column('text', { name: 'disabled_because', nullable: true }) disabledBecause: 'owner' | 'gone' | null;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Instant | null;
  /** Since when nothing gets through. */
  @Column('timestamptz', { name: 'failing_since', nullable: true }) failingSince: Instant | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
  @Column('integer') version: number;
}
