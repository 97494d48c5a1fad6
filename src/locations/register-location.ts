import { Injectable } from '@nestjs/common';
import { dayOf, newId, Problem, type Actor, type Instant } from '../kernel/index.js';
import { assertMay, Organisations } from '../organisations/index.js';
import { Database, type Tx, violatedConstraint } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { municipalityOn } from './domain/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { takeDraft, type DraftRef } from './location-drafts.js';
import { locationsChanged } from './location-changed.js';
import { NOTHING_ESTABLISHED, statedLocation } from './location-from-body.js';
import { LOCATION_NOT_YOURS, REFERENCE_TAKEN } from './location-problems.js';
import { recordedLocation } from './location-record.js';
import type { LocationBody } from './location-schemas.js';
import { StandbyLocation } from './standby-location.entity.js';

/** A municipality offers a building. */
@Injectable()
export class RegisterLocation {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the new location's id, or the id of the one that the same Idempotency-Key made before.
   * `draft`: the unfinished form that it comes from, which is then gone. Throws AUTH.FORBIDDEN (403), LOCATION.REFERENCE_TAKEN (409),
   * DRAFT.CHANGED (412), DRAFT.GONE (409), REQUEST.INVALID (400) for a building in another municipality.
   */
  async run(actor: Actor, body: LocationBody, key?: IdempotencyKey, draft?: DraftRef): Promise<{ locationId: string; repeated: boolean }> {
    assertMay(actor, 'location.write');
    const { result, repeated } = await refusingTakenReference(body, () => once(this.database, key, (tx) => this.register(tx, actor, body, draft)));
    return { locationId: result, repeated };
  }

  private async register(tx: Tx, actor: Actor, body: LocationBody, draft: DraftRef | undefined): Promise<string> {
    const { organisationId } = actor;
    if (organisationId === null) throw new Problem(LOCATION_NOT_YOURS);
    if (draft) await takeDraft(tx, organisationId, draft);
    const own = await this.organisations.byId(tx, actor.scope, organisationId);
    const now = await tx.now();
    const today = dayOf(now);
    // An organisation that was merged away registers under the new code from then on.
    const stated = statedLocation(body, { code: municipalityOn(own?.code ?? null, today)?.code ?? null, today }, NOTHING_ESTABLISHED);
    const location = rowOf({ ...stated, organisationId }, now);
    await tx.manager.insert(StandbyLocation, location);
    const { facts, personal } = recordedLocation(location);
    await this.record.add(tx, actor, { action: 'location.registered', subjectKind: 'location', subjectId: location.id, after: facts, personal: { after: personal } });
    await this.plan.replan(tx, [location.id]);
    await locationsChanged(tx, location.id);
    return location.id;
  }
}

const rowOf = (stated: Omit<StandbyLocation, 'id' | 'version' | 'createdAt' | 'updatedAt' | 'withdrawnAt'>, now: Instant): StandbyLocation =>
  Object.assign(new StandbyLocation(), { ...stated, id: newId(), version: 1, createdAt: now, updatedAt: now, withdrawnAt: null });

/** Turns the violation of the constraint on references into the problem it means. */
export async function refusingTakenReference<T>({ reference }: Pick<LocationBody, 'reference'>, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) === 'standby_locations_reference') throw new Problem(REFERENCE_TAKEN, { reference: reference ?? '' });
    throw error;
  }
}
