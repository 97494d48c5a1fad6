import { Injectable, Logger } from '@nestjs/common';
import { DELIVERY_POLICY } from '../../config/delivery.js';
import { SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import type { Claim } from '../platform/claims/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { Alert } from './alert.entity.js';
import { AlertWriter } from './alert-writer.js';
import { Delivery } from './delivery.entity.js';
import { isRestated, mayStandFor, outOfDate, type WaitingMessage } from './domain/catch-up.js';
import { isAwaited } from './handover.js';
import { PresentStates, type PresentState } from './present-states.js';
import { CHASING_PURPOSES, PURPOSES } from './purposes.js';

type WaitingRow = { id: string; created_at: Date; attempts: number; outcome_unknown: boolean; purpose: string; chases: boolean; overtaken: boolean };

// To the same contact at the same address, in the same thread; what somebody else has in hand is not ours to change.
const WAITING = `
  SELECT d.id, d.created_at, d.attempts, d.outcome_unknown, a.purpose, a.chases_id IS NOT NULL AS chases,
         a.purpose = $4 AND coalesce(greatest(r.received_at, r.escalating_since, r.closed_at, $7::timestamptz) >= a.created_at, false) AS overtaken
    FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN alerts r ON r.id = coalesce(a.root_id, a.id)
   WHERE d.topic_id = $1 AND d.channel = 'mail' AND d.address = $2 AND d.contact_id = $3 AND r.id = $5 AND d.state IN ('queued', 'failed-retrying')
     AND d.answered_at IS NULL AND (d.claim_token IS NULL OR d.claim_token = $6 OR d.lease_until <= app_now())
   ORDER BY d.position FOR UPDATE OF d SKIP LOCKED`;
const BEHIND = `EXISTS (SELECT 1 FROM deliveries o WHERE o.address = d.address AND o.channel = d.channel AND o.topic_id = d.topic_id AND o.state IN ('queued', 'failed-retrying', 'sending') AND o.position < d.position)`;

/** After an outage of mail each recipient gets the situation as it is, once, and not every message that has waited. */
@Injectable()
export class CatchUp {
  private readonly log = new Logger('Alerts');

  constructor(
    private readonly states: PresentStates,
    private readonly writer: AlertWriter,
    private readonly record: RecordBook,
  ) {}

  /** What a message that waits may be, for there to be something to catch up on. */
  get purposes(): string[] {
    return [...this.states.purposes, PURPOSES.presentState, ...CHASING_PURPOSES];
  }

  /**
   * Gives what is to be sent in the place of a claimed delivery behind which more wait: itself when nothing is out of date; nothing
   * when a message that stays goes first. Whoever holds the claim on the first of them is alone with all of them. A topic that cannot
   * be locked soon joins `busy`: its messages are given as they are, and the rest of the batch waits for it no more.
   */
  async insteadOf(database: Database, claim: Claim, topicId: string, busy: Set<string>): Promise<Claim[]> {
    if (busy.has(topicId)) return [claim];
    try {
      return await database.transaction(async (tx) => {
        await tx.query(`SELECT set_config('lock_timeout', $1, true)`, [`${DELIVERY_POLICY.catchUpPatienceSeconds.value}s`]);
        await this.states.lock(tx, topicId);
        const now = await tx.now();
        const head = await this.ours(tx, claim);
        if (!head) return [];
        const { alertId } = head;
        const alert = await this.writer.byId(tx, alertId);
        const root = alert.rootId === null ? alert : await this.writer.byId(tx, alert.rootId);
        const replaced = outOfDate(await this.waiting(tx, head, root, claim), now, DELIVERY_POLICY);
        const state = replaced.length > 0 ? await this.states.of(tx, topicId, root.organisationId) : undefined;
        if (!state) return [claim];
        if (mayStandFor(state.content, isAwaited(root))) return this.replace(tx, head, root, replaced, state, claim, now);
        this.log.error(`The present state of topic ${topicId} has no answer link for alert ${root.id}, whose receipt is awaited: its messages go out as they are.`);
        return [claim];
      });
    } catch (error) {
      // Better every message than none.
      busy.add(topicId);
      this.log.warn(`Messages of topic ${topicId} go out one by one: ${String(error)}`);
      return [claim];
    }
  }

  private async ours(tx: Tx, { id, token }: Claim): Promise<Delivery | undefined> {
    const held = await tx.query<{ id: string }>('SELECT id FROM deliveries WHERE id = $1 AND claim_token = $2 AND answered_at IS NULL FOR UPDATE', [id, token]);
    return held.length > 0 ? tx.manager.findOneByOrFail(Delivery, { id }) : undefined;
  }

  private async waiting(tx: Tx, { topicId, address, contactId }: Delivery, root: Alert, { token }: Claim): Promise<WaitingMessage[]> {
    const rows = await tx.query<WaitingRow>(WAITING, [topicId, address, contactId, PURPOSES.presentState, root.id, token, await this.states.changedAt(tx, topicId)]);
    const restated = { always: new Set([...this.states.purposes, PURPOSES.presentState]), chasing: new Set(CHASING_PURPOSES) };
    return rows.map(({ id, created_at: createdAt, attempts, outcome_unknown: maybeTaken, overtaken, ...about }) => ({ id, createdAt, attempts, maybeTaken, overtaken, restated: isRestated(about, restated) }));
  }

  private async replace(tx: Tx, head: Delivery, root: Alert, replaced: readonly string[], { content, answerLinkUntil }: PresentState, { token }: Claim, now: Instant): Promise<Claim[]> {
    const { topicId, contactId, recipientName: name, recipientFunction, address, language } = head;
    const { organisationId, exercise } = root;
    const statement = await this.writer.write(
      tx,
      { topicId, organisationId, purpose: PURPOSES.presentState, exercise, content, asksReceipt: false, answerLinkUntil },
      [{ contactId: contactId!, name, function: recipientFunction, address, language }],
    );
    const { id } = await tx.manager.findOneByOrFail(Delivery, { alertId: statement.id });
    await tx.query(
      `UPDATE deliveries SET state = 'superseded', superseded_by = $2, superseded_at = $3, next_try_at = NULL, claim_token = NULL, lease_until = NULL WHERE id = ANY($1::uuid[])`, [replaced, id, now]);
    await tx.query('UPDATE deliveries SET waiting_since = (SELECT min(coalesce(o.waiting_since, o.created_at)) FROM deliveries o WHERE o.id = ANY($2::uuid[])) WHERE id = $1', [id, replaced]);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'delivery.caught-up', subjectKind: 'delivery', subjectId: id, activationId: topicId, exercise, after: { alertId: statement.id, organisationId, superseded: replaced },
    });
    await tx.notify('activation', topicId);
    // What else waits for the same address goes first; a later claim finds this one.
    const claimed = await tx.query<{ id: string }>(
      `UPDATE deliveries d SET claim_token = $2, lease_until = app_now() + make_interval(secs => $3) WHERE d.id = $1 AND NOT ${BEHIND} RETURNING d.id`, [id, token, DELIVERY_POLICY.leaseSeconds.value]);
    return [...(replaced.includes(head.id) ? [] : [{ id: head.id, token }]), ...claimed.map((own) => ({ id: own.id, token }))];
  }
}
