import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { INVALID_INPUT, isId, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, etagOf, idempotencyKeyOf, KEY_REUSED, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { AnswerReserveRequest } from './answer-reserve-request.js';
import { CreateReserveRequest } from './create-reserve-request.js';
import { ALREADY_EXTENDED, ANSWER_NOT_POSSIBLE, IN_USE, ONLY_ACCEPTED_EXTENDS, REQUEST_NOT_YOURS } from './domain/index.js';
import { ExtendReserveRequest } from './extend-reserve-request.js';
import { ANSWER_SCHEMA, CREATE_SCHEMA, EXTENSION_SCHEMA } from './request-schemas.js';
import { REQUEST_RESPONSE, requestJson, REQUESTS_RESPONSE } from './reserve-json.js';
import { ReserveRequests } from './reserve-requests.js';

@ApiTags('reserve requests')
@Controller('api/v1/reserve-requests')
export class ReserveRequestsController {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly creation: CreateReserveRequest,
    private readonly answering: AnswerReserveRequest,
    private readonly extending: ExtendReserveRequest,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('request.read')
  @Operation({ summary: 'Reserve requests that concern you, by province, the latest period first.', response: REQUESTS_RESPONSE })
  async list(@CurrentActor() actor: Actor): Promise<unknown> {
    return { items: (await this.requests.list(this.database, actor.scope)).map(requestJson) };
  }

  @Get(':id')
  @Allow('request.read')
  @Operation({ summary: 'One reserve request. Its ETag is what If-Match wants.', response: REQUEST_RESPONSE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const request = await this.requests.byId(this.database, actor.scope, requestIdFrom(id));
    response.setHeader('ETag', etagOf(request.version));
    return requestJson(request);
  }

  @Post()
  @HttpCode(201)
  @Allow('request.create')
  @Operation({ summary: 'Ask a province to keep places in reserve.', body: CREATE_SCHEMA, status: 201, response: REQUEST_RESPONSE, idempotent: true, problems: [INVALID_INPUT, KEY_REUSED] })
  async create(
    @CurrentActor() actor: Actor, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const input = parseInput(CREATE_SCHEMA, body);
    const id = await this.creation.run(actor, input, idempotencyKeyOf(actor, key, { operation: 'create-reserve-request', input }));
    response.setHeader('Location', `/api/v1/reserve-requests/${id}`);
    return this.one(actor, id, response);
  }

  @Post(':id/answers')
  @HttpCode(201)
  // PRO's own steps (ask again, release) are answers too; whose step it is, the domain decides.
  @Allow('request.answer', 'request.create')
  @Operation({
    summary: 'The province’s answer, or PRO’s next step.', body: ANSWER_SCHEMA, status: 201, response: REQUEST_RESPONSE, ifMatch: true,
    description: 'The province explores, accepts or declines; PRO asks again or releases. Declining needs a reason and a later day on which PRO may ask again. '
      + 'A release is final: municipalities are told by mail, with a text for the owners, and nothing may run on the request any more.',
    problems: [INVALID_INPUT, NOT_FOUND, REQUEST_NOT_YOURS, ANSWER_NOT_POSSIBLE, IN_USE, ALREADY_EXTENDED, STALE_VERSION, VERSION_REQUIRED],
  })
  async answer(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    await this.answering.run(actor, requestIdFrom(id), parseInput(ANSWER_SCHEMA, body), versionFrom(ifMatch));
    return this.one(actor, id, response);
  }

  @Post(':id/extensions')
  @HttpCode(201)
  @Allow('request.create')
  @Operation({
    summary: 'Ask for a next period.', body: EXTENSION_SCHEMA, status: 201, response: REQUEST_RESPONSE, ifMatch: true, idempotent: true,
    description: 'Makes a request of its own that begins the day after the present period: the province answers it anew, and until it accepts nothing of it counts. The present period stays as it is to its end.',
    problems: [INVALID_INPUT, NOT_FOUND, ONLY_ACCEPTED_EXTENDS, ALREADY_EXTENDED, STALE_VERSION, VERSION_REQUIRED, KEY_REUSED],
  })
  async extend(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined, @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    const requestId = requestIdFrom(id);
    const input = parseInput(EXTENSION_SCHEMA, body);
    const extensionId = await this.extending.run(actor, requestId, input, versionFrom(ifMatch), idempotencyKeyOf(actor, key, { operation: 'extend-reserve-request', input: { id: requestId, ...input } }));
    response.setHeader('Location', `/api/v1/reserve-requests/${extensionId}`);
    return this.one(actor, extensionId, response);
  }
}

/** An id from a path. An id that cannot exist is not found, whatever it looks like. */
export function requestIdFrom(text: string): string {
  if (!isId(text)) throw new Problem(NOT_FOUND);
  return text;
}
