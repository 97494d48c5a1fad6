import type { Instant } from '../kernel/index.js';
import type { ContactRow } from './contact.entity.js';
import { addressState, type AddressState } from './domain/address-state.js';
import { dutyAt, onDuty, type DutyRoster } from './domain/duty-roster.js';
import { contactsOf, exceptionsOf, rosterFrom, shiftsOf } from './duty-roster-reader.js';
import { standingOf, type Reader, type Standing } from './organisations.js';
import type { ReachabilityReportRow } from './reachability-report.entity.js';
import { newestReports } from './reachability-reports.js';

/** A contact with all that is known of reaching it, as of an instant. */
export type ContactView = {
  readonly contact: ContactRow;
  readonly standing: Standing;
  readonly address: AddressState;
  /** The newest; null when nobody has said that it was telephoned. */
  readonly report: ReachabilityReportRow | null;
};

/** The contacts of one organisation with its roster. */
export type Rostered = { readonly contacts: readonly ContactRow[]; readonly roster: DutyRoster };

/** The contacts and rosters of these organisations. Whose may be seen, is the business of whoever calls. */
export async function rostersOf(reader: Reader, organisationIds: readonly string[], at: Instant): Promise<Map<string, Rostered>> {
  const contacts = await contactsOf(reader, organisationIds);
  const shifts = await shiftsOf(reader, organisationIds);
  const exceptions = await exceptionsOf(reader, organisationIds, at);
  return new Map(organisationIds.map((id) => {
    const own = contacts.filter(({ organisationId }) => organisationId === id);
    const ids = new Set(own.map((contact) => contact.id));
    const roster = rosterFrom(shifts.filter(({ contactId }) => ids.has(contactId)), exceptions.filter(({ organisationId }) => organisationId === id));
    return [id, { contacts: own, roster }];
  }));
}

/** These contacts as they stand now, in the order given. */
export async function viewsOf(reader: Reader, contacts: readonly ContactRow[], at: Instant): Promise<ContactView[]> {
  const rosters = await rostersOf(reader, [...new Set(contacts.map(({ organisationId }) => organisationId))], at);
  const reports = await newestReports(reader, contacts.map(({ id }) => id));
  const dutyIds = new Set([...rosters.values()].flatMap(({ contacts: all, roster }) => dutyAt(roster, all, at).contacts.map(({ id }) => id)));
  return contacts.map((contact) => ({
    contact, address: addressState(contact), report: reports.get(contact.id) ?? null, standing: standingOf(contact, dutyIds),
  }));
}

/** All contacts in the order in which they are alerted now, the duty numbers that have no duty behind them. */
export function inAlertOrder({ contacts, roster }: Rostered, at: Instant): ContactRow[] {
  const first = onDuty(roster, contacts, at);
  return [...first, ...contacts.filter((contact) => !first.includes(contact))];
}
