import { Injectable } from '@nestjs/common';
import { isId, newId, NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor, type Instant } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion, once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { afterConfirming, type Confirmation, confirmUnchanged, evaluateReadiness, type Readiness, type Renewed } from './domain/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { InspectionRow } from './inspection.entity.js';
import { LOCATION_NOT_YOURS } from './location-problems.js';
import { Locations } from './locations.js';
import type { RegisteredLocation } from './registered-location.js';
import { DEFAULT_RULES } from './default-rules.js';
import { locationsChanged } from './location-changed.js';

/** Which location is confirmed, and as of which version it was looked at; without one as it is now. */
export type ToConfirm = { readonly id: string; readonly version?: number | undefined };
export type Confirmed = { readonly locationId: string; readonly renewed: readonly Renewed[] };

/** What a press would do for a location, and how it would stand afterwards. */
export type ConfirmPreview = { readonly location: RegisteredLocation; readonly confirmation: Confirmation; readonly after: Readiness };

/** The most that one press confirms: more than any municipality offers. */
const MOST = 200;

/** "Nothing has changed": renews what may be renewed by saying so, and nothing else. */
@Injectable()
export class ConfirmUnchanged {
  constructor(
    private readonly database: Database,
    private readonly locations: Locations,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  /** What a press would do now: for these locations of the organisation, else for all that it offers, by name. */
  async preview(actor: Actor, locationIds?: readonly string[]): Promise<ConfirmPreview[]> {
    const now = await this.database.now();
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM standby_locations WHERE organisation_id = $1 AND withdrawn_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[])) ORDER BY name, id LIMIT $3`,
      [actor.organisationId, locationIds ?? null, MOST]);
    const own = await this.locations.byIds(this.database, actor.scope, rows.map(({ id }) => id));
    return own.map((location) => previewOf(location, now));
  }

  /**
   * Confirms all of them or none; a location with nothing to renew stays as it is. Throws REQUEST.NOT_FOUND (404) when one
   * does not exist or is withdrawn, LOCATION.NOT_YOURS (403), REQUEST.STALE_VERSION (412) when one changed since it was looked at.
   */
  async run(actor: Actor, wanted: readonly ToConfirm[], key?: IdempotencyKey): Promise<readonly Confirmed[]> {
    assertMay(actor, 'location.confirm');
    if (wanted.some(({ id }) => !isId(id))) throw new Problem(NOT_FOUND);
    const { result } = await once(this.database, key, (tx) => this.confirm(tx, actor, wanted));
    return result;
  }

  private async confirm(tx: Tx, actor: Actor, wanted: readonly ToConfirm[]): Promise<Confirmed[]> {
    const ids = [...new Set(wanted.map(({ id }) => id))];
    await tx.lock('standby_locations', ...ids);
    const now = await tx.now();
    const locations = await this.locations.byIds(tx, SYSTEM_SCOPE, ids);
    if (locations.filter(({ withdrawnAt }) => withdrawnAt === null).length < ids.length) throw new Problem(NOT_FOUND);
    if (locations.some(({ organisationId }) => organisationId !== actor.organisationId)) throw new Problem(LOCATION_NOT_YOURS);
    for (const { id, version } of wanted) if (version !== undefined) assertVersion(locations.find((location) => location.id === id)!.version, version);
    const confirmed: Confirmed[] = [];
    for (const location of locations) {
      const confirmation = confirmUnchanged(location, DEFAULT_RULES.policy, now);
      if (confirmation.renewed.length > 0) await this.save(tx, actor, location, confirmation, now);
      confirmed.push({ locationId: location.id, renewed: confirmation.renewed });
    }
    await this.plan.replan(tx, confirmed.filter(({ renewed }) => renewed.length > 0).map(({ locationId }) => locationId));
    return confirmed;
  }

  private async save(tx: Tx, actor: Actor, { id, facts, version }: RegisteredLocation, { contacts, findings, renewed }: Confirmation, now: Instant): Promise<void> {
    await tx.query(
      `UPDATE standby_locations SET facts = jsonb_set(facts, '{contacts}', $2::jsonb), version = version + 1, updated_at = $3 WHERE id = $1`, [id, JSON.stringify(contacts), now]);
    if (findings.length > 0) {
      const inspector = `${actor.name}, ${actor.function}`;
      await tx.manager.insert(InspectionRow, { id: newId(), locationId: id, inspectedAt: now, inspector, findings, voidedAt: null, createdAt: now });
    }
    await this.record.add(tx, actor, {
      action: 'location.confirmed', subjectKind: 'location', subjectId: id, before: { contacts: facts.contacts, version },
      after: { contacts, version: version + 1, renewed, findings: findings.map(({ criterion, value, validUntil }) => ({ criterion, value, validUntil })) },
    });
    await locationsChanged(tx, id);
  }
}

function previewOf(location: RegisteredLocation, now: Instant): ConfirmPreview {
  const confirmation = confirmUnchanged(location, DEFAULT_RULES.policy, now);
  const { facts, inspections } = afterConfirming(location, confirmation, now);
  return { location, confirmation, after: evaluateReadiness(facts, inspections, location.availability, DEFAULT_RULES.policy, now, DEFAULT_RULES.context) };
}
