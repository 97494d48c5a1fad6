import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { RETENTION_POLICY } from '../../config/retention.js';
import { Forgetter } from '../platform/clean-up/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { SweepDatabase, type Tx } from '../platform/database/index.js';

const DELIVERIES = `
  DELETE FROM webhook_deliveries WHERE id IN (
    SELECT id FROM webhook_deliveries WHERE state IN ('accepted', 'given-up') AND created_at < app_now() - make_interval(days => $1)
     ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`;

// Nobody can send one again that has no sending left.
const EVENTS = `
  DELETE FROM webhook_events WHERE id IN (
    SELECT v.id FROM webhook_events v WHERE v.at < app_now() - make_interval(days => $1) AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = v.id)
     ORDER BY v.at LIMIT $2) RETURNING id`;

/** Takes away what was sent to other systems once it is over its term. An event goes with the last of its sendings. */
@Injectable()
export class ForgetWebhooks extends Forgetter {
  constructor(@Inject(SETTINGS) settings: Settings, database: SweepDatabase, scheduler: SchedulerRegistry) {
    super({ name: 'webhook-log', everySeconds: RETENTION_POLICY.everySeconds.value, atOnce: RETENTION_POLICY.atOnce.value }, settings, database, scheduler);
  }

  protected statements(): readonly ((tx: Tx, atOnce: number) => Promise<number>)[] {
    return [DELIVERIES, EVENTS].map((statement) => async (tx: Tx, atOnce: number) => (await tx.query(statement, [RETENTION_POLICY.webhookDays.value, atOnce])).length);
  }
}
