import { Injectable } from '@nestjs/common';
import { Alerts, type LaterMessage } from '../alerts/index.js';
import { SYSTEM_SCOPE } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import { disabledMail, notDeliveredMail } from './webhook.mail.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

export type About = { readonly topicId: string; readonly exercise: boolean; readonly operationsId: string | null };

/** Tells people, by mail, of an endpoint that does not get what it asked for: its organisation, and the duty desk. */
@Injectable()
export class WebhookNotices {
  constructor(
    private readonly alerts: Alerts,
    private readonly organisations: Organisations,
  ) {}

  /** It said that it is gone, which concerns more than one activation: the message has a thread of its own. */
  async disabled(tx: Tx, endpoint: WebhookEndpoint): Promise<void> {
    const content = disabledMail(endpoint.url, await this.nameOf(tx, endpoint));
    await this.tell(tx, [endpoint.organisationId, ...(await this.operations(tx))], { topicId: endpoint.id, exercise: false, purpose: 'webhook-disabled', content });
  }

  /** Something about one activation does not get through, or did not. */
  async notDelivered(tx: Tx, how: 'failing' | 'given-up', endpoint: WebhookEndpoint, { topicId, exercise, operationsId }: About): Promise<void> {
    const content = notDeliveredMail(how, endpoint.url, await this.nameOf(tx, endpoint));
    const desks = operationsId === null ? await this.operations(tx) : [operationsId];
    await this.tell(tx, [endpoint.organisationId, ...desks], { topicId, exercise, purpose: `webhook-${how}`, content });
  }

  private async tell(tx: Tx, organisationIds: readonly string[], message: Omit<LaterMessage, 'organisationId'>): Promise<void> {
    await this.alerts.follow(tx, organisationIds.map((organisationId) => ({ ...message, organisationId })));
  }

  private async nameOf(tx: Tx, { organisationId }: WebhookEndpoint): Promise<string> {
    return (await this.organisations.byId(tx, SYSTEM_SCOPE, organisationId))?.name ?? '';
  }

  private async operations(tx: Tx): Promise<string[]> {
    return (await this.organisations.list(tx, SYSTEM_SCOPE, { kind: 'operations' })).map(({ id }) => id);
  }
}
