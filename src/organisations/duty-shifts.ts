import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { isId, newId, NOT_FOUND, Problem, type Actor, type Scope } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import type { ContactRow } from './contact.entity.js';
import { Contacts } from './contacts.js';
import { NOT_A_DUTY_NUMBER } from './directory-problems.js';
import type { DutyShiftInput } from './duty-schemas.js';
import { DutyShiftRow } from './duty-shift.entity.js';
import type { Reader } from './organisations.js';

type Shift = Pick<DutyShiftRow, 'weekdays' | 'from' | 'until'>;
const factsOf = (id: string, { weekdays, from, until }: Shift): Record<string, unknown> => ({ shiftId: id, weekdays, from, until });

/** The weekly shifts of duty numbers: alerts follow them from the moment they are saved. */
@Injectable()
export class DutyShifts {
  constructor(
    private readonly contacts: Contacts,
    private readonly record: RecordBook,
  ) {}

  /** Those of one contact, oldest first. Throws REQUEST.NOT_FOUND (404) for a contact the scope may not see. */
  async ofContact(reader: Reader, scope: Scope, contactId: string): Promise<DutyShiftRow[]> {
    const { id } = await this.contacts.byId(reader, scope, contactId);
    return reader.manager.find(DutyShiftRow, { where: { contactId: id, removedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Throws REQUEST.NOT_FOUND (404). */
  async byId(reader: Reader, scope: Scope, contactId: string, id: string): Promise<DutyShiftRow> {
    const { id: contact } = await this.contacts.byId(reader, scope, contactId);
    const row = isId(id) ? await reader.manager.findOneBy(DutyShiftRow, { id, contactId: contact, removedAt: IsNull() }) : null;
    if (!row) throw new Problem(NOT_FOUND);
    return row;
  }

  /** Gives the id. Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), CONTACT.NOT_A_DUTY_NUMBER (409). */
  async add(tx: Tx, actor: Actor, contactId: string, input: DutyShiftInput): Promise<string> {
    const contact = await this.contacts.lockManaged(tx, actor, contactId);
    if (!contact.duty) throw new Problem(NOT_A_DUTY_NUMBER);
    const id = newId();
    await tx.manager.insert(DutyShiftRow, { id, contactId, ...input, version: 1, createdAt: await tx.now(), removedAt: null });
    await this.tell(tx, actor, 'duty-shift.added', contact, { after: factsOf(id, input) });
    return id;
  }

  /** States a shift anew. Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), REQUEST.STALE_VERSION (412). */
  async change(tx: Tx, actor: Actor, contactId: string, id: string, version: number, input: DutyShiftInput): Promise<DutyShiftRow> {
    const { contact, shift } = await this.lock(tx, actor, contactId, id, version);
    const after = { ...input, version: version + 1 };
    await tx.manager.update(DutyShiftRow, { id }, after);
    await this.tell(tx, actor, 'duty-shift.changed', contact, { before: factsOf(id, shift), after: factsOf(id, input) });
    return { ...shift, ...after };
  }

  /** Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), REQUEST.STALE_VERSION (412). */
  async remove(tx: Tx, actor: Actor, contactId: string, id: string, version: number): Promise<void> {
    const { contact, shift } = await this.lock(tx, actor, contactId, id, version);
    await tx.manager.update(DutyShiftRow, { id }, { removedAt: await tx.now(), version: version + 1 });
    await this.tell(tx, actor, 'duty-shift.removed', contact, { before: factsOf(id, shift) });
  }

  private async lock(tx: Tx, actor: Actor, contactId: string, id: string, version: number): Promise<{ contact: ContactRow; shift: DutyShiftRow }> {
    const contact = await this.contacts.lockManaged(tx, actor, contactId);
    const shift = await this.byId(tx, actor.scope, contactId, id);
    assertVersion(shift.version, version);
    return { contact, shift };
  }

  private async tell(tx: Tx, actor: Actor, action: string, contact: ContactRow, what: { before?: unknown; after?: unknown }): Promise<void> {
    await this.record.add(tx, actor, { action, subjectKind: 'contact', subjectId: contact.id, ...what });
  }
}
