import { Inject, Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { INVALID_INPUT, isId, newId, NOT_FOUND, Problem, type Actor, type Scope } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { faultOfUrl, hostOf } from './domain/endpoint-url.js';
import { seesAllWebhooks } from './domain/sight.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import { TOO_MANY_ENDPOINTS } from './webhook-problems.js';
import type { EndpointChange, EndpointInput } from './webhook-schemas.js';
import { WebhookSecrets, type NewSecret } from './webhook-secrets.js';

/** Where systems of organisations are told: who sees them, and how they change. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'webhooksToLoopback'>,
    private readonly secrets: WebhookSecrets,
    private readonly record: RecordBook,
  ) {}

  /** Those the scope may see, in the order in which they were made. */
  async list(reader: Database | Tx, scope: Scope): Promise<WebhookEndpoint[]> {
    return reader.manager.find(WebhookEndpoint, { where: { ...seen(scope), removedAt: IsNull() }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  /** Throws REQUEST.NOT_FOUND (404) when there is none or the scope may not see it. */
  async byId(reader: Database | Tx, scope: Scope, id: string): Promise<WebhookEndpoint> {
    const row = isId(id) ? await reader.manager.findOneBy(WebhookEndpoint, { ...seen(scope), id, removedAt: IsNull() }) : null;
    if (!row) throw new Problem(NOT_FOUND);
    return row;
  }

  /** Gives its id and its first key. Throws WEBHOOK.TOO_MANY_ENDPOINTS (409) and REQUEST.INVALID (400) for an address that nothing goes to. */
  async add(tx: Tx, actor: Actor, input: EndpointInput): Promise<{ id: string; secret: NewSecret }> {
    assertMay(actor, 'webhook.manage');
    this.assertUrl(input.url);
    const organisationId = actor.organisationId!;
    await tx.lock('organisations', organisationId);
    const now = await tx.now();
    const maximum = WEBHOOK_POLICY.endpointsPerOrganisation.value;
    if ((await tx.manager.countBy(WebhookEndpoint, { organisationId, removedAt: IsNull() })) >= maximum) throw new Problem(TOO_MANY_ENDPOINTS, { maximum });
    const id = newId();
    const { url, events, audience } = input;
    await tx.manager.insert(WebhookEndpoint, {
      id, organisationId, url, events, audience, enabled: true, disabledBecause: null, disabledAt: null, failingSince: null, createdAt: now, removedAt: null, version: 1,
    });
    await this.record.add(tx, actor, { action: 'webhook-endpoint.added', subjectKind: 'webhook-endpoint', subjectId: id, after: factsOf({ url, events, audience, enabled: true }) });
    return { id, secret: await this.secrets.add(tx, actor, id, now) };
  }

  /** What waits is tried at once: whoever changes an endpoint has mended it. Throws REQUEST.NOT_FOUND, REQUEST.STALE_VERSION and REQUEST.INVALID. */
  async change(tx: Tx, actor: Actor, id: string, version: number, change: EndpointChange): Promise<void> {
    if (change.url !== undefined) this.assertUrl(change.url);
    const before = await this.lock(tx, actor, id);
    assertVersion(before.version, version);
    const now = await tx.now();
    const enabled = change.enabled ?? before.enabled;
    const switched = enabled === before.enabled ? {} : { enabled, disabledBecause: enabled ? null : ('owner' as const), disabledAt: enabled ? null : now, failingSince: null };
    const after = { ...before, ...change, ...switched };
    await tx.manager.update(WebhookEndpoint, { id }, { ...change, ...switched, version: version + 1 });
    await tx.query(`UPDATE webhook_deliveries SET next_try_at = $2 WHERE endpoint_id = $1 AND state IN ('queued', 'failed-retrying')`, [id, now]);
    await this.record.add(tx, actor, { action: 'webhook-endpoint.changed', subjectKind: 'webhook-endpoint', subjectId: id, before: factsOf(before), after: factsOf(after) });
  }

  /** What waits is given up. Throws REQUEST.NOT_FOUND and REQUEST.STALE_VERSION. */
  async remove(tx: Tx, actor: Actor, id: string, version: number): Promise<void> {
    const before = await this.lock(tx, actor, id);
    assertVersion(before.version, version);
    await tx.manager.update(WebhookEndpoint, { id }, { removedAt: await tx.now(), version: version + 1 });
    await this.record.add(tx, actor, { action: 'webhook-endpoint.removed', subjectKind: 'webhook-endpoint', subjectId: id, before: factsOf(before) });
  }

  /** An endpoint locked for a change by its organisation. Before the clock is read. Throws AUTH.FORBIDDEN and REQUEST.NOT_FOUND. */
  async lock(tx: Tx, actor: Actor, id: string): Promise<WebhookEndpoint> {
    assertMay(actor, 'webhook.manage');
    await this.byId(tx, actor.scope, id);
    await tx.lock('webhook_endpoints', id);
    return this.byId(tx, actor.scope, id);
  }

  private assertUrl(url: string): void {
    const fault = faultOfUrl(url, this.settings.webhooksToLoopback);
    if (fault) throw new Problem(INVALID_INPUT, {}, [{ path: 'url', ...fault }]);
  }
}

const seen = (scope: Scope): { organisationId?: string } => (scope.kind === 'system' || seesAllWebhooks(scope.kind) ? {} : { organisationId: scope.organisationId });

// Of the address its host: what comes after it may be a secret between the two systems.
const factsOf = ({ url, events, audience, enabled }: Pick<WebhookEndpoint, 'url' | 'events' | 'audience' | 'enabled'>): Record<string, unknown> =>
  ({ host: hostOf(new URL(url)), events, audience, enabled });
