import { Body, Controller, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { newId, type Actor, type Problem } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent } from '../web/index.js';
import { AddressSteps } from './address-steps.js';
import { DRAFT_CHANGED, DRAFT_GONE } from './draft-problems.js';
import { stepOf, textOf } from './form-steps.js';
import type { DraftRef } from './location-drafts.js';
import { decodeLocationForm } from './location-form.js';
import { LocationFormView, newDraft } from './location-form-view.js';
import { mendable } from './location-problems.js';
import { LOCATION_SCHEMA } from './location-schemas.js';
import { RegisterLocation } from './register-location.js';

/** The draft that a form belongs to, from its hidden fields. A form without them was never saved. */
export const draftRefOf = (body: FormBody): DraftRef => ({
  id: textOf(body['draftId']) || newId(), version: Math.max(0, Math.trunc(Number(textOf(body['version'])) || 0)), formKey: (textOf(body['idempotencyKey']) || newId()).slice(0, 200),
});

/** What the form is when it comes back: after somebody else was first it is a form of its own, so that nothing typed is lost. */
export function nextDraft(draft: DraftRef, problem: Problem): DraftRef {
  if (problem.type === DRAFT_CHANGED || problem.type === DRAFT_GONE) return newDraft();
  // Sent again with other values after it had succeeded: that is a new attempt.
  return problem.type === KEY_REUSED ? { ...draft, formKey: newId() } : draft;
}

/** Registering a location. What was typed stays in the form, whichever button is pressed and whatever is wrong. */
@ApiExcludeController()
@Controller('locaties')
export class RegisterFormsController {
  constructor(
    private readonly register: RegisterLocation,
    private readonly addresses: AddressSteps,
    private readonly view: LocationFormView,
  ) {}

  @Get('nieuw')
  @Allow('location.write')
  newForm(@CurrentActor() actor: Actor, @Req() request: AppRequest): Promise<string> {
    return this.view.registering(actor, request, newDraft());
  }

  @Post('nieuw')
  @Allow('location.write')
  async create(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const step = stepOf(body);
    if (step.kind === 'save') return this.save(actor, request, body, response);
    const { search, fields } = step.kind === 'more' ? { search: this.addresses.atFirst, fields: {} } : await this.addresses.stepWith(step.kind, body, await this.view.ownPlace(actor));
    const view = { state: formAsSent({ ...body, ...fields }), search, ...(step.kind === 'more' && { more: step.rows }) };
    response.status(HttpStatus.OK).type('html').send(await this.view.registering(actor, request, draftRefOf(body), view));
  }

  private async save(actor: Actor, request: AppRequest, body: FormBody, response: Response): Promise<void> {
    const decoded = decodeLocationForm(body);
    const draft = draftRefOf(body);
    try {
      const input = parseInput(LOCATION_SCHEMA, decoded.input);
      const { locationId } = await this.register.run(actor, input, idempotencyKeyOf(actor, draft.formKey, { operation: 'register-location', input }), draft);
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${locationId}?gelukt=geregistreerd`);
    } catch (error) {
      const problem = mendable(error);
      const page = await this.view.registering(actor, request, nextDraft(draft, problem), { state: formAsSent(body, decoded.errorsInForm(problem.fields)), problem });
      response.status(problem.type.status).type('html').send(page);
    }
  }
}
