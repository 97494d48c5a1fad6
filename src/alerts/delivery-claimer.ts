import { DELIVERY_POLICY } from '../../config/delivery.js';
import { Claimer, type ClaimerParts, type Outcomes } from '../platform/claims/index.js';
import type { DeliveryClaims, Outgoing } from './delivery-claims.js';
import type { Attempt, DeliveryOutcomes } from './delivery-outcomes.js';

const { batch, slowAfterSeconds, renewSeconds, stopGraceSeconds } = DELIVERY_POLICY;
const PACE = { batch: batch.value, slowAfterSeconds: slowAfterSeconds.value, renewSeconds: renewSeconds.value, stopGraceSeconds: stopGraceSeconds.value };

type Parts = Omit<ClaimerParts<Outgoing, Attempt>, 'name' | 'pace' | 'stopsAll' | 'claims' | 'outcomes'> & { readonly claims: DeliveryClaims; readonly outcomes: DeliveryOutcomes };

/** Sends the mail that is due. Trouble of our own mail server stops all of it: what one message meets, every other would. */
export class DeliveryClaimer extends Claimer<Outgoing, Attempt> {
  constructor(parts: Parts) {
    super({ ...parts, outcomes: outcomesOf(parts), name: 'Deliveries', pace: PACE, stopsAll: (attempt) => attempt.kind === 'failed' && attempt.failure.kind === 'server-away' });
  }
}

// Nearly every message is accepted: that is one statement with the beginning of the next one.
const outcomesOf = ({ claims, outcomes }: Pick<Parts, 'claims' | 'outcomes'>): Outcomes<Outgoing, Attempt> => ({
  settle: (tx, outgoing, attempt) => {
    if (attempt.kind === 'accepted') throw new Error('What was accepted is written down with the beginning of the next one.');
    return outcomes.fail(tx, outgoing, attempt.failure, attempt.error);
  },
  settleAndBegin: (database, outgoing, attempt, next) => (attempt.kind === 'accepted' ? claims.beginAfter(database, outcomes.accepting(outgoing, attempt.response), next) : undefined),
});
