import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow, AUTH_FORBIDDEN, AUTH_REQUIRED } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, once, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { endpointView, type EndpointView } from './webhook-json.js';
import { WebhookEndpoints } from './webhook-endpoints.js';
import { LAST_SECRET, ROTATION_UNDER_WAY, TOO_MANY_ENDPOINTS } from './webhook-problems.js';
import { ENDPOINT, ENDPOINT_CHANGE, ENDPOINT_INPUT, NEW_ENDPOINT, NEW_SECRET } from './webhook-schemas.js';
import { WebhookSecrets } from './webhook-secrets.js';

const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN];

@ApiTags('webhooks')
@Controller('api/v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: WebhookEndpoints,
    private readonly secrets: WebhookSecrets,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('webhook.read')
  @Operation({
    summary: 'Where systems are told of activations', description: 'The Red Cross and COA see their own, the duty desk and auditors all.',
    response: z.object({ items: z.array(ENDPOINT) }), problems: ALWAYS,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: EndpointView[] }> {
    const items: EndpointView[] = [];
    for (const endpoint of await this.endpoints.list(this.database, actor.scope)) items.push(await endpointView(this.database, this.secrets, endpoint));
    return { items };
  }

  @Get(':id')
  @Allow('webhook.read')
  @Operation({ summary: 'One endpoint, with its ETag', response: ENDPOINT, problems: [...ALWAYS, NOT_FOUND] })
  async read(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<EndpointView> {
    const endpoint = await this.endpoints.byId(this.database, actor.scope, id);
    response.setHeader('ETag', etagOf(endpoint.version));
    return endpointView(this.database, this.secrets, endpoint);
  }

  @Post()
  @Allow('webhook.manage')
  @Operation({
    summary: 'Add an endpoint', status: 201, body: ENDPOINT_INPUT, response: NEW_ENDPOINT, idempotent: true,
    description: 'Of activations that your organisation serves, from now on. The answer holds the key by which to verify what is sent (Standard Webhooks); it is shown this once.',
    problems: [INVALID_INPUT, ...ALWAYS, TOO_MANY_ENDPOINTS, KEY_REUSED],
  })
  async add(@CurrentActor() actor: Actor, @Body() raw: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<EndpointView & { secret: string | null }> {
    const input = parseInput(ENDPOINT_INPUT, raw);
    // The key's text is not what is remembered of a request.
    let secret: string | null = null;
    const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'webhook-endpoints.add', input }), async (tx) => {
      const made = await this.endpoints.add(tx, actor, input);
      secret = made.secret.secret;
      return made.id;
    });
    response.setHeader('Location', `/api/v1/webhook-endpoints/${id}`);
    return { ...(await this.read(actor, id, response)), secret };
  }

  @Patch(':id')
  @Allow('webhook.manage')
  @Operation({
    summary: 'Change an endpoint, switch it off or on', description: 'What is left out stays as it is. What waits for it is tried at once.', body: ENDPOINT_CHANGE, response: ENDPOINT, ifMatch: true,
    problems: [INVALID_INPUT, ...ALWAYS, NOT_FOUND, STALE_VERSION, VERSION_REQUIRED],
  })
  async change(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() raw: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response): Promise<EndpointView> {
    const version = versionFrom(ifMatch);
    const change = parseInput(ENDPOINT_CHANGE, raw);
    await this.database.transaction((tx) => this.endpoints.change(tx, actor, id, version, change));
    return this.read(actor, id, response);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('webhook.manage')
  @Operation({
    summary: 'Remove an endpoint', description: 'Nothing goes there any more, what waits included.', status: 204, ifMatch: true, problems: [...ALWAYS, NOT_FOUND, STALE_VERSION, VERSION_REQUIRED],
  })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    const version = versionFrom(ifMatch);
    await this.database.transaction((tx) => this.endpoints.remove(tx, actor, id, version));
  }

  @Post(':id/secrets')
  @Allow('webhook.manage')
  @Operation({
    summary: 'Renew the key', status: 201, response: NEW_SECRET, idempotent: true,
    description: 'From now on both keys sign, until the old one is withdrawn or its time of overlap ends. Takes no body.', problems: [...ALWAYS, NOT_FOUND, ROTATION_UNDER_WAY, KEY_REUSED],
  })
  async rotate(@CurrentActor() actor: Actor, @Param('id') endpointId: string, @Headers('idempotency-key') key: string | undefined): Promise<{ id: string; secret: string | null }> {
    let secret: string | null = null;
    const { result: id } = await once(this.database, idempotencyKeyOf(actor, key, { operation: 'webhook-secrets.add', input: { endpointId } }), async (tx) => {
      await this.endpoints.lock(tx, actor, endpointId);
      const made = await this.secrets.add(tx, actor, endpointId, await tx.now());
      secret = made.secret;
      return made.id;
    });
    return { id, secret };
  }

  @Delete(':id/secrets/:secretId')
  @HttpCode(204)
  @Allow('webhook.manage')
  @Operation({ summary: 'Withdraw the old key', description: 'From now on only the new one signs.', status: 204, problems: [...ALWAYS, NOT_FOUND, LAST_SECRET] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') endpointId: string, @Param('secretId') secretId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.endpoints.lock(tx, actor, endpointId);
      await this.secrets.withdraw(tx, actor, endpointId, secretId, await tx.now());
    });
  }
}
