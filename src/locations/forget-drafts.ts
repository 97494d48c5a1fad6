import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { DRAFT_TERMS } from '../../config/drafts.js';
import { Forgetter } from '../platform/clean-up/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';

/** Unfinished forms that nobody has saved for so many days. */
const DAYS = { location_drafts: DRAFT_TERMS.registrationDays, inspection_drafts: DRAFT_TERMS.inspectionDays } as const;

/** Takes away unfinished forms that nobody goes on with. */
@Injectable()
export class ForgetDrafts extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'abandoned-drafts', everySeconds: DRAFT_TERMS.clearEverySeconds, atOnce: DRAFT_TERMS.clearAtOnce }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return Object.entries(DAYS).map(([table, days]) => async (tx: Tx, atOnce: number) => {
      const gone = await tx.query<{ id: string }>(
        `DELETE FROM ${table} WHERE id IN (
           SELECT id FROM ${table} WHERE updated_at < app_now() - make_interval(days => $1) ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`,
        [days, atOnce]);
      return gone.length;
    });
  }
}
