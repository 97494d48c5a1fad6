import { Injectable } from '@nestjs/common';
import { DOCUMENT_POLICY } from '../../../config/documents.js';
import { addSeconds, type Actor } from '../../kernel/index.js';
import { assertMay } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { assertVersion } from '../../platform/http/index.js';
import { StoredObjects } from '../../platform/storage/index.js';
import { RecordBook } from '../../record/index.js';
import { ExpiryPlan } from '../expiry-plan.js';
import { lockOwnLocation } from '../own-location.js';
import { LocationDocument } from './location-document.entity.js';
import { LocationDocuments } from './location-documents.js';
import { locationsChanged } from '../location-changed.js';

const KEPT_SECONDS = DOCUMENT_POLICY.removedKeptDays.value * 86_400;

/** A document no longer counts and is no longer shown. That it was there stays; its content goes when its time is over. */
@Injectable()
export class RemoveDocument {
  constructor(
    private readonly database: Database,
    private readonly documents: LocationDocuments,
    private readonly objects: StoredObjects,
    private readonly record: RecordBook,
    private readonly plan: ExpiryPlan,
  ) {}

  /** Throws REQUEST.NOT_FOUND (404), also when it was removed before, REQUEST.STALE_VERSION (412), LOCATION.NOT_YOURS (403). */
  async run(actor: Actor, locationId: string, id: string, version: number): Promise<void> {
    assertMay(actor, 'document.write');
    await this.database.transaction(async (tx) => {
      await lockOwnLocation(tx, actor, locationId);
      const document = await this.documents.byId(tx, actor.scope, locationId, id);
      assertVersion(document.version, version);
      const removedAt = await tx.now();
      await tx.manager.update(LocationDocument, { id }, { removedAt, version: version + 1 });
      await this.objects.deleteAfter(tx, id, addSeconds(removedAt, KEPT_SECONDS));
      const { kind, label, fileName, sha256 } = document;
      await this.record.add(tx, actor, {
        action: 'location.document-removed', subjectKind: 'location', subjectId: locationId,
        before: { documentId: id, kind, sha256, removedAt: null }, after: { removedAt }, personal: { label, fileName },
      });
      if (kind === 'floor-plan') await this.plan.replan(tx, [locationId]);
      await locationsChanged(tx, locationId);
    });
  }
}
