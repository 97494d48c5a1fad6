import { Injectable } from '@nestjs/common';
import { Problem, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { locationsChanged } from './location-changed.js';
import { LocationHolds } from './location-holds.js';
import { LOCATION_BUSY } from './location-problems.js';
import { lockOwnLocation } from './own-location.js';
import { StandbyLocation } from './standby-location.entity.js';

/** A municipality no longer offers a building. It stays on the record. */
@Injectable()
export class WithdrawLocation {
  constructor(
    private readonly database: Database,
    private readonly holds: LocationHolds,
    private readonly plan: ExpiryPlan,
    private readonly record: RecordBook,
  ) {}

  /** Throws LOCATION.BUSY (409) while an activation holds it, REQUEST.STALE_VERSION (412), REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403). */
  async run(actor: Actor, id: string, version: number): Promise<void> {
    assertMay(actor, 'location.write');
    await this.database.transaction(async (tx) => {
      const location = await lockOwnLocation(tx, actor, id);
      assertVersion(location.version, version);
      const now = await tx.now();
      const [hold] = await this.holds.running(tx, [id]);
      if (hold) throw new Problem(LOCATION_BUSY, {}, [], { activationId: hold.activationId, locationId: id });
      await tx.manager.update(StandbyLocation, { id }, { withdrawnAt: now, updatedAt: now, version: version + 1 });
      await this.record.add(tx, actor, { action: 'location.withdrawn', subjectKind: 'location', subjectId: id, before: { withdrawnAt: null }, after: { withdrawnAt: now } });
      await this.plan.replan(tx, [id]);
      await locationsChanged(tx, id);
    });
  }
}
