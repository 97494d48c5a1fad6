import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { dayOf, formatDuration, halfYearOf, newId, Problem, SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { Allow, may, Organisations, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, versionFrom, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { AnswerReserveRequest } from './answer-reserve-request.js';
import { CreateReserveRequest } from './create-reserve-request.js';
import { possibleAnswerSteps } from './domain/index.js';
import { ExtendReserveRequest } from './extend-reserve-request.js';
import { ReadyPlaces } from './ready-places.js';
import { RequestPageReader } from './request-page-reader.js';
import { ANSWER_SCHEMA, CREATE_SCHEMA, EXTENSION_SCHEMA } from './request-schemas.js';
import { ReserveRequestsPage, type RequestLine } from './reserve-list.pages.js';
import { NewReserveRequestPage } from './reserve-new.pages.js';
import { requestPath } from './reserve-paths.pages.js';
import { ReserveRequestPage, type RequestPageProps } from './reserve-request.pages.js';
import { requestIdFrom } from './reserve-requests.controller.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';

const NUMBERS = ['places', 'groups.families', 'groups.singleAdults', 'groups.unaccompaniedMinors', 'groups.wheelchairUsers'];

/** What the redirect after a form says on the next page. */
const DONE = { verzoek: 'reserve.done.created', antwoord: 'reserve.done.answered', verlenging: 'reserve.done.extended' } as const;

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
const versionOf = (body: FormBody): number => versionFrom(`"${textOf(body['version'])}"`);
const noticeOf = (problem: Problem, { language }: Actor): Notice[] => [{ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) }];

@ApiExcludeController()
@Controller('reserveverzoeken')
export class ReservePagesController {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly reader: RequestPageReader,
    private readonly creation: CreateReserveRequest,
    private readonly answering: AnswerReserveRequest,
    private readonly extending: ExtendReserveRequest,
    private readonly organisations: Organisations,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('request.read')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    const now = await this.database.now();
    const lines: RequestLine[] = [];
    for (const view of await this.requests.list(this.database, actor.scope)) lines.push({ request: view, now: await this.countedNow(actor, view, now) });
    return renderPage(h(ReserveRequestsPage, { frame: this.frames.of(request), lines, mayCreate: may(actor, 'request.create') }));
  }

  @Get('nieuw')
  @Allow('request.create')
  async form(@Req() request: AppRequest): Promise<string> {
    return this.newPage(request, undefined, undefined);
  }

  @Post('nieuw')
  @Allow('request.create')
  async create(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    try {
      const input = parseInput(CREATE_SCHEMA, decodeForm(body, { numbers: NUMBERS }));
      const key = idempotencyKeyOf(actor, textOf(body['idempotencyKey']) || undefined, { operation: 'create-reserve-request', input });
      response.redirect(HttpStatus.SEE_OTHER, `${requestPath(await this.creation.run(actor, input, key))}?gelukt=verzoek`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response.status(error.type.status).type('html').send(await this.newPage(request, formAsSent(body, error.fields), error));
    }
  }

  @Get(':id')
  @Allow('request.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
    return this.page(actor, request, requestIdFrom(id), {}, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post(':id')
  @Allow('request.answer', 'request.create')
  async answer(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const work = async (): Promise<string> => {
      await this.answering.run(actor, requestIdFrom(id), parseInput(ANSWER_SCHEMA, { ...decodeForm(body), step: body['step'] }), versionOf(body));
      return `${requestPath(id)}?gelukt=antwoord`;
    };
    await this.carryOut(work, (error) => this.page(actor, request, requestIdFrom(id), { answer: formAsSent(body, error.fields) }, noticeOf(error, actor)), response);
  }

  @Post(':id/verlengen')
  @Allow('request.create')
  async extend(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const work = async (): Promise<string> => {
      const input = parseInput(EXTENSION_SCHEMA, decodeForm(body));
      const key = idempotencyKeyOf(actor, textOf(body['idempotencyKey']) || undefined, { operation: 'extend-reserve-request', input: { id, ...input } });
      return `${requestPath(await this.extending.run(actor, requestIdFrom(id), input, versionOf(body), key))}?gelukt=verlenging`;
    };
    await this.carryOut(work, (error) => this.page(actor, request, requestIdFrom(id), { extension: formAsSent(body, error.fields) }, noticeOf(error, actor)), response);
  }

  /** Goes where the work says; a problem shows the page again with what was typed. */
  private async carryOut(work: () => Promise<string>, again: (problem: Problem) => Promise<string>, response: Response): Promise<void> {
    try {
      response.redirect(HttpStatus.SEE_OTHER, await work());
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response.status(error.type.status).type('html').send(await again(error));
    }
  }

  private async newPage(request: AppRequest, state: FormState | undefined, problem: Problem | undefined): Promise<string> {
    const organisations = await this.organisations.list(this.database, SYSTEM_SCOPE);
    return renderPage(h(NewReserveRequestPage, {
      frame: this.frames.of(request), organisations, state, problem: problem && problem.fields.length === 0 ? problem : undefined, idempotencyKey: newId(),
      period: halfYearOf(dayOf(await this.database.now())), window: formatDuration(ACTIVATION_POLICY.windowSeconds.value),
    }));
  }

  private async page(actor: Actor, request: AppRequest, id: string, states: RequestPageProps['states'], notices: readonly Notice[]): Promise<string> {
    const view = await this.reader.request(actor.scope, id);
    const { provinceCode, answer, answerReason: reason, askAgainOn } = view.request;
    return renderPage(h(ReserveRequestPage, {
      frame: this.frames.of(request), notices, view, states, steps: possibleAnswerSteps(actor.scope, { provinceCode, answer: { state: answer, reason, askAgainOn } }),
      mayTrigger: answer === 'accepted' && may(actor, 'activation.trigger-exercise'), mayExtend: may(actor, 'request.create'), mayReport: may(actor, 'status-report.read'), idempotencyKey: newId(),
    }));
  }

  private async countedNow(actor: Actor, view: ReserveRequestView, now: Date): Promise<RequestLine['now']> {
    return view.answer === 'accepted' ? this.readyPlaces.coverageNow(this.database, actor.scope, view, now) : null;
  }
}
