import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant, Language } from '../kernel/index.js';

/**
 * `queued`: not tried yet; `sending`: under way; `accepted`: the mail server took it; `answered`: receipt was confirmed or
 * the message is no longer needed; `failed-retrying`: tried again at `nextTryAt`; `given-up`: a human was told; `superseded`: it
 * waited through an outage, was never taken, and a later message that states the present situation went in its place.
 */
export const DELIVERY_STATES = ['queued', 'sending', 'accepted', 'answered', 'failed-retrying', 'given-up', 'superseded'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const DELIVERY_CHANNELS = ['mail', 'sms', 'voice'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** One message to one recipient over one channel. */
@Entity('deliveries')
export class Delivery {
  @PrimaryColumn('uuid') id: string;
  /** Order of making; the database gives it. */
  @Column({ type: 'bigint', insert: false, update: false }) position: string;
  @Column('uuid', { name: 'alert_id' }) alertId: string;
  @Column('uuid', { name: 'topic_id' }) topicId: string;
  @Column('uuid', { name: 'contact_id', nullable: true }) contactId: string | null;
  @Column('text') channel: DeliveryChannel;
  @Column('text', { name: 'recipient_name' }) recipientName: string;
  @Column('text', { name: 'recipient_function' }) recipientFunction: string;
  /** An e-mail address, or for the other channels a telephone number (E.164). */
  @Column('text') address: string;
  @Column('text') language: Language;
  @Column('text', { name: 'message_id' }) messageId: string;
  @Column('text') state: DeliveryState;
  @Column('text') lane: 'activation' | 'routine';
  @Column('timestamptz', { name: 'next_try_at', nullable: true }) nextTryAt: Instant | null;
  @Column('integer') attempts: number;
  @Column('boolean', { name: 'possibly_sent_twice' }) possiblySentTwice: boolean;
  @Column('text', { name: 'last_error', nullable: true }) lastError: string | null;
  @Column('text', { nullable: true }) response: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Instant;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt: Instant | null;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) answeredAt: Instant | null;
  @Column('timestamptz', { name: 'given_up_at', nullable: true }) givenUpAt: Instant | null;
  /** The delivery that took its place. */
  @Column('uuid', { name: 'superseded_by', nullable: true }) supersededBy: string | null;
}
