import { Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow, AUTH_FORBIDDEN, AUTH_REQUIRED, pageOf } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, offsetOf, once, Operation, PAGE_QUERY, parseInput, type Page } from '../platform/http/index.js';
import { WebhookLog } from './webhook-log.js';
import { ENDPOINT_OFF, TEST_UNDER_WAY, TOO_MANY_REPLAYS } from './webhook-problems.js';
import { DELIVERY, type WebhookDelivery } from './webhook-schemas.js';

const QUERY = z.strictObject(PAGE_QUERY);
const ALWAYS = [AUTH_REQUIRED, AUTH_FORBIDDEN, NOT_FOUND];

@ApiTags('webhooks')
@Controller('api/v1')
export class WebhookDeliveriesController {
  constructor(
    private readonly log: WebhookLog,
    private readonly database: Database,
  ) {}

  @Get('webhook-endpoints/:id/deliveries')
  @Allow('webhook.read')
  @Operation({ summary: 'What was sent to an endpoint and what became of it, the newest first', query: QUERY, response: pageOf(DELIVERY), problems: [INVALID_INPUT, ...ALWAYS] })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Query() raw: unknown): Promise<Page<WebhookDelivery>> {
    const { page, pageSize } = parseInput(QUERY, raw);
    const { items, total } = await this.log.ofEndpoint(this.database, actor.scope, id, { offset: offsetOf({ page, pageSize }), limit: pageSize });
    return { items, page, pageSize, total };
  }

  @Post('webhook-endpoints/:id/tests')
  @HttpCode(201)
  @Allow('webhook.manage')
  @Operation({
    summary: 'Send a test event', status: 201, response: DELIVERY, idempotent: true,
    description: 'Of type `nl.achterdehand.webhook.test`, marked as an exercise, tried once. Takes no body.', problems: [...ALWAYS, ENDPOINT_OFF, TEST_UNDER_WAY, KEY_REUSED],
  })
  async test(@CurrentActor() actor: Actor, @Param('id') endpointId: string, @Headers('idempotency-key') key: string | undefined): Promise<WebhookDelivery> {
    const asked = idempotencyKeyOf(actor, key, { operation: 'webhook-endpoints.test', input: { endpointId } });
    const { result: id } = await once(this.database, asked, (tx) => this.log.test(tx, actor, endpointId));
    return this.log.delivery(this.database, id);
  }

  @Post('webhook-deliveries/:id/replays')
  @HttpCode(201)
  @Allow('webhook.manage')
  @Operation({
    summary: 'Send an event again', status: 201, response: DELIVERY, idempotent: true,
    description: 'Under the same `webhook-id`. One that is over goes as a new delivery, which is tried for a day; one that still waits is tried at once. Takes no body.',
    problems: [...ALWAYS, ENDPOINT_OFF, TOO_MANY_REPLAYS, KEY_REUSED],
  })
  async replay(@CurrentActor() actor: Actor, @Param('id') deliveryId: string, @Headers('idempotency-key') key: string | undefined): Promise<WebhookDelivery> {
    const asked = idempotencyKeyOf(actor, key, { operation: 'webhook-deliveries.replay', input: { deliveryId } });
    const { result: id } = await once(this.database, asked, (tx) => this.log.replay(tx, actor, deliveryId));
    return this.log.delivery(this.database, id);
  }
}
