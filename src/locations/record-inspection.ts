import { Injectable } from '@nestjs/common';
import { INVALID_INPUT, newId, Problem, type Actor, type FieldError, type Instant } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { LocationDocuments } from './documents/location-documents.js';
import type { Finding } from './domain/index.js';
import { ExpiryPlan } from './expiry-plan.js';
import { InspectionRow } from './inspection.entity.js';
import type { InspectionBody } from './inspection-schemas.js';
import { locationsChanged } from './location-changed.js';
import { lockOwnLocation } from './own-location.js';

const IN_THE_FUTURE: FieldError = {
  path: 'inspectedAt', code: 'in-the-future',
  message: { nl: 'Dit tijdstip ligt in de toekomst; een schouw is geweest.', en: 'This lies in the future; an inspection has taken place.' },
};

const NO_PHOTO: Omit<FieldError, 'path'> = {
  code: 'no-photo', message: { nl: 'Dit is geen foto die bij deze locatie is bewaard.', en: 'This is no photo on file at this location.' },
};

/** Somebody looked at the building: dated findings, never changed afterwards. A newer one replaces an older one. */
@Injectable()
export class RecordInspection {
  constructor(
    private readonly database: Database,
    private readonly plan: ExpiryPlan,
    private readonly documents: LocationDocuments,
    private readonly book: RecordBook,
  ) {}

  /**
   * Gives the inspection's id. Throws REQUEST.INVALID (400) for one in the future, REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403).
   */
  async run(actor: Actor, body: InspectionBody, key?: IdempotencyKey): Promise<{ inspectionId: string; repeated: boolean }> {
    assertMay(actor, 'inspection.write');
    const { result, repeated } = await once(this.database, key, (tx) => this.add(tx, actor, body));
    return { inspectionId: result, repeated };
  }

  private async add(tx: Tx, actor: Actor, body: InspectionBody): Promise<string> {
    await lockOwnLocation(tx, actor, body.standbyLocationId);
    return this.record(tx, actor, body, newId());
  }

  /** The same within a decision that has locked the location. */
  async record(tx: Tx, actor: Actor, { standbyLocationId: locationId, inspectedAt, inspector, findings: found }: InspectionBody, id: string): Promise<string> {
    const now = await tx.now();
    if (inspectedAt.getTime() > endOfMinute(now)) throw new Problem(INVALID_INPUT, {}, [IN_THE_FUTURE]);
    await this.assertPhotos(tx, locationId, found);
    const findings = found.map(({ photoIds, ...finding }): Finding => ({ ...finding, ...(photoIds.length > 0 && { photoIds }) }));
    await tx.manager.insert(InspectionRow, { id, locationId, inspectedAt, inspector, findings, voidedAt: null, createdAt: now });
    await this.book.add(tx, actor, {
      action: 'location.inspected', subjectKind: 'location', subjectId: locationId,
      after: { inspectionId: id, inspectedAt, findings: findings.map(({ criterion, value, validUntil, photoIds }) => ({ criterion, value, validUntil, ...(photoIds && { photoIds }) })) },
      personal: { inspector, evidence: findings.map(({ criterion, evidence, note }) => ({ criterion, evidence, note })) },
    });
    await this.plan.replan(tx, [locationId]);
    await locationsChanged(tx, locationId);
    return id;
  }

  /** A finding refers to photos of this building, and of no other. */
  private async assertPhotos(tx: Tx, locationId: string, findings: InspectionBody['findings']): Promise<void> {
    const foreign = await this.documents.notPhotosOf(tx, locationId, findings.flatMap(({ photoIds }) => photoIds));
    const wrong = findings.flatMap(({ photoIds }, index) => (photoIds.some((id) => foreign.includes(id)) ? [{ ...NO_PHOTO, path: `findings.${index}.photoIds` }] : []));
    if (wrong.length > 0) throw new Problem(INVALID_INPUT, {}, wrong);
  }
}

// A form knows minutes only, and clocks differ a little.
const endOfMinute = (now: Instant): number => now.getTime() + 60_000;
