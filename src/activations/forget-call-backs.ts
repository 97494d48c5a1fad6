import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { RETENTION_POLICY } from '../../config/retention.js';
import { Forgetter } from '../platform/clean-up/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';

/** Forgets on what number an official was called back, by whom, and what was noted, once the order has been closed for its term. That there was a call, and its result, stays. */
@Injectable()
export class ForgetCallBacks extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'officials-called-back', everySeconds: RETENTION_POLICY.everySeconds.value, atOnce: RETENTION_POLICY.atOnce.value }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return [async (tx, atOnce) => {
      const gone = await tx.query<{ id: string }>(
        `UPDATE trigger_call_backs SET telephone = NULL, note = NULL, by_name = NULL WHERE id IN (
           SELECT c.id FROM trigger_call_backs c JOIN trigger_requests r ON r.id = c.trigger_request_id
            WHERE c.telephone IS NOT NULL AND r.closed_at < app_now() - make_interval(days => $1) LIMIT $2 FOR UPDATE OF c SKIP LOCKED) RETURNING id`,
        [RETENTION_POLICY.callDays.value, atOnce]);
      return gone.length;
    }];
  }
}
