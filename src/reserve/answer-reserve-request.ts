import { Injectable } from '@nestjs/common';
import { dayOf, type Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { assertVersion } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { takeAnswerStep } from './domain/index.js';
import { ReleaseReserveRequest } from './release-reserve-request.js';
import type { AnswerBody } from './request-schemas.js';
import { ReserveRequest } from './reserve-request.entity.js';
import { ReserveRequests } from './reserve-requests.js';

/** The province explores, accepts or declines; PRO asks again or releases. */
@Injectable()
export class AnswerReserveRequest {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly release: ReleaseReserveRequest,
    private readonly record: RecordBook,
  ) {}

  /**
   * Throws REQUEST.NOT_FOUND, REQUEST.STALE_VERSION, RESERVE.NOT_YOURS, RESERVE.ANSWER_NOT_POSSIBLE or REQUEST.INVALID; of a release
   * also RESERVE.IN_USE and RESERVE.ALREADY_EXTENDED.
   */
  async run(actor: Actor, id: string, body: AnswerBody, version: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const request = await this.requests.lock(tx, actor.scope, id);
      const now = await tx.now();
      assertVersion(request.version, version);
      const before = { state: request.answer, reason: request.answerReason, askAgainOn: request.askAgainOn };
      const decided = takeAnswerStep(
        { provinceCode: request.provinceCode, answer: before }, body.step, actor.scope, { reason: body.reason ?? null, askAgainOn: body.askAgainOn ?? null }, dayOf(now));
      if (!decided.ok) throw decided.error;
      const { state, reason, askAgainOn } = decided.value;
      if (body.step === 'release') {
        await this.release.run(tx, actor, request);
        return;
      }
      await tx.manager.update(ReserveRequest, { id }, { answer: state, answerReason: reason, askAgainOn, answeredAt: now, version: request.version + 1 });
      await this.record.add(tx, actor, {
        action: 'reserve-request.answered', subjectKind: 'reserve-request', subjectId: id,
        before: { state: before.state, askAgainOn: before.askAgainOn }, after: { step: body.step, state, askAgainOn }, personal: { reason },
      });
      await tx.notify('reserve-request', id);
    });
  }
}
