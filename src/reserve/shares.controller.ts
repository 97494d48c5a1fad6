import { Body, Controller, Get, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { INVALID_INPUT, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, etagOf, Operation, parseInput, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../platform/http/index.js';
import { AnswerShare } from './answer-share.js';
import { AskMunicipalities } from './ask-municipalities.js';
import { NOT_SPREADABLE, SHARE_NOT_YOURS } from './domain/index.js';
import { requestIdFrom } from './reserve-requests.controller.js';
import { SHARE_RESPONSE, shareJson, SPREAD_RESPONSE, spreadJson } from './share-json.js';
import { ASK_SCHEMA, SHARE_ANSWER_SCHEMA } from './share-schemas.js';
import { SpreadReader } from './spread-reader.js';

/** A request spread over municipalities. */
@ApiTags('reserve requests')
@Controller('api/v1/reserve-requests/:id/shares')
export class SharesController {
  constructor(
    private readonly spread: SpreadReader,
    private readonly asking: AskMunicipalities,
    private readonly answering: AnswerShare,
  ) {}

  @Get()
  @Allow('share.read')
  @Operation({ summary: 'What each municipality was asked, promised, really has and refused. The ETag is the request’s.', response: SPREAD_RESPONSE, problems: [NOT_FOUND] })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const spread = await this.spread.of(actor.scope, requestIdFrom(id));
    response.setHeader('ETag', etagOf(spread.request.version));
    return spreadJson(spread);
  }

  @Post()
  @HttpCode(201)
  @Allow('share.ask')
  @Operation({
    summary: 'Ask municipalities of the province for places.', body: ASK_SCHEMA, status: 201, response: SPREAD_RESPONSE, ifMatch: true,
    description: 'If-Match holds the ETag of the request. Each municipality that is asked for another number than before hears of it by mail and answers anew.',
    problems: [INVALID_INPUT, NOT_FOUND, SHARE_NOT_YOURS, NOT_SPREADABLE, STALE_VERSION, VERSION_REQUIRED],
  })
  async ask(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined, @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    await this.asking.run(actor, requestIdFrom(id), parseInput(ASK_SCHEMA, body), versionFrom(ifMatch));
    return this.list(actor, id, response);
  }

  @Get(':shareId')
  @Allow('share.read')
  @Operation({ summary: 'What one municipality was asked, and its answer. Its ETag is what If-Match wants.', response: SHARE_RESPONSE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('shareId') shareId: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const { lines } = await this.spread.of(actor.scope, requestIdFrom(id));
    const line = lines.find(({ share }) => share?.id === shareId);
    if (!line?.share) throw new Problem(NOT_FOUND);
    response.setHeader('ETag', etagOf(line.share.version));
    return shareJson(line);
  }

  @Post(':shareId/answers')
  @HttpCode(201)
  @Allow('share.answer')
  @Operation({
    summary: 'The municipality’s answer, for itself.', body: SHARE_ANSWER_SCHEMA, status: 201, response: SHARE_RESPONSE, ifMatch: true,
    description: 'Places promised, with or without conditions, or a refusal with its reason. May be given anew while the request stands; the province hears of each answer.',
    problems: [INVALID_INPUT, NOT_FOUND, NOT_SPREADABLE, STALE_VERSION, VERSION_REQUIRED],
  })
  async answer(
    @CurrentActor() actor: Actor, @Param('id') id: string, @Param('shareId') shareId: string, @Body() body: unknown, @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    await this.answering.run(actor, requestIdFrom(id), shareId, parseInput(SHARE_ANSWER_SCHEMA, body), versionFrom(ifMatch));
    return this.one(actor, id, shareId, response);
  }
}
