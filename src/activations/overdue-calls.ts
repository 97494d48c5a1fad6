import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { CallTasks } from '../alerts/index.js';
import type { Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import { escalationAt } from './domain/index.js';
import { MILESTONE_ESCALATION } from './due-moments.js';
import { Milestone } from './milestone.entity.js';
import { windowAt } from './milestone-plan.js';

/** Call tasks about overdue steps: one per organisation, from when the first is escalated until none of those is open any more. */
@Injectable()
export class OverdueCalls {
  constructor(
    private readonly callTasks: CallTasks,
    private readonly dueMoments: DueMoments,
  ) {}

  /** Operations are to telephone the organisation about its overdue steps. */
  async open(tx: Tx, { activation }: Pick<ActivationAggregate, 'activation'>, organisationId: string): Promise<void> {
    const { id: topicId, exercise, parties: { operationsId } } = activation;
    await this.callTasks.open(tx, { topicId, organisationId, exercise, operationsId, because: 'step-overdue' });
  }

  /** After `changed` were done, dropped or got more time: nobody is telephoned about what is no longer overdue. */
  async settle(tx: Tx, { activation, milestones }: Pick<ActivationAggregate, 'activation' | 'milestones'>, changed: readonly Milestone[]): Promise<void> {
    const owing = new Set(milestones.filter(({ state, overdueAt, escalatedAt }) => state === 'open' && overdueAt && escalatedAt).map(({ organisationId }) => organisationId));
    const settled = changed.filter(({ escalatedAt, organisationId }) => escalatedAt && !owing.has(organisationId)).map(({ organisationId }) => organisationId);
    if (settled.length > 0) await this.callTasks.close(tx, activation.id, settled, 'not-needed', 'step-overdue');
  }

  /** A receipt has closed the organisation's call task, whatever it was about: what is overdue still is escalated anew after the usual delay. */
  async beginAnew(tx: Tx, { activation, deployments, milestones }: ActivationAggregate, organisationId: string, now: Instant): Promise<void> {
    const overdue = milestones.filter((milestone) => milestone.organisationId === organisationId && milestone.state === 'open' && milestone.escalatedAt);
    for (const milestone of overdue) {
      milestone.escalatedAt = null;
      await tx.manager.update(Milestone, { id: milestone.id }, { escalatedAt: null });
    }
    await this.dueMoments.plan(tx, overdue.map(({ id: subjectId, deploymentId }) => {
      const deployment = deployments.find(({ id }) => id === deploymentId)!;
      return { definition: MILESTONE_ESCALATION, subjectId, dueAt: escalationAt(now, windowAt(activation, deployment), ACTIVATION_POLICY), together: activation.id };
    }));
  }
}
