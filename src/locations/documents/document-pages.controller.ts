import { Body, Controller, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { h } from 'preact';
import { newId, Problem, type Actor } from '../../kernel/index.js';
import { Allow, PageFrame } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, KEY_REUSED, type AppRequest, type FormBody } from '../../platform/http/index.js';
import type { UploadFields } from '../../platform/storage/index.js';
import { formAsSent, renderPage, type FormState } from '../../web/index.js';
import { LOCATION_NOT_YOURS } from '../location-problems.js';
import { Locations } from '../locations.js';
import type { RegisteredLocation } from '../registered-location.js';
import { DocumentContent } from './document-content.js';
import { DocumentUpload } from './document-upload.js';
import { DocumentFormPage, RemoveDocumentPage } from './document.pages.js';
import { LocationDocuments } from './location-documents.js';
import { RemoveDocument } from './remove-document.js';

/** Adding, saving and removing documents, for people. */
@ApiExcludeController()
@Controller('locaties/:id/documenten')
export class DocumentPagesController {
  constructor(
    private readonly locations: Locations,
    private readonly documents: LocationDocuments,
    private readonly upload: DocumentUpload,
    private readonly removal: RemoveDocument,
    private readonly content: DocumentContent,
    private readonly frames: PageFrame,
    private readonly database: Database,
  ) {}

  @Get('nieuw')
  @Allow('document.write')
  async form(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string): Promise<string> {
    return this.formPage(request, await this.own(actor, id), newId(), undefined, undefined);
  }

  @Post()
  @Allow('document.write')
  async add(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const fields: UploadFields = {};
    try {
      await this.upload.take(actor, id, request, fields);
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=document#documenten`);
    } catch (error) {
      const problem = problemFrom(error);
      const key = typeof fields['idempotencyKey'] === 'string' && problem.type !== KEY_REUSED ? fields['idempotencyKey'] : newId();
      const page = this.formPage(request, await this.own(actor, id), key, formAsSent(fields, problem.fields), problem);
      response.status(problem.type.status).type('html').send(page);
    }
  }

  @Get(':documentId')
  @Allow('document.read')
  async download(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('documentId') documentId: string, @Req() request: AppRequest, @Res() response: Response): Promise<void> {
    await this.content.send(actor, id, documentId, request, response);
  }

  @Get(':documentId/verwijderen')
  @Allow('document.write')
  async confirmRemoval(@CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('documentId') documentId: string): Promise<string> {
    return this.removalPage(actor, request, id, documentId, undefined);
  }

  @Post(':documentId/verwijderen')
  @Allow('document.write')
  async remove(
    @CurrentActor() actor: Actor, @Req() request: AppRequest, @Param('id') id: string, @Param('documentId') documentId: string, @Body() body: FormBody = {}, @Res() response: Response,
  ): Promise<void> {
    try {
      await this.removal.run(actor, id, documentId, Number(body['version']));
      response.redirect(HttpStatus.SEE_OTHER, `/locaties/${id}?gelukt=document-verwijderd#documenten`);
    } catch (error) {
      const problem = problemFrom(error);
      response.status(problem.type.status).type('html').send(await this.removalPage(actor, request, id, documentId, problem));
    }
  }

  /** Throws REQUEST.NOT_FOUND (404) and LOCATION.NOT_YOURS (403). */
  private async own(actor: Actor, id: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (location.organisationId !== actor.organisationId) throw new Problem(LOCATION_NOT_YOURS);
    return location;
  }

  private formPage(request: AppRequest, location: RegisteredLocation, idempotencyKey: string, state: FormState | undefined, problem: Problem | undefined): string {
    // Wrong fields have their own summary in the form.
    const aboutNoField = problem && problem.fields.length === 0 ? problem : undefined;
    return renderPage(h(DocumentFormPage, { frame: this.frames.of(request), location, idempotencyKey, state, problem: aboutNoField }));
  }

  private async removalPage(actor: Actor, request: AppRequest, id: string, documentId: string, problem: Problem | undefined): Promise<string> {
    const location = await this.own(actor, id);
    const document = await this.documents.byId(this.database, actor.scope, id, documentId);
    return renderPage(h(RemoveDocumentPage, { frame: this.frames.of(request), location, document, problem }));
  }
}

/** What can be mended by trying otherwise, or again; everything else goes on as it is. */
function problemFrom(error: unknown): Problem {
  if (error instanceof Problem && [400, 409, 412, 413, 415, 422, 503].includes(error.type.status)) return error;
  throw error;
}
