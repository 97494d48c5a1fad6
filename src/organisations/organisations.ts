import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { isId, type Instant, type Language, type OrganisationKind, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import type { ContactRow } from './contact.entity.js';
import { dutyAt, onDuty } from './domain/duty-roster.js';
import { contactsSeenBy, organisationsSeenBy, type Sight } from './domain/visibility.js';
import { rosterOf, rostersOf } from './duty-roster-reader.js';
import { OrganisationRow } from './organisation.entity.js';

/** Where reading happens: inside a decision's transaction, or outside any. */
export type Reader = Pick<Database, 'manager' | 'query'> | Pick<Tx, 'manager' | 'query'>;

export type Organisation = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  /** CBS code of a municipality (GM0106) or province (PV22); null for the others. */
  readonly code: string | null;
  readonly provinceCode: string | null;
  readonly language: Language;
};

export type OrganisationFilter = { readonly kind?: OrganisationKind; readonly provinceCode?: string; readonly ids?: readonly string[] };
export type Slice = { readonly offset: number; readonly limit: number };

/** Whom an alert goes to. */
export type ContactForAlert = {
  readonly id: string;
  readonly name: string;
  readonly function: string;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly language: Language;
  readonly duty: boolean;
  /** Somebody who reads mail at its address has said so. */
  readonly verified: boolean;
};

/** Whom a human telephones. */
export type ContactToTelephone = ContactForAlert & { readonly standing: Standing };

/** `on-duty`: has duty now; `off-duty`: a duty number without duty now; `person`: everybody else. */
export type Standing = 'on-duty' | 'off-duty' | 'person';

/** Who is who. Every organisation may know the others by name. */
@Injectable()
export class Organisations {
  /** Undefined when there is none, or when the id is no id. */
  async byId(reader: Reader, scope: Scope, id: string): Promise<Organisation | undefined> {
    if (!isId(id)) return undefined;
    const row = await seen(reader, scope).andWhere('o.id = :id', { id }).getOne();
    return row ? organisationOf(row) : undefined;
  }

  /** In order of kind, then name. */
  async list(reader: Reader, scope: Scope, filter: OrganisationFilter = {}): Promise<Organisation[]> {
    const rows = await filtered(seen(reader, scope), filter).getMany();
    return rows.map(organisationOf);
  }

  /** A slice of the list, with how many there are in all. */
  async page(reader: Reader, scope: Scope, filter: OrganisationFilter, slice: Slice): Promise<{ items: Organisation[]; total: number }> {
    const [rows, total] = await filtered(seen(reader, scope), filter).offset(slice.offset).limit(slice.limit).getManyAndCount();
    return { items: rows.map(organisationOf), total };
  }

  /** The province (PRT) that an organisation lies in; undefined when it lies in none that is known here. */
  async provinceOf(reader: Reader, scope: Scope, organisationId: string): Promise<Organisation | undefined> {
    const organisation = await this.byId(reader, scope, organisationId);
    if (!organisation || organisation.provinceCode === null) return undefined;
    const row = await seen(reader, scope)
      .andWhere(`o.kind = 'province'`)
      .andWhere('o.province_code = :code', { code: organisation.provinceCode })
      .getOne();
    return row ? organisationOf(row) : undefined;
  }

  /**
   * The contacts of one organisation in the order in which they are alerted now: those who have duty by the roster, then the persons.
   * For the alerts that a decision causes, whoever decided: what the one who asks may see is not the question here. Never for showing.
   * Reads the transaction's clock: ask for locks before.
   */
  async contactsForAlerts(tx: Tx, organisationId: string): Promise<ContactForAlert[]> {
    return (await this.contactsForAlertsOf(tx, [organisationId])).get(organisationId) ?? [];
  }

  /** The same of many organisations, with one statement whatever their number. */
  async contactsForAlertsOf(tx: Tx, organisationIds: readonly string[]): Promise<Map<string, ContactForAlert[]>> {
    const now = await tx.now();
    const rosters = await rostersOf(tx, organisationIds, now);
    return new Map([...rosters].map(([id, { contacts, roster }]) => [id, onDuty(roster, contacts, now).map(forAlert)]));
  }

  /** The same, for a human who telephones: after those the duty numbers that have no duty now, as the last to try. */
  async contactsToTelephone(tx: Tx, organisationId: string): Promise<ContactToTelephone[]> {
    return this.telephoneOrder(tx, organisationId, await tx.now());
  }

  /** As `contactsToTelephone` at an instant, for showing to the duty desk that calls. */
  async telephoneOrder(reader: Reader, organisationId: string, now: Instant): Promise<ContactToTelephone[]> {
    const { contacts, roster } = await rosterOf(reader, organisationId, now);
    const duty = new Set(dutyAt(roster, contacts, now).contacts.map(({ id }) => id));
    const first = onDuty(roster, contacts, now);
    return [...first, ...contacts.filter((contact) => !first.includes(contact))].map((contact) => ({ ...forAlert(contact), standing: standingOf(contact, duty) }));
  }
}

/** How a contact stands in the roster, given those who have duty. */
export const standingOf = ({ id, duty }: Pick<ContactRow, 'id' | 'duty'>, onDutyIds: ReadonlySet<string>): Standing => (onDutyIds.has(id) ? 'on-duty' : duty ? 'off-duty' : 'person');

/** Whether the scope may see the contacts of an organisation. False for one that does not exist. */
export async function seesContactsOf(reader: Reader, scope: Scope, organisationId: string): Promise<boolean> {
  if (!isId(organisationId)) return false;
  const query = reader.manager.createQueryBuilder(OrganisationRow, 'o').where('o.id = :organisationId', { organisationId });
  return (await restricted(query, contactsSeenBy(scope)).getCount()) > 0;
}

const forAlert = ({ id, name, function: role, email, telephone, language, duty, verifiedAt }: ContactRow): ContactForAlert =>
  ({ id, name, function: role, email, telephone, language, duty, verified: email !== null && verifiedAt !== null });

function seen(reader: Reader, scope: Scope): SelectQueryBuilder<OrganisationRow> {
  return restricted(reader.manager.createQueryBuilder(OrganisationRow, 'o').where('true'), organisationsSeenBy(scope));
}

/** Adds what the scope may see to a query over `organisations o`. */
export function restricted<Row extends object>(query: SelectQueryBuilder<Row>, sight: Sight): SelectQueryBuilder<Row> {
  if (sight.organisationId !== undefined) query.andWhere('o.id = :seenOrganisation', { seenOrganisation: sight.organisationId });
  if (sight.provinceCode !== undefined) query.andWhere('o.province_code = :seenProvince', { seenProvince: sight.provinceCode });
  return query;
}

function filtered(query: SelectQueryBuilder<OrganisationRow>, { kind, provinceCode, ids }: OrganisationFilter): SelectQueryBuilder<OrganisationRow> {
  if (kind !== undefined) query.andWhere('o.kind = :kind', { kind });
  if (provinceCode !== undefined) query.andWhere('o.province_code = :provinceCode', { provinceCode });
  if (ids !== undefined) query.andWhere('o.id = ANY(:ids)', { ids: ids.filter(isId) });
  return query.orderBy('o.kind').addOrderBy('o.name').addOrderBy('o.id');
}

const organisationOf = ({ id, kind, name, code, provinceCode, language }: OrganisationRow): Organisation => ({ id, kind, name, code, provinceCode, language });
