import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res, Sse, type MessageEvent } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import type { Observable } from 'rxjs';
import type { Actor } from '../kernel/index.js';
import { Allow, LiveLine, may, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, type AppRequest, type FormBody } from '../platform/http/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import { renderPage, translator, type Notice } from '../web/index.js';
import { ActivationReader, type ActivationView } from './activation-view.js';
import { ActivationPage, ActivationsPage } from './activation.pages.js';
import { idFrom } from './activations.controller.js';
import { LiveActivations } from './live-activations.js';
import type { AddableLocation, FailedForm } from './own-steps.js';
import { StepForms } from './step-forms.js';
import { TriggerRequestReader } from './trigger-request-reader.js';

/** What the redirect after a form says on the next page. */
const DONE = {
  receive: 'steps.done.receive', commit: 'steps.done.commit', 'take-receipt-back': 'steps.done.take-back', 'take-commitment-back': 'steps.done.take-back', complete: 'steps.done.complete', present: 'steps.done.present', fail: 'steps.done.fail',
  add: 'steps.done.add', 'extra-places': 'extra.done', extend: 'steps.done.extend', 'ask-stay': 'steps.done.ask-stay', 'answer-stay': 'steps.done.answer-stay', 'note-stay': 'steps.done.note-stay', ride: 'steps.done.ride', arrive: 'steps.done.arrive', 'cancel-ride': 'steps.done.cancel-ride', inform: 'steps.done.inform', 'inform-not-needed': 'steps.done.inform', 'press-line': 'steps.done.press-line', 'stand-down': 'steps.done.end', cancel: 'steps.done.end', trigger: 'steps.done.trigger', 'pro-confirm': 'steps.done.pro-confirm',
} as const;

/** The notice for `?gelukt=…`; nothing for a name that is not ours. */
export function doneNotices(done: unknown, language: 'nl' | 'en'): Notice[] {
  const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
  return key ? [{ kind: 'success', text: translator(language)(key) }] : [];
}

@ApiExcludeController()
@Controller('inzetten')
export class ActivationPagesController {
  constructor(
    private readonly reader: ActivationReader,
    private readonly steps: StepForms,
    private readonly live: LiveActivations,
    private readonly line: LiveLine,
    private readonly frames: PageFrame,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly database: Database,
    private readonly orders: TriggerRequestReader,
  ) {}

  @Get()
  @Allow('activation.read')
  async list(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    const activations = await this.reader.list(actor.scope);
    const serverNow = await this.database.now();
    const orders = may(actor, 'trigger-request.work') ? await this.orders.list(actor.scope, true) : undefined;
    return renderPage(h(ActivationsPage, { frame: this.frames.of(request), activations, serverNow, mayTrigger: may(actor, 'activation.trigger-exercise'), orders }));
  }

  @Get(':id')
  @Allow('activation.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    return this.page(actor, request, idFrom(id), undefined, doneNotices(done, actor.language));
  }

  @Post(':id')
  @Allow('activation.read')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    const handled = await this.steps.handle(actor, idFrom(id), body);
    if (handled.ok) {
      response.redirect(HttpStatus.SEE_OTHER, `/inzetten/${id}?gelukt=${handled.step}`);
      return;
    }
    const { problem, failed } = handled;
    const notices: Notice[] = [{ kind: 'error', title: problem.titleIn(actor.language), text: problem.detailIn(actor.language) }];
    response.status(problem.type.status).type('html').send(await this.page(actor, request, id, failed, notices));
  }

  @Sse(':id/stream')
  @Allow('activation.read')
  async stream(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<Observable<MessageEvent>> {
    await this.reader.view(actor.scope, idFrom(id));
    return this.line.of(this.live.stream(actor, actor.language, id), request);
  }

  private async page(actor: Actor, request: AppRequest, id: string, failed: FailedForm | undefined, notices: readonly Notice[]): Promise<string> {
    const view = await this.reader.view(actor.scope, id);
    const addable = may(actor, 'deployment.add') && view.activation.status === 'running' ? await this.addable(actor, view) : [];
    return renderPage(h(ActivationPage, { frame: this.frames.of(request), notices, view, actor, failed, action: `/inzetten/${id}`, addable }));
  }

  private async addable(actor: Actor, { activation, serverNow }: ActivationView): Promise<AddableLocation[]> {
    const request = await this.requests.byId(this.database, actor.scope, activation.reserveRequestId);
    const locations = await this.readyPlaces.at(this.database, actor.scope, request, serverNow, { ignoreExercises: !activation.exercise });
    return locations.filter(({ status }) => status === 'ready').map(({ location, places }) => ({ id: location.id, name: location.name, places }));
  }
}
