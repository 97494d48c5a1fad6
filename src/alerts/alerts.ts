import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { SYSTEM_ACTOR, type Actor, type Channel, type Instant } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import type { Lane } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { Alert } from './alert.entity.js';
import { AlertWriter, type EscalationTerms, type Root } from './alert-writer.js';
import { CallTasks } from './call-tasks.js';
import { readAlerts, type AlertView } from './alert-view.js';
import type { Content } from './domain/content.js';
import { Escalation } from './escalation.js';
import { Handover } from './handover.js';
import { PURPOSES } from './purposes.js';
import { Recipients, type Audience, type Recipient } from './recipients.js';

/** A message that opens an organisation's thread about a topic. */
export type NewAlert = {
  readonly topicId: string;
  readonly organisationId: string;
  readonly purpose: string;
  readonly exercise: boolean;
  readonly content: Content;
  readonly asksReceipt: boolean;
  /** Present when it must be escalated until received. `windowSeconds` is the activation's window. */
  readonly escalation?: EscalationTerms;
  /** Needed when a text contains `{answerLink}` or `{confirmLink}`: until when the link works. */
  readonly answerLinkUntil?: Instant;
  /** Default `activation`; `routine` for what may never hold up an activation. */
  readonly lane?: Lane;
  /** Default `first-contact`. */
  readonly to?: Exclude<Audience, 'already-alerted'>;
};

/** A later message in an organisation's thread. */
export type LaterMessage = {
  readonly topicId: string;
  readonly organisationId: string;
  readonly purpose: string;
  readonly exercise: boolean;
  readonly content: Content;
  /** Default `already-alerted`: everyone of the organisation who was alerted, else its first contact. */
  readonly to?: Audience;
  /** Needed when a text contains `{answerLink}` and the thread has no end for it yet. */
  readonly answerLinkUntil?: Instant;
};

export type Receipt = {
  readonly topicId: string;
  readonly organisationId: string;
  readonly byName: string;
  readonly byFunction: string;
  readonly channel: Channel;
  /** For the record: who answered, and from where; default the system. */
  readonly actor?: Actor;
};

export type Received = { readonly alreadyReceived: boolean; readonly receivedAt: Instant; readonly receivedBy: string; readonly late: boolean };

const UNRECEIVED = { receivedAt: null, receivedBy: null, receivedFunction: null, receivedChannel: null, receivedLate: null };
const WAITING = "d.state IN ('queued', 'failed-retrying', 'sending')";

/**
 * Alerts of a topic (an opaque id): raised with the decision that causes them, repeated and escalated until received.
 * Every method that writes works in the caller's transaction.
 */
@Injectable()
export class Alerts {
  constructor(
    private readonly writer: AlertWriter,
    private readonly recipients: Recipients,
    private readonly handover: Handover,
    private readonly escalation: Escalation,
    private readonly callTasks: CallTasks,
    private readonly record: RecordBook,
  ) {}

  /** Locks the topic's alerts. Before `tx.now()`, and before `receive` or `close`. */
  async lockTopic(tx: Tx, topicId: string): Promise<void> {
    const roots = await tx.query<{ id: string }>('SELECT id FROM alerts WHERE topic_id = $1 AND root_id IS NULL', [topicId]);
    await tx.lock('alerts', ...roots.map(({ id }) => id));
  }

  /**
   * Alerts organisations; gives the root alert of each, in the order asked. Operations are told at once of an organisation
   * that mail does not reach, or was never shown to reach, and in a real activation telephone everyone of whom receipt is asked. Where a thread exists already the message joins it, and receipt is asked of the thread: anew when
   * it was given before (what was received then stays on the record), while a question that is still open goes on as it is.
   */
  async raise(tx: Tx, alerts: readonly NewAlert[]): Promise<{ alertId: string; organisationId: string }[]> {
    const doubts: { written: Alert; doubt: 'no-contact' | 'unverified' }[] = [];
    const raised: { alertId: string; organisationId: string }[] = [];
    for (const alert of alerts) {
      const { written, to } = await this.write(tx, alert, alert.to ?? 'first-contact');
      if (written.rootId !== null) await this.askReceiptOfThread(tx, written.rootId, alert);
      else if (alert.escalation && to.length > 0) await this.escalation.plan(tx, written.id, await tx.now(), alert.escalation.windowSeconds);
      const doubt = await this.doubtOf(tx, alert, written, to);
      if (doubt) doubts.push({ written, doubt });
      if (alert.escalation && !alert.exercise) await this.telephone(tx, alert, alert.escalation);
      raised.push({ alertId: written.rootId ?? written.id, organisationId: alert.organisationId });
    }
    for (const { written, doubt } of doubts) await (doubt === 'no-contact' ? this.handover.tellOperations(tx, written, doubt) : this.handover.warnUnverified(tx, written));
    return raised;
  }

