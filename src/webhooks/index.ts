import { WebhookEndpoint } from './webhook-endpoint.entity.js';

export const WEBHOOK_ENTITIES = [WebhookEndpoint];
export type { EventName } from './domain/event-types.js';
export { Webhooks, type NewEvent, type Told } from './webhooks.js';
export { WebhooksModule } from './webhooks.module.js';
