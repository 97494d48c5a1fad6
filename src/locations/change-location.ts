import { Injectable } from '@nestjs/common';
import { dayOf, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { locationsChanged } from './location-changed.js';
import { statedLocation } from './location-from-body.js';
import { changedMeanwhile } from './location-problems.js';
import { changedParts, recordedLocation } from './location-record.js';
import type { LocationBody } from './location-schemas.js';
import { lockOwnLocation } from './own-location.js';
import { changedFields } from './past/changed-fields.js';
import { refusingTakenReference } from './register-location.js';
import { StandbyLocation } from './standby-location.entity.js';

/** A municipality states the facts of its location anew, as a whole. */
@Injectable()
export class ChangeLocation {
  constructor(
    private readonly database: Database,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  /**
   * Throws LOCATION.CHANGED_MEANWHILE (409) with both versions when it changed since `version` was read, REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403),
   * LOCATION.REFERENCE_TAKEN (409), REQUEST.INVALID (400) for a building in another municipality.
   */
  async run(actor: Actor, id: string, version: number, body: LocationBody): Promise<void> {
    assertMay(actor, 'location.write');
    await refusingTakenReference(body, () =>
      this.database.transaction(async (tx) => {
        const before = await lockOwnLocation(tx, actor, id);
        const now = await tx.now();
        const { measuredLeadTimeHours, findingsVoidedAt } = before.facts;
        const change = { ...statedLocation(body, { code: before.municipalityCode, today: dayOf(now) }, { measuredLeadTimeHours, findingsVoidedAt }), version: version + 1, updatedAt: now };
        const was = recordedLocation(before);
        const is = recordedLocation({ ...before, ...change });
        if (before.version !== version) throw changedMeanwhile(before.version, version, changedFields({ ...was, purged: [] }, { ...is, purged: [] }, actor.language));
        await tx.manager.update(StandbyLocation, { id }, change);
        const personal = changedParts(was.personal, is.personal);
        await this.record.add(tx, actor, { action: 'location.changed', subjectKind: 'location', subjectId: id, ...changedParts(was.facts, is.facts), personal });
        await this.plan.replan(tx, [id]);
        await locationsChanged(tx, id);
      }),
    );
  }
}
