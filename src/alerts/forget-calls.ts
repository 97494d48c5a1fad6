import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { RETENTION_POLICY } from '../../config/retention.js';
import { Forgetter } from '../platform/clean-up/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';

/** Forgets who was telephoned, and what was noted, once a call task has been closed for its term. That somebody was called, and the result, stays. */
@Injectable()
export class ForgetCalls extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'telephoned-persons', everySeconds: RETENTION_POLICY.everySeconds.value, atOnce: RETENTION_POLICY.atOnce.value }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return [async (tx, atOnce) => {
      const gone = await tx.query<{ id: string }>(
        `UPDATE call_attempts SET contact_id = NULL, name = NULL, telephone = NULL, note = NULL, by_name = NULL WHERE id IN (
           SELECT a.id FROM call_attempts a JOIN call_tasks t ON t.id = a.task_id WHERE a.telephone IS NOT NULL AND t.closed_at < app_now() - make_interval(days => $1)
            LIMIT $2 FOR UPDATE OF a SKIP LOCKED) RETURNING id`,
        [RETENTION_POLICY.callDays.value, atOnce]);
      return gone.length;
    }];
  }
}
