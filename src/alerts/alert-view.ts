import type { Channel, Instant, Language } from '../kernel/index.js';
import type { Database } from '../platform/database/index.js';
import { Alert } from './alert.entity.js';
import { Delivery, type DeliveryChannel, type DeliveryState } from './delivery.entity.js';
import type { Content } from './domain/content.js';

export type DeliveryView = {
  readonly id: string;
  readonly contactId: string | null;
  readonly channel: DeliveryChannel;
  readonly recipientName: string;
  readonly recipientFunction: string;
  readonly address: string;
  readonly language: Language;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is tried again; null unless it waits. */
  readonly nextTryAt: Instant | null;
  readonly lastError: string | null;
  readonly possiblySentTwice: boolean;
  readonly messageId: string;
  readonly createdAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly givenUpAt: Instant | null;
  /** The delivery that took its place after an outage, when `superseded`. */
  readonly supersededBy: string | null;
};

export type ReceiptView = { readonly at: Instant; readonly byName: string; readonly byFunction: string; readonly channel: Channel; readonly late: boolean };

export type AlertView = {
  readonly id: string;
  readonly topicId: string;
  readonly organisationId: string;
  /** Null for the organisation's first message; receipt and escalation are facts of that one. */
  readonly rootId: string | null;
  readonly purpose: string;
  readonly exercise: boolean;
  /** As sent, apart from `{answerLink}`. */
  readonly content: Content;
  readonly asksReceipt: boolean;
  readonly createdAt: Instant;
  readonly receiptDueAt: Instant | null;
  readonly receipt: ReceiptView | null;
  /** The highest step taken while nobody answered, 0 for none. */
  readonly stepsTaken: number;
  readonly operationsToldAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly deliveries: readonly DeliveryView[];
};

const WAITING: readonly DeliveryState[] = ['queued', 'failed-retrying'];

/** Every message about a topic with its deliveries, oldest first. */
export async function readAlerts(database: Database, topicId: string): Promise<AlertView[]> {
  const alerts = await database.manager.find(Alert, { where: { topicId }, order: { createdAt: 'ASC', rootId: { direction: 'ASC', nulls: 'FIRST' }, id: 'ASC' } });
  const deliveries = await database.manager.find(Delivery, { where: { topicId }, order: { position: 'ASC' } });
  return alerts.map((alert) => ({
    id: alert.id, topicId: alert.topicId, organisationId: alert.organisationId, rootId: alert.rootId, purpose: alert.purpose, exercise: alert.exercise,
    content: alert.content, asksReceipt: alert.asksReceipt, createdAt: alert.createdAt, receiptDueAt: alert.receiptDueAt, receipt: receiptOf(alert),
    stepsTaken: alert.stepsTaken, operationsToldAt: alert.operationsToldAt, closedAt: alert.closedAt,
    deliveries: deliveries.filter(({ alertId }) => alertId === alert.id).map(viewOf),
  }));
}

const receiptOf = ({ receivedAt, receivedBy, receivedFunction, receivedChannel, receivedLate }: Alert): ReceiptView | null =>
  receivedAt && { at: receivedAt, byName: receivedBy ?? '', byFunction: receivedFunction ?? '', channel: receivedChannel ?? 'system', late: receivedLate ?? false };

const viewOf = (delivery: Delivery): DeliveryView => ({
  id: delivery.id, contactId: delivery.contactId, channel: delivery.channel, recipientName: delivery.recipientName, recipientFunction: delivery.recipientFunction,
  address: delivery.address, language: delivery.language, state: delivery.state, attempts: delivery.attempts,
  nextTryAt: WAITING.includes(delivery.state) ? delivery.nextTryAt : null, lastError: delivery.lastError, possiblySentTwice: delivery.possiblySentTwice,
  messageId: delivery.messageId, createdAt: delivery.createdAt, acceptedAt: delivery.acceptedAt, answeredAt: delivery.answeredAt, givenUpAt: delivery.givenUpAt, supersededBy: delivery.supersededBy,
});
