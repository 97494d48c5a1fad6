import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, isId, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow, assertMay } from '../organisations/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, Operation, parseInput } from '../platform/http/index.js';
import { Database } from '../platform/database/index.js';
import { ACTIVATION_RESPONSE, activationJson, LIST_RESPONSE, listJson } from './activation-json.js';
import { ADD_DEPLOYMENT_SCHEMA, DONE_RESPONSE, EXTENSION_SCHEMA, NOTHING_SCHEMA, PRO_CONFIRMATION_SCHEMA, REASON_SCHEMA, RECEIPT_SCHEMA, TRIGGER_SCHEMA } from './activation-schemas.js';
import { readActivation } from './activation-aggregate.js';
import { ActivationReader } from './activation-view.js';
import { AddDeployment } from './add-deployment.js';
import { AnswerAlert } from './answer-alert.js';
import { AnswerForPro } from './answer-for-pro.js';
import { AskExtraPlaces } from './ask-extra-places.js';
import {
  ACTIVATION_NOT_YOURS, ALREADY_RUNNING, CANNOT_CANCEL_PRESENT, COMMITMENT_STANDS, CONFIRMATION_STANDS, LOCATION_BUSY, LOCATION_NOT_READY, MACHINE_TRIGGERS_EXERCISES_ONLY, NOT_A_PARTY,
  NOT_ON_BEHALF, PERSON_NEEDED, NOT_RUNNING, NOTHING_SHORT, NOTHING_TO_TAKE_BACK, OUTCOME_STANDS, OUTSIDE_PERIOD, REQUEST_NOT_ACCEPTED, SHORTFALL_NOT_ACCEPTED, TAKE_BACK_TOO_LATE, TAKEN_BACK_OFTEN,
} from './domain/index.js';
import { EndActivation } from './end-activation.js';
import { ExtendDeadline } from './extend-deadline.js';
import { EXTRA_PLACES_CREATED, EXTRA_PLACES_PLAN_RESPONSE, EXTRA_PLACES_PLAN_SCHEMA, EXTRA_PLACES_SCHEMA } from './extra-places-schemas.js';
import { ExtraPlacesPlanner } from './plan-extra-places.js';
import { planJson } from './plan-json.js';
import { TakeBackAnswer } from './take-back-answer.js';
import { TriggerActivation } from './trigger-activation.js';

const LIST_QUERY = z.strictObject({ running: z.enum(['true', 'false']).optional(), reserveRequestId: z.uuid().optional() });
const CREATED = z.object({ id: z.uuid() });

/** An id from a path. An id that cannot exist is not found, whatever it looks like. */
export function idFrom(text: string): string {
  if (!isId(text)) throw new Problem(NOT_FOUND);
  return text;
}

@ApiTags('activations')
@Controller('api/v1/activations')
export class ActivationsController {
  constructor(
    private readonly trigger: TriggerActivation,
    private readonly end: EndActivation,
    private readonly answer: AnswerAlert,
    private readonly takeBack: TakeBackAnswer,
    private readonly add: AddDeployment,
    private readonly askExtra: AskExtraPlaces,
    private readonly extraPlanner: ExtraPlacesPlanner,
    private readonly extend: ExtendDeadline,
    private readonly forPro: AnswerForPro,
    private readonly reader: ActivationReader,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('activation.read')
  @Operation({ summary: 'Activations that you may see, running ones first.', query: LIST_QUERY, response: LIST_RESPONSE, problems: [INVALID_INPUT] })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { running, reserveRequestId } = parseInput(LIST_QUERY, query);
    const filter = { running: running === 'true', ...(reserveRequestId && { reserveRequestId }) };
    return listJson(await this.reader.list(actor.scope, filter), await this.database.now());
  }

