import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { newId, Problem, type Actor } from '../kernel/index.js';
import { Allow, PageFrame } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, idempotencyKeyOf, KEY_REUSED, parseInput, STALE_VERSION, type AppRequest, type FormBody } from '../platform/http/index.js';
import { EMPTY_FORM, formatDateTimeInput, formAsSent, renderPage, type FormState } from '../web/index.js';
import { ChangeLocation } from './change-location.js';
import { InspectionFormPage } from './inspection-form.pages.js';
import { INSPECTION_SCHEMA } from './inspection-schemas.js';
import { decodeInspectionForm, decodeLocationForm, locationFields } from './location-form.js';
import { LocationFormPage } from './location-form.pages.js';
import { LOCATION_NOT_YOURS } from './location-problems.js';
import { LOCATION_SCHEMA } from './location-schemas.js';
import { Locations } from './locations.js';
import { RecordInspection } from './record-inspection.js';
import { RegisterLocation } from './register-location.js';
import type { RegisteredLocation } from './registered-location.js';

const textOf = (value: FormBody[string]): string => (typeof value === 'string' ? value : '');

/** Registering, changing and inspecting. What was typed stays in the form when something is wrong with it. */
@ApiExcludeController()
@Controller('locaties')
export class LocationFormsController {
  constructor(
    private readonly locations: Locations,
    private readonly register: RegisterLocation,
    private readonly change: ChangeLocation,
    private readonly inspect: RecordInspection,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get('nieuw')
  @Allow('location.write')
  newForm(@Req() request: AppRequest): string {
    return this.newPage(request, EMPTY_FORM, newId(), undefined);
  }

  @Post('nieuw')
  @Allow('location.write')
  async create(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const decoded = decodeLocationForm(body);
    const formKey = textOf(body['idempotencyKey']) || newId();
    try {
      const input = parseInput(LOCATION_SCHEMA, decoded.input);
      const { locationId } = await this.register.run(actor, input, idempotencyKeyOf(actor, formKey, { operation: 'register-location', input }));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${locationId}?gelukt=geregistreerd`);
    } catch (error) {
      const problem = problemFrom(error);
      response.status(problem.type.status).type('html').send(this.newPage(request, formAsSent(body, decoded.errorsInForm(problem.fields)), nextKey(formKey, problem), problem));
    }
  }

  @Get(':id/wijzigen')
  @Allow('location.write')
  async changeForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    const location = await this.own(actor, id);
    return this.changePage(request, location, { values: locationFields(location), errors: [] }, location.version, undefined);
  }

  @Post(':id/wijzigen')
  @Allow('location.write')
  async save(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const decoded = decodeLocationForm(body);
    const version = Number(body['version']);
    try {
      await this.change.run(actor, id, version, parseInput(LOCATION_SCHEMA, decoded.input));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=gewijzigd`);
    } catch (error) {
      const problem = problemFrom(error);
      const location = await this.own(actor, id);
      // Who has seen that somebody else was first may decide that their own statement holds: the next save is on the current version.
      const next = problem.type === STALE_VERSION ? location.version : version;
      const page = this.changePage(request, location, formAsSent(body, decoded.errorsInForm(problem.fields)), next, problem);
      response.status(problem.type.status).type('html').send(page);
    }
  }

  @Get(':id/schouw')
  @Allow('inspection.write')
  async inspectionForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    return this.inspectionPage(actor, request, await this.own(actor, id), undefined, newId());
  }

  @Post(':id/schouw')
  @Allow('inspection.write')
  async recordInspection(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const decoded = decodeInspectionForm(body, id);
    const formKey = textOf(body['idempotencyKey']) || newId();
    try {
      const input = parseInput(INSPECTION_SCHEMA, decoded.input);
      await this.inspect.run(actor, input, idempotencyKeyOf(actor, formKey, { operation: 'record-inspection', input }));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=geschouwd`);
    } catch (error) {
      const problem = problemFrom(error);
      const state = formAsSent(body, decoded.errorsInForm(problem.fields));
      response.status(problem.type.status).type('html').send(await this.inspectionPage(actor, request, await this.own(actor, id), state, nextKey(formKey, problem)));
    }
  }

  /** Throws REQUEST.NOT_FOUND (404) and LOCATION.NOT_YOURS (403). */
  private async own(actor: Actor, id: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (location.organisationId !== actor.organisationId) throw new Problem(LOCATION_NOT_YOURS);
    return location;
  }

  private newPage(request: AppRequest, state: FormState, idempotencyKey: string, problem: Problem | undefined): string {
    return renderPage(h(LocationFormPage, { frame: this.frames.of(request), current: undefined, state, hidden: { idempotencyKey }, problem: withoutFields(problem) }));
  }

  private changePage(request: AppRequest, location: RegisteredLocation, state: FormState, version: number, problem: Problem | undefined): string {
    return renderPage(h(LocationFormPage, { frame: this.frames.of(request), current: location, state, hidden: { version: String(version) }, problem: withoutFields(problem) }));
  }

  private async inspectionPage(actor: Actor, request: AppRequest, location: RegisteredLocation, state: FormState | undefined, idempotencyKey: string): Promise<string> {
    const inspectedAt = formatDateTimeInput(await this.database.now());
    return renderPage(h(InspectionFormPage, { frame: this.frames.of(request), location, state, idempotencyKey, inspectedAt, inspector: `${actor.name}, ${actor.function}` }));
  }
}

/** What can be mended in the form; everything else goes on as it is. */
function problemFrom(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 422].includes(error.type.status)) return error;
  throw error;
}

// Wrong fields have their own summary in the form.
const withoutFields = (problem: Problem | undefined): Problem | undefined => (problem && problem.fields.length === 0 ? problem : undefined);

// Sent again with other values after it had succeeded: that is a new attempt.
const nextKey = (formKey: string, problem: Problem): string => (problem.type === KEY_REUSED ? newId() : formKey);
