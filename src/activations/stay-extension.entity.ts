import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel, Instant, LocalDay } from '../kernel/index.js';
import type { CommitmentAnswer } from './domain/index.js';

/** A request for a longer stay at one deployment, with the municipality's fresh answer. */
@Entity('stay_extensions')
export class StayExtension {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'activation_id' }) activationId: string;
  @Column('uuid', { name: 'deployment_id' }) deploymentId: string;
  /** Asked for. */
  @Column('date', { name: 'last_night' }) lastNight: LocalDay;
  /** Agreed when it was asked. */
  @Column('date', { name: 'last_night_before', nullable: true }) lastNightBefore: LocalDay | null;
  @Column('text') reason: string;
  @Column('uuid', { name: 'asked_by' }) askedBy: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt: Instant;
  @Column('text', { nullable: true }) answer: CommitmentAnswer | null;
  @Column('text', { nullable: true }) conditions: string | null;
  @Column('text', { name: 'answer_reason', nullable: true }) answerReason: string | null;
  @Column('text', { name: 'decision_reference', nullable: true }) decisionReference: string | null;
  @Column('text', { name: 'by_name', nullable: true }) byName: string | null;
  @Column('text', { name: 'by_function', nullable: true }) byFunction: string | null;
  @Column('text', { nullable: true }) mandate: string | null;
  @Column('text', { nullable: true }) channel: Channel | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Instant | null;
  /** The location went out of use before there was an answer. */
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Instant | null;
}

/** Waits for the municipality's answer. */
export const isOpenRequest = ({ answeredAt, closedAt }: Pick<StayExtension, 'answeredAt' | 'closedAt'>): boolean => answeredAt === null && closedAt === null;
