import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { isId, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { locationsChanged } from './location-changed.js';
import { LocationUnavailability } from './location-unavailability.entity.js';
import { lockOwnLocation } from './own-location.js';

/** A period of unavailability does not apply after all. */
@Injectable()
export class RemoveUnavailability {
  constructor(
    private readonly database: Database,
    private readonly record: RecordBook,
  ) {}

  /** Throws REQUEST.NOT_FOUND (404), also when it was removed before, and LOCATION.NOT_YOURS (403). */
  async run(actor: Actor, id: string): Promise<void> {
    assertMay(actor, 'location.write');
    if (!isId(id)) throw new Problem(NOT_FOUND);
    await this.database.transaction(async (tx) => {
      const found = await tx.manager.findOneBy(LocationUnavailability, { id });
      if (!found) throw new Problem(NOT_FOUND);
      await lockOwnLocation(tx, actor, found.locationId);
      const now = await tx.now();
      const { affected } = await tx.manager.update(LocationUnavailability, { id, removedAt: IsNull() }, { removedAt: now });
      if (affected === 0) throw new Problem(NOT_FOUND);
      await this.record.add(tx, actor, {
        action: 'location.available-again', subjectKind: 'location', subjectId: found.locationId,
        before: { unavailabilityId: id, startsAt: found.startsAt, endsAt: found.endsAt }, after: { removedAt: now },
      });
      await locationsChanged(tx, found.locationId);
    });
  }
}
