import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PRESENCE_POLICY } from '../../config/presence.js';
import { addSeconds, SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation } from './activation-aggregate.js';
import { CountMoments, GRACE_SECONDS } from './count-moments.js';
import { lastCount } from './domain/index.js';
import { COUNT_DUE } from './due-moments.js';
import { countDueMail } from './presence-mail.js';

/** COA is reminded of a fixed head count that was not reported, as long as the location is open; then the next one is awaited. */
@Injectable()
export class CountJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly moments: CountMoments,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(COUNT_DUE);
    this.registry.handle(COUNT_DUE, {
      about: (tx, id) => aboutPart(tx, 'deployments', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'deployments', id)),
      carryOut: (tx, { subjectId }, now) => this.remind(tx, subjectId, now),
    });
  }

  // After an outage the last count is asked for, not every one that was missed.
  private async remind(tx: Tx, deploymentId: string, now: Instant): Promise<void> {
    const { activation, deployments, presence } = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'deployments', deploymentId));
    const deployment = deployments.find(({ id }) => id === deploymentId)!;
    if (activation.status !== 'running' || deployment.state !== 'open') return;
    const { time, day, at } = lastCount(addSeconds(now, -GRACE_SECONDS), PRESENCE_POLICY);
    await this.moments.plan(tx, deploymentId, at);
    if (presence.some((report) => report.deploymentId === deploymentId && report.reference === time && report.day === day)) return;
    const content = countDueMail(this.alerts.contextOf(activation, deployments), deployment, time, day);
    await this.alerts.tellOrganisations(tx, activation, [activation.parties.coaId], 'count-due', content);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'presence.count-due', subjectKind: 'deployment', subjectId: deploymentId, activationId: activation.id, exercise: activation.exercise, after: { time, day },
    });
    await tx.notify('activation', activation.id);
  }
}
