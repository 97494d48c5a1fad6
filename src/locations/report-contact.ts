import { Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { assertMay, dayCalled, REPORT_NOT_YOURS, reportsOn, type ReachabilityInput } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { afterReport, type ContactFact } from './domain/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { StandbyLocation } from './standby-location.entity.js';
import { locationsChanged } from './location-changed.js';

/** A contact of a location, by its place among them as of the version that was looked at. */
export type ReportedContact = { readonly locationId: string; readonly position: number; readonly version: number };

/** Somebody telephoned a contact of a building: being reached confirms it, not being reached counts against the building. */
@Injectable()
export class ReportContact {
  constructor(
    private readonly database: Database,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the location's new version. Throws REQUEST.NOT_FOUND (404) when there is no such location or contact,
   * CONTACT.REPORT_NOT_YOURS (403), REQUEST.STALE_VERSION (412), REQUEST.INVALID (400) for a day that is still to come.
   */
  async run(actor: Actor, which: ReportedContact, input: ReachabilityInput): Promise<number> {
    assertMay(actor, 'location.report-contact');
    return this.database.transaction((tx) => this.report(tx, actor, which, input));
  }

  private async report(tx: Tx, actor: Actor, { locationId, position, version }: ReportedContact, { outcome, calledOn: given, note }: ReachabilityInput): Promise<number> {
    if (!isId(locationId)) throw new Problem(NOT_FOUND);
    await tx.lock('standby_locations', locationId);
    const location = await tx.manager.findOneBy(StandbyLocation, { id: locationId });
    if (!location || location.withdrawnAt) throw new Problem(NOT_FOUND);
    if (!reportsOn(actor, location.organisationId)) throw new Problem(REPORT_NOT_YOURS);
    assertVersion(location.version, version);
    const before = location.facts.contacts[position];
    if (!before) throw new Problem(NOT_FOUND);
    const now = await tx.now();
    const calledOn = dayCalled(given, now);
    const after = afterReport(before, { outcome, calledOn });
    const contacts: ContactFact[] = location.facts.contacts.map((contact, index) => (index === position ? after : contact));
    await tx.query(
      `UPDATE standby_locations SET facts = jsonb_set(facts, '{contacts}', $2::jsonb), version = version + 1, updated_at = $3 WHERE id = $1`, [locationId, JSON.stringify(contacts), now]);
    await this.record.add(tx, actor, {
      action: `location.contact-${outcome}`, subjectKind: 'location', subjectId: locationId, before: { contact: before, version },
      after: { contact: after, version: version + 1, calledOn }, personal: { contact: location.contacts[position]?.name ?? null, note },
    });
    await this.plan.replan(tx, [locationId]);
    await locationsChanged(tx, locationId);
    return version + 1;
  }
}
