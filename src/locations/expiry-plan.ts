import { Injectable } from '@nestjs/common';
import { SYSTEM_SCOPE } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { nextNoticeAt } from './domain/index.js';
import { LOCATION_EXPIRY } from './due-moments.js';
import { Locations } from './locations.js';
import { DEFAULT_RULES } from './default-rules.js';

/** Plans when somebody must next be told that something of a location runs out. */
@Injectable()
export class ExpiryPlan {
  constructor(
    private readonly dueMoments: DueMoments,
    private readonly locations: Locations,
  ) {}

  /**
   * Plans anew for these locations, in the transaction of the change that may have moved what runs out, after it was
   * written. A moment that is overdue is left to be carried out: it reads what is known then, tells what still applies,
   * and plans the next one itself.
   */
  async replan(tx: Tx, locationIds: readonly string[]): Promise<void> {
    const now = await tx.now();
    const overdue = new Set(await this.dueMoments.overdue(tx, LOCATION_EXPIRY, locationIds));
    const known = await this.locations.byIds(tx, SYSTEM_SCOPE, locationIds.filter((id) => !overdue.has(id)));
    const next = known.map((location) => ({ id: location.id, dueAt: location.withdrawnAt === null ? nextNoticeAt(location, DEFAULT_RULES, now) : undefined }));
    await this.dueMoments.supersede(tx, next.flatMap(({ id, dueAt }) => (dueAt ? [] : [id])), [LOCATION_EXPIRY]);
    await this.dueMoments.plan(tx, next.flatMap(({ id, dueAt }) => (dueAt ? [{ definition: LOCATION_EXPIRY, subjectId: id, dueAt }] : [])));
  }
}
