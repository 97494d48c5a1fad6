import { Body, Controller, Get, HttpStatus, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { newId, Problem, type Actor } from '../kernel/index.js';
import type { RegisteredLocation } from '../locations/index.js';
import { Allow, may, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, idempotencyKeyOf, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { ReadyPlaces, ReserveRequests, type ReserveRequestView } from '../reserve/index.js';
import { formAsSent, renderPage, type FormState } from '../web/index.js';
import { TRIGGER_SCHEMA, type TriggerBody } from './activation-schemas.js';
import { ActivationPlanner } from './plan-activation.js';
import { TriggerActivation } from './trigger-activation.js';
import { chosenRequest, ConfirmTriggerPage, TriggerPage, type LocationOption, type RequestOption } from './trigger.pages.js';

/** Fields of what is asked that hold numbers. */
export const TRIGGER_NUMBERS = ['places', 'groups.families', 'groups.singleAdults', 'groups.unaccompaniedMinors', 'groups.wheelchairUsers'];

/** Triggering in two steps: what is wanted, then what will happen. Only the second, confirmed, starts anything. */
@ApiExcludeController()
@Controller('inzetten/nieuw')
export class TriggerPagesController {
  constructor(
    private readonly trigger: TriggerActivation,
    private readonly planner: ActivationPlanner,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('activation.trigger-exercise')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Query() query: FormBody): Promise<string> {
    const requestId = query['reserveverzoek'] ?? query['reserveRequestId'];
    const typed = query['reserveRequestId'] ? formAsSent(withLists(query)) : undefined;
    return this.formPage(actor, request, typeof requestId === 'string' ? requestId : undefined, typed, undefined);
  }

  @Post()
  @Allow('activation.trigger-exercise')
  async act(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody, @Res() response: Response): Promise<void> {
    try {
      const { idempotencyKey, step, ...fields } = body;
      const input = parseInput(TRIGGER_SCHEMA, triggerInput(fields));
      if (step === 'confirm') {
        const key = idempotencyKeyOf(actor, typeof idempotencyKey === 'string' ? idempotencyKey : undefined, { operation: 'trigger', input });
        const { activationId } = await this.trigger.run(actor, input, key);
        response.redirect(HttpStatus.SEE_OTHER, `/inzetten/${activationId}?gelukt=trigger`);
        return;
      }
      response.type('html').send(await this.confirmPage(actor, request, body, input, undefined));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.again(actor, request, body, error, response);
    }
  }

  // A shortfall is accepted on the confirmation page; anything else is mended in the form.
  private async again(actor: Actor, request: AppRequest, body: FormBody, problem: Problem, response: Response): Promise<void> {
    response.status(problem.type.status).type('html');
    if (problem.type.code === 'ACTIVATION.SHORTFALL_NOT_ACCEPTED') {
      const { idempotencyKey: _, step: __, ...fields } = body;
      response.send(await this.confirmPage(actor, request, body, parseInput(TRIGGER_SCHEMA, triggerInput(fields)), problem));
      return;
    }
    const requestId = typeof body['reserveRequestId'] === 'string' ? body['reserveRequestId'] : undefined;
    response.send(await this.formPage(actor, request, requestId, formAsSent(withLists(body), problem.fields), problem));
  }

  private async formPage(actor: Actor, request: AppRequest, requestId: string | undefined, state: FormState | undefined, problem: Problem | undefined): Promise<string> {
    const now = await this.database.now();
    const views = (await this.requests.list(this.database, actor.scope)).filter(({ answer }) => answer === 'accepted');
    const options = views.map(optionOf);
    const chosen = chosenRequest(options, requestId, now);
    const view = views.find(({ id }) => id === chosen?.id);
    const locations = view ? await locationOptions(this.readyPlaces, this.database, actor, view, now) : [];
    const shown = problem && problem.fields.length === 0 ? problem : undefined;
    return renderPage(h(TriggerPage, { frame: this.frames.of(request), requests: options, chosen, locations, state, problem: shown, mayTriggerReal: may(actor, 'activation.trigger') && actor.personId !== null }));
  }

  private async confirmPage(actor: Actor, request: AppRequest, body: FormBody, input: TriggerBody, problem: Problem | undefined): Promise<string> {
    const now = await this.database.now();
    const view = await this.requests.byId(this.database, actor.scope, input.reserveRequestId);
    const planned = await this.planner.plan(this.database, actor.scope, view, input, now);
    const hidden = { ...asHidden(body), step: 'confirm', idempotencyKey: typeof body['idempotencyKey'] === 'string' ? body['idempotencyKey'] : newId() };
    return renderPage(h(ConfirmTriggerPage, {
      frame: this.frames.of(request), body: input, request: optionOf(view), plan: planned.plan, proposed: planned.proposed(), hidden, problem, errors: problem?.fields ?? [],
      municipalityOf: (id: string) => planned.locationOf(id).municipalityName,
      now,
      isInExercise: (id: string) => isInExercise(planned.locationOf(id)),
    }));
  }
}

/** The buildings that can be picked by hand for a request at this moment. */
export async function locationOptions(readyPlaces: ReadyPlaces, database: Database, actor: Actor, view: ReserveRequestView, now: Date): Promise<LocationOption[]> {
  const locations = await readyPlaces.at(database, actor.scope, view, now, { ignoreExercises: true });
  return locations.filter(({ status }) => status === 'ready').map(({ location, places, leadTimeHours }) => ({
    id: location.id, name: location.name, municipality: location.municipalityName, places, leadTimeHours, inExercise: isInExercise(location),
  }));
}

/** An exercise uses the location now. */
export const isInExercise = ({ availability }: RegisteredLocation): boolean => availability.holds.some(({ exercise, until }) => exercise && until === null);

/** A reserve request as the forms offer it. */
export const optionOf = (view: ReserveRequestView): RequestOption => ({
  id: view.id, province: view.provinceName, places: view.places, periodTo: view.periodTo, groups: view.groups, windowSeconds: view.windowSeconds,
});

// Locations travel through the confirmation as one text, for a hidden field holds one value.
function triggerInput(fields: FormBody): Record<string, unknown> {
  const { locations, ...rest } = withLists(fields);
  // Real or exercise is chosen, never assumed: no choice becomes a value that the schema refuses.
  const exercise = rest['exercise'] === 'true' ? true : rest['exercise'] === 'false' ? false : null;
  return { ...decodeForm(rest, { numbers: TRIGGER_NUMBERS, booleans: ['acceptShortfall'] }), exercise, ...pickedIn(locations) };
}

/** Locations as they were ticked, after `withLists`; nothing for none. */
export function pickedIn(locations: FormBody[string]): { locations?: string[] } {
  const ids = (Array.isArray(locations) ? locations : []).filter((id) => id !== '');
  return ids.length > 0 ? { locations: ids } : {};
}

/** Locations as a list, whether one box was ticked or several, or they travelled as one text. */
export function withLists(body: FormBody): FormBody {
  const { locations, ...rest } = body;
  if (locations === undefined) return rest;
  return { ...rest, locations: (Array.isArray(locations) ? locations : [locations]).flatMap((text) => text.split(',')) };
}

/** A form as sent, as hidden fields of the confirmation. */
export function asHidden(body: FormBody): Record<string, string> {
  const entries = Object.entries(body).filter(([name, value]) => value !== undefined && name !== 'acceptShortfall');
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value!]));
}
