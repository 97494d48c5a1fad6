import { Controller, Delete, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { INVALID_INPUT, NOT_FOUND, Problem, type Actor } from '../../kernel/index.js';
import { Allow } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { CurrentActor, etagOf, KEY_REUSED, Operation, STALE_VERSION, VERSION_REQUIRED, versionFrom } from '../../platform/http/index.js';
import { MEDIA_TYPES, STORAGE_UNAVAILABLE, UPLOAD_BROKEN, UPLOAD_EXPECTED, UPLOAD_TOO_LARGE } from '../../platform/storage/index.js';
import { LOCATION_NOT_YOURS } from '../location-problems.js';
import { DocumentContent } from './document-content.js';
import { documentJson } from './document-json.js';
import { CONTENT_MISSING, DOCUMENT_INFECTED, DOCUMENT_NOT_SCANNED, RANGE_OUTSIDE, REFUSALS, TOO_MANY_DOCUMENTS } from './document-problems.js';
import { DOCUMENT_RESPONSE, DOCUMENT_SCHEMA } from './document-schemas.js';
import { DocumentUpload } from './document-upload.js';
import { LocationDocuments } from './location-documents.js';
import { RemoveDocument } from './remove-document.js';

/** Where a file may come in over the API. */
export const DOCUMENT_UPLOADS = /^\/api\/v1\/standby-locations\/[^/]+\/documents$/;

@ApiTags('documents')
@Controller('api/v1/standby-locations/:id/documents')
export class DocumentsController {
  constructor(
    private readonly documents: LocationDocuments,
    private readonly upload: DocumentUpload,
    private readonly removal: RemoveDocument,
    private readonly content: DocumentContent,
    private readonly database: Database,
  ) {}

  @Get()
  @Allow('document.read')
  @Operation({
    summary: 'The documents of a location, oldest first.', response: z.object({ items: z.array(DOCUMENT_RESPONSE) }), problems: [NOT_FOUND],
    description: 'For who may see the location’s contacts. For others there are none to be found.',
  })
  async list(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const found = await this.documents.ofLocation(this.database, actor.scope, id);
    if (!found) throw new Problem(NOT_FOUND);
    return { items: found.map(documentJson) };
  }

  @Post()
  @HttpCode(201)
  @Allow('document.write')
  @Operation({
    summary: 'Put a document of your location on file.', body: DOCUMENT_SCHEMA, upload: true, status: 201, response: DOCUMENT_RESPONSE, idempotent: true,
    description: 'A PDF, PNG or JPEG of at most 20 MB, told by its content. Pictures are kept without EXIF, position and comments.',
    problems: [
      INVALID_INPUT, NOT_FOUND, LOCATION_NOT_YOURS, KEY_REUSED, UPLOAD_TOO_LARGE, UPLOAD_EXPECTED, UPLOAD_BROKEN, ...Object.values(REFUSALS), DOCUMENT_INFECTED, DOCUMENT_NOT_SCANNED,
      TOO_MANY_DOCUMENTS, STORAGE_UNAVAILABLE,
    ],
  })
  async create(@CurrentActor() actor: Actor, @Param('id') id: string, @Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const documentId = await this.upload.take(actor, id, request, {});
    response.setHeader('Location', `/api/v1/standby-locations/${id}/documents/${documentId}`);
    return this.one(actor, id, documentId, response);
  }

  @Get(':documentId')
  @Allow('document.read')
  @Operation({ summary: 'What is known of a document.', response: DOCUMENT_RESPONSE, problems: [NOT_FOUND] })
  async one(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('documentId') documentId: string, @Res({ passthrough: true }) response: Response): Promise<unknown> {
    const document = await this.documents.byId(this.database, actor.scope, id, documentId);
    response.setHeader('ETag', etagOf(document.version));
    return documentJson(document);
  }

  @Get(':documentId/content')
  @Allow('document.read')
  @Operation({
    summary: 'The content of a document, always to be saved.', files: MEDIA_TYPES, problems: [NOT_FOUND, RANGE_OUTSIDE, CONTENT_MISSING, STORAGE_UNAVAILABLE],
    description: 'HEAD, and one part at a time with Range. The ETag is the SHA-256 of the whole.',
  })
  async download(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('documentId') documentId: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.content.send(actor, id, documentId, request, response);
  }

  @Delete(':documentId')
  @HttpCode(204)
  @Allow('document.write')
  @Operation({ summary: 'Remove a document of your location. That it was there stays on the record.', status: 204, ifMatch: true, problems: [NOT_FOUND, LOCATION_NOT_YOURS, STALE_VERSION, VERSION_REQUIRED] })
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('documentId') documentId: string, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.removal.run(actor, id, documentId, versionFrom(ifMatch));
  }
}
