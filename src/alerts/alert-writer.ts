import { Inject, Injectable, Logger } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { newId, SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { insertTogether, type Tx } from '../platform/database/index.js';
import type { Lane } from '../platform/due-moments/index.js';
import { WakeUps } from '../platform/queue/index.js';
import { RecordBook } from '../record/index.js';
import { Alert, rootIdOf } from './alert.entity.js';
import { AnswerTokens } from './answer-tokens.js';
import { Delivery, type DeliveryChannel } from './delivery.entity.js';
import { linksAskedFor, type Content, type LinkPurpose } from './domain/content.js';
import { markExercise } from './domain/exercise-marking.js';
import { domainOf } from './mail-address.js';
import type { Recipient } from './recipients.js';

/** Until when the root must be received, and who is told when it is not. */
export type EscalationTerms = { readonly windowSeconds: number; readonly operationsId: string; readonly receiptDueAt: Instant };

export type AlertDraft = {
  readonly topicId: string;
  readonly organisationId: string;
  readonly purpose: string;
  readonly exercise: boolean;
  readonly content: Content;
  readonly asksReceipt: boolean;
  readonly escalation?: EscalationTerms | undefined;
  readonly answerLinkUntil?: Instant | null | undefined;
  /** The unanswered alert this message is about. */
  readonly chasesId?: string | undefined;
  readonly lane?: Lane | undefined;
  /** Default `mail`; for the others the recipients' addresses are telephone numbers. */
  readonly channel?: DeliveryChannel | undefined;
};

/** The first message of a thread. */
export type Root = Pick<Alert, 'id' | 'exercise' | 'answerUntil'>;

/** A message for an organisation that was written to about the topic before. */
export type MessageUnder = { readonly draft: AlertDraft; readonly root: Root; readonly recipients: readonly Recipient[] };

type Written = { readonly alert: Alert; readonly draft: AlertDraft; readonly recipients: readonly Recipient[] };
type NewLink = { readonly token_hash: string; readonly delivery_id: string; readonly alert_id: string; readonly expires_at: string; readonly purpose: LinkPurpose };

/** Writes messages with their deliveries in the deciding transaction. Nothing goes out by another way. */
@Injectable()
export class AlertWriter {
  private readonly log = new Logger('Alerts');
  private readonly woken = new WeakSet<Tx>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'mailFrom'>,
    private readonly tokens: AnswerTokens,
    private readonly record: RecordBook,
    private readonly wakeUps: WakeUps,
  ) {}

  /** The organisation's first alert about the topic; every later message of its own hangs under it. */
  async rootOf(tx: Tx, topicId: string, organisationId: string): Promise<Alert | undefined> {
    return (await tx.manager.findOneBy(Alert, { topicId, organisationId, rootId: IsNull() })) ?? undefined;
  }

  async byId(tx: Tx, id: string): Promise<Alert> {
    return tx.manager.findOneByOrFail(Alert, { id });
  }

  /** The newest message of a thread that asks for receipt: what reminders repeat. */
  async latestAsking(tx: Tx, root: Alert): Promise<Alert> {
    const order = { createdAt: 'DESC', id: 'DESC' } as const;
    return (await tx.manager.findOne(Alert, { where: [{ id: root.id, asksReceipt: true }, { rootId: root.id, asksReceipt: true }], order })) ?? root;
  }

  /** The first alerts of organisations about a topic, by organisation: of each what the messages under it need. */
  async rootsOf(tx: Tx, topicId: string, organisationIds: readonly string[]): Promise<Map<string, Root>> {
    const roots = await tx.query<{ id: string; organisation_id: string; exercise: boolean; answer_until: Date | null }>(
      'SELECT id, organisation_id, exercise, answer_until FROM alerts WHERE topic_id = $1 AND organisation_id = ANY($2::uuid[]) AND root_id IS NULL', [topicId, organisationIds]);
    return new Map(roots.map(({ id, organisation_id: organisationId, exercise, answer_until: answerUntil }) => [organisationId, { id, exercise, answerUntil }]));
  }

  /**
   * Writes the message: as the organisation's root when it has none about this topic yet, else under its root.
   * Throws when a topic is both an exercise and real, and when a link is asked for without an end.
   */
  async write(tx: Tx, draft: AlertDraft, recipients: readonly Recipient[]): Promise<Alert> {
    const alert = await this.insert(tx, draft);
    await this.finish(tx, [{ alert, draft, recipients }]);
    return alert;
  }

  /** Writes many messages in threads that exist, with a handful of statements. Gives them in the order given. */
  async writeUnder(tx: Tx, messages: readonly MessageUnder[]): Promise<Alert[]> {
    const now = await tx.now();
    const written = messages.map(({ draft, root, recipients }) => {
      assertSameNature(draft, root);
      return { draft, recipients, alert: Object.assign(new Alert(), { ...NO_ROOT, ...rowOf(newId(), draft), rootId: root.id, answerUntil: draft.answerLinkUntil ?? root.answerUntil, createdAt: now }) };
    });
    await insertTogether(tx, Alert, written.map(({ alert }) => alert));
    await this.finish(tx, written);
    return written.map(({ alert }) => alert);
  }

  private async finish(tx: Tx, written: readonly Written[]): Promise<void> {
    await this.addDeliveries(tx, written);
    await this.record.add(tx, SYSTEM_ACTOR, ...written.map(({ alert, recipients }) => ({
      action: 'alert.raised', subjectKind: 'alert', subjectId: alert.id, activationId: alert.topicId, exercise: alert.exercise,
      after: { organisationId: alert.organisationId, purpose: alert.purpose, asksReceipt: alert.asksReceipt, recipients: recipients.map(({ contactId }) => contactId) },
      personal: { recipients: recipients.map(({ name, address }) => ({ name, address })) },
    })));
    for (const topicId of new Set(written.map(({ alert }) => alert.topicId))) await tx.notify('activation', topicId);
  }

  private async insert(tx: Tx, draft: AlertDraft): Promise<Alert> {
    const id = newId();
    // Two transactions may both be the first: the index decides, and the other hangs its message under the winner's.
    const asRoot = await this.insertRow(tx, id, draft, null);
    if (!asRoot) {
      const root = await this.rootOf(tx, draft.topicId, draft.organisationId);
      if (!root) throw new Error(`Topic ${draft.topicId} lost its root.`);
      assertSameNature(draft, root);
      await this.insertRow(tx, id, { ...draft, answerLinkUntil: draft.answerLinkUntil ?? root.answerUntil }, root.id);
    }
    return this.byId(tx, id);
  }

  private async insertRow(tx: Tx, id: string, draft: AlertDraft, rootId: string | null): Promise<boolean> {
    const terms = rootId === null ? draft.escalation : undefined;
    const now = await tx.now();
    const { content, chasesId } = rowOf(id, draft);
    const rows = await tx.query<{ id: string }>(
      `INSERT INTO alerts (id, topic_id, organisation_id, purpose, root_id, chases_id, exercise, content, asks_receipt, answer_until,
                           created_at, escalating_since, window_seconds, operations_id, receipt_due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT (topic_id, organisation_id) WHERE root_id IS NULL DO NOTHING RETURNING id`,
      [
        id, draft.topicId, draft.organisationId, draft.purpose, rootId, chasesId, draft.exercise, JSON.stringify(content),
        draft.asksReceipt, draft.answerLinkUntil ?? null, now, terms ? now : null, terms?.windowSeconds ?? null, terms?.operationsId ?? null,
        terms?.receiptDueAt ?? null,
      ],
    );
    return rows.length > 0;
  }

  private async addDeliveries(tx: Tx, written: readonly Written[]): Promise<void> {
    const now = await tx.now();
    const made = written.map(({ alert, draft, recipients }) => ({ alert, deliveries: recipients.map((recipient) => this.deliveryTo(recipient, alert, draft, now)) }));
    const deliveries = made.flatMap((each) => each.deliveries);
    if (deliveries.length === 0) return;
    await insertTogether(tx, Delivery, deliveries);
    await this.addLinks(tx, made.flatMap((each) => this.linksOf(each)));
    this.wakeAfterCommit(tx);
  }

  private deliveryTo({ contactId, name, function: recipientFunction, address, language }: Recipient, alert: Alert, { lane = 'activation', channel = 'mail' }: AlertDraft, now: Instant): Delivery {
    const id = newId();
    return Object.assign(new Delivery(), {
      id, alertId: alert.id, topicId: alert.topicId, contactId, channel, recipientName: name, recipientFunction, address, language,
      messageId: `<${id}@${domainOf(this.settings.mailFrom)}>`, state: 'queued', lane, nextTryAt: now, attempts: 0, possiblySentTwice: false, createdAt: now,
    });
  }

  // Somebody's words may look like the mark of a link: no message, and no decision, fails because of that.
  private linksOf({ alert, deliveries }: { readonly alert: Alert; readonly deliveries: readonly Delivery[] }): NewLink[] {
    if (deliveries.length === 0) return [];
    const [purpose, another] = linksAskedFor(alert.content);
    if (another || (purpose && !alert.answerUntil)) this.log.error(`Message "${alert.purpose}" (${alert.id}) asks for links that it cannot have.`);
    if (!purpose || !alert.answerUntil) return [];
    const expiresAt = alert.answerUntil.toISOString();
    return deliveries.map(({ id }) => ({
      token_hash: this.tokens.hashOf(this.tokens.tokenOf(id, purpose)).toString('hex'), delivery_id: id, alert_id: rootIdOf(alert), expires_at: expiresAt, purpose,
    }));
  }

  private async addLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
    if (links.length === 0) return;
    await tx.query(
      `INSERT INTO answer_links (token_hash, delivery_id, alert_id, expires_at, purpose)
       SELECT decode(l.token_hash, 'hex'), l.delivery_id, l.alert_id, l.expires_at, l.purpose
         FROM jsonb_to_recordset($1::jsonb) AS l(token_hash text, delivery_id uuid, alert_id uuid, expires_at timestamptz, purpose text)`, [JSON.stringify(links)]);
  }

  // A trigger writes many messages; one wake-up finds them all.
  private wakeAfterCommit(tx: Tx): void {
    if (this.woken.has(tx)) return;
    this.woken.add(tx);
    tx.afterCommit(() => this.wakeUps.deliveries(newId()));
  }
}

const rowOf = (id: string, { topicId, organisationId, purpose, exercise, content, asksReceipt, chasesId }: AlertDraft): Pick<Alert, 'id' | 'topicId' | 'organisationId' | 'purpose' | 'exercise' | 'content' | 'asksReceipt' | 'chasesId'> =>
  ({ id, topicId, organisationId, purpose, exercise, content: markExercise(content, exercise), asksReceipt, chasesId: chasesId ?? null });

// What only the first message of a thread has.
const NO_ROOT = { escalatingSince: null, windowSeconds: null, operationsId: null, receiptDueAt: null, stepsTaken: 0, operationsToldAt: null, closedAt: null, receivedAt: null, receivedBy: null, receivedFunction: null, receivedChannel: null, receivedLate: null };

function assertSameNature(draft: AlertDraft, root: Root): void {
  if (root.exercise !== draft.exercise) throw new Error(`Topic ${draft.topicId} cannot be both an exercise and real.`);
}
