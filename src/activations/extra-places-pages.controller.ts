import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { newId, Problem, type Actor } from '../kernel/index.js';
import { Allow, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import { formAsSent, renderPage, type FormState } from '../web/index.js';
import { readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { idFrom } from './activations.controller.js';
import { AskExtraPlaces } from './ask-extra-places.js';
import { EXTRA_PLACES_SCHEMA, type ExtraPlacesBody } from './extra-places-schemas.js';
import { ConfirmExtraPlacesPage, ExtraPlacesPage } from './extra-places.pages.js';
import { ExtraPlacesPlanner } from './plan-extra-places.js';
import { amsterdamToIso } from './relief-shifts.js';
import type { AddableLocation } from './step-props.js';
import { asHidden, isInExercise, TRIGGER_NUMBERS, withLists } from './trigger-pages.controller.js';

/** Asking for extra places in two steps, as triggering is: what is wanted, then what will happen. Only the second, confirmed, asks anybody. */
@ApiExcludeController()
@Controller('inzetten/:id/extra-plekken')
export class ExtraPlacesPages {
  constructor(
    private readonly ask: AskExtraPlaces,
    private readonly planner: ExtraPlacesPlanner,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('deployment.add-extra')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query() query: FormBody): Promise<string> {
    return this.formPage(actor, request, id, query['places'] === undefined ? undefined : formAsSent(withLists(query)), undefined);
  }

  @Post()
  @Allow('deployment.add-extra')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    try {
      const input = parseInput(EXTRA_PLACES_SCHEMA, extraPlacesInput(body));
      if (body['step'] !== 'confirm') {
        response.type('html').send(await this.confirmPage(actor, request, id, body, input, undefined));
        return;
      }
      const { idempotencyKey } = body;
      const key = idempotencyKeyOf(actor, typeof idempotencyKey === 'string' ? idempotencyKey : undefined, { operation: 'extra-places', input: { activationId: id, ...input } });
      await this.ask.run(actor, idFrom(id), input, key);
      response.redirect(HttpStatus.SEE_OTHER, `/inzetten/${id}?gelukt=extra-places`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.again(actor, request, id, body, error, response);
    }
  }

  // A shortfall is accepted on the confirmation page; anything else is mended in the form.
  private async again(actor: Actor, request: AppRequest, id: string, body: FormBody, problem: Problem, response: Response): Promise<void> {
    const page = problem.type.code === 'ACTIVATION.SHORTFALL_NOT_ACCEPTED'
      ? await this.confirmPage(actor, request, id, body, parseInput(EXTRA_PLACES_SCHEMA, extraPlacesInput(body)), problem)
      : await this.formPage(actor, request, id, formAsSent(withLists(body), problem.fields), problem);
    response.status(problem.type.status).type('html').send(page);
  }

  private async formPage(actor: Actor, request: AppRequest, id: string, state: FormState | undefined, problem: Problem | undefined): Promise<string> {
    const aggregate = await readActivation(this.database, actor.scope, idFrom(id));
    const addable = await this.addable(actor, aggregate);
    const shown = problem && problem.fields.length === 0 ? problem : undefined;
    return renderPage(h(ExtraPlacesPage, { frame: this.frames.of(request), activation: aggregate.activation, addable, state, problem: shown }));
  }

  private async confirmPage(actor: Actor, request: AppRequest, id: string, body: FormBody, input: ExtraPlacesBody, problem: Problem | undefined): Promise<string> {
    const aggregate = await readActivation(this.database, actor.scope, idFrom(id));
    const planned = await this.planner.plan(this.database, actor.scope, aggregate, input, await this.database.now());
    const { idempotencyKey } = body;
    const hidden = { ...asHidden(body), step: 'confirm', idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey : newId() };
    return renderPage(h(ConfirmExtraPlacesPage, {
      frame: this.frames.of(request), activation: aggregate.activation, body: input, planned, hidden, problem, errors: problem?.fields ?? [],
      isInExercise: (locationId: string) => isInExercise(planned.locationOf(locationId)),
    }));
  }

  private async addable(actor: Actor, { activation }: ActivationAggregate): Promise<AddableLocation[]> {
    const request = await this.requests.byId(this.database, actor.scope, activation.reserveRequestId);
    const locations = await this.readyPlaces.at(this.database, actor.scope, request, await this.database.now(), { ignoreExercises: !activation.exercise });
    return locations.filter(({ status }) => status === 'ready').map(({ location, places }) => ({ id: location.id, name: location.name, places }));
  }
}

// Locations travel through the confirmation as one text; local time becomes an instant.
function extraPlacesInput(body: FormBody): Record<string, unknown> {
  const { idempotencyKey: _, step: __, ...fields } = body;
  const { locations, ...rest } = withLists(fields);
  const ids = (Array.isArray(locations) ? locations : []).filter((id) => id !== '');
  const { deadlineAt, ...decoded } = decodeForm(rest, { numbers: TRIGGER_NUMBERS, booleans: ['acceptShortfall'] });
  return { ...decoded, ...(typeof deadlineAt === 'string' && { deadlineAt: amsterdamToIso(deadlineAt) ?? deadlineAt }), ...(ids.length > 0 && { locations: ids }) };
}
