import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, LocalDay, LocalTime } from '../kernel/index.js';

/** Days on which the weekly roster does not hold. */
@Entity('duty_exceptions')
export class DutyExceptionRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  /** Who stands in; null: nobody. */
  @Column('uuid', { name: 'contact_id', nullable: true }) contactId: string | null;
  @Column('date', { name: 'first_day' }) firstDay: LocalDay;
  @Column('date', { name: 'last_day' }) lastDay: LocalDay;
  /** Both or neither: on each of the days between these times, else the days as a whole. */
  @Column('text', { name: 'from_time', nullable: true }) from: LocalTime | null;
  @Column('text', { name: 'until_time', nullable: true }) until: LocalTime | null;
  @Column('text') reason: string;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
