import { Alert } from './alert.entity.js';
import { CallAttemptRow, CallTask } from './call-task.entity.js';
import { Delivery } from './delivery.entity.js';
import { MailboxMessage } from './mailbox-message.entity.js';

export const ALERTS_ENTITIES = [Alert, Delivery, MailboxMessage, CallTask, CallAttemptRow];
export type { EscalationTerms } from './alert-writer.js';
export type { AlertView, DeliveryView, ReceiptView } from './alert-view.js';
export { Alerts, type LaterMessage, type NewAlert, type Receipt, type Received } from './alerts.js';
export { AlertsModule } from './alerts.module.js';
export { type CallBecause } from './call-task.entity.js';
export { CALL_NUMBER_UNKNOWN, CALL_TASK_CLOSED, CallTasks, type CallTaskView, type NewCallTask } from './call-tasks.js';
export { AnswerLinks, type AnswerLink } from './answer-links.js';
export { DELIVERY_STATES, type DeliveryState } from './delivery.entity.js';
export { CALL_RESULTS, type CallResult } from './domain/call-round.js';
export { type Content, LINK_MARKS, type LinkPurpose } from './domain/content.js';
export { markSubject } from './domain/exercise-marking.js';
export { PURPOSES as ALERT_PURPOSES } from './purposes.js';
export type { Audience } from './recipients.js';