  /** Sends later messages in the threads of these organisations; a thread without receipt is opened where there is none. */
  async follow(tx: Tx, messages: readonly LaterMessage[]): Promise<void> {
    const unreached: Alert[] = [];
    for (const topicId of new Set(messages.map((message) => message.topicId))) {
      const ofTopic = messages.filter((message) => message.topicId === topicId);
      const roots = await this.writer.rootsOf(tx, topicId, ofTopic.map(({ organisationId }) => organisationId));
      unreached.push(...(await this.followThreads(tx, ofTopic.flatMap((message) => withRoot(message, roots)))));
      // Those have none yet: the first message opens it, for the next one too.
      for (const message of ofTopic.filter(({ organisationId }) => !roots.has(organisationId))) {
        const { written, to } = await this.write(tx, laterDraft(message), message.to ?? 'already-alerted');
        if (to.length === 0) unreached.push(written);
      }
    }
    for (const alert of unreached) await this.handover.tellOperations(tx, alert, 'no-contact');
  }

  // Gives the messages that reach nobody.
  private async followThreads(tx: Tx, threads: readonly { readonly message: LaterMessage; readonly root: Root }[]): Promise<Alert[]> {
    if (threads.length === 0) return [];
    const chosen = await this.recipients.chooseAll(tx, threads.map(({ message, root }) => ({ organisationId: message.organisationId, rootId: root.id, audience: message.to ?? 'already-alerted' })));
    const written = await this.writer.writeUnder(tx, threads.map(({ message, root }, index) => ({ draft: laterDraft(message), root, recipients: chosen[index]! })));
    return written.filter((_, index) => chosen[index]!.length === 0);
  }

  /**
   * Records that an organisation has seen its alert, and stops the reminders of this organisation only. Idempotent: a
   * second receipt changes nothing and gives the first. Undefined when the organisation has no alert about the topic.
   */
  async receive(tx: Tx, receipt: Receipt): Promise<Received | undefined> {
    const now = await tx.now();
    const rows = await tx.query<{ id: string; exercise: boolean; received_late: boolean }>(
      `UPDATE alerts SET received_at = $3, received_by = $4, received_function = $5, received_channel = $6,
              received_late = coalesce($3 > receipt_due_at, false)
        WHERE topic_id = $1 AND organisation_id = $2 AND root_id IS NULL AND received_at IS NULL RETURNING id, exercise, received_late`,
      [receipt.topicId, receipt.organisationId, now, receipt.byName, receipt.byFunction, receipt.channel],
    );
    const root = rows[0];
    if (!root) return this.earlierReceipt(tx, receipt);
    await this.escalation.stop(tx, [root.id]);
    await this.callTasks.close(tx, receipt.topicId, [receipt.organisationId], 'answered');
    await this.quieten(tx, "((a.id = $2 OR a.root_id = $2) AND a.asks_receipt OR a.chases_id = $2) AND d.state <> 'given-up'", root.id);
    await this.lookAgain(tx, root.id);
    await this.recordReceipt(tx, receipt, root);
    await tx.notify('activation', receipt.topicId);
    return { alreadyReceived: false, receivedAt: now, receivedBy: receipt.byName, late: root.received_late };
  }

