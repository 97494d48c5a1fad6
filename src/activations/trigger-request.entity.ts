import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';
import type { TriggerBody } from './activation-schemas.js';
import type { CallBackResult, TriggerRequestState } from './domain/index.js';

/** An official's order by telephone to trigger an activation on behalf of PRO. */
@Entity('trigger_requests')
export class TriggerRequest {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'reserve_request_id' }) reserveRequestId: string;
  @Column('uuid', { name: 'mandate_id' }) mandateId: string;
  @Column('uuid', { name: 'ministry_id' }) ministryId: string;
  @Column('uuid', { name: 'operations_id' }) operationsId: string;
  @Column('boolean') exercise: boolean;
  /** As it is triggered when it is confirmed. */
  @Column('jsonb') asked: TriggerBody;
  @Column('text', { name: 'official_function' }) officialFunction: string;
  @Column('timestamptz', { name: 'called_at' }) calledAt: Instant;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt: Instant;
  /** A person. */
  @Column('uuid', { name: 'recorded_by' }) recordedBy: string;
  @Column('text', { name: 'recorded_by_name' }) recordedByName: string;
  @Column('timestamptz', { name: 'lapses_at' }) lapsesAt: Instant;
  @Column('text') state: TriggerRequestState;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy: string | null;
  @Column('text', { name: 'confirmed_by_name', nullable: true }) confirmedByName: string | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
  @Column('uuid', { name: 'activation_id', nullable: true }) activationId: string | null;
}

/** One call back and its result; never changed, but for what is forgotten after its term (config/retention.ts). */
@Entity('trigger_call_backs')
export class TriggerCallBack {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'trigger_request_id' }) triggerRequestId: string;
  @Column('text') result: CallBackResult;
  /** As dialled, which was the registered one; null once forgotten, and the note and the name with it. */
  @Column('text', { nullable: true }) telephone: string | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { name: 'by_name', nullable: true }) byName: string | null;
  @Column('timestamptz') at: Instant;
}
