import path from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DOCUMENT_POLICY } from '../../../config/documents.js';
import { INVALID_INPUT, Problem, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { SETTINGS, type Settings } from '../../platform/config/index.js';
import { Database, type Tx } from '../../platform/database/index.js';
import { once, type IdempotencyKey } from '../../platform/http/index.js';
import {
  bytesOf, checkContent, ScannerUnavailable, spool, StoredObjects, VirusScanner, type AcceptedContent, type SpooledFile, type UploadedFile, type UploadLimits,
} from '../../platform/storage/index.js';
import { RecordBook } from '../../record/index.js';
import { canBe, cleanFileName, nameWithoutEnding } from '../domain/index.js';
import { ExpiryPlan } from '../expiry-plan.js';
import { lockOwnLocation } from '../own-location.js';
import { besideTheFile, DOCUMENT_INFECTED, DOCUMENT_NOT_SCANNED, NOT_A_PICTURE, refusedContent, TOO_MANY_DOCUMENTS } from './document-problems.js';
import type { DocumentBody } from './document-schemas.js';
import { LocationDocument } from './location-document.entity.js';
import { locationsChanged } from '../location-changed.js';

type Checked = { readonly mediaType: AcceptedContent['mediaType']; readonly content: SpooledFile; readonly scanned: boolean };

/**
 * A municipality puts a document of its location on file. First the content goes to the store, under an id that nothing
 * refers to; then one transaction writes the row that makes it a document. What a crash leaves in between is cleared away.
 */
@Injectable()
export class AddDocument {
  private readonly log = new Logger('Documents');
  /** What a form with a document may hold, and where it is kept while it comes in. */
  readonly limits: UploadLimits;

  constructor(
    private readonly database: Database,
    private readonly objects: StoredObjects,
    private readonly scanner: VirusScanner,
    private readonly record: RecordBook,
    private readonly plan: ExpiryPlan,
    @Inject(SETTINGS) { dataDir }: Pick<Settings, 'dataDir'>,
  ) {
    this.limits = { maximumBytes: DOCUMENT_POLICY.maximumBytes.value, folder: path.join(dataDir, 'uploads') };
  }

  /** Before a byte is read of what may not be added anyway. Throws AUTH.FORBIDDEN, LOCATION.NOT_YOURS (403), REQUEST.NOT_FOUND (404). */
  async assertMayAdd(actor: Actor, locationId: string): Promise<void> {
    assertMay(actor, 'document.write');
    await this.database.transaction((tx) => lockOwnLocation(tx, actor, locationId));
  }

  /**
   * Gives the document's id, or the one that the same Idempotency-Key made before. Throws DOCUMENT.TYPE_NOT_ALLOWED and
   * DOCUMENT.MIXED (415), DOCUMENT.EMPTY, DOCUMENT.INCOMPLETE and DOCUMENT.DAMAGED (400), DOCUMENT.INFECTED (422),
   * DOCUMENT.SCANNER_UNAVAILABLE and STORAGE.UNAVAILABLE (503), DOCUMENT.TOO_MANY (409), REQUEST.INVALID (400),
   * REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403). The file stays the caller's to close.
   */
  async run(actor: Actor, locationId: string, body: DocumentBody, file: UploadedFile, key?: IdempotencyKey): Promise<{ documentId: string; repeated: boolean }> {
    await this.assertMayAdd(actor, locationId);
    const checked = await this.check(actor, body, file.content);
    try {
      const objectId = await this.objects.write(checked.content);
      return await this.claim(objectId, () => once(this.database, key, (tx) => this.add(tx, actor, locationId, body, file.name, checked, objectId)));
    } finally {
      if (checked.content !== file.content) await checked.content.close();
    }
  }

  /** A photo as evidence of a finding; gives the id by which the finding refers to it. Throws like `run`. */
  async attachPhoto(actor: Actor, locationId: string, photo: UploadedFile & { readonly label: string | null }, key?: IdempotencyKey): Promise<string> {
    const { documentId } = await this.run(actor, locationId, { kind: 'photo', label: photo.label, validUntil: null }, photo, key);
    return documentId;
  }

  /** What it is, without what does not belong to it, and looked at by the scanner. */
  private async check(actor: Actor, { kind }: DocumentBody, file: SpooledFile): Promise<Checked> {
    const verdict = await checkContent(file);
    if (!verdict.ok) throw refusedContent(verdict.error);
    const { mediaType, pieces } = verdict.value;
    if (!canBe(kind, mediaType)) throw new Problem(INVALID_INPUT, {}, [NOT_A_PICTURE]);
    const content = pieces === null ? file : await spool(bytesOf(file, verdict.value), this.limits.folder, this.limits.maximumBytes);
    try {
      return { mediaType, content, scanned: await this.scan(actor, content) };
    } catch (error) {
      if (content !== file) await content.close();
      throw error;
    }
  }

  /** Whether anybody looked. A scanner that is set and gives no verdict is no reason to keep a file unseen. */
  private async scan(actor: Actor, content: SpooledFile): Promise<boolean> {
    try {
      const verdict = await this.scanner.scan(content.stream());
      if (verdict.result !== 'infected') return verdict.result === 'clean';
      this.log.warn(`Infected file refused: ${verdict.name}, SHA-256 ${content.sha256.toString('hex')}, from organisation ${actor.organisationId}.`);
      throw besideTheFile(new Problem(DOCUMENT_INFECTED, { name: verdict.name }));
    } catch (error) {
      if (!(error instanceof ScannerUnavailable)) throw error;
      this.log.error(error.message);
      throw new Problem(DOCUMENT_NOT_SCANNED);
    }
  }

  /** The row, or no object: also when the same request has been carried out before. */
  private async claim(objectId: string, write: () => Promise<{ result: string; repeated: boolean }>): Promise<{ documentId: string; repeated: boolean }> {
    let documentId: string | undefined;
    try {
      const { result, repeated } = await write();
      documentId = result;
      return { documentId, repeated };
    } finally {
      if (documentId !== objectId) await this.objects.abandon(objectId);
    }
  }

  private async add(tx: Tx, actor: Actor, locationId: string, { kind, label, validUntil }: DocumentBody, givenName: string, checked: Checked, id: string): Promise<string> {
    await lockOwnLocation(tx, actor, locationId);
    const uploadedAt = await tx.now();
    await assertRoom(tx, locationId);
    await this.objects.keep(tx, id);
    const { mediaType, scanned, content: { size: sizeBytes, sha256 } } = checked;
    const fileName = cleanFileName(givenName, mediaType, DOCUMENT_POLICY.maximumNameLength.value);
    const called = label ?? nameWithoutEnding(fileName);
    const facts = { kind, mediaType, sizeBytes, validUntil, scanned };
    await tx.manager.insert(LocationDocument, { ...facts, id, locationId, label: called, fileName, sha256, uploadedBy: actor.name, uploadedAt, version: 1, removedAt: null });
    await this.record.add(tx, actor, {
      action: 'location.document-added', subjectKind: 'location', subjectId: locationId,
      after: { documentId: id, ...facts, sha256: sha256.toString('hex') }, personal: { label: called, fileName },
    });
    // A floor plan can be what a criterion is met by, until its last day.
    if (kind === 'floor-plan') await this.plan.replan(tx, [locationId]);
    await locationsChanged(tx, locationId);
    return id;
  }
}

async function assertRoom(tx: Tx, locationId: string): Promise<void> {
  const maximum = DOCUMENT_POLICY.maximumPerLocation.value;
  const [there] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM location_documents WHERE location_id = $1 AND removed_at IS NULL', [locationId]);
  if (there!.count >= maximum) throw new Problem(TOO_MANY_DOCUMENTS, { maximum });
}
