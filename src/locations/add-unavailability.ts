import { Injectable } from '@nestjs/common';
import { endOfDay, newId, startOfDay, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import type { UnavailabilityBody } from './inspection-schemas.js';
import { locationsChanged } from './location-changed.js';
import { LocationUnavailability } from './location-unavailability.entity.js';
import { lockOwnLocation } from './own-location.js';

/** The building cannot be used on certain days: a booking, a repair. */
@Injectable()
export class AddUnavailability {
  constructor(
    private readonly database: Database,
    private readonly record: RecordBook,
  ) {}

  /** Gives its id. Throws REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403). */
  async run(actor: Actor, { standbyLocationId: locationId, from, until, reason }: UnavailabilityBody): Promise<string> {
    assertMay(actor, 'location.write');
    return this.database.transaction(async (tx) => {
      await lockOwnLocation(tx, actor, locationId);
      const id = newId();
      const period = { id, locationId, startsAt: startOfDay(from), endsAt: until === null ? null : endOfDay(until), reason, createdAt: await tx.now(), removedAt: null };
      await tx.manager.insert(LocationUnavailability, period);
      await this.record.add(tx, actor, {
        action: 'location.unavailable', subjectKind: 'location', subjectId: locationId, after: { unavailabilityId: id, from, until }, personal: { reason },
      });
      await locationsChanged(tx, locationId);
      return id;
    });
  }
}
