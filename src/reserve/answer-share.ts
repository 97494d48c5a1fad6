import { Injectable } from '@nestjs/common';
import { SYSTEM_SCOPE, type Actor } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { answerShare } from './domain/index.js';
import { ReserveRequests } from './reserve-requests.js';
import { ReserveShare } from './reserve-share.entity.js';
import { ReserveShares } from './reserve-shares.js';
import { ShareAlerts } from './share-alerts.js';
import type { ShareAnswerBody } from './share-schemas.js';

/** A municipality answers for itself: so many places, with or without conditions, or no. It may answer anew. */
@Injectable()
export class AnswerShare {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly shares: ReserveShares,
    private readonly alerts: ShareAlerts,
    private readonly record: RecordBook,
  ) {}

  /** Throws REQUEST.NOT_FOUND (for a share of another municipality too), REQUEST.STALE_VERSION, RESERVE.NOT_SPREADABLE. */
  async run(actor: Actor, requestId: string, shareId: string, decision: ShareAnswerBody, version: number): Promise<void> {
    assertMay(actor, 'share.answer');
    await this.database.transaction(async (tx) => {
      const request = await this.requests.lock(tx, actor.scope, requestId);
      const share = await this.shares.byId(tx, actor.scope, requestId, shareId);
      assertVersion(share.version, version);
      const decided = answerShare(actor.scope, request, share.municipalityId, decision);
      if (!decided.ok) throw decided.error;
      const { answer, placesPromised, conditions, reason, mandate } = decided.value;
      await tx.manager.update(ReserveShare, { id: shareId }, { ...decided.value, answeredAt: await tx.now(), version: share.version + 1 });
      await this.record.add(tx, actor, {
        action: 'reserve-share.answered', subjectKind: 'reserve-request', subjectId: requestId,
        before: { shareId, answer: share.answer, placesPromised: share.placesPromised },
        after: { shareId, municipalityId: share.municipalityId, placesAsked: share.placesAsked, answer, placesPromised }, personal: { conditions, reason, mandate },
      });
      await this.alerts.answered(tx, request, await this.shares.byId(tx, SYSTEM_SCOPE, requestId, shareId));
      await tx.notify('reserve-request', requestId);
    });
  }
}
