import { Injectable } from '@nestjs/common';
import { dayOf, newId, Problem, type Actor, type Instant, type LocalDay, type Scope } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { assertMay } from './allow.js';
import { Contacts } from './contacts.js';
import { REPORT_NOT_YOURS, wrongField } from './directory-problems.js';
import { reportsOn } from './domain/reachability.js';
import type { Reader } from './organisations.js';
import { ReachabilityReportRow } from './reachability-report.entity.js';
import type { ReachabilityInput } from './reachability-schemas.js';

const MOST_SHOWN = 20;

/** Who of the contacts was telephoned, and reached or not. The newest report counts. */
@Injectable()
export class ReachabilityReports {
  constructor(
    private readonly contacts: Contacts,
    private readonly record: RecordBook,
  ) {}

  /** The newest of one contact. Throws REQUEST.NOT_FOUND (404) for a contact the scope may not see. */
  async ofContact(reader: Reader, scope: Scope, contactId: string): Promise<ReachabilityReportRow[]> {
    const { id } = await this.contacts.byId(reader, scope, contactId);
    return reader.manager.find(ReachabilityReportRow, { where: { contactId: id }, order: { calledOn: 'DESC', createdAt: 'DESC', id: 'DESC' }, take: MOST_SHOWN });
  }

  /** Gives the id. Throws REQUEST.NOT_FOUND (404), CONTACT.REPORT_NOT_YOURS (403), REQUEST.INVALID (400) for a day that is still to come. */
  async add(tx: Tx, actor: Actor, contactId: string, input: ReachabilityInput): Promise<string> {
    assertMay(actor, 'contact.report');
    const contact = await this.contacts.byId(tx, actor.scope, contactId);
    if (!reportsOn(actor, contact.organisationId)) throw new Problem(REPORT_NOT_YOURS);
    await tx.lock('organisations', contact.organisationId);
    const now = await tx.now();
    const { outcome, note } = input;
    const calledOn = dayCalled(input.calledOn, now);
    const id = newId();
    await tx.manager.insert(ReachabilityReportRow, { id, contactId: contact.id, outcome, calledOn, note, byOrganisationId: actor.organisationId, byName: actor.name, createdAt: now });
    await this.record.add(tx, actor, {
      action: `contact.${outcome}`, subjectKind: 'contact', subjectId: contact.id, after: { outcome, calledOn, organisationId: contact.organisationId }, ...(note !== null && { personal: { note } }),
    });
    return id;
  }
}

/** The day on which was telephoned: today unless it is given. Throws REQUEST.INVALID (400) when that day is still to come. */
export function dayCalled(given: LocalDay | undefined, now: Instant): LocalDay {
  const today = dayOf(now);
  if (given !== undefined && given > today) throw wrongField('calledOn', 'in-the-future', { nl: 'Deze dag moet nog komen.', en: 'This day is still to come.' });
  return given ?? today;
}

/** The newest report of each of these contacts. Whose may be seen, is the business of whoever calls. */
export async function newestReports(reader: Reader, contactIds: readonly string[]): Promise<Map<string, ReachabilityReportRow>> {
  if (contactIds.length === 0) return new Map();
  const rows = await reader.manager
    .createQueryBuilder(ReachabilityReportRow, 'r')
    .where('r.contact_id = ANY(:contactIds)', { contactIds })
    .distinctOn(['r.contact_id'])
    .orderBy('r.contact_id')
    .addOrderBy('r.called_on', 'DESC')
    .addOrderBy('r.created_at', 'DESC')
    .addOrderBy('r.id', 'DESC')
    .getMany();
  return new Map(rows.map((row) => [row.contactId, row]));
}
