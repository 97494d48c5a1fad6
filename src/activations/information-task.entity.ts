import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InformedKind } from '../../config/informed-parties.js';
import type { Instant } from '../kernel/index.js';
import type { InformationState } from './domain/index.js';

/** Somebody whom the municipality informs before the first person arrives. Who reported it is in the record. */
@Entity('information_tasks')
export class InformationTask {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  @Column('text') kind: InformedKind;
  /**
   * The college decision on file when the deployment began says that the location does not open before this is done. Kept here: what is
   * decided about the building later does not change a running deployment unseen.
   */
  @Column('boolean') required: boolean;
  @Column('timestamptz', { name: 'due_at' }) dueAt: Instant;
  @Column('text') state: InformationState;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt: Instant | null;
  @Column('boolean', { name: 'done_late', nullable: true }) doneLate: boolean | null;
  /** When it was found overdue and the municipality was told; null when it never was. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true }) overdueAt: Instant | null;
  /** What was added when it was done, or why it is not needed. */
  @Column('text', { nullable: true }) note: string | null;
}
