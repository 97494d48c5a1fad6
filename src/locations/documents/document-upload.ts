import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Problem, type Actor } from '../../kernel/index.js';
import { decodeForm, idempotencyKeyOf, parseInput } from '../../platform/http/index.js';
import { readUpload, UPLOAD_TOO_LARGE, type UploadedFile, type UploadFields } from '../../platform/storage/index.js';
import { AddDocument } from './add-document.js';
import { besideTheFile } from './document-problems.js';
import { DOCUMENT_SCHEMA } from './document-schemas.js';

/** Takes a document out of a form and puts it on file: the same for a page and for a program. */
@Injectable()
export class DocumentUpload {
  constructor(private readonly add: AddDocument) {}

  /**
   * Gives the document's id. What was typed is in `fields` afterwards, also when this throws: everything that `AddDocument`
   * does, UPLOAD.TOO_LARGE (413), UPLOAD.EXPECTED (415), UPLOAD.BROKEN (400). A key in the form counts when no header has one.
   */
  async take(actor: Actor, locationId: string, request: IncomingMessage, fields: UploadFields): Promise<string> {
    await this.add.assertMayAdd(actor, locationId);
    const file = await readUpload(request, this.add.limits, fields).catch((error: unknown) => {
      throw error instanceof Problem && error.type === UPLOAD_TOO_LARGE ? besideTheFile(error) : error;
    });
    try {
      return await this.keep(actor, locationId, request, fields, file);
    } finally {
      await file?.content.close();
    }
  }

  private async keep(actor: Actor, locationId: string, request: IncomingMessage, fields: UploadFields, file: UploadedFile | undefined): Promise<string> {
    const { file: _, ...body } = parseInput(DOCUMENT_SCHEMA, { ...decodeForm(fields), file: file !== undefined });
    const given = request.headers['idempotency-key'] ?? fields['idempotencyKey'];
    const asked = { operation: 'add-document', input: { locationId, ...body, name: file!.name, sha256: file!.content.sha256.toString('hex') } };
    const { documentId } = await this.add.run(actor, locationId, body, file!, idempotencyKeyOf(actor, typeof given === 'string' ? given : undefined, asked));
    return documentId;
  }
}
