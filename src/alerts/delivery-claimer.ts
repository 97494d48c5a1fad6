import { DELIVERY_POLICY } from '../../config/delivery.js';
import { Claimer, type ClaimerParts, type Claims, type Outcomes } from '../platform/claims/index.js';
import type { DeliveryClaims, Outgoing } from './delivery-claims.js';
import type { DeliveryChannel } from './delivery.entity.js';
import type { Attempt, DeliveryOutcomes } from './delivery-outcomes.js';

const { batch, slowAfterSeconds, renewSeconds, stopGraceSeconds } = DELIVERY_POLICY;
const PACE = { batch: batch.value, slowAfterSeconds: slowAfterSeconds.value, renewSeconds: renewSeconds.value, stopGraceSeconds: stopGraceSeconds.value };

export type DeliveryClaimerParts = Omit<ClaimerParts<Outgoing, Attempt>, 'name' | 'pace' | 'stopsAll' | 'claims' | 'outcomes'> & {
  readonly claims: DeliveryClaims;
  readonly outcomes: DeliveryOutcomes;
  /** Default `mail`. Each channel has lines of its own. */
  readonly channel?: DeliveryChannel;
};

/** Sends what is due over one channel. Trouble of our own server stops all of it: what one message meets, every other would. */
export class DeliveryClaimer extends Claimer<Outgoing, Attempt> {
  constructor(parts: DeliveryClaimerParts) {
    super({
      ...parts, claims: claimsOf(parts), outcomes: outcomesOf(parts), name: 'Deliveries', pace: PACE,
      stopsAll: (attempt) => attempt.kind === 'failed' && attempt.failure.kind === 'server-away',
    });
  }
}

const claimsOf = ({ claims, channel }: Pick<DeliveryClaimerParts, 'claims' | 'channel'>): Claims<Outgoing> => ({
  claim: (database, limit) => claims.claim(database, limit, channel),
  begin: (on, claim) => claims.begin(on, claim),
  renew: (database, held) => claims.renew(database, held),
  release: (database, held) => claims.release(database, held),
});

// Nearly every message is accepted: that is one statement with the beginning of the next one.
const outcomesOf = ({ claims, outcomes }: Pick<DeliveryClaimerParts, 'claims' | 'outcomes'>): Outcomes<Outgoing, Attempt> => ({
  settle: (tx, outgoing, attempt) => {
    if (attempt.kind === 'accepted') throw new Error('What was accepted is written down with the beginning of the next one.');
    return outcomes.fail(tx, outgoing, attempt.failure, attempt.error);
  },
  settleAndBegin: (database, outgoing, attempt, next) => (attempt.kind === 'accepted' ? claims.beginAfter(database, outcomes.accepting(outgoing, attempt.response), next) : undefined),
});
