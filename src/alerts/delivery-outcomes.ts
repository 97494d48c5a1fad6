import { Injectable } from '@nestjs/common';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { addSeconds, isBefore, SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import { ContactAddresses } from '../organisations/index.js';
import { LIVE_CHANNEL, type Tx } from '../platform/database/index.js';
import { RecordBook, type RecordEntry } from '../record/index.js';
import type { Outgoing } from './delivery-claims.js';
import { nextTry, type SendFailure } from './domain/send-failure.js';
import { Handover } from './handover.js';

/** What became of one attempt. */
export type Attempt =
  | { readonly kind: 'accepted'; readonly response: string }
  | { readonly kind: 'failed'; readonly failure: SendFailure; readonly error: string };

const FREE = 'claim_token = NULL, lease_until = NULL';
// Only the claim that sent it may write what became of it: whoever was frozen meanwhile has lost it to another.
// By its id first: the planner would rather search the index of what waits.
const HELD = `(SELECT id AS held_id, state AS held_state FROM deliveries WHERE id = $1::uuid AND claim_token = $2::uuid FOR UPDATE) held`;
const OURS = `id = $1::uuid AND claim_token = $2::uuid AND state = 'sending'`;

function notBefore(at: Instant, { retryAfterSeconds = 0 }: SendFailure, now: Instant): Instant {
  const asked = addSeconds(now, retryAfterSeconds);
  return isBefore(at, asked) ? asked : at;
}

/** Writes down what became of an attempt, each in a transaction of its own, and passes on what is refused. */
@Injectable()
export class DeliveryOutcomes {
  constructor(
    private readonly handover: Handover,
    private readonly addresses: ContactAddresses,
    private readonly record: RecordBook,
  ) {}

  /** What went wrong. False when the claim was lost meanwhile: then whoever holds it now writes. */
  async fail(tx: Tx, outgoing: Outgoing, failure: SendFailure, error: string): Promise<boolean> {
    // Passing it on changes the alert: its lock comes before the clock and before the delivery.
    await tx.lock('alerts', outgoing.rootId);
    const now = await tx.now();
    const at = failure.kind === 'refused' ? undefined : nextTry(failure.kind, outgoing.attempts, outgoing.waitingSince, now, DELIVERY_POLICY);
    return at ? this.retry(tx, outgoing, failure, error, notBefore(at, failure, now)) : this.giveUp(tx, outgoing, error, now);
  }

  /**
   * The mail server took it: one statement, because a message must cost one commit and as little else as can be. Its CTE `settled`
   * gives a row unless the claim was lost meanwhile; `told` tells the live pages.
   */
  accepting(outgoing: Outgoing, response: string): { readonly ctes: string; readonly parameters: readonly unknown[] } {
    const own = [outgoing.id, outgoing.token, response, LIVE_CHANNEL, `activation:${outgoing.topicId}`];
    const recorded = this.record.inStatement(SYSTEM_ACTOR, entryOf(outgoing, 'delivery.accepted', { messageId: outgoing.messageId, possiblySentTwice: outgoing.possiblySentTwice }), 'settled', own.length + 1);
    return {
      ctes: `settled AS (
        UPDATE deliveries SET state = CASE WHEN answered_at IS NULL THEN 'accepted' ELSE 'answered' END, accepted_at = app_now(), response = left($3, 500),
               last_error = NULL, next_try_at = NULL, ${FREE}
          FROM ${HELD} WHERE deliveries.id = held.held_id AND held.held_state = 'sending' RETURNING id),
        ${recorded.ctes},
        told AS (SELECT pg_notify($4, $5) FROM settled)`,
      parameters: [...own, ...recorded.parameters],
    };
  }

  private async retry(tx: Tx, outgoing: Outgoing, { outcomeUnknown }: SendFailure, error: string, at: Instant): Promise<boolean> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE deliveries SET state = CASE WHEN answered_at IS NULL THEN 'failed-retrying' ELSE 'answered' END, next_try_at = $3,
              last_error = left($4, 500), outcome_unknown = outcome_unknown OR $5, ${FREE}
        WHERE ${OURS} RETURNING id`,
      [outgoing.id, outgoing.token, at, error, outcomeUnknown],
    );
    if (rows.length === 0) return false;
    if (outcomeUnknown) await this.note(tx, outgoing, 'delivery.outcome-unknown', { messageId: outgoing.messageId });
    else await tx.notify('activation', outgoing.topicId);
    return true;
  }

  private async giveUp(tx: Tx, outgoing: Outgoing, error: string, now: Instant): Promise<boolean> {
    const rows = await tx.query<{ answered: boolean; contact_id: string | null; channel: string }>(
      `UPDATE deliveries SET state = CASE WHEN answered_at IS NULL THEN 'given-up' ELSE 'answered' END,
              given_up_at = CASE WHEN answered_at IS NULL THEN $3::timestamptz END, last_error = left($4, 500), next_try_at = NULL, ${FREE}
        WHERE ${OURS} RETURNING answered_at IS NOT NULL AS answered, contact_id, channel`,
      [outgoing.id, outgoing.token, now, error],
    );
    if (rows.length === 0) return false;
    await this.note(tx, outgoing, 'delivery.given-up', { messageId: outgoing.messageId });
    const { answered, contact_id: contactId, channel } = rows[0]!;
    // An SMS or a call stands in for nothing: the mail goes its own way.
    if (channel !== 'mail') return true;
    if (contactId !== null) await this.addresses.refused(tx, contactId, outgoing.address);
    if (!answered) await this.handover.afterRefusal(tx, outgoing.alertId);
    return true;
  }

  private async note(tx: Tx, outgoing: Outgoing, action: string, after: Record<string, unknown>): Promise<void> {
    await this.record.add(tx, SYSTEM_ACTOR, entryOf(outgoing, action, after));
    await tx.notify('activation', outgoing.topicId);
  }
}

const entryOf = (outgoing: Outgoing, action: string, after: Record<string, unknown>): RecordEntry => ({
  action, subjectKind: 'delivery', subjectId: outgoing.id, activationId: outgoing.topicId, exercise: outgoing.exercise,
  after: { alertId: outgoing.alertId, attempt: outgoing.attempts, ...after },
  personal: { recipient: { name: outgoing.recipientName, address: outgoing.address } },
});
