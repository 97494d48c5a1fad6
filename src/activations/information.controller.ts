import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, etagOf, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { COMPLETION_SCHEMA, DONE_RESPONSE, REASON_SCHEMA } from './activation-schemas.js';
import { ActivationReader } from './activation-view.js';
import { given, idFrom } from './activations.controller.js';
import { DEPLOYMENT_NOT_ALLOWED, INFORMATION_CONFLICT, INFORMATION_REQUIRED, NOT_RUNNING } from './domain/index.js';
import { INFORMATION_TASK_RESPONSE, PRESS_LINE_RESPONSE, PRESS_LINE_SCHEMA } from './information-schemas.js';
import { ReportInformation } from './report-information.js';
import { SetPressLine } from './set-press-line.js';

const TOPIC_QUERY = z.strictObject({ activationId: z.uuid() });
const PRESS_LINE = z.object({ pressLine: PRESS_LINE_RESPONSE.nullable().describe('Null until it is set.') });

@ApiTags('deployments')
@Controller('api/v1')
export class InformationController {
  constructor(
    private readonly information: ReportInformation,
    private readonly pressLine: SetPressLine,
    private readonly reader: ActivationReader,
  ) {}

  @Get('information-tasks')
  @Allow('activation.read')
  @Operation({
    summary: 'Whom the municipalities inform before the first person arrives; a municipality sees its own.', query: TOPIC_QUERY,
    response: z.object({ items: z.array(INFORMATION_TASK_RESPONSE) }), problems: [INVALID_INPUT, NOT_FOUND],
  })
  async list(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<unknown> {
    const { activationId } = parseInput(TOPIC_QUERY, query);
    const { deployments } = await this.reader.view(actor.scope, activationId);
    return { items: deployments.flatMap(({ informationTasks }) => informationTasks) };
  }

  @Post('information-tasks/:id/completions')
  @HttpCode(201)
  @Allow('information.report')
  @Operation({
    summary: 'Report that your municipality has informed this party.', body: COMPLETION_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, INFORMATION_CONFLICT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND],
  })
  async complete(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.information.done(actor, idFrom(id), given(parseInput(COMPLETION_SCHEMA, body)));
    return { ok: true };
  }

  @Post('information-tasks/:id/waivers')
  @HttpCode(201)
  @Allow('information.report')
  @Operation({
    summary: 'Say that this party need not be informed, and why. Not where the college decision wants it informed before opening.', body: REASON_SCHEMA, status: 201, response: DONE_RESPONSE,
    problems: [INVALID_INPUT, INFORMATION_REQUIRED, INFORMATION_CONFLICT, NOT_RUNNING, DEPLOYMENT_NOT_ALLOWED, NOT_FOUND],
  })
  async waive(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<unknown> {
    await this.information.notNeeded(actor, idFrom(id), parseInput(REASON_SCHEMA, body).reason);
    return { ok: true };
  }

  @Get('activations/:id/press-line')
  @Allow('activation.read')
  @Operation({ summary: 'The spokesperson and the press line of an activation. Its ETag is "0" until it is set.', response: PRESS_LINE, problems: [NOT_FOUND] })
  async press(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const { pressLine } = await this.reader.view(actor.scope, idFrom(id));
    response.setHeader('ETag', etagOf(pressLine?.version ?? 0));
    return { pressLine };
  }

  @Put('activations/:id/press-line')
  @Allow('press-line.write')
  @Operation({
    summary: 'Set or change the spokesperson and the press line; everyone in the activation is told.', body: PRESS_LINE_SCHEMA, response: PRESS_LINE, ifMatch: true,
    description: 'If-Match takes the ETag of the press line itself, not that of the activation. The same again changes nothing and tells nobody.',
    problems: [INVALID_INPUT, NOT_RUNNING, STALE_VERSION, VERSION_REQUIRED, NOT_FOUND],
  })
  async setPress(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const version = versionFrom(ifMatch);
    await this.pressLine.run(actor, idFrom(id), version, parseInput(PRESS_LINE_SCHEMA, body));
    return this.press(actor, id, response);
  }
}
