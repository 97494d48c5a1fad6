import type { Instant } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { ContactRow } from './contact.entity.js';
import type { DutyException, DutyRoster, DutyShift } from './domain/duty-roster.js';
import { DutyExceptionRow } from './duty-exception.entity.js';
import { DutyShiftRow } from './duty-shift.entity.js';

type Reader = Pick<Database, 'manager'> | Pick<Tx, 'manager'>;

/** The contacts of organisations that have not been removed, by rank. Whose may be seen, is the business of whoever calls. */
export const contactsOf = (reader: Reader, organisationIds: readonly string[]): Promise<ContactRow[]> =>
  reader.manager.createQueryBuilder(ContactRow, 'c').where('c.organisation_id = ANY(:organisationIds)', { organisationIds })
    .andWhere('c.removed_at IS NULL').orderBy('c.organisation_id').addOrderBy('c.rank').getMany();

/** The shifts of the contacts of organisations, in the order in which they were made. */
export const shiftsOf = (reader: Reader, organisationIds: readonly string[]): Promise<DutyShiftRow[]> =>
  reader.manager.createQueryBuilder(DutyShiftRow, 's').innerJoin(ContactRow, 'c', 'c.id = s.contact_id AND c.removed_at IS NULL')
    .where('c.organisation_id = ANY(:organisationIds)', { organisationIds }).andWhere('s.removed_at IS NULL').orderBy('s.created_at').addOrderBy('s.id').getMany();

/** The exceptions of organisations that still matter at an instant: those that run or are to come, also one that began the night before. */
export const exceptionsOf = (reader: Reader, organisationIds: readonly string[], at: Instant): Promise<DutyExceptionRow[]> =>
  reader.manager.createQueryBuilder(DutyExceptionRow, 'e').where('e.organisation_id = ANY(:organisationIds)', { organisationIds })
    .andWhere('e.removed_at IS NULL').andWhere(`e.last_day >= (:at::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date - 1`, { at }).orderBy('e.first_day').addOrderBy('e.id').getMany();

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

/** The same of many, by organisation. One statement after the other: in a transaction there is one connection. */
export async function rostersOf(reader: Reader, organisationIds: readonly string[], at: Instant): Promise<Map<string, Roster>> {
  const contacts = await contactsOf(reader, organisationIds);
  const shifts = await shiftsOf(reader, organisationIds);
  const exceptions = await exceptionsOf(reader, organisationIds, at);
  return new Map(organisationIds.map((id) => {
    const own = contacts.filter(({ organisationId }) => organisationId === id);
    const ids = new Set(own.map((contact) => contact.id));
    return [id, { contacts: own, roster: rosterFrom(shifts.filter(({ contactId }) => ids.has(contactId)), exceptions.filter(({ organisationId }) => organisationId === id)) }];
  }));
}
