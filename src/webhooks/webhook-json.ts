import type { Database, Tx } from '../platform/database/index.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';
import type { SecretView, WebhookSecrets } from './webhook-secrets.js';

export type EndpointView = Omit<WebhookEndpoint, 'createdAt' | 'removedAt'> & { readonly secrets: readonly SecretView[] };

/** An endpoint with its keys, as the API and the page show it: without their texts. */
export async function endpointView(reader: Database | Tx, secrets: WebhookSecrets, endpoint: WebhookEndpoint): Promise<EndpointView> {
  const { createdAt: _, removedAt: __, ...facts } = endpoint;
  return { ...facts, secrets: await secrets.ofEndpoint(reader, endpoint.id) };
}
