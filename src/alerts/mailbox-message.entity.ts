import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Instant } from '../kernel/index.js';

/** A message that the built-in mailbox received. */
@Entity('mailbox_messages')
export class MailboxMessage {
  @PrimaryColumn('uuid') id: string;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Instant;
  @Column('text', { name: 'message_id', nullable: true }) messageId: string | null;
  @Column('text') sender: string;
  @Column('text') recipients: string;
  @Column('text') subject: string;
  @Column('text') body: string;
}
