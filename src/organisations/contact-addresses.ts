import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { SYSTEM_ACTOR, type Actor } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ContactRow } from './contact.entity.js';

/** What is found out about the e-mail addresses of contacts: by test messages, and by every message that a mail server refuses. */
@Injectable()
export class ContactAddresses {
  constructor(private readonly record: RecordBook) {}

  /** A test message goes out to the contact's address. */
  async tested(tx: Tx, actor: Actor, contact: Pick<ContactRow, 'id' | 'email'>): Promise<void> {
    await tx.manager.update(ContactRow, { id: contact.id }, { testedAt: await tx.now() });
    await this.tell(tx, actor, 'contact.test-sent', contact.id, contact.email);
  }

  /** Somebody who reads mail at this address says so. False when it is no longer the contact's, or the contact has been removed. */
  async verified(tx: Tx, actor: Actor, contactId: string, address: string): Promise<boolean> {
    const { affected } = await tx.manager.update(ContactRow, { id: contactId, email: address, removedAt: IsNull() }, { verifiedAt: await tx.now(), refusedAt: null });
    if (affected !== 1) return false;
    await this.tell(tx, actor, 'contact.verified', contactId, address);
    return true;
  }

  /** A mail server will not have this address, or has put it off for days. An address that was changed meanwhile is left as it is. */
  async refused(tx: Tx, contactId: string, address: string): Promise<void> {
    const { affected } = await tx.manager.update(ContactRow, { id: contactId, email: address, removedAt: IsNull() }, { verifiedAt: null, refusedAt: await tx.now() });
    if (affected === 1) await this.tell(tx, SYSTEM_ACTOR, 'contact.address-refused', contactId, address);
  }

  private async tell(tx: Tx, actor: Actor, action: string, contactId: string, address: string | null): Promise<void> {
    await this.record.add(tx, actor, { action, subjectKind: 'contact', subjectId: contactId, personal: { address } });
  }
}
