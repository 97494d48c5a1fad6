import { Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem, type Instant, type LocalDay, type Scope } from '../../kernel/index.js';
import type { Database, Tx } from '../../platform/database/index.js';
import type { MediaType } from '../../platform/storage/index.js';
import { contactSightOf } from '../domain/contact-sight.js';
import type { DocumentKind } from '../domain/index.js';
import { SEES } from '../location-parts.js';

/** A document of a location that has not been removed. */
export type DocumentOnFile = {
  readonly id: string;
  readonly locationId: string;
  readonly kind: DocumentKind;
  readonly label: string;
  readonly fileName: string;
  /** By its content, not by its name. */
  readonly mediaType: MediaType;
  /** Of what is kept: a picture comes in with more than the picture. */
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Last day, included; null when it has no end. */
  readonly validUntil: LocalDay | null;
  /** False when no virus scanner was set. */
  readonly scanned: boolean;
  readonly uploadedBy: string;
  readonly uploadedAt: Instant;
  readonly version: number;
};

const COLUMNS = `d.id, d.location_id AS "locationId", d.kind, d.label, d.file_name AS "fileName", d.media_type AS "mediaType", d.size_bytes AS "sizeBytes",
  encode(d.sha256, 'hex') AS sha256, to_char(d.valid_until, 'YYYY-MM-DD') AS "validUntil", d.scanned, d.uploaded_by AS "uploadedBy", d.uploaded_at AS "uploadedAt", d.version`;

/** Reads the documents of locations. Who may see a location's contacts may see them; for everybody else they are not there. */
@Injectable()
export class LocationDocuments {
  /** Oldest first; null for who may not see them, and when there is no such location. */
  async ofLocation(source: Database | Tx, scope: Scope, locationId: string): Promise<DocumentOnFile[] | null> {
    const sight = sightOf(scope);
    const [seen] = isId(locationId) ? await source.query(`SELECT 1 FROM standby_locations l WHERE l.id = $4 AND ${SEES}`, [...sight, locationId]) : [];
    if (!seen) return null;
    return source.query<DocumentOnFile>(
      `SELECT ${COLUMNS} FROM location_documents d JOIN standby_locations l ON l.id = d.location_id
        WHERE d.location_id = $4 AND d.removed_at IS NULL AND ${SEES} ORDER BY d.uploaded_at, d.id`, [...sight, locationId]);
  }

  /** Throws REQUEST.NOT_FOUND (404): also when it was removed, or may not be seen. */
  async byId(source: Database | Tx, scope: Scope, locationId: string, id: string): Promise<DocumentOnFile> {
    const [found] = isId(locationId) && isId(id)
      ? await source.query<DocumentOnFile>(
        `SELECT ${COLUMNS} FROM location_documents d JOIN standby_locations l ON l.id = d.location_id
          WHERE d.location_id = $4 AND d.id = $5 AND d.removed_at IS NULL AND ${SEES}`, [...sightOf(scope), locationId, id])
      : [];
    if (!found) throw new Problem(NOT_FOUND);
    return found;
  }

  /** Of these ids the ones that are no photo on file at this location: a finding may not refer to them as its evidence. */
  async notPhotosOf(source: Database | Tx, locationId: string, ids: readonly string[]): Promise<string[]> {
    const photos = await source.query<{ id: string }>(
      `SELECT id FROM location_documents WHERE location_id = $1 AND id = ANY($2::uuid[]) AND kind = 'photo' AND removed_at IS NULL`, [locationId, ids.filter(isId)]);
    return ids.filter((id) => !photos.some((photo) => photo.id === id));
  }
}

function sightOf(scope: Scope): unknown[] {
  const { everything, organisationId, provinceCode } = contactSightOf(scope);
  return [everything, organisationId, provinceCode];
}
