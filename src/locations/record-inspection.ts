import { Injectable } from '@nestjs/common';
import { INVALID_INPUT, newId, Problem, type Actor, type FieldError, type Instant } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { InspectionRow } from './inspection.entity.js';
import type { InspectionBody } from './inspection-schemas.js';
import { lockOwnLocation } from './own-location.js';

const IN_THE_FUTURE: FieldError = {
  path: 'inspectedAt', code: 'in-the-future',
  message: { nl: 'Dit tijdstip ligt in de toekomst; een schouw is geweest.', en: 'This lies in the future; an inspection has taken place.' },
};

/** Somebody looked at the building: dated findings, never changed afterwards. A newer one replaces an older one. */
@Injectable()
export class RecordInspection {
  constructor(
    private readonly database: Database,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the inspection's id. Throws REQUEST.INVALID (400) for one in the future, REQUEST.NOT_FOUND (404), LOCATION.NOT_YOURS (403).
   */
  async run(actor: Actor, body: InspectionBody, key?: IdempotencyKey): Promise<{ inspectionId: string; repeated: boolean }> {
    assertMay(actor, 'inspection.write');
    const { result, repeated } = await once(this.database, key, (tx) => this.add(tx, actor, body));
    return { inspectionId: result, repeated };
  }

  private async add(tx: Tx, actor: Actor, { standbyLocationId: locationId, inspectedAt, inspector, findings }: InspectionBody): Promise<string> {
    await lockOwnLocation(tx, actor, locationId);
    const now = await tx.now();
    if (inspectedAt.getTime() > endOfMinute(now)) throw new Problem(INVALID_INPUT, {}, [IN_THE_FUTURE]);
    const id = newId();
    await tx.manager.insert(InspectionRow, { id, locationId, inspectedAt, inspector, findings, voidedAt: null, createdAt: now });
    await this.record.add(tx, actor, {
      action: 'location.inspected', subjectKind: 'location', subjectId: locationId,
      after: { inspectionId: id, inspectedAt, findings: findings.map(({ criterion, value, validUntil }) => ({ criterion, value, validUntil })) },
      personal: { inspector, evidence: findings.map(({ criterion, evidence, note }) => ({ criterion, evidence, note })) },
    });
    await tx.notify('location', locationId);
    return id;
  }
}

// A form knows minutes only, and clocks differ a little.
const endOfMinute = (now: Instant): number => now.getTime() + 60_000;
