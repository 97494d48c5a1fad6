import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import type { UploadedFile, UploadLimits } from '../../platform/storage/index.js';
import { AddDocument } from '../documents/add-document.js';
import { LocationDocuments, type DocumentOnFile } from '../documents/location-documents.js';
import { CRITERION_LABELS, type InspectedCriterion } from '../domain/index.js';

/** Photos as evidence of a finding: documents of the location, to which the finding refers. */
@Injectable()
export class EvidencePhotos {
  constructor(
    private readonly database: Database,
    private readonly add: AddDocument,
    private readonly documents: LocationDocuments,
  ) {}

  get limits(): UploadLimits {
    return this.add.limits;
  }

  /** Puts a photo on file, named after what it shows; gives its id. Throws like `AddDocument.run`. */
  async attach(actor: Actor, locationId: string, criterion: InspectedCriterion, photo: UploadedFile): Promise<string> {
    return this.add.attachPhoto(actor, locationId, { name: photo.name, content: photo.content, label: CRITERION_LABELS[criterion][actor.language] });
  }

  /** Those of these that are on file, in the order given. */
  async named(actor: Actor, locationId: string, ids: readonly string[]): Promise<DocumentOnFile[]> {
    if (ids.length === 0) return [];
    const all = (await this.documents.ofLocation(this.database, actor.scope, locationId)) ?? [];
    return ids.flatMap((id) => all.filter((document) => document.id === id));
  }
}