  /**
   * A receipt was taken back: it is asked for anew, with reminders and steps counted from now, and in a real activation the
   * organisation is telephoned again.
   */
  async reopen(tx: Tx, { topicId, organisationId, actor }: Pick<Receipt, 'topicId' | 'organisationId'> & { readonly actor: Actor }): Promise<void> {
    const root = await this.writer.rootOf(tx, topicId, organisationId);
    if (!root?.receivedAt || !root.windowSeconds) return;
    const now = await tx.now();
    await tx.manager.update(Alert, root.id, { escalatingSince: now, stepsTaken: 0, operationsToldAt: null, ...UNRECEIVED });
    // What the receipt had kept from going out is needed after all.
    await tx.query(
      `UPDATE deliveries d SET state = 'queued', answered_at = NULL, next_try_at = $2 FROM alerts a
        WHERE a.id = d.alert_id AND (a.id = $1 OR a.root_id = $1) AND a.asks_receipt AND d.state = 'answered' AND d.accepted_at IS NULL AND d.claim_token IS NULL AND d.superseded_by IS NULL`, [root.id, now]);
    await this.escalation.plan(tx, root.id, now, root.windowSeconds);
    if (!root.exercise) await this.callTasks.open(tx, { topicId, organisationId, exercise: root.exercise, operationsId: root.operationsId, because: 'taken-back' });
    await this.record.add(tx, actor, {
      action: 'alert.receipt-taken-back', subjectKind: 'alert', subjectId: root.id, activationId: topicId, exercise: root.exercise,
      before: { receivedAt: root.receivedAt }, after: { organisationId, receivedAt: null },
    });
    await tx.notify('activation', topicId);
  }

  /** Answer links of the topic work until then. */
  async prolong(tx: Tx, topicId: string, until: Instant): Promise<void> {
    await tx.query('UPDATE alerts SET answer_until = $2 WHERE topic_id = $1 AND answer_until < $2', [topicId, until]);
    await tx.query('UPDATE answer_links l SET expires_at = $2 FROM alerts a WHERE a.id = l.alert_id AND a.topic_id = $1 AND l.expires_at < $2', [topicId, until]);
  }

  /** Nothing more is reminded or escalated about the topic, and its answer links no longer work. What was decided still goes out. */
  async close(tx: Tx, topicId: string): Promise<void> {
    const now = await tx.now();
    const roots = await tx.query<{ id: string }>('UPDATE alerts SET closed_at = $2 WHERE topic_id = $1 AND closed_at IS NULL AND root_id IS NULL RETURNING id', [topicId, now]);
    await this.escalation.stop(tx, roots.map(({ id }) => id));
    await this.callTasks.close(tx, topicId, 'all', 'not-needed');
    await this.quieten(tx, `a.topic_id = $2 AND a.chases_id IS NOT NULL AND ${WAITING}`, topicId);
    await tx.query(
      `UPDATE answer_links l SET withdrawn_at = $2 FROM alerts a WHERE a.id = l.alert_id AND a.topic_id = $1 AND l.withdrawn_at IS NULL`,
      [topicId, now],
    );
    await tx.notify('activation', topicId);
  }

  /**
   * These organisations owe nothing about the topic any more: they are no longer reminded, nor is anyone telephoned about them.
   * Their answer links go on showing the topic, and what was decided still goes out.
   */
  async release(tx: Tx, topicId: string, organisationIds: readonly string[]): Promise<void> {
    const roots = await tx.query<{ id: string }>(
      'UPDATE alerts SET closed_at = $3 WHERE topic_id = $1 AND organisation_id = ANY($2::uuid[]) AND closed_at IS NULL AND root_id IS NULL RETURNING id',
      [topicId, organisationIds, await tx.now()],
    );
    await this.escalation.stop(tx, roots.map(({ id }) => id));
    await this.callTasks.close(tx, topicId, organisationIds, 'not-needed');
    for (const { id } of roots) await this.quieten(tx, `a.chases_id = $2 AND ${WAITING}`, id);
  }

  /** Every message about the topic with its deliveries, oldest first. The caller checks who may see it. */
  async ofTopic(database: Database, topicId: string): Promise<AlertView[]> {
    return readAlerts(database, topicId);
  }

  /** How long the oldest message has been waiting to go out, with what it took over, and how many wait; undefined when none does. */
  async oldestUndelivered(database: Database): Promise<{ since: Instant; count: number } | undefined> {
    const [row] = await database.query<{ since: Date | null; count: number }>(
      `SELECT min(coalesce(waiting_since, created_at)) AS since, count(*)::integer AS count FROM deliveries WHERE state IN ('queued', 'failed-retrying', 'sending')`,
    );
    return row?.since ? { since: row.since, count: row.count } : undefined;
  }

  // That no address was shown to work is said once per thread, of those who must answer.
  private async doubtOf(tx: Tx, { organisationId, escalation }: NewAlert, { rootId }: Alert, to: readonly Recipient[]): Promise<'no-contact' | 'unverified' | null> {
    if (to.length === 0) return 'no-contact';
    return escalation !== undefined && rootId === null && (await this.recipients.noneVerified(tx, organisationId)) ? 'unverified' : null;
  }

