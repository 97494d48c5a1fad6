import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem, type Actor } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { rangeOf, type Range } from '../../platform/http/index.js';
import { StoredObjects } from '../../platform/storage/index.js';
import { CONTENT_MISSING, RANGE_OUTSIDE } from './document-problems.js';
import { LocationDocuments, type DocumentOnFile } from './location-documents.js';

/** Gives the content of a document to whoever may see it: to save, never to show as a page of this site. */
@Injectable()
export class DocumentContent {
  private readonly log = new Logger('Documents');

  constructor(
    private readonly database: Database,
    private readonly documents: LocationDocuments,
    private readonly objects: StoredObjects,
  ) {}

  /**
   * Answers GET and HEAD, whole or one part. Throws REQUEST.NOT_FOUND (404), DOCUMENT.RANGE_OUTSIDE (416),
   * DOCUMENT.CONTENT_MISSING (500), STORAGE.UNAVAILABLE (503), all of them before anything has been sent.
   */
  async send(actor: Actor, locationId: string, id: string, request: Request, response: Response): Promise<void> {
    const document = await this.documents.byId(this.database, actor.scope, locationId, id);
    const range = this.rangeAskedFor(request, response, document);
    if (request.method === 'HEAD') {
      if (!(await this.objects.exists(id))) throw this.missing(document);
      writeHead(response, document, range);
      response.end();
      return;
    }
    const content = await this.objects.read(id, range);
    if (content?.size !== document.sizeBytes) {
      content?.stream.destroy();
      throw this.missing(document);
    }
    writeHead(response, document, range);
    // Once sending has begun a break can only be shown as one: the answer is shorter than it said.
    await pipeline(content.stream, response).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') this.log.error(`Document ${id} broke off while it was sent. ${String(error)}`);
    });
  }

  private rangeAskedFor({ headers }: Request, response: Response, document: DocumentOnFile): Range | undefined {
    const given = headers['if-range'];
    const range = given === undefined || given === tagOf(document) ? rangeOf(headers.range, document.sizeBytes) : 'whole';
    if (range !== 'outside') return range === 'whole' ? undefined : range;
    response.setHeader('Content-Range', `bytes */${document.sizeBytes}`);
    throw new Problem(RANGE_OUTSIDE, { size: document.sizeBytes });
  }

  private missing({ id, locationId }: DocumentOnFile): Problem {
    this.log.error(`The content of document ${id} of location ${locationId} is not in the store, or not whole.`);
    return new Problem(CONTENT_MISSING);
  }
}

const tagOf = ({ sha256 }: DocumentOnFile): string => `"${sha256}"`;

function writeHead(response: Response, document: DocumentOnFile, range: Range | undefined): void {
  const { start, end } = range ?? { start: 0, end: document.sizeBytes - 1 };
  response.status(range ? 206 : 200).attachment(document.fileName);
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${document.sizeBytes}`);
  // Express adds nothing to this type; what `attachment` guessed from the name does not count.
  response.setHeader('Content-Type', document.mediaType);
  response.setHeader('Content-Length', end - start + 1);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', tagOf(document));
  response.setHeader('Last-Modified', document.uploadedAt.toUTCString());
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Should a browser show it all the same: no script, no form, nothing of this site's.
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
}
