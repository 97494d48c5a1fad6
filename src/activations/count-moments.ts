import { Injectable } from '@nestjs/common';
import { PRESENCE_POLICY } from '../../config/presence.js';
import { addSeconds, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { nextCount } from './domain/index.js';
import { COUNT_DUE } from './due-moments.js';

/** Seconds after its hour at which a count is asked for. */
export const GRACE_SECONDS = PRESENCE_POLICY.graceMinutes.value * 60;

/** Plans when the next fixed head count of an open location is asked for. */
@Injectable()
export class CountMoments {
  constructor(private readonly dueMoments: DueMoments) {}

  /** The first count after the instant. */
  async plan(tx: Tx, deploymentId: string, after: Instant): Promise<void> {
    const { at } = nextCount(after, PRESENCE_POLICY);
    await this.dueMoments.plan(tx, [{ definition: COUNT_DUE, subjectId: deploymentId, dueAt: addSeconds(at, GRACE_SECONDS) }]);
  }
}