  private telephone(tx: Tx, { topicId, organisationId, exercise }: NewAlert, { operationsId }: EscalationTerms): Promise<void> {
    return this.callTasks.open(tx, { topicId, organisationId, exercise, operationsId, because: 'real-activation' });
  }

  private async write(tx: Tx, message: Omit<NewAlert, 'to'>, audience: Audience): Promise<{ written: Alert; to: Recipient[] }> {
    const root = await this.writer.rootOf(tx, message.topicId, message.organisationId);
    const to = await this.recipients.choose(tx, message.organisationId, root?.id, audience);
    return { written: await this.writer.write(tx, message, to), to };
  }

  private async askReceiptOfThread(tx: Tx, rootId: string, { asksReceipt, escalation, answerLinkUntil }: NewAlert): Promise<void> {
    if (!asksReceipt || !escalation) return;
    const now = await tx.now();
    const { affected } = await tx.manager.update(
      Alert,
      [{ id: rootId, asksReceipt: false }, { id: rootId, receivedAt: Not(IsNull()) }, { id: rootId, closedAt: Not(IsNull()) }],
      {
        asksReceipt: true, escalatingSince: now, windowSeconds: escalation.windowSeconds, operationsId: escalation.operationsId,
        receiptDueAt: escalation.receiptDueAt, answerUntil: answerLinkUntil ?? null, stepsTaken: 0, operationsToldAt: null, closedAt: null, ...UNRECEIVED,
      },
    );
    if (affected) await this.escalation.plan(tx, rootId, now, escalation.windowSeconds);
  }

  // Waiting messages need not go out any more; one that is under way keeps its state until its outcome is known.
  private async quieten(tx: Tx, which: string, id: string): Promise<void> {
    const unlessSending = (column: string, value: string): string => `${column} = CASE WHEN d.state = 'sending' THEN d.${column} ELSE ${value} END`;
    await tx.query(
      `UPDATE deliveries d
          SET answered_at = $1, ${unlessSending('state', "'answered'")}, ${unlessSending('next_try_at', 'NULL')}, ${unlessSending('claim_token', 'NULL')}
         FROM alerts a WHERE a.id = d.alert_id AND d.answered_at IS NULL AND d.state <> 'superseded' AND ${which}`,
      [await tx.now(), id],
    );
  }

  // A statement that waits asks for what is answered now: whoever is about to send it must look again.
  private async lookAgain(tx: Tx, rootId: string): Promise<void> {
    await tx.query(
      `UPDATE deliveries d SET claim_token = NULL, lease_until = NULL FROM alerts a
        WHERE a.id = d.alert_id AND a.root_id = $1 AND a.purpose = $2 AND d.state IN ('queued', 'failed-retrying') AND d.claim_token IS NOT NULL`, [rootId, PURPOSES.presentState]);
  }

  private async earlierReceipt(tx: Tx, { topicId, organisationId }: Receipt): Promise<Received | undefined> {
    const root = await this.writer.rootOf(tx, topicId, organisationId);
    if (!root?.receivedAt) return undefined;
    return { alreadyReceived: true, receivedAt: root.receivedAt, receivedBy: root.receivedBy ?? '', late: root.receivedLate ?? false };
  }

  private async recordReceipt(tx: Tx, receipt: Receipt, root: { id: string; exercise: boolean; received_late: boolean }): Promise<void> {
    const actor = receipt.actor ?? { ...SYSTEM_ACTOR, organisationId: receipt.organisationId, channel: receipt.channel };
    await this.record.add(tx, actor, {
      action: 'alert.received', subjectKind: 'alert', subjectId: root.id, activationId: receipt.topicId, exercise: root.exercise,
      after: { organisationId: receipt.organisationId, channel: receipt.channel, late: root.received_late },
      personal: { received: { name: receipt.byName, function: receipt.byFunction } },
    });
  }
}

const laterDraft = (message: LaterMessage): Omit<NewAlert, 'to'> => ({ ...message, asksReceipt: false });

const withRoot = (message: LaterMessage, roots: ReadonlyMap<string, Root>): { message: LaterMessage; root: Root }[] => {
  const root = roots.get(message.organisationId);
  return root ? [{ message, root }] : [];
};
