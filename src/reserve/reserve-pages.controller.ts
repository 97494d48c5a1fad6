import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { addDays, dayOf, formatDuration, halfYearOf, newId, Problem, SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { Allow, may, Organisations, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, versionFrom, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { AnswerReserveRequest } from './answer-reserve-request.js';
import { CoverageReader, showsLocation } from './coverage-reader.js';
import { CreateReserveRequest } from './create-reserve-request.js';
import { possibleAnswerSteps } from './domain/index.js';
import { ReadyPlaces, type ReadyLocation } from './ready-places.js';
import { ANSWER_SCHEMA, CREATE_SCHEMA } from './request-schemas.js';
import { requestPath, ReserveRequestsPage, type RequestLine } from './reserve-list.pages.js';
import { NewReserveRequestPage } from './reserve-new.pages.js';
import { ReserveRequestPage } from './reserve-request.pages.js';
import type { LocationsSeen } from './reserve-request.parts.js';
import { requestIdFrom } from './reserve-requests.controller.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';

const COVERAGE_DAYS = 14;
const NUMBERS = ['places', 'groups.families', 'groups.singleAdults', 'groups.unaccompaniedMinors', 'groups.wheelchairUsers'];

/** What the redirect after a form says on the next page. */
const DONE = { verzoek: 'reserve.done.created', antwoord: 'reserve.done.answered' } as const;

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

@ApiExcludeController()
@Controller('reserveverzoeken')
export class ReservePagesController {
  constructor(
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly coverage: CoverageReader,
    private readonly creation: CreateReserveRequest,
    private readonly answering: AnswerReserveRequest,
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
    return this.page(actor, request, requestIdFrom(id), undefined, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post(':id')
  @Allow('request.answer', 'request.create')
  async answer(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const requestId = requestIdFrom(id);
    try {
      const input = parseInput(ANSWER_SCHEMA, { ...decodeForm(body), step: body['step'] });
      await this.answering.run(actor, requestId, input, versionFrom(`"${textOf(body['version'])}"`));
      response.redirect(HttpStatus.SEE_OTHER, `${requestPath(requestId)}?gelukt=antwoord`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const notices: Notice[] = [{ kind: 'error', title: error.titleIn(actor.language), text: error.detailIn(actor.language) }];
      const again = await this.page(actor, request, requestId, formAsSent(body, error.fields), notices);
      response.status(error.type.status).type('html').send(again);
    }
  }

  private async newPage(request: AppRequest, state: FormState | undefined, problem: Problem | undefined): Promise<string> {
    const organisations = await this.organisations.list(this.database, SYSTEM_SCOPE);
    return renderPage(h(NewReserveRequestPage, {
      frame: this.frames.of(request), organisations, state, problem: problem && problem.fields.length === 0 ? problem : undefined, idempotencyKey: newId(),
      period: halfYearOf(dayOf(await this.database.now())), window: formatDuration(ACTIVATION_POLICY.windowSeconds.value),
    }));
  }

  private async page(actor: Actor, request: AppRequest, id: string, state: FormState | undefined, notices: readonly Notice[]): Promise<string> {
    const view = await this.requests.byId(this.database, actor.scope, id);
    const now = await this.database.now();
    const today = dayOf(now);
    const { days } = await this.coverage.of(actor.scope, id, today, addDays(today, COVERAGE_DAYS - 1));
    const answer = { state: view.answer, reason: view.answerReason, askAgainOn: view.askAgainOn };
    return renderPage(h(ReserveRequestPage, {
      frame: this.frames.of(request), notices, request: view, nameOf: await this.namesOf(view), steps: possibleAnswerSteps(actor.scope, { provinceCode: view.provinceCode, answer }),
      state, now: await this.countedNow(actor, view, now), days, locations: seenBy(actor, await this.readyPlaces.at(this.database, actor.scope, view, now, { ignoreExercises: true })),
      mayTrigger: view.answer === 'accepted' && may(actor, 'activation.trigger-exercise'),
    }));
  }

  private async countedNow(actor: Actor, view: ReserveRequestView, now: Date): Promise<RequestLine['now']> {
    return view.answer === 'accepted' ? this.readyPlaces.coverageNow(this.database, actor.scope, view, now) : null;
  }

  private async namesOf({ provinceId, redCrossId, coaId, operationsId }: ReserveRequestView): Promise<(id: string) => string> {
    const found = await this.organisations.list(this.database, SYSTEM_SCOPE, { ids: [provinceId, redCrossId, coaId, operationsId] });
    const names = new Map(found.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? '';
  }
}

/** A municipality sees the details of its own locations, and what the others come to together. */
function seenBy({ scope }: Actor, all: readonly ReadyLocation[]): LocationsSeen {
  const shown = all.filter(({ location }) => showsLocation(scope, location.organisationId));
  const others = all.filter((at) => !shown.includes(at));
  const places = others.reduce((sum, at) => (at.status === 'ready' ? sum + at.places : sum), 0);
  return { shown, others: scope.kind === 'municipality' ? { count: others.length, places } : null };
}
