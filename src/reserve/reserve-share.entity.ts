import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { ShareAnswer } from './domain/index.js';

/** What one municipality was asked for one request, and its answer. */
@Entity('reserve_shares')
export class ReserveShare {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'reserve_request_id' }) reserveRequestId: string;
  @Column('uuid', { name: 'municipality_id' }) municipalityId: string;
  @Column('integer', { name: 'places_asked' }) placesAsked: number;
  @Column('text') answer: ShareAnswer;
  @Column('integer', { name: 'places_promised', nullable: true }) placesPromised: number | null;
  @Column('text', { nullable: true }) conditions: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) mandate: string | null;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Instant;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Instant | null;
  @Column('integer') version: number;
}
