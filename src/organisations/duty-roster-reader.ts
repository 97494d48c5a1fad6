import type { Instant } from '../kernel/index.js';
import { readTogether, type Database, type Tx } from '../platform/database/index.js';
import { ContactRow } from './contact.entity.js';
import type { DutyException, DutyRoster, DutyShift } from './domain/duty-roster.js';
import { DutyExceptionRow } from './duty-exception.entity.js';
import { DutyShiftRow } from './duty-shift.entity.js';

type Reader = Pick<Database, 'manager' | 'query'> | Pick<Tx, 'manager' | 'query'>;

// $1: the organisations; $2: an instant.
const CONTACTS = { entity: ContactRow, where: 't.organisation_id = ANY($1::uuid[]) AND t.removed_at IS NULL', orderBy: 't.organisation_id, t.rank' };
const SHIFTS = {
  entity: DutyShiftRow, orderBy: 't.created_at, t.id',
  where: 't.removed_at IS NULL AND t.contact_id IN (SELECT c.id FROM contacts c WHERE c.organisation_id = ANY($1::uuid[]) AND c.removed_at IS NULL)',
};
const EXCEPTIONS = {
  entity: DutyExceptionRow, orderBy: 't.first_day, t.id',
  where: "t.organisation_id = ANY($1::uuid[]) AND t.removed_at IS NULL AND t.last_day >= ($2::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date - 1",
};

/** The contacts of organisations that have not been removed, by rank. Whose may be seen, is the business of whoever calls. */
export const contactsOf = async (reader: Reader, organisationIds: readonly string[]): Promise<ContactRow[]> =>
  (await readTogether(reader, [organisationIds], { contacts: CONTACTS })).contacts;

/** The shifts of the contacts of organisations, in the order in which they were made. */
export const shiftsOf = async (reader: Reader, organisationIds: readonly string[]): Promise<DutyShiftRow[]> =>
  (await readTogether(reader, [organisationIds], { shifts: SHIFTS })).shifts;

/** The exceptions of organisations that still matter at an instant: those that run or are to come, also one that began the night before. */
export const exceptionsOf = async (reader: Reader, organisationIds: readonly string[], at: Instant): Promise<DutyExceptionRow[]> =>
  (await readTogether(reader, [organisationIds, at], { exceptions: EXCEPTIONS })).exceptions;

/** What the rules work with, from where it is stored. */
export const rosterFrom = (shifts: readonly DutyShiftRow[], exceptions: readonly DutyExceptionRow[]): DutyRoster =>
  ({ shifts: shifts.map(shiftOf), exceptions: exceptions.map(exceptionOf) });

const shiftOf = ({ contactId, weekdays, from, until }: DutyShiftRow): DutyShift => ({ contactId, weekdays, from, until });

const exceptionOf = ({ contactId, firstDay, lastDay, from, until }: DutyExceptionRow): DutyException =>
  ({ contactId, firstDay, lastDay, hours: from !== null && until !== null ? { from, until } : null });

type Roster = { readonly contacts: ContactRow[]; readonly roster: DutyRoster };

/** The contacts of one organisation with the roster that holds at an instant. */
export async function rosterOf(reader: Reader, organisationId: string, at: Instant): Promise<Roster> {
  return (await rostersOf(reader, [organisationId], at)).get(organisationId)!;
}

/** The same of many, by organisation. */
export async function rostersOf(reader: Reader, organisationIds: readonly string[], at: Instant): Promise<Map<string, Roster>> {
  const { contacts, shifts, exceptions } = await readTogether(reader, [organisationIds, at], { contacts: CONTACTS, shifts: SHIFTS, exceptions: EXCEPTIONS });
  return new Map(organisationIds.map((id) => {
    const own = contacts.filter(({ organisationId }) => organisationId === id);
    const ids = new Set(own.map((contact) => contact.id));
    return [id, { contacts: own, roster: rosterFrom(shifts.filter(({ contactId }) => ids.has(contactId)), exceptions.filter(({ organisationId }) => organisationId === id)) }];
  }));
}