  @Get(':id')
  @Allow('activation.read')
  @Operation({ summary: 'One activation with its deployments, milestones and commitments.', response: ACTIVATION_RESPONSE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const view = await this.reader.view(actor.scope, idFrom(id));
    response.setHeader('ETag', etagOf(view.activation.version));
    return activationJson(view);
  }

  @Post()
  @HttpCode(201)
  @Allow('activation.trigger-exercise')
  @Operation({
    summary: 'Trigger: take reserve places into use.', body: TRIGGER_SCHEMA, status: 201, response: ACTIVATION_RESPONSE, idempotent: true,
    description: 'Opens the activation window. A real activation needs a person of the ministry; a machine’s key and operations trigger exercises only.',
    problems: [INVALID_INPUT, ALREADY_RUNNING, LOCATION_BUSY, LOCATION_NOT_READY, SHORTFALL_NOT_ACCEPTED, REQUEST_NOT_ACCEPTED, OUTSIDE_PERIOD, MACHINE_TRIGGERS_EXERCISES_ONLY],
  })
  async create(
    @CurrentActor() actor: Actor, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = parseInput(TRIGGER_SCHEMA, body);
    const { activationId } = await this.trigger.run(actor, input, idempotencyKeyOf(actor, key, { operation: 'trigger', input }));
    response.setHeader('Location', `/api/v1/activations/${activationId}`);
    return this.one(actor, activationId, response);
  }

  @Post(':id/receipts')
  @HttpCode(201)
  @Allow('alert.receive')
  @Operation({
    summary: 'Confirm receipt for your organisation. Receipt is not commitment.', body: RECEIPT_SCHEMA, status: 201, problems: [INVALID_INPUT, NOT_A_PARTY, NOT_RUNNING, NOT_FOUND],
    response: z.object({ receivedAt: z.iso.datetime(), late: z.boolean(), alreadyReceived: z.boolean() }),
  })
  async receive(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return this.answer.receive(actor, idFrom(id), given(parseInput(RECEIPT_SCHEMA, body)));
  }

  @Post(':id/receipt-retractions')
  @HttpCode(201)
  @Allow('alert.receive')
  @Operation({
    summary: 'Take your organisation’s receipt back, within ten minutes and while nothing of yours is open. It is asked for anew.', body: NOTHING_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, NOT_A_PARTY, NOT_RUNNING, NOTHING_TO_TAKE_BACK, COMMITMENT_STANDS, TAKE_BACK_TOO_LATE, TAKEN_BACK_OFTEN, NOT_FOUND],
  })
  async takeReceiptBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    parseInput(NOTHING_SCHEMA, body ?? {});
    await this.takeBack.receipt(actor, idFrom(id));
    return { ok: true };
  }

  @Post(':id/deployments')
  @HttpCode(201)
  @Allow('deployment.add')
  @Operation({
    summary: 'Put a ready location in by hand for what is short; or, by PRO, ask for more places than at the trigger.', body: z.union([EXTRA_PLACES_SCHEMA, ADD_DEPLOYMENT_SCHEMA]), status: 201,
    description: 'With `standbyLocationId`: that location joins the deadline of what it fills. Without: extra places, by the deadline of the activation or a later one of their own, from what is ready now; they have an outcome of their own.',
    response: z.union([CREATED, EXTRA_PLACES_CREATED]), idempotent: true,
    problems: [INVALID_INPUT, NOT_RUNNING, LOCATION_BUSY, LOCATION_NOT_READY, NOTHING_SHORT, SHORTFALL_NOT_ACCEPTED, REQUEST_NOT_ACCEPTED, OUTSIDE_PERIOD, MACHINE_TRIGGERS_EXERCISES_ONLY, NOT_FOUND],
  })
  async addDeployment(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    if (namesLocation(body)) {
      const wanted = parseInput(ADD_DEPLOYMENT_SCHEMA, body);
      return { id: await this.add.run(actor, idFrom(id), wanted, idempotencyKeyOf(actor, key, { operation: 'deployment', input: { activationId: id, ...wanted } })) };
    }
    assertMay(actor, 'deployment.add-extra');
    const input = parseInput(EXTRA_PLACES_SCHEMA, body);
    return this.askExtra.run(actor, idFrom(id), input, idempotencyKeyOf(actor, key, { operation: 'extra-places', input: { activationId: id, ...input } }));
  }

  @Post(':id/deployment-plans')
  @HttpCode(200)
  @Allow('deployment.add-extra')
  @Operation({
    summary: 'What would be added if these extra places were asked for now, why, and the runner-up.', body: EXTRA_PLACES_PLAN_SCHEMA, response: EXTRA_PLACES_PLAN_RESPONSE,
    description: 'Nobody is asked and nothing is kept.', problems: [INVALID_INPUT, NOT_RUNNING, LOCATION_BUSY, LOCATION_NOT_READY, REQUEST_NOT_ACCEPTED, OUTSIDE_PERIOD, NOT_FOUND],
  })
  async planExtra(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    const input = parseInput(EXTRA_PLACES_PLAN_SCHEMA, body);
    const aggregate = await readActivation(this.database, actor.scope, idFrom(id));
    const planned = await this.extraPlanner.plan(this.database, actor.scope, aggregate, input, await this.database.now());
    return { ...planJson(planned), deadlineAt: planned.deadlineAt };
  }

  @Post(':id/deadline-extensions')
  @HttpCode(201)
  @Allow('activation.extend')
  @Operation({
    summary: 'Put the deadline off, before there is an outcome. The first one stays visible, and the outcome is judged against both.', body: EXTENSION_SCHEMA, status: 201,
    response: ACTIVATION_RESPONSE, problems: [INVALID_INPUT, NOT_RUNNING, OUTCOME_STANDS, NOT_FOUND],
  })
  async extendDeadline(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.extend.run(actor, idFrom(id), parseInput(EXTENSION_SCHEMA, body));
    return activationJson(await this.reader.view(actor.scope, id));
  }

  @Post(':id/cancellations')
  @HttpCode(201)
  @Allow('activation.cancel', 'activation.end-exercise')
  @Operation({ summary: 'Cancel, only before the first person is reported present.', body: REASON_SCHEMA, status: 201, response: ACTIVATION_RESPONSE, problems: [INVALID_INPUT, NOT_RUNNING, ACTIVATION_NOT_YOURS, CANNOT_CANCEL_PRESENT, NOT_FOUND] })
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return this.finish(actor, id, 'cancel', body);
  }

  @Post(':id/pro-confirmations')
  @HttpCode(201)
  @Allow('activation.confirm')
  @Operation({
    summary: 'PRO confirms, or disputes, that it ordered by telephone what operations triggered on its behalf.', body: PRO_CONFIRMATION_SCHEMA, status: 201, response: ACTIVATION_RESPONSE,
    description: 'By a person of the ministry, within 4 hours. Neither answer, nor its absence, stops or moves the clock: cancel or stand down for that.',
    problems: [INVALID_INPUT, ACTIVATION_NOT_YOURS, PERSON_NEEDED, NOT_ON_BEHALF, CONFIRMATION_STANDS, NOT_RUNNING, NOT_FOUND],
  })
  async answerForPro(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.forPro.run(actor, idFrom(id), parseInput(PRO_CONFIRMATION_SCHEMA, body));
    return activationJson(await this.reader.view(actor.scope, id));
  }

  @Post(':id/stand-downs')
  @HttpCode(201)
  @Allow('activation.stand-down', 'activation.end-exercise')
  @Operation({ summary: 'Stand down: the activation ends, the locations go back to their owners.', body: REASON_SCHEMA, status: 201, response: ACTIVATION_RESPONSE, problems: [INVALID_INPUT, NOT_RUNNING, ACTIVATION_NOT_YOURS, NOT_FOUND] })
  async standDown(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return this.finish(actor, id, 'stand-down', body);
  }

  private async finish(actor: Actor, id: string, how: 'cancel' | 'stand-down', body: unknown): Promise<unknown> {
    await this.end.run(actor, idFrom(id), how, parseInput(REASON_SCHEMA, body).reason);
    return activationJson(await this.reader.view(actor.scope, id));
  }
}

const namesLocation = (body: unknown): boolean => typeof body === 'object' && body !== null && ('standbyLocationId' in body || 'replacesId' in body);

/** Leaves out what was not given. */
export const given = <T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
