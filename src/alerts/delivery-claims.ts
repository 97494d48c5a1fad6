import { Injectable } from '@nestjs/common';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { newId, SYSTEM_ACTOR, type Instant, type Language } from '../kernel/index.js';
import type { Claim } from '../platform/claims/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { CatchUp } from './catch-up.js';
import type { DeliveryChannel } from './delivery.entity.js';
import type { Content } from './domain/content.js';
import { PURPOSES } from './purposes.js';

/** A delivery under way, with what is needed to send it. */
export type Outgoing = Claim & {
  readonly alertId: string;
  readonly rootId: string;
  readonly topicId: string;
  readonly exercise: boolean;
  readonly recipientName: string;
  readonly address: string;
  readonly language: Language;
  readonly messageId: string;
  /** The first message of the thread to the same address; null when this is it. */
  readonly threadMessageId: string | null;
  readonly content: Content;
  readonly attempts: number;
  readonly possiblySentTwice: boolean;
  /** Of the oldest message that it stands for. */
  readonly waitingSince: Instant;
  readonly begunAt: Instant;
};

type ClaimedRow = { id: string; state: string; was_sending: boolean; topic_id: string; attempts: number; exercise: boolean; catch_up: boolean };
type BegunRow = {
  id: string; claim_token: string; alert_id: string; root_id: string; topic_id: string; exercise: boolean; recipient_name: string; address: string;
  language: Language; message_id: string; thread_message_id: string | null; content: Content; attempts: number; possibly_sent_twice: boolean;
  waiting_since: Date; begun_at: Date;
};

// True where there may be something to catch up on: for a statement of the situation always, for another message when it was kept
// waiting and more waits behind it. The rest of the rule is in the domain; in normal running nothing but the time is looked at.
const CATCH_UP = `
  CASE WHEN d.answered_at IS NOT NULL OR d.outcome_unknown OR d.contact_id IS NULL OR d.channel <> 'mail' THEN false
       WHEN a.purpose = '${PURPOSES.presentState}' THEN true
       WHEN NOT (d.attempts > $6 OR d.created_at <= app_now() - make_interval(secs => $7)) OR NOT a.purpose = ANY($5) THEN false
       ELSE EXISTS (
         SELECT 1 FROM deliveries l JOIN alerts la ON la.id = l.alert_id
          WHERE l.address = d.address AND l.channel = d.channel AND l.topic_id = d.topic_id AND l.contact_id = d.contact_id AND l.position > d.position
            AND l.state IN ('queued', 'failed-retrying') AND la.organisation_id = a.organisation_id AND la.purpose = ANY($5)) END`;

// What is older goes first, per address and topic: what one activation cannot get through holds up no other, and nothing routine
// stands before what belongs to an activation. A claim whose lease ran out is anybody's; a message that was under way then may
// have gone out, unless it has been answered meanwhile: then nothing more is to be sent.
// The order is said twice: what an UPDATE returns has none.
const CLAIM = `
  WITH claimed AS (
  UPDATE deliveries d
     SET claim_token = CASE WHEN d.answered_at IS NULL THEN $1::uuid END,
         lease_until = app_now() + make_interval(secs => $2),
         state = CASE WHEN d.answered_at IS NOT NULL THEN 'answered' WHEN d.state = 'sending' THEN 'failed-retrying' ELSE d.state END,
         outcome_unknown = d.outcome_unknown OR d.state = 'sending'
    FROM (
      SELECT c.id, c.state FROM deliveries c
       WHERE c.channel = $4 AND c.state IN ('queued', 'failed-retrying', 'sending') AND c.next_try_at <= app_now()
         AND (c.lease_until IS NULL OR c.lease_until <= app_now())
         AND NOT EXISTS (
           SELECT 1 FROM deliveries o
            WHERE o.address = c.address AND o.channel = c.channel AND o.topic_id = c.topic_id AND o.state IN ('queued', 'failed-retrying', 'sending') AND o.position < c.position
              AND NOT (o.lane = 'routine' AND c.lane = 'activation'))
       ORDER BY c.lane, c.attempts > 0, c.position LIMIT $3
         FOR UPDATE SKIP LOCKED) found, alerts a
   WHERE d.id = found.id AND a.id = d.alert_id
  RETURNING d.id, d.state, found.state = 'sending' AS was_sending, d.topic_id, d.attempts, a.exercise, d.lane, d.position, ${CATCH_UP} AS catch_up)
  SELECT id, state, was_sending, topic_id, attempts, exercise, catch_up FROM claimed ORDER BY lane, attempts > 0, position`;

// Never waits for a lock: a message that is being answered at this very moment is left alone. Parameters: delivery, token, seconds.
const beginCtes = (first: number): string => `
  mine AS (
    SELECT held.id FROM (SELECT id, state, answered_at FROM deliveries WHERE id = $${first}::uuid AND claim_token = $${first + 1}::uuid FOR UPDATE SKIP LOCKED) held
     WHERE held.state IN ('queued', 'failed-retrying') AND held.answered_at IS NULL),
  begun AS (
    UPDATE deliveries d
       SET state = 'sending', attempts = d.attempts + 1, possibly_sent_twice = d.possibly_sent_twice OR d.outcome_unknown,
           lease_until = app_now() + make_interval(secs => $${first + 2})
      FROM mine WHERE d.id = mine.id RETURNING d.*)`;
