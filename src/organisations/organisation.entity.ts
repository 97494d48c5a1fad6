import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, Language, OrganisationKind } from '../kernel/index.js';

@Entity('organisations')
export class OrganisationRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: OrganisationKind;
  @Column('text') name: string;
  @Column('text', { nullable: true }) code: string | null;
  @Column('text', { name: 'province_code', nullable: true }) provinceCode: string | null;
  @Column('text') language: Language;
  @Column('boolean') demo: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
}
