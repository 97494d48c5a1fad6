import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { dayOf, NOT_FOUND, Problem, type Actor } from '../kernel/index.js';
import { Allow, PageFrame, REACHABILITY_INPUT, REPORT_NOT_YOURS, reportsOn } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { formAsSent, PATHS, renderPage, type FormState, type Notice } from '../web/index.js';
import { problemNotice } from './confirm.pages.controller.js';
import { ContactReportPage } from './contact-report.pages.js';
import { Locations } from './locations.js';
import type { RegisteredLocation } from './registered-location.js';
import { ReportContact } from './report-contact.js';

/** A contact of a building was telephoned. */
@ApiExcludeController()
@Controller('locaties/:id/contacten/:position')
export class ContactReportPages {
  constructor(
    private readonly locations: Locations,
    private readonly report: ReportContact,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('location.report-contact')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('position') position: string): Promise<string> {
    return this.page(request, await this.contactOf(actor, id, position), Number(position), [], undefined);
  }

  @Post()
  @Allow('location.report-contact')
  async save(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('position') position: string, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    try {
      await this.report.run(actor, { locationId: id, position: Number(position), version: Number(body['version']) }, parseInput(REACHABILITY_INPUT, decodeForm(body)));
      response.redirect(HttpStatus.SEE_OTHER, `${PATHS.locations}/${id}?gelukt=gebeld#contacten`);
    } catch (error) {
      if (!(error instanceof Problem) || error.type.status === 404) throw error;
      const notices = error.fields.length > 0 ? [] : [problemNotice(error, actor)];
      const page = await this.page(request, await this.contactOf(actor, id, position), Number(position), notices, formAsSent(body, error.fields));
      response.status(error.type.status).type('html').send(page);
    }
  }

  /** Throws REQUEST.NOT_FOUND (404) and CONTACT.REPORT_NOT_YOURS (403). */
  private async contactOf(actor: Actor, id: string, position: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (!location.contactsVisible || location.withdrawnAt !== null || !/^\d{1,3}$/.test(position) || !location.contacts[Number(position)]) throw new Problem(NOT_FOUND);
    if (!reportsOn(actor, location.organisationId)) throw new Problem(REPORT_NOT_YOURS);
    return location;
  }

  private async page(request: AppRequest, location: RegisteredLocation, position: number, notices: readonly Notice[], state: FormState | undefined): Promise<string> {
    const today = dayOf(await this.database.now());
    return renderPage(h(ContactReportPage, { frame: this.frames.of(request), notices, location, position, today, state }));
  }
}
