import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, idempotencyKeyOf, Operation, parseInput } from '../platform/http/index.js';
import { DONE_RESPONSE, STAY_ANSWER_SCHEMA, STAY_REQUEST_SCHEMA, TELEPHONED_STAY_ANSWER_SCHEMA } from './activation-schemas.js';
import { idFrom } from './activations.controller.js';
import { AnswerStay } from './answer-stay.js';
import { AskStay } from './ask-stay.js';
import { COMMITMENT_CONFLICT, DEPLOYMENT_NOT_ALLOWED, NOT_A_PARTY, NOT_RUNNING, STAY_ALREADY_ASKED, STAY_OVERTAKEN } from './domain/index.js';

@ApiTags('deployments')
@Controller('api/v1')
export class StaysController {
  constructor(
    private readonly askStay: AskStay,
    private readonly answerStay: AnswerStay,
  ) {}

  @Post('deployments/:id/stay-extensions')
  @HttpCode(201)
  @Allow('stay.ask')
  @Operation({
    summary: 'Ask the municipality for a longer stay at one location.', body: STAY_REQUEST_SCHEMA, status: 201, response: z.object({ id: z.uuid() }), idempotent: true,
    description: 'Changes nothing by itself: only the municipality’s fresh commitment moves the agreed last night.',
    problems: [INVALID_INPUT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, STAY_ALREADY_ASKED, NOT_FOUND],
  })
  async ask(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('idempotency-key') key: string | undefined): Promise<unknown> {
    const input = parseInput(STAY_REQUEST_SCHEMA, body);
    return { id: await this.askStay.run(actor, idFrom(id), input, idempotencyKeyOf(actor, key, { operation: `stay-extension ${id}`, input })) };
  }

  @Post('stay-extensions/:id/answers')
  @HttpCode(201)
  @Allow('stay.answer')
  @Operation({
    summary: 'Commit to a longer stay, commit with conditions, or refuse, for your municipality.', body: STAY_ANSWER_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, NOT_A_PARTY, COMMITMENT_CONFLICT, STAY_OVERTAKEN, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND],
  })
  async answer(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.answerStay.run(actor, idFrom(id), parseInput(STAY_ANSWER_SCHEMA, body));
    return { ok: true };
  }

  @Post('stay-extensions/:id/telephoned-answers')
  @HttpCode(201)
  @Allow('call-task.work')
  @Operation({
    summary: 'Enter the answer about a longer stay that a municipality gave by telephone.', body: TELEPHONED_STAY_ANSWER_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, COMMITMENT_CONFLICT, STAY_OVERTAKEN, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND],
  })
  async noted(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.answerStay.noted(actor, idFrom(id), parseInput(TELEPHONED_STAY_ANSWER_SCHEMA, body));
    return { ok: true };
  }
}
