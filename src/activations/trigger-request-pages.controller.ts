import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { INVALID_INPUT, newId, Problem, type Actor } from '../kernel/index.js';
import { Locations } from '../locations/index.js';
import { Allow, may, Mandates, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import { formAsSent, formatDateTimeInput, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { CALL_BACK_SCHEMA, ORDER_CONFIRMATION_SCHEMA, REASON_SCHEMA, TRIGGER_REQUEST_SCHEMA } from './activation-schemas.js';
import { idFrom } from './activations.controller.js';
import { OrderByTelephone } from './order-by-telephone.js';
import { amsterdamToIso } from './relief-shifts.js';
import { NO_STEP } from './step-forms.js';
import type { FailedForm } from './step-props.js';
import { ActivationPlanner } from './plan-activation.js';
import { chosenRequest } from './trigger.pages.js';
import { locationOptions, optionOf, pickedIn, TRIGGER_NUMBERS, withLists } from './trigger-pages.controller.js';
import { ORDERS_PATH, OrderPage, RecordOrderPage, type Preview } from './trigger-request.pages.js';
import type { TriggerRequest } from './trigger-request.entity.js';
import { TriggerRequestReader } from './trigger-request-reader.js';

const DONE = { record: 'on-behalf.done.record', 'call-back': 'on-behalf.done.call-back', withdraw: 'on-behalf.done.withdraw' } as const;
type Step = 'call-back' | 'confirm' | 'withdraw';
const STEPS: readonly Step[] = ['call-back', 'confirm', 'withdraw'];

const textOf = (body: FormBody, name: string): string => (typeof body[name] === 'string' ? body[name] : '');

/** An order by telephone, step by step: record it, call back, and a second person confirms. */
@ApiExcludeController()
@Controller('inzetten/telefonisch')
export class TriggerRequestPagesController {
  constructor(
    private readonly orders: OrderByTelephone,
    private readonly reader: TriggerRequestReader,
    private readonly mandates: Mandates,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly planner: ActivationPlanner,
    private readonly locations: Locations,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('trigger-request.work')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query('reserveverzoek') requestId: unknown): Promise<string> {
    return this.formPage(actor, request, typeof requestId === 'string' ? requestId : undefined, undefined, newId(), []);
  }

  @Post()
  @Allow('trigger-request.work')
  async create(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const formKey = textOf(body, 'idempotencyKey') || newId();
    try {
      const input = parseInput(TRIGGER_REQUEST_SCHEMA, orderInput(body));
      const id = await this.orders.write(actor, input, idempotencyKeyOf(actor, formKey, { operation: 'trigger-requests.write', input }));
      response.redirect(HttpStatus.SEE_OTHER, `${ORDERS_PATH}/${id}?gelukt=record`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      response.status(error.type.status).type('html').send(await this.formPage(actor, request, textOf(body, 'reserveRequestId'), formAsSent(withLists(body), error.fields), formKey, noticesOf(error, actor)));
    }
  }

  @Get(':id')
  @Allow('mandate.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
    return this.page(actor, request, idFrom(id), undefined, key ? [{ kind: 'success', text: translator(actor.language)(key) }] : []);
  }

  @Post(':id')
  @Allow('trigger-request.work')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const step = STEPS.find((name) => name === body['step']);
    try {
      if (!step) throw new Problem(INVALID_INPUT, {}, [NO_STEP]);
      response.redirect(HttpStatus.SEE_OTHER, await this.carryOut(actor, idFrom(id), step, body));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A shortfall is accepted anew: it may be another one by now.
      const { acceptShortfall: _, ...sent } = body;
      const failed = { step: step ?? '', subjectId: id, state: formAsSent(sent, error.fields) };
      response.status(error.type.status).type('html').send(await this.page(actor, request, idFrom(id), failed, noticesOf(error, actor)));
    }
  }

  /** Gives where to go on. */
  private async carryOut(actor: Actor, id: string, step: Step, body: FormBody): Promise<string> {
    switch (step) {
      case 'call-back': {
        const { result, telephone, note } = decodeForm(body);
        await this.orders.calledBack(actor, id, parseInput(CALL_BACK_SCHEMA, { result, telephone, ...(note !== undefined && { note }) }));
        return `${ORDERS_PATH}/${id}?gelukt=call-back`;
      }
      case 'confirm': {
        const { acceptShortfall, shortfall } = decodeForm(body, { numbers: ['shortfall'], booleans: ['acceptShortfall'] });
        return `/inzetten/${await this.orders.confirm(actor, id, parseInput(ORDER_CONFIRMATION_SCHEMA, { acceptShortfall, shortfall }))}?gelukt=trigger`;
      }
      case 'withdraw':
        await this.orders.withdraw(actor, id, parseInput(REASON_SCHEMA, { reason: decodeForm(body)['reason'] }).reason);
        return `${ORDERS_PATH}/${id}?gelukt=withdraw`;
    }
  }

  private async formPage(actor: Actor, request: AppRequest, requestId: string | undefined, state: FormState | undefined, idempotencyKey: string, notices: readonly Notice[]): Promise<string> {
    const now = await this.database.now();
    const views = (await this.requests.list(this.database, actor.scope)).filter(({ answer }) => answer === 'accepted');
    const requests = views.map(optionOf);
    const chosen = chosenRequest(requests, requestId, now);
    const view = views.find(({ id }) => id === chosen?.id);
    const locations = view ? await locationOptions(this.readyPlaces, this.database, actor, view, now) : [];
    const mandates = (await this.mandates.list(this.database, actor.scope, now)).filter(({ state: standing }) => standing === 'valid');
    return renderPage(h(RecordOrderPage, {
      frame: this.frames.of(request), notices, requests, chosen, locations, mandates, state, now: formatDateTimeInput(now), idempotencyKey,
    }));
  }

  private async page(actor: Actor, request: AppRequest, id: string, failed: FailedForm | undefined, notices: readonly Notice[]): Promise<string> {
    const view = await this.reader.view(this.database, actor.scope, id);
    const official = await this.reader.officialOf(this.database, actor.scope, view.request);
    const preview = view.request.closedAt === null ? await this.preview(actor, view.request) : undefined;
    const picked = (await this.locations.byIds(this.database, actor.scope, view.request.asked.locations ?? [])).map(({ name }) => name);
    return renderPage(h(OrderPage, { frame: this.frames.of(request), notices, view, official, failed, preview, picked, personId: actor.personId, mayWork: may(actor, 'trigger-request.work') }));
  }

  /** What would be deployed if it were confirmed now, or what stands in the way. */
  private async preview(actor: Actor, { asked }: TriggerRequest): Promise<Preview> {
    try {
      const reserveRequest = await this.requests.byId(this.database, actor.scope, asked.reserveRequestId);
      return { plan: (await this.planner.plan(this.database, actor.scope, reserveRequest, asked, await this.database.now())).plan };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { problem: error };
    }
  }
}

// Wrong fields have their own summary in the form.
const noticesOf = (problem: Problem, { language }: Actor): Notice[] =>
  problem.fields.length > 0 ? [] : [{ kind: 'error', title: problem.titleIn(language), text: problem.detailIn(language) }];

function orderInput(body: FormBody): Record<string, unknown> {
  const { locations, ...fields } = withLists(body);
  const { calledAt, exercise, ...rest } = decodeForm(fields, { numbers: TRIGGER_NUMBERS, booleans: ['acceptShortfall'] });
  // Real or exercise is chosen, never assumed: no choice becomes a value that the schema refuses.
  const kind = exercise === 'true' ? true : exercise === 'false' ? false : null;
  return { ...rest, ...pickedIn(locations), exercise: kind, ...(typeof calledAt === 'string' && { calledAt: amsterdamToIso(calledAt) ?? calledAt }) };
}
