import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { dayOf, isId, newId, NOT_FOUND, Problem, type Actor, type Scope } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { assertManages, unknownOrganisation } from './contact-access.js';
import { ContactRow } from './contact.entity.js';
import { wrongField } from './directory-problems.js';
import { DutyExceptionRow } from './duty-exception.entity.js';
import { exceptionsOf } from './duty-roster-reader.js';
import type { DutyExceptionInput } from './duty-schemas.js';
import { seesContactsOf, type Reader } from './organisations.js';

const factsOf = ({ id, contactId, firstDay, lastDay, from, until }: Omit<DutyExceptionRow, 'organisationId' | 'reason' | 'version' | 'createdAt' | 'removedAt'>): Record<string, unknown> =>
  ({ exceptionId: id, contactId, firstDay, lastDay, from, until });

/** Days on which an organisation's weekly roster does not hold. They are not changed: one is removed and another added. */
@Injectable()
export class DutyExceptions {
  constructor(private readonly record: RecordBook) {}

  /** Those that run or are to come, by first day; none of an organisation whose contacts the scope may not see. */
  async ofOrganisation(reader: Reader & Pick<Tx, 'now'>, scope: Scope, organisationId: string): Promise<DutyExceptionRow[]> {
    if (!(await seesContactsOf(reader, scope, organisationId))) return [];
    return exceptionsOf(reader, [organisationId], await reader.now());
  }

  /** Throws REQUEST.NOT_FOUND (404) when there is none or the scope may not see it. */
  async byId(reader: Reader, scope: Scope, id: string): Promise<DutyExceptionRow> {
    const row = isId(id) ? await reader.manager.findOneBy(DutyExceptionRow, { id, removedAt: IsNull() }) : null;
    if (!row || !(await seesContactsOf(reader, scope, row.organisationId))) throw new Problem(NOT_FOUND);
    return row;
  }

  /** Gives the id. Throws CONTACT.NOT_YOURS (403), and REQUEST.INVALID (400) for an unknown organisation or contact, and for days that are over. */
  async add(tx: Tx, actor: Actor, input: DutyExceptionInput): Promise<string> {
    const organisationId = input.organisationId ?? actor.organisationId;
    assertManages(actor, organisationId);
    if ((await tx.lock('organisations', organisationId)) === 0) throw unknownOrganisation();
    const { contactId = null, firstDay, lastDay = firstDay, from = null, until = null, reason } = input;
    const now = await tx.now();
    if (lastDay < dayOf(now)) throw wrongField(input.lastDay ? 'lastDay' : 'firstDay', 'in-the-past', { nl: 'Deze dagen zijn al voorbij.', en: 'These days are over already.' });
    if (contactId !== null && !(await tx.manager.findOneBy(ContactRow, { id: contactId, organisationId, removedAt: IsNull() }))) {
      throw wrongField('contactId', 'unknown-contact', { nl: 'Deze organisatie heeft dit contact niet.', en: 'This organisation does not have this contact.' });
    }
    const row: DutyExceptionRow = { id: newId(), organisationId, contactId, firstDay, lastDay, from, until, reason, version: 1, createdAt: now, removedAt: null };
    await tx.manager.insert(DutyExceptionRow, row);
    await this.record.add(tx, actor, {
      action: 'duty-exception.added', subjectKind: 'organisation', subjectId: organisationId, after: factsOf(row), personal: { reason },
    });
    return row.id;
  }

  /** Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), REQUEST.STALE_VERSION (412). */
  async remove(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
    const { organisationId } = await this.byId(tx, actor.scope, id);
    assertManages(actor, organisationId);
    await tx.lock('organisations', organisationId);
    const row = await this.byId(tx, actor.scope, id);
    assertVersion(row.version, version);
    await tx.manager.update(DutyExceptionRow, { id }, { removedAt: await tx.now(), version: version + 1 });
    await this.record.add(tx, actor, {
      action: 'duty-exception.removed', subjectKind: 'organisation', subjectId: organisationId, before: factsOf(row), personal: { reason: row.reason },
    });
  }
}
