import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { UnreachedContacts, type UnreachedAddresses } from '../alerts/index.js';
import { SYSTEM_ACTOR, type LocalDay } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { afterReport } from './domain/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { locationsChanged } from './location-changed.js';
import { StandbyLocation } from './standby-location.entity.js';

/** A contact that does not answer its test message counts as not reached at the buildings that give the same address. */
@Injectable()
export class UnreachedAtLocations implements OnModuleInit {
  constructor(
    private readonly unreached: UnreachedContacts,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.unreached.listen({ lock: (tx, id) => this.lock(tx, id), found: (tx, unreached) => this.count(tx, unreached) });
  }

  private async lock(tx: Tx, organisationId: string): Promise<void> {
    const own = await tx.query<{ id: string }>('SELECT id FROM standby_locations WHERE organisation_id = $1 AND withdrawn_at IS NULL', [organisationId]);
    await tx.lock('standby_locations', ...own.map(({ id }) => id));
  }

  private async count(tx: Tx, { organisationId, addresses, testedOn }: UnreachedAddresses): Promise<void> {
    const silent = new Set(addresses.map((address) => address.toLowerCase()));
    const own = await tx.manager.find(StandbyLocation, { where: { organisationId, withdrawnAt: IsNull() }, order: { id: 'ASC' } });
    const concerned = own.filter(({ contacts }) => contacts.some(({ email }) => email !== null && silent.has(email.toLowerCase())));
    if (concerned.length === 0) return;
    for (const location of concerned) await this.mark(tx, location, silent, testedOn);
    const ids = concerned.map(({ id }) => id);
    await this.plan.replan(tx, ids);
    await locationsChanged(tx, ...ids);
  }

  // A version for each: the history of a location goes back entry by entry.
  private async mark(tx: Tx, { id, contacts, facts, version }: StandbyLocation, silent: ReadonlySet<string>, testedOn: LocalDay): Promise<void> {
    const found = contacts.flatMap(({ name, email }, index) => (email !== null && silent.has(email.toLowerCase()) && facts.contacts[index] ? [{ index, name, before: facts.contacts[index] }] : []));
    const marked = found.map((contact, step) => ({ ...contact, after: afterReport(contact.before, { outcome: 'not-reached', calledOn: testedOn }), version: version + step }));
    const after = facts.contacts.map((fact, index) => marked.find((contact) => contact.index === index)?.after ?? fact);
    await tx.query(
      `UPDATE standby_locations SET facts = jsonb_set(facts, '{contacts}', $2::jsonb), version = $3, updated_at = $4 WHERE id = $1`,
      [id, JSON.stringify(after), version + marked.length, await tx.now()],
    );
    await this.record.add(tx, SYSTEM_ACTOR, ...marked.map((contact) => ({
      action: 'location.contact-test-unanswered', subjectKind: 'location', subjectId: id,
      before: { contact: contact.before, version: contact.version }, after: { contact: contact.after, version: contact.version + 1, testedOn }, personal: { contact: contact.name },
    })));
  }
}
