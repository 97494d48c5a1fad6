import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { Finding } from './domain/index.js';

@Entity('inspections')
export class InspectionRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'location_id' }) locationId: string;
  @Column('timestamptz', { name: 'inspected_at' }) inspectedAt: Instant;
  @Column('text') inspector: string;
  @Column('jsonb') findings: readonly Finding[];
  @Column('timestamptz', { name: 'voided_at', nullable: true }) voidedAt: Instant | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
}
