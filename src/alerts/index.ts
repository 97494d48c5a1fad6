import { Alert } from './alert.entity.js';
import { Delivery } from './delivery.entity.js';
import { MailboxMessage } from './mailbox-message.entity.js';

export const ALERTS_ENTITIES = [Alert, Delivery, MailboxMessage];
export type { EscalationTerms } from './alert-writer.js';
export type { AlertView, DeliveryView, ReceiptView } from './alert-view.js';
export { Alerts, type LaterMessage, type NewAlert, type Receipt, type Received } from './alerts.js';
export { AlertsModule } from './alerts.module.js';
export { AnswerLinks, type AnswerLink } from './answer-links.js';
export { DELIVERY_STATES, type DeliveryState } from './delivery.entity.js';
export { type Content, LINK_MARKS, type LinkPurpose } from './domain/content.js';
export { PURPOSES as ALERT_PURPOSES } from './purposes.js';
export type { Audience } from './recipients.js';
