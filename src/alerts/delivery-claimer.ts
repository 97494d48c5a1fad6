import { DELIVERY_POLICY } from '../../config/delivery.js';
import { Claimer, type ClaimerParts } from '../platform/claims/index.js';
import type { Outgoing } from './delivery-claims.js';
import type { Attempt } from './delivery-outcomes.js';

const { batch, slowAfterSeconds, renewSeconds, stopGraceSeconds } = DELIVERY_POLICY;
const PACE = { batch: batch.value, slowAfterSeconds: slowAfterSeconds.value, renewSeconds: renewSeconds.value, stopGraceSeconds: stopGraceSeconds.value };

/** Sends the mail that is due. Trouble of our own mail server stops all of it: what one message meets, every other would. */
export class DeliveryClaimer extends Claimer<Outgoing, Attempt> {
  constructor(parts: Omit<ClaimerParts<Outgoing, Attempt>, 'name' | 'pace' | 'stopsAll'>) {
    super({ ...parts, name: 'Deliveries', pace: PACE, stopsAll: (attempt) => attempt.kind === 'failed' && attempt.failure.kind === 'server-away' });
  }
}
