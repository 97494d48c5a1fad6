import { Injectable } from '@nestjs/common';
import { dayOf, type Actor } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { releaseProblem } from './domain/index.js';
import { PeriodMoments } from './period-moments.js';
import { ReleaseLetters } from './release-letters.js';
import { ReserveRequest } from './reserve-request.entity.js';
import type { ReserveRequestView } from './reserve-requests.js';
import { RunningActivations } from './running-activations.js';

/** The reserve is no longer needed: a fact with a date, and everybody who kept something for it hears of it. Final. */
@Injectable()
export class ReleaseReserveRequest {
  constructor(
    private readonly running: RunningActivations,
    private readonly letters: ReleaseLetters,
    private readonly moments: PeriodMoments,
    private readonly record: RecordBook,
  ) {}

  /** In the transaction that locked the request and found that it may be released. Throws RESERVE.IN_USE, RESERVE.ALREADY_EXTENDED. */
  async run(tx: Tx, actor: Actor, request: ReserveRequestView): Promise<void> {
    const problem = releaseProblem(await this.running.of(tx, request.id), request.extension);
    if (problem) throw problem;
    const now = await tx.now();
    const day = dayOf(now);
    await tx.manager.update(ReserveRequest, { id: request.id }, {
      answer: 'released', answerReason: null, askAgainOn: null, answeredAt: now, releasedAt: now, retentionFrom: day, version: request.version + 1,
    });
    const { municipalityIds, locationIds } = await this.letters.send(tx, request, day);
    await this.moments.supersede(tx, request.id);
    await this.record.add(tx, actor, {
      action: 'reserve-request.answered', subjectKind: 'reserve-request', subjectId: request.id, before: { state: request.answer, askAgainOn: request.askAgainOn },
      after: { step: 'release', state: 'released', askAgainOn: null, releasedOn: day, agreementsEndOn: day, retentionFrom: day, municipalityIds, locationIds },
    });
    await tx.notify('reserve-request', request.id);
  }
}
