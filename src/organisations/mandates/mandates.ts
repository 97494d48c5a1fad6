import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { dayOf, isId, newId, NOT_FOUND, Problem, type Actor, type Instant, type ProblemType, type Scope } from '../../kernel/index.js';
import type { Tx } from '../../platform/database/index.js';
import { assertVersion } from '../../platform/http/index.js';
import { RecordBook } from '../../record/index.js';
import { assertMay } from '../allow.js';
import { ContactRow } from '../contact.entity.js';
import { wrongField } from '../directory-problems.js';
import { mandateState, type MandateState } from '../domain/mandate.js';
import type { Reader } from '../organisations.js';
import type { ReachabilityReportRow } from '../reachability-report.entity.js';
import { newestReports } from '../reachability-reports.js';
import { MandateRow } from './mandate.entity.js';
import type { MandateInput } from './mandate-schemas.js';

export const MANDATE_NEEDS_PERSON: ProblemType = {
  code: 'MANDATE.PERSON_NEEDED',
  status: 403,
  title: { nl: 'Een mandaat geeft een persoon', en: 'A mandate is given by a person' },
  detail: {
    nl: 'Wie telefonisch een inzet mag opdragen, bepaalt een medewerker van het ministerie. Meld u aan en doe het op de pagina van de mandaten.',
    en: 'Who may order an activation by telephone is decided by a person of the ministry. Sign in and do it on the page of mandates.',
  },
};

// A key without a person could name an official of its own and be called back there.
function assertPerson({ apiKeyId, personId }: Actor): void {
  if (apiKeyId && !personId) throw new Problem(MANDATE_NEEDS_PERSON);
}

/** A mandate with its official as registered now. */
export type MandateView = {
  readonly mandate: MandateRow;
  readonly contact: ContactRow;
  /** Null when the contact has none, or was removed. */
  readonly telephone: string | null;
  readonly report: ReachabilityReportRow | null;
  readonly state: MandateState;
};

/** The officials of the ministry who may order an activation by telephone. A mandate is not changed: it is withdrawn, and another given. */
@Injectable()
export class Mandates {
  constructor(private readonly record: RecordBook) {}

  /** As of an instant, the latest given first: the ministry its own, operations and the auditor all. */
  async list(reader: Reader, scope: Scope, at: Instant): Promise<MandateView[]> {
    const where = scope.kind === 'ministry' ? { organisationId: scope.organisationId } : {};
    return this.views(reader, await reader.manager.find(MandateRow, { where, order: { createdAt: 'DESC', id: 'DESC' } }), at);
  }

  /** Throws REQUEST.NOT_FOUND (404) when there is none or the scope may not see it. */
  async byId(reader: Reader, scope: Scope, id: string, at: Instant): Promise<MandateView> {
    const row = isId(id) ? await reader.manager.findOneBy(MandateRow, { id }) : null;
    if (!row || (scope.kind === 'ministry' && scope.organisationId !== row.organisationId)) throw new Problem(NOT_FOUND);
    return (await this.views(reader, [row], at))[0]!;
  }

  /** Locks what a mandate's holding depends on: the contacts of the ministry and the list itself. Before the clock is read. */
  async lock(tx: Tx, organisationId: string): Promise<void> {
    await tx.lock('organisations', organisationId);
  }

  /** Gives the id. Throws REQUEST.INVALID (400) for a contact that is not one's own or has no number, and for days that are over. */
  async give(tx: Tx, actor: Actor, input: MandateInput): Promise<string> {
    assertMay(actor, 'mandate.manage');
    assertPerson(actor);
    const organisationId = actor.organisationId!;
    await this.lock(tx, organisationId);
    const now = await tx.now();
    if (input.validUntil < dayOf(now)) throw wrongField('validUntil', 'in-the-past', { nl: 'Deze dag is al voorbij.', en: 'This day is over already.' });
    const contact = await tx.manager.findOneBy(ContactRow, { id: input.contactId, organisationId, removedAt: IsNull() });
    if (!contact) throw wrongField('contactId', 'unknown-contact', { nl: 'Uw organisatie heeft dit contact niet.', en: 'Your organisation does not have this contact.' });
    if (!contact.telephone) {
      throw wrongField('contactId', 'no-telephone', {
        nl: 'Dit contact heeft geen telefoonnummer. De piketdienst belt het geregistreerde nummer terug: vul dat eerst in bij het contact.',
        en: 'This contact has no telephone number. Operations call the registered number back: enter it at the contact first.',
      });
    }
    const row: MandateRow = { id: newId(), organisationId, ...input, createdAt: now, withdrawnAt: null, version: 1 };
    await tx.manager.insert(MandateRow, row);
    await this.record.add(tx, actor, {
      action: 'mandate.given', subjectKind: 'mandate', subjectId: row.id, after: { organisationId, ...input }, personal: { name: contact.name, function: contact.function, telephone: contact.telephone },
    });
    return row.id;
  }

  /** Withdraws; what was ordered before stands. Throws REQUEST.NOT_FOUND (404), REQUEST.STALE_VERSION (412). */
  async withdraw(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
    assertMay(actor, 'mandate.manage');
    assertPerson(actor);
    await this.lock(tx, actor.organisationId!);
    const now = await tx.now();
    const { mandate } = await this.byId(tx, actor.scope, id, now);
    assertVersion(mandate.version, version);
    if (mandate.withdrawnAt) return;
    await tx.manager.update(MandateRow, { id }, { withdrawnAt: now, version: version + 1 });
    await this.record.add(tx, actor, {
      action: 'mandate.withdrawn', subjectKind: 'mandate', subjectId: id, before: { withdrawnAt: null }, after: { contactId: mandate.contactId, withdrawnAt: now },
    });
  }

  private async views(reader: Reader, rows: readonly MandateRow[], at: Instant): Promise<MandateView[]> {
    const contacts = await reader.manager.findBy(ContactRow, { id: In(rows.map(({ contactId }) => contactId)) });
    const reports = await newestReports(reader, contacts.map(({ id }) => id));
    return rows.map((mandate) => {
      // Contacts are never deleted, only marked as removed.
      const contact = contacts.find(({ id }) => id === mandate.contactId)!;
      const telephone = contact.removedAt ? null : contact.telephone;
      return { mandate, contact, telephone, report: reports.get(contact.id) ?? null, state: mandateState({ ...mandate, telephone }, dayOf(at)) };
    });
  }
}
