import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, Operation, parseInput } from '../platform/http/index.js';
import { CALL_BACK_SCHEMA, ORDER_CONFIRMATION_SCHEMA, REASON_SCHEMA, TRIGGER_REQUEST_SCHEMA } from './activation-schemas.js';
import { idFrom } from './activations.controller.js';
import {
  ALREADY_RUNNING, CALL_BACK_RESULTS, LOCATION_BUSY, LOCATION_NOT_READY, MANDATE_NOT_VALID, NOT_CALLED_BACK, NOT_REGISTERED_NUMBER, OTHER_CALLER, OUTSIDE_PERIOD, PERSON_NEEDED, REQUEST_NOT_ACCEPTED,
  SAME_PERSON, SHORTFALL_NOT_ACCEPTED, TRIGGER_REQUEST_CLOSED, TRIGGER_REQUEST_STATES,
} from './domain/index.js';
import { OrderByTelephone } from './order-by-telephone.js';
import { TriggerRequestReader, type TriggerRequestView } from './trigger-request-reader.js';

const instant = z.iso.datetime();
const groups = z.object({ families: z.int(), singleAdults: z.int(), unaccompaniedMinors: z.int(), wheelchairUsers: z.int() });
const SUMMARY = z.object({
  id: z.uuid(), reserveRequestId: z.uuid(), mandateId: z.uuid(), officialFunction: z.string().describe('Of the official who telephoned; the name stands in the mandate list.'),
  exercise: z.boolean(), state: z.enum(TRIGGER_REQUEST_STATES), places: z.int(), groups, reason: z.string(), acceptShortfall: z.boolean(), locations: z.array(z.uuid()).nullable(),
  calledAt: instant, recordedAt: instant, recordedByName: z.string(), lapsesAt: instant.describe('It must be confirmed before.'), closedAt: instant.nullable(),
  confirmedByName: z.string().nullable(), activationId: z.uuid().nullable(),
});
const ONE = SUMMARY.extend({ callBacks: z.array(z.object({ id: z.uuid(), result: z.enum(CALL_BACK_RESULTS), note: z.string().nullable(), byName: z.string().nullable().describe('Null once forgotten, a year after the order was closed.'), at: instant })) });
const QUERY = z.strictObject({ open: z.enum(['true', 'false']).optional().describe('True: only those that can still be confirmed.') });

@ApiTags('trigger-requests')
@Controller('api/v1/trigger-requests')
export class TriggerRequestsController {
  constructor(
    private readonly orders: OrderByTelephone,
    private readonly reader: TriggerRequestReader,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('mandate.read')
  @Operation({ summary: 'Orders by telephone to trigger on behalf of PRO, the newest first.', query: QUERY, response: z.object({ items: z.array(SUMMARY) }), problems: [INVALID_INPUT] })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { open } = parseInput(QUERY, query);
    return { items: (await this.reader.list(actor.scope, open === 'true')).map(summaryJson) };
  }

  @Get(':id')
  @Allow('mandate.read')
  @Operation({ summary: 'One order, with the calls back.', response: ONE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const { request, callBacks } = await this.reader.view(this.database, actor.scope, idFrom(id));
    return { ...summaryJson(request), callBacks: callBacks.map(({ triggerRequestId: _, telephone: __, ...call }) => call) };
  }

  @Post()
  @HttpCode(201)
  @Allow('trigger-request.work')
  @Operation({
    summary: 'Record that an official on the mandate list orders an activation by telephone.', body: TRIGGER_REQUEST_SCHEMA, status: 201, response: ONE, idempotent: true,
    description: 'Nothing is triggered yet: the registered number is called back, then a second person confirms, within 30 minutes.', problems: [INVALID_INPUT, PERSON_NEEDED, MANDATE_NOT_VALID, LOCATION_BUSY, LOCATION_NOT_READY, NOT_FOUND, KEY_REUSED],
  })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const input = parseInput(TRIGGER_REQUEST_SCHEMA, body);
    const id = await this.orders.write(actor, input, idempotencyKeyOf(actor, key, { operation: 'trigger-requests.write', input }));
    response.setHeader('Location', `/api/v1/trigger-requests/${id}`);
    return this.one(actor, id);
  }

  @Post(':id/call-backs')
  @HttpCode(201)
  @Allow('trigger-request.work')
  @Operation({
    summary: 'Write down what became of calling the official back, at the registered number.', body: CALL_BACK_SCHEMA, status: 201, response: ONE,
    problems: [INVALID_INPUT, PERSON_NEEDED, OTHER_CALLER, NOT_REGISTERED_NUMBER, TRIGGER_REQUEST_CLOSED, NOT_FOUND],
  })
  async callBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.orders.calledBack(actor, idFrom(id), parseInput(CALL_BACK_SCHEMA, body));
    return this.one(actor, id);
  }

  @Post(':id/confirmations')
  @HttpCode(201)
  @Allow('trigger-request.work')
  @Operation({
    summary: 'Confirm as the second person: the activation is triggered and its clock starts.', body: ORDER_CONFIRMATION_SCHEMA, status: 201, response: ONE, idempotent: true,
    description: 'By another person of operations than who recorded the order. When triggering is refused, the order stands as it was; so it does when more places are short than the official accepted.',
    problems: [
      INVALID_INPUT, PERSON_NEEDED, SAME_PERSON, NOT_CALLED_BACK, NOT_REGISTERED_NUMBER, MANDATE_NOT_VALID, TRIGGER_REQUEST_CLOSED, NOT_FOUND, ALREADY_RUNNING, LOCATION_BUSY, LOCATION_NOT_READY,
      SHORTFALL_NOT_ACCEPTED, REQUEST_NOT_ACCEPTED, OUTSIDE_PERIOD, KEY_REUSED,
    ],
  })
  async confirm(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const given = parseInput(ORDER_CONFIRMATION_SCHEMA, body ?? {});
    const activationId = await this.orders.confirm(actor, idFrom(id), given, idempotencyKeyOf(actor, key, { operation: 'trigger-requests.confirm', input: { id, ...given } }));
    response.setHeader('Location', `/api/v1/activations/${activationId}`);
    return this.one(actor, id);
  }

  @Post(':id/withdrawals')
  @HttpCode(201)
  @Allow('trigger-request.work')
  @Operation({ summary: 'Withdraw an order that is not confirmed.', body: REASON_SCHEMA, status: 201, response: ONE, problems: [INVALID_INPUT, PERSON_NEEDED, TRIGGER_REQUEST_CLOSED, NOT_FOUND] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.orders.withdraw(actor, idFrom(id), parseInput(REASON_SCHEMA, body).reason);
    return this.one(actor, id);
  }
}

const summaryJson = ({ id, reserveRequestId, mandateId, officialFunction, exercise, state, asked, calledAt, recordedAt, recordedByName, lapsesAt, closedAt, confirmedByName, activationId }: TriggerRequestView['request']): object => ({
  id, reserveRequestId, mandateId, officialFunction, exercise, state, places: asked.places, groups: asked.groups, reason: asked.reason, acceptShortfall: asked.acceptShortfall, locations: asked.locations ?? null,
  calledAt, recordedAt, recordedByName, lapsesAt, closedAt, confirmedByName, activationId,
});
