import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, LocalTime, Weekday } from '../kernel/index.js';

/** A line of the roster: every week a duty number has duty on these days. */
@Entity('duty_shifts')
export class DutyShiftRow {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'contact_id' }) contactId: string;
  /** On which it begins, in order. */
  @Column('smallint', { array: true }) weekdays: Weekday[];
  @Column('text', { name: 'from_time' }) from: LocalTime;
  /** Not later than the begin: on the next day. */
  @Column('text', { name: 'until_time' }) until: LocalTime;
  @Column('integer') version: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) removedAt: Instant | null;
}
