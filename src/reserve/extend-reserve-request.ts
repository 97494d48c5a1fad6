import { Injectable } from '@nestjs/common';
import { newId, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { assertVersion, once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { extensionPeriod } from './domain/index.js';
import { PeriodMoments } from './period-moments.js';
import type { ExtensionBody } from './request-schemas.js';
import { ReserveRequest } from './reserve-request.entity.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';

/**
 * PRO asks for a next period. That is a request of its own, asked and answered anew: until the province accepts it nothing of it
 * counts, the present period keeps its own answer to its end, and no municipality's promise is carried over.
 */
@Injectable()
export class ExtendReserveRequest {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly moments: PeriodMoments,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the id of the request for the next period. Throws REQUEST.NOT_FOUND, REQUEST.STALE_VERSION, RESERVE.NOTHING_TO_EXTEND,
   * RESERVE.ALREADY_EXTENDED or REQUEST.INVALID.
   */
  async run(actor: Actor, id: string, { periodTo }: ExtensionBody, version: number, key?: IdempotencyKey): Promise<string> {
    assertMay(actor, 'request.create');
    const { result } = await once(this.database, key, async (tx) => {
      const request = await this.requests.lock(tx, actor.scope, id);
      assertVersion(request.version, version);
      const period = extensionPeriod(actor.scope, request, periodTo);
      if (!period.ok) throw period.error;
      return this.ask(tx, actor, request, period.value);
    });
    return result;
  }

  private async ask(tx: Tx, actor: Actor, request: ReserveRequestView, { from, to }: { readonly from: string; readonly to: string }): Promise<string> {
    const { ministryId, provinceId, redCrossId, coaId, operationsId, provinceCode, places, groups, windowSeconds, normSet } = request;
    const row = Object.assign(new ReserveRequest(), {
      ministryId, provinceId, redCrossId, coaId, operationsId, provinceCode, places, groups, windowSeconds, normSet, id: newId(), extendsId: request.id, periodFrom: from, periodTo: to,
      answer: 'asked' as const, answerReason: null, askAgainOn: null, answeredAt: null, releasedAt: null, retentionFrom: null, version: 1, createdAt: await tx.now(),
    });
    await tx.manager.insert(ReserveRequest, row);
    await tx.manager.update(ReserveRequest, { id: request.id }, { version: request.version + 1 });
    await this.moments.plan(tx, row);
    await this.record.add(tx, actor,
      { action: 'reserve-request.created', subjectKind: 'reserve-request', subjectId: row.id, after: { ...row } },
      { action: 'reserve-request.extension-asked', subjectKind: 'reserve-request', subjectId: request.id, before: { periodTo: request.periodTo }, after: { extensionId: row.id, periodFrom: from, periodTo: to } });
    await tx.notify('reserve-request', request.id);
    return row.id;
  }
}
