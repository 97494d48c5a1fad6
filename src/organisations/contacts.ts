import { Injectable } from '@nestjs/common';
import { IsNull, Not, type SelectQueryBuilder } from 'typeorm';
import { isId, NOT_FOUND, Problem, type Actor, type Scope } from '../kernel/index.js';
import { assertVersion } from '../platform/http/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { assertManages, unknownOrganisation } from './contact-access.js';
import { ContactRow } from './contact.entity.js';
import { contactFacts } from './contact-record.js';
import { UNREACHABLE, type ContactChange, type ContactInput } from './contact-schemas.js';
import { RANK_TAKEN, wrongField } from './directory-problems.js';
import { DirectoryWriter, refusing } from './directory-writer.js';
import { contactsSeenBy } from './domain/visibility.js';
import { OrganisationRow } from './organisation.entity.js';
import { restricted, type Reader, type Slice } from './organisations.js';

/** What is known of an address that nobody has tried yet. */
const NOTHING_KNOWN = { testedAt: null, verifiedAt: null, refusedAt: null };

/** The contacts that alerts go to: who sees them, and how they change. */
@Injectable()
export class Contacts {
  constructor(
    private readonly directory: DirectoryWriter,
    private readonly record: RecordBook,
  ) {}

  /** Those the scope may see, in order of organisation, then rank. */
  async page(reader: Reader, scope: Scope, filter: { readonly organisationId?: string | undefined }, slice: Slice): Promise<{ items: ContactRow[]; total: number }> {
    const query = seen(reader, scope);
    if (filter.organisationId !== undefined) query.andWhere('c.organisation_id = :organisationId', { organisationId: filter.organisationId });
    const ordered = query.orderBy('o.name').addOrderBy('o.id').addOrderBy('c.rank').offset(slice.offset).limit(slice.limit);
    const [items, total] = await ordered.getManyAndCount();
    return { items, total };
  }

  /** Throws REQUEST.NOT_FOUND (404) when there is none or the scope may not see it: the two must not be told apart. */
  async byId(reader: Reader, scope: Scope, id: string): Promise<ContactRow> {
    const row = isId(id) ? await seen(reader, scope).andWhere('c.id = :id', { id }).getOne() : null;
    if (!row) throw new Problem(NOT_FOUND);
    return row;
  }

  /** All of one organisation that mail can be sent to, those with duty first. For what the system itself decides, never for showing. */
  async withEmail(reader: Reader, organisationId: string): Promise<ContactRow[]> {
    return reader.manager.find(ContactRow, { where: { organisationId, removedAt: IsNull(), email: Not(IsNull()) }, order: { duty: 'DESC', rank: 'ASC' } });
  }

  /** Gives the id. Throws CONTACT.NOT_YOURS (403), CONTACT.RANK_TAKEN (409), REQUEST.INVALID (400) for an unknown organisation. */
  async add(tx: Tx, actor: Actor, input: ContactInput): Promise<string> {
    const organisationId = input.organisationId ?? actor.organisationId;
    assertManages(actor, organisationId);
    if ((await tx.lock('organisations', organisationId)) === 0) throw unknownOrganisation();
    return this.directory.createContact(tx, actor, { ...input, organisationId });
  }

  /**
   * Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), REQUEST.STALE_VERSION (412), CONTACT.RANK_TAKEN (409), and
   * REQUEST.INVALID (400) when neither e-mail nor telephone would be left. Another e-mail address is an unverified one.
   */
  async change(tx: Tx, actor: Actor, id: string, version: number, change: ContactChange): Promise<ContactRow> {
    const before = await this.lockVersion(tx, actor, id, version);
    const otherNumber = change.telephone !== undefined && change.telephone !== before.telephone;
    const stated = {
      ...change, ...(change.email !== undefined && change.email !== before.email && NOTHING_KNOWN), ...(otherNumber && { telephoneChangedAt: await tx.now() }), version: version + 1,
    };
    const after: ContactRow = { ...before, ...stated };
    if (after.email === null && after.telephone === null) throw unreachable();
    await refusing('contacts_rank', RANK_TAKEN, { rank: after.rank }, () => tx.manager.update(ContactRow, { id }, stated));
    await this.tell(tx, actor, 'contact.changed', before, after);
    return after;
  }

  /** Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), REQUEST.STALE_VERSION (412). */
  async remove(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
    const before = await this.lockVersion(tx, actor, id, version);
    await tx.manager.update(ContactRow, { id }, { removedAt: await tx.now(), version: version + 1 });
    await this.tell(tx, actor, 'contact.removed', before, undefined);
  }

  /**
   * A contact whose organisation is locked for a change by who manages it. Before the clock is read. Throws REQUEST.NOT_FOUND (404)
   * and CONTACT.NOT_YOURS (403).
   */
  async lockManaged(tx: Tx, actor: Actor, id: string): Promise<ContactRow> {
    const found = await this.byId(tx, actor.scope, id);
    assertManages(actor, found.organisationId);
    await tx.lock('organisations', found.organisationId);
    return this.byId(tx, actor.scope, id);
  }

  private async lockVersion(tx: Tx, actor: Actor, id: string, version: number): Promise<ContactRow> {
    const current = await this.lockManaged(tx, actor, id);
    assertVersion(current.version, version);
    return current;
  }

  private async tell(tx: Tx, actor: Actor, action: string, before: ContactRow, after: ContactRow | undefined): Promise<void> {
    const was = contactFacts(before);
    const is = after && contactFacts(after);
    await this.record.add(tx, actor, {
      action, subjectKind: 'contact', subjectId: before.id, before: was.facts,
      ...(is && { after: is.facts }), personal: { before: was.personal, ...(is && { after: is.personal }) },
    });
  }
}

function seen(reader: Reader, scope: Scope): SelectQueryBuilder<ContactRow> {
  const query = reader.manager
    .createQueryBuilder(ContactRow, 'c')
    .innerJoin(OrganisationRow, 'o', 'o.id = c.organisation_id')
    .where('c.removed_at IS NULL');
  return restricted(query, contactsSeenBy(scope));
}

const unreachable = (): Problem => wrongField('email', 'unreachable', UNREACHABLE);
