import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, Operation, parseInput } from '../platform/http/index.js';
import { COMMITMENT_SCHEMA, COMPLETION_SCHEMA, DONE_RESPONSE, NOTHING_SCHEMA, PRESENCE_SCHEMA, REASON_SCHEMA } from './activation-schemas.js';
import { ActivationReader } from './activation-view.js';
import { given, idFrom } from './activations.controller.js';
import { AnswerAlert } from './answer-alert.js';
import { CompleteMilestone } from './complete-milestone.js';
import {
  ALREADY_REPLACED, COMMITMENT_CONFLICT, DEPLOYMENT_NOT_ALLOWED, DEPLOYMENT_NOT_YOURS, INFORM_FIRST, LOCATION_BUSY, MILESTONE_CONFLICT, MILESTONE_NEEDS_ANSWER, MILESTONE_NOT_OWNER,
  NOT_A_PARTY, NOT_RUNNING, NOTHING_TO_TAKE_BACK, OPEN_NEEDS_COMMITMENT, PRESENCE_NOT_OPEN, TAKE_BACK_TOO_LATE, TAKEN_BACK_OFTEN,
} from './domain/index.js';
import { WARNINGS } from './information-schemas.js';
import { LoseLocation } from './lose-location.js';
import { ReportPresence } from './report-presence.js';
import { TakeBackAnswer } from './take-back-answer.js';

const TOPIC_QUERY = z.strictObject({ activationId: z.uuid() });
const instant = z.iso.datetime().nullable();
const DUE_MOMENTS_RESPONSE = z.object({
  items: z.array(z.object({ kind: z.string(), dueAt: z.iso.datetime(), doneAt: instant, lapsedAt: instant, supersededAt: instant, attempts: z.int() })),
});

@ApiTags('deployments')
@Controller('api/v1')
export class DeploymentsController {
  constructor(
    private readonly answer: AnswerAlert,
    private readonly takeBack: TakeBackAnswer,
    private readonly complete: CompleteMilestone,
    private readonly loseLocation: LoseLocation,
    private readonly presence: ReportPresence,
    private readonly reader: ActivationReader,
  ) {}

  @Post('deployments/:id/commitments')
  @HttpCode(201)
  @Allow('commitment.give')
  @Operation({ summary: 'Commit, commit with conditions, or refuse, for your organisation at one location.', body: COMMITMENT_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, NOT_A_PARTY, COMMITMENT_CONFLICT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND] })
  async commit(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.answer.commit(actor, idFrom(id), parseInput(COMMITMENT_SCHEMA, body));
    return { ok: true };
  }

  @Post('deployments/:id/commitment-retractions')
  @HttpCode(201)
  @Allow('commitment.give')
  @Operation({
    summary: 'Take your organisation’s commitment or refusal back, within ten minutes and before the location is open. A building that was refused joins anew while places are short.',
    body: NOTHING_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, NOT_A_PARTY, NOT_RUNNING, NOTHING_TO_TAKE_BACK, TAKE_BACK_TOO_LATE, TAKEN_BACK_OFTEN, ALREADY_REPLACED, LOCATION_BUSY, NOT_FOUND],
  })
  async takeCommitmentBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    parseInput(NOTHING_SCHEMA, body ?? {});
    await this.takeBack.commitment(actor, idFrom(id));
    return { ok: true };
  }

  @Post('deployments/:id/failures')
  @HttpCode(201)
  @Allow('deployment.fail')
  @Operation({ summary: 'Report that the building drops out.', body: REASON_SCHEMA, status: 201, response: DONE_RESPONSE, problems: [INVALID_INPUT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, DEPLOYMENT_NOT_YOURS, NOT_FOUND] })
  async fail(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.loseLocation.fail(actor, idFrom(id), parseInput(REASON_SCHEMA, body).reason);
    return { ok: true };
  }

  @Post('deployments/:id/presence-reports')
  @HttpCode(201)
  @Allow('presence.report')
  @Operation({ summary: 'Report persons present at an open location: counts per group, never a name.', body: PRESENCE_SCHEMA, status: 201, response: z.object({ id: z.uuid(), total: z.int(), abovePlanned: z.int(), aboveVerified: z.int() }), problems: [INVALID_INPUT, PRESENCE_NOT_OPEN, NOT_RUNNING, NOT_FOUND] })
  async report(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    return this.presence.run(actor, idFrom(id), parseInput(PRESENCE_SCHEMA, body));
  }

  @Post('milestones/:id/completions')
  @HttpCode(201)
  @Allow('milestone.complete')
  @Operation({ summary: 'Complete a milestone that your organisation owes. Completing `open` releases the location.', body: COMPLETION_SCHEMA, status: 201, response: DONE_RESPONSE.extend({ warnings: WARNINGS.describe('Whom the municipality has not informed yet, when `open` is completed.') }), problems: [INVALID_INPUT, MILESTONE_NOT_OWNER, MILESTONE_NEEDS_ANSWER, MILESTONE_CONFLICT, OPEN_NEEDS_COMMITMENT, INFORM_FIRST, NOT_RUNNING, NOT_FOUND] })
  async completeMilestone(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    const notInformed = await this.complete.run(actor, idFrom(id), given(parseInput(COMPLETION_SCHEMA, body)));
    return { ok: true, warnings: notInformed.map(({ kind }) => ({ code: 'not-informed', kind })) };
  }

  @Get('alerts')
  @Allow('alert.read')
  @Operation({ summary: 'Alerts of an activation that concern you, each with its deliveries and receipt.', query: TOPIC_QUERY, response: z.object({ items: z.array(z.unknown()) }), problems: [INVALID_INPUT, NOT_FOUND] })
  async alertsOf(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    return { items: (await this.reader.view(actor.scope, activationId)).alerts };
  }

  @Get('deliveries')
  @Allow('alert.read')
  @Operation({ summary: 'Deliveries of an activation’s alerts: state, next try, what the receiver said.', query: TOPIC_QUERY, response: z.object({ items: z.array(z.unknown()) }), problems: [INVALID_INPUT, NOT_FOUND] })
  async deliveriesOf(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    const { alerts } = await this.reader.view(actor.scope, activationId);
    return { items: alerts.flatMap(({ id, purpose, organisation, content, deliveries }) => deliveries.map((delivery) => ({ alertId: id, purpose, organisation, subject: content[delivery.language].subject, ...delivery }))) };
  }

  @Get('milestones')
  @Allow('activation.read')
  @Operation({ summary: 'Milestones of an activation.', query: TOPIC_QUERY, response: z.object({ items: z.array(z.unknown()) }), problems: [INVALID_INPUT, NOT_FOUND] })
  async milestonesOf(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    const { deployments } = await this.reader.view(actor.scope, activationId);
    return { items: deployments.flatMap(({ milestones }) => milestones) };
  }

  @Get('due-moments')
  @Allow('activation.read')
  @Operation({ summary: 'Due moments of an activation: when each was due and when it took effect.', query: TOPIC_QUERY, response: DUE_MOMENTS_RESPONSE, problems: [INVALID_INPUT, NOT_FOUND] })
  async dueMomentsOf(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    return { items: await this.reader.dueMoments(actor.scope, activationId) };
  }

  @Get('record-entries')
  @Allow('record.read')
  @Operation({ summary: 'The record of an activation, oldest first.', query: TOPIC_QUERY, response: z.object({ items: z.array(z.unknown()) }), problems: [INVALID_INPUT, NOT_FOUND] })
  async recordOf(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    return { items: (await this.reader.view(actor.scope, activationId)).timeline };
  }
}
