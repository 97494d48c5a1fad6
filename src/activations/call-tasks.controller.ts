import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CALL_NUMBER_UNKNOWN, CALL_RESULTS, CALL_TASK_CLOSED } from '../alerts/index.js';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, Operation, parseInput } from '../platform/http/index.js';
import { CALL_ATTEMPT_SCHEMA, DONE_RESPONSE, TELEPHONED_COMMITMENT_SCHEMA, TELEPHONED_RECEIPT_SCHEMA } from './activation-schemas.js';
import { ActivationReader } from './activation-view.js';
import { idFrom } from './activations.controller.js';
import { COMMITMENT_CONFLICT, DEPLOYMENT_NOT_ALLOWED, NOT_A_PARTY, NOT_RUNNING } from './domain/index.js';
import { TelephoneParty } from './telephone-party.js';

const QUERY = z.strictObject({ activationId: z.uuid() });
const instant = z.iso.datetime();
const ITEMS = z.object({
  items: z.array(z.object({
    id: z.uuid(), exercise: z.boolean(), organisation: z.object({ id: z.uuid(), name: z.string() }),
    because: z.enum(['real-activation', 'no-answer', 'no-contact', 'unverified', 'refused', 'step-overdue', 'all-tried', 'taken-back', 'pro-confirmation']),
    openedAt: instant, allTriedAt: instant.nullable(), closedAt: instant.nullable(), closeReason: z.enum(['answered', 'not-needed']).nullable(),
    next: z.uuid().nullable().describe('The contact to telephone now.'),
    numbers: z.array(z.object({
      contactId: z.uuid(), name: z.string(), function: z.string(), telephone: z.string().nullable(), standing: z.enum(['on-duty', 'off-duty', 'person']),
      result: z.enum([...CALL_RESULTS, 'untried', 'no-number']),
    })).describe('In the order in which they are to be called; empty once the task is closed.'),
    attempts: z.array(z.object({
      id: z.uuid(), contactId: z.uuid().nullable(), name: z.string().nullable(), telephone: z.string().nullable(), result: z.enum(CALL_RESULTS), note: z.string().nullable(), byName: z.string().nullable(), at: instant,
    })).describe('Who was called is forgotten, and null, a year after the task was closed.'),
  })),
});

@ApiTags('call-tasks')
@Controller('api/v1/call-tasks')
export class CallTasksController {
  constructor(
    private readonly telephone: TelephoneParty,
    private readonly reader: ActivationReader,
  ) {}

  @Get()
  @Allow('call-task.read')
  @Operation({ summary: 'Who must be telephoned about an activation, with the numbers in order and the results.', query: QUERY, response: ITEMS, problems: [INVALID_INPUT, NOT_FOUND] })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(QUERY, query);
    const { callTasks } = await this.reader.view(actor.scope, activationId);
    return { items: callTasks.map(({ topicId: _, organisationId: __, operationsId: ___, ...task }) => task) };
  }

  @Post(':id/attempts')
  @HttpCode(201)
  @Allow('call-task.work')
  @Operation({
    summary: 'Write down what became of a call.', body: CALL_ATTEMPT_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, CALL_TASK_CLOSED, CALL_NUMBER_UNKNOWN, NOT_FOUND],
    description: 'After the last number PRO’s duty officer is told and gets a call task, and a second building is proposed.',
  })
  async called(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.telephone.called(actor, idFrom(id), parseInput(CALL_ATTEMPT_SCHEMA, body));
    return { ok: true };
  }

  @Post(':id/receipts')
  @HttpCode(201)
  @Allow('call-task.work')
  @Operation({ summary: 'Enter a receipt that was given by telephone.', body: TELEPHONED_RECEIPT_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, NOT_A_PARTY, NOT_RUNNING, NOT_FOUND] })
  async received(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.telephone.received(actor, idFrom(id), parseInput(TELEPHONED_RECEIPT_SCHEMA, body));
    return { ok: true };
  }

  @Post(':id/commitments')
  @HttpCode(201)
  @Allow('call-task.work')
  @Operation({ summary: 'Enter a commitment or refusal that was given by telephone.', body: TELEPHONED_COMMITMENT_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, NOT_A_PARTY, COMMITMENT_CONFLICT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND] })
  async committed(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    const { deploymentId, ...given } = parseInput(TELEPHONED_COMMITMENT_SCHEMA, body);
    await this.telephone.committed(actor, idFrom(id), deploymentId, given);
    return { ok: true };
  }
}