const BEGUN = `
  SELECT b.id, b.claim_token, b.alert_id, coalesce(a.root_id, a.id) AS root_id, b.topic_id, a.exercise, b.recipient_name, b.address, b.language,
         b.message_id, a.content, b.attempts, b.possibly_sent_twice, coalesce(b.waiting_since, b.created_at) AS waiting_since, app_now() AS begun_at,
         (SELECT e.message_id FROM deliveries e JOIN alerts ea ON ea.id = e.alert_id
           WHERE (ea.id = coalesce(a.root_id, a.id) OR ea.root_id = coalesce(a.root_id, a.id)) AND e.address = b.address AND e.position < b.position AND e.state <> 'superseded'
           ORDER BY e.position LIMIT 1) AS thread_message_id
    FROM begun b JOIN alerts a ON a.id = b.alert_id`;

const BEGIN = `WITH ${beginCtes(1)} ${BEGUN}`;

const LEASE = DELIVERY_POLICY.leaseSeconds.value;

const outgoingOf = (row: BegunRow): Outgoing => ({
  id: row.id, token: row.claim_token, alertId: row.alert_id, rootId: row.root_id, topicId: row.topic_id, exercise: row.exercise,
  recipientName: row.recipient_name, address: row.address, language: row.language, messageId: row.message_id,
  threadMessageId: row.thread_message_id, content: row.content, attempts: row.attempts, possiblySentTwice: row.possibly_sent_twice,
  waitingSince: row.waiting_since, begunAt: row.begun_at,
});

/** Claims on deliveries: who may send what now. */
@Injectable()
export class DeliveryClaims {
  constructor(
    private readonly catchUp: CatchUp,
    private readonly record: RecordBook,
  ) {}

  /**
   * Claims up to `limit` deliveries of a channel that are due: each has lines of its own, and waits for no other. Two claimers never
   * get the same one. What was kept waiting and is out of date by now is claimed as one message that states the present situation.
   */
  async claim(database: Database, limit: number, channel: DeliveryChannel = 'mail'): Promise<Claim[]> {
    const token = newId();
    for (;;) {
      const found = await this.due(database, token, limit, channel);
      const claims: Claim[] = [];
      const busy = new Set<string>();
      for (const { id, topic_id: topicId, state, catch_up: catchUp } of found) {
        const claim = { id, token };
        if (state !== 'answered') claims.push(...(catchUp ? await this.catchUp.insteadOf(database, claim, topicId, busy) : [claim]));
      }
      // Where everything found was taken over or answered, what stood behind it is due now.
      if (claims.length > 0 || found.length === 0) return claims;
    }
  }

  private due(database: Database, token: string, limit: number, channel: DeliveryChannel): Promise<ClaimedRow[]> {
    const { catchUpAfterTries, catchUpAfterSeconds } = DELIVERY_POLICY;
    return database.transaction(async (tx) => {
      const found = await tx.query<ClaimedRow>(CLAIM, [token, LEASE, limit, channel, this.catchUp.purposes, catchUpAfterTries.value, catchUpAfterSeconds.value]);
      for (const row of found) if (row.was_sending) await this.recordInterruption(tx, row);
      return found;
    });
  }

  /** Marks a claimed delivery as under way; undefined when it is no longer ours or no longer to be sent. */
  async begin(on: Pick<Tx, 'query'> | Pick<Database, 'prepared'>, claim: Claim): Promise<Outgoing | undefined> {
    const parameters = [claim.id, claim.token, LEASE];
    const [row] = 'prepared' in on ? await on.prepared<BegunRow>('begin-delivery', BEGIN, parameters) : await on.query<BegunRow>(BEGIN, parameters);
    return row && outgoingOf(row);
  }

  /**
   * The same within a statement that settles what went before: its CTE `settled` with parameters of its own. Gives whether that
   * gave a row, and the delivery begun, if any.
   */
  async beginAfter(database: Database, settling: { readonly ctes: string; readonly parameters: readonly unknown[] }, claim: Claim | undefined): Promise<{ settled: boolean; next: Outgoing | undefined }> {
    const [row] = await database.prepared<BegunRow & { settled: boolean }>(
      'settle-and-begin-delivery',
      `WITH ${settling.ctes}, ${beginCtes(settling.parameters.length + 1)}
       SELECT one.settled, one.told, begun.* FROM (SELECT EXISTS (SELECT 1 FROM settled) AS settled, (SELECT count(*) FROM told) AS told) one LEFT JOIN LATERAL (${BEGUN}) begun ON true`,
      [...settling.parameters, claim?.id ?? null, claim?.token ?? null, LEASE],
    );
    return { settled: row!.settled, next: row!.id ? outgoingOf(row!) : undefined };
  }

  /** A sign of life for claims in hand. */
  async renew(database: Database, claims: readonly Claim[]): Promise<void> {
    await database.query(
      `UPDATE deliveries d SET lease_until = app_now() + make_interval(secs => $3)
         FROM unnest($1::uuid[], $2::uuid[]) AS c(id, token) WHERE d.id = c.id AND d.claim_token = c.token`,
      [claims.map(({ id }) => id), claims.map(({ token }) => token), LEASE],
    );
  }

  /** Gives back what has not been begun. */
  async release(database: Database, claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    await database.query(
      `UPDATE deliveries d SET claim_token = NULL, lease_until = NULL
         FROM unnest($1::uuid[], $2::uuid[]) AS c(id, token) WHERE d.id = c.id AND d.claim_token = c.token AND d.state <> 'sending'`,
      [claims.map(({ id }) => id), claims.map(({ token }) => token)],
    );
  }

  private async recordInterruption(tx: Tx, row: ClaimedRow): Promise<void> {
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'delivery.interrupted', subjectKind: 'delivery', subjectId: row.id, activationId: row.topic_id, exercise: row.exercise,
      after: { attempt: row.attempts, goesAgain: row.state !== 'answered' },
    });
    await tx.notify('activation', row.topic_id);
  }
}
