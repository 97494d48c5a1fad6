import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { RETENTION_POLICY } from '../../config/retention.js';
import { Forgetter } from '../platform/clean-up/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';

/** Forgets who spoke to the press once an activation has been over for its term. What was told, and from when on, stays. */
@Injectable()
export class ForgetSpokespersons extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'spokespersons', everySeconds: RETENTION_POLICY.everySeconds.value, atOnce: RETENTION_POLICY.atOnce.value }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return [async (tx, atOnce) => {
      const gone = await tx.query<{ id: string }>(
        `UPDATE press_lines SET spokesperson_name = NULL, spokesperson_telephone = NULL WHERE activation_id IN (
           SELECT p.activation_id FROM press_lines p JOIN activations a ON a.id = p.activation_id
            WHERE p.spokesperson_name IS NOT NULL AND a.ended_at < app_now() - make_interval(days => $1) LIMIT $2 FOR UPDATE OF p SKIP LOCKED) RETURNING activation_id AS id`,
        [RETENTION_POLICY.spokespersonDays.value, atOnce]);
      return gone.length;
    }];
  }
}
