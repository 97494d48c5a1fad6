import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { REQUEST_POLICY } from '../../../config/requests.js';
import { Forgetter } from '../clean-up/index.js';
import { SETTINGS, type Settings } from '../config/index.js';
import { SweepDatabase, type Tx } from '../database/index.js';

/** Forgets idempotency keys that are too old to be repeated. */
@Injectable()
export class ForgetKeys extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'idempotency-keys', everySeconds: REQUEST_POLICY.forgetEverySeconds.value, atOnce: REQUEST_POLICY.forgetAtOnce.value }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return [async (tx, atOnce) => {
      const gone = await tx.query<{ key: string }>(
        `DELETE FROM idempotency_keys WHERE (principal_id, key) IN (
           SELECT principal_id, key FROM idempotency_keys WHERE created_at < app_now() - make_interval(secs => $1)
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING key`,
        [REQUEST_POLICY.idempotencyKeySeconds.value, atOnce]);
      return gone.length;
    }];
  }
}
