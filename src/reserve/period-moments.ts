import { Injectable } from '@nestjs/common';
import { PERIOD_END_POLICY } from '../../config/reserve.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { periodEnd, periodNotices } from './domain/index.js';
import { PERIOD_ENDED, PERIOD_ENDS_SOON } from './due-moments.js';
import type { ReserveRequest } from './reserve-request.entity.js';

/** Plans what is due about the end of a request's period. */
@Injectable()
export class PeriodMoments {
  constructor(private readonly dueMoments: DueMoments) {}

  /** Those that lie in the past lapse: a short period is told of what is left. */
  async plan(tx: Tx, { id: subjectId, periodTo }: Pick<ReserveRequest, 'id' | 'periodTo'>): Promise<void> {
    const soon = periodNotices(periodTo, PERIOD_END_POLICY).map(({ weeks, at }) => ({ definition: PERIOD_ENDS_SOON.get(weeks)!, subjectId, dueAt: at }));
    await this.dueMoments.plan(tx, [...soon, { definition: PERIOD_ENDED, subjectId, dueAt: periodEnd(periodTo) }]);
  }

  async supersede(tx: Tx, requestId: string): Promise<void> {
    await this.dueMoments.supersede(tx, [requestId], [...PERIOD_ENDS_SOON.values(), PERIOD_ENDED]);
  }
}
