import { Body, Controller, Get, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { dayOf, newId, Problem, type Actor, type Language } from '../kernel/index.js';
import { Allow, may, PageFrame, reportsOn } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { CurrentActor, decodeForm, parseInput, type AppRequest, type FormBody } from '../platform/http/index.js';
import { RecordReader, type TimelineEntry } from '../record/index.js';
import { formAsSent, renderPage, translator, type FormState, type Notice } from '../web/index.js';
import { AddUnavailability } from './add-unavailability.js';
import { AssessedLocations } from './assessed-locations.js';
import { Defects } from './defects/defects.js';
import { mayOpenDefect } from './domain/index.js';
import { LocationDocuments } from './documents/location-documents.js';
import { ConfirmUnchanged } from './confirm-unchanged.js';
import { UNAVAILABILITY_SCHEMA } from './inspection-schemas.js';
import { NEWEST_ENTRIES } from './location-details.js';
import { LocationPage } from './location.pages.js';
import type { RegisteredLocation } from './registered-location.js';
import { RemoveUnavailability } from './remove-unavailability.js';
import { WithdrawLocation } from './withdraw-location.js';

/** What the redirect after a form says on the next page. */
const DONE = {
  geregistreerd: 'location.done.registered', gewijzigd: 'location.done.changed', geschouwd: 'location.done.inspected', onbeschikbaar: 'location.done.unavailable',
  beschikbaar: 'location.done.available', ingetrokken: 'location.done.withdrawn', bevestigd: 'location.done.confirmed', gebeld: 'location.done.contact-reported',
  document: 'location.done.document-added', 'document-verwijderd': 'location.done.document-removed',
} as const;

function doneNotices(done: unknown, language: Language): Notice[] {
  const key = typeof done === 'string' && Object.hasOwn(DONE, done) ? DONE[done as keyof typeof DONE] : undefined;
  return key ? [{ kind: 'success', text: translator(language)(key) }] : [];
}

const isOwn = (actor: Actor, location: RegisteredLocation): boolean => may(actor, 'location.write') && location.organisationId === actor.organisationId;

const mayReport = (actor: Actor, location: RegisteredLocation): boolean =>
  may(actor, 'location.report-contact') && location.contactsVisible && reportsOn(actor, location.organisationId);

/** One location, with the small forms on its page. */
@ApiExcludeController()
@Controller('locaties')
export class LocationPagesController {
  constructor(
    private readonly locations: AssessedLocations,
    private readonly add: AddUnavailability,
    private readonly removal: RemoveUnavailability,
    private readonly confirm: ConfirmUnchanged,
    private readonly withdrawal: WithdrawLocation,
    private readonly record: RecordReader,
    private readonly documents: LocationDocuments,
    private readonly defects: Defects,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get(':id')
  @Allow('location.read')
  async show(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Query('gelukt') done: unknown): Promise<string> {
    return this.page(actor, request, id, doneNotices(done, actor.language), undefined);
  }

  @Post(':id/onbeschikbaar')
  @Allow('location.write')
  async addUnavailability(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'onbeschikbaar', body, async () => {
      await this.add.run(actor, parseInput(UNAVAILABILITY_SCHEMA, { ...decodeForm(body), standbyLocationId: id }));
    });
  }

  @Post(':id/onbeschikbaar/:periodId/verwijderen')
  @Allow('location.write')
  async removeUnavailability(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('periodId') periodId: string, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'beschikbaar', {}, () => this.removal.run(actor, periodId));
  }

  @Post(':id/bevestigen')
  @Allow('location.confirm')
  async confirmUnchanged(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'bevestigd', {}, async () => { await this.confirm.run(actor, [{ id, version: Number(body['version']) }]); });
  }

  @Post(':id/intrekken')
  @Allow('location.write')
  async withdraw(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Body() body: FormBody = {}, @Res() response: Response): Promise<void> {
    await this.acted(actor, request, response, id, 'ingetrokken', {}, () => this.withdrawal.run(actor, id, Number(body['version'])));
  }

  /** Back to the location with what was done, or the location with what stands in the way and what was typed. */
  private async acted(
    actor: Actor, request: AppRequest, response: Response, id: string, done: keyof typeof DONE, body: FormBody, act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=${done}`);
    } catch (error) {
      if (!(error instanceof Problem) || error.type.status === 404) throw error;
      const notices: Notice[] = error.fields.length > 0 ? [] : [{ kind: 'error', title: error.titleIn(actor.language), text: error.detailIn(actor.language) }];
      response.status(error.type.status).type('html').send(await this.page(actor, request, id, notices, formAsSent(body, error.fields)));
    }
  }

  private async page(actor: Actor, request: AppRequest, id: string, notices: readonly Notice[], state: FormState | undefined): Promise<string> {
    const assessed = await this.locations.one(actor.scope, id);
    const own = isOwn(actor, assessed.location);
    const documents = await this.documents.ofLocation(this.database, actor.scope, id);
    const defects = await this.defects.list(this.database, actor.scope, { locationId: id });
    const mayOpen = may(actor, 'defect.open') && mayOpenDefect(actor, assessed.location.organisationId) && assessed.location.withdrawnAt === null;
    const [confirmation = null] = own && assessed.location.withdrawnAt === null ? await this.confirm.preview(actor, [id]) : [];
    const props = {
      frame: this.frames.of(request), notices, assessed, own, reports: mayReport(actor, assessed.location), confirmation, defects, mayOpenDefect: mayOpen, documents,
      today: dayOf(assessed.now), documentKey: newId(), history: await this.history(actor, id, own), state,
    };
    return renderPage(h(LocationPage, props));
  }

  private async history(actor: Actor, id: string, own: boolean): Promise<TimelineEntry[] | null> {
    return own || may(actor, 'record.read') ? (await this.record.newestOfSubject(this.database, id, NEWEST_ENTRIES)).entries : null;
  }
}
