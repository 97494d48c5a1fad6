import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { dayOf, Problem, type Actor } from '../kernel/index.js';
import { Allow } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent } from '../web/index.js';
import { AddressSteps } from './address-steps.js';
import { ChangeLocation } from './change-location.js';
import { stepOf, type FormAid } from './form-steps.js';
import { decodeLocationForm, locationFields } from './location-form.js';
import { LocationFormView } from './location-form-view.js';
import { CHANGED_MEANWHILE, LOCATION_NOT_YOURS, mendable } from './location-problems.js';
import { LOCATION_SCHEMA } from './location-schemas.js';
import { Locations } from './locations.js';
import type { RegisteredLocation } from './registered-location.js';

/** Changing. What was typed stays in the form when something is wrong with it. */
@ApiExcludeController()
@Controller('locaties')
export class LocationFormsController {
  constructor(
    private readonly locations: Locations,
    private readonly change: ChangeLocation,
    private readonly addresses: AddressSteps,
    private readonly view: LocationFormView,
    private readonly database: Database,
  ) {}

  @Get(':id/wijzigen')
  @Allow('location.write')
  async changeForm(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    const location = await this.own(actor, id);
    return this.view.changing(request, location, location.version, { state: { values: locationFields(location), errors: [] } });
  }

  @Post(':id/wijzigen')
  @Allow('location.write')
  async save(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    const step = stepOf(body);
    if (step.kind !== 'save') {
      response.status(HttpStatus.OK).type('html').send(await this.afterStep(request, await this.own(actor, id), body, step));
      return;
    }
    const decoded = decodeLocationForm(body);
    const version = Number(body['version']);
    try {
      await this.change.run(actor, id, version, parseInput(LOCATION_SCHEMA, decoded.input));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=gewijzigd`);
    } catch (error) {
      const problem = mendable(error);
      const location = await this.own(actor, id);
      // Who has seen that somebody else was first may decide that their own statement holds: the next save is on the current version.
      const next = problem.type === CHANGED_MEANWHILE ? location.version : version;
      const page = this.view.changing(request, location, next, { state: formAsSent(body, decoded.errorsInForm(problem.fields)), problem });
      response.status(problem.type.status).type('html').send(page);
    }
  }

  /** The form again, with an address or a row more in it and everything that was typed. */
  private async afterStep(request: AppRequest, location: RegisteredLocation, body: FormBody, step: FormAid): Promise<string> {
    const version = Number(body['version']);
    if (step.kind === 'more') return this.view.changing(request, location, version, { state: formAsSent(body), more: step.rows });
    const own = { code: location.address.municipalityCode, today: dayOf(await this.database.now()) };
    const { search, fields } = await this.addresses.stepWith(step.kind, body, own);
    return this.view.changing(request, location, version, { state: formAsSent({ ...body, ...fields }), search });
  }

  /** Throws REQUEST.NOT_FOUND (404) and LOCATION.NOT_YOURS (403). */
  private async own(actor: Actor, id: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (location.organisationId !== actor.organisationId) throw new Problem(LOCATION_NOT_YOURS);
    return location;
  }
}
