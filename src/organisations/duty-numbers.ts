import { Injectable } from '@nestjs/common';
import type { Instant, Scope } from '../kernel/index.js';
import type { ContactRow } from './contact.entity.js';
import { rostersOf } from './contact-views.js';
import { dutyAt, onDuty } from './domain/duty-roster.js';
import { contactsSeenBy } from './domain/visibility.js';
import { OrganisationRow } from './organisation.entity.js';
import { restricted, type Reader, type Slice } from './organisations.js';

/** Whom to telephone at an organisation. */
export type DutyNumbersOf = {
  readonly organisation: Pick<OrganisationRow, 'id' | 'kind' | 'name'>;
  /** Those who have duty, by rank; where there is no duty number the first person. Empty when it has no contact at all. */
  readonly numbers: readonly ContactRow[];
  /** False when `numbers` is a person, for want of a duty number. */
  readonly duty: boolean;
  /** True when nobody is on the roster, so that every duty number counts. */
  readonly gap: boolean;
};

/** Who has duty at the organisations that one may telephone. */
@Injectable()
export class DutyNumbers {
  /** A slice of those whose contacts the scope may see, by kind and name; auditors are not alerted and so not listed. */
  async page(reader: Reader, scope: Scope, at: Instant, slice: Slice, organisationId?: string): Promise<{ items: DutyNumbersOf[]; total: number }> {
    const query = restricted(reader.manager.createQueryBuilder(OrganisationRow, 'o').where(`o.kind <> 'auditor'`), contactsSeenBy(scope));
    if (organisationId !== undefined) query.andWhere('o.id = :organisationId', { organisationId });
    const [rows, total] = await query.orderBy('o.kind').addOrderBy('o.name').addOrderBy('o.id').offset(slice.offset).limit(slice.limit).getManyAndCount();
    const rosters = await rostersOf(reader, rows.map(({ id }) => id), at);
    const items = rows.map(({ id, kind, name }): DutyNumbersOf => {
      const { contacts, roster } = rosters.get(id)!;
      const { contacts: having, gap } = dutyAt(roster, contacts, at);
      return { organisation: { id, kind, name }, numbers: having.length > 0 ? having : onDuty(roster, contacts, at).slice(0, 1), duty: having.length > 0, gap };
    });
    return { items, total };
  }
}
