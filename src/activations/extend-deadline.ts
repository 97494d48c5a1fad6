import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { Alerts } from '../alerts/index.js';
import type { Actor, Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { Activation } from './activation.entity.js';
import { ActivationAlerts } from './activation-alerts.js';
import { answerLinkUntil, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { extendedMail } from './activation-mail.js';
import { AskStay } from './ask-stay.js';
import { deadlineFor, deadlineNearAt, isLive, refuseExtension, retimed } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR, MILESTONE_ESCALATION } from './due-moments.js';
import { ExtraDeadlines } from './extra-deadlines.js';
import { InformedParties } from './informed-parties.js';
import { Milestone } from './milestone.entity.js';
import { momentsOf, windowAt } from './milestone-plan.js';
import { OverdueCalls } from './overdue-calls.js';
import { assertPersonFor } from './person-needed.js';
import { saveActivation } from './save.js';
import { WatchPaths } from './watch-paths.js';

export type Extension = { readonly deadlineAt: Instant; readonly reason: string };

/** PRO puts the deadline off. The first one stays visible; what is unfinished gets new times; everyone is told. */
@Injectable()
export class ExtendDeadline {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly informed: InformedParties,
    private readonly stays: AskStay,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
    private readonly paths: WatchPaths,
    private readonly calls: OverdueCalls,
    private readonly extraDeadlines: ExtraDeadlines,
  ) {}

  /** Throws ACTIVATION.NOT_RUNNING, ACTIVATION.OUTCOME_STANDS, REQUEST.INVALID or REQUEST.NOT_FOUND; then nothing has changed. */
  async run(actor: Actor, activationId: string, { deadlineAt, reason }: Extension): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const { activation } = aggregate;
      assertPersonFor(activation, actor);
      const problem = refuseExtension({ ...activation, lifecycle: activation.status }, deadlineAt, now, ACTIVATION_POLICY);
      if (problem) throw problem;
      const before = activation.deadlineAt;
      const deadlinesBefore = new Map(aggregate.deployments.map((deployment) => [deployment.id, deadlineFor(activation, deployment)]));
      Object.assign(activation, { firstDeadlineAt: activation.firstDeadlineAt ?? before, deadlineAt, extensionReason: reason });
      await this.save(tx, aggregate, now);
      await this.record.add(tx, actor, {
        action: 'activation.deadline-extended', subjectKind: 'activation', subjectId: activationId, activationId, exercise: activation.exercise,
        before: { deadlineAt: before }, after: { deadlineAt, firstDeadlineAt: activation.firstDeadlineAt }, personal: { reason },
      });
      const content = extendedMail(this.activationAlerts.contextOf(activation, aggregate.deployments), before, reason);
      // Extra places that keep a later deadline of their own are not concerned.
      const moved = aggregate.deployments.filter((deployment) => deadlineFor(activation, deployment).getTime() === deadlineAt.getTime());
      await this.activationAlerts.tellRetimed(tx, aggregate, 'deadline-extended', content, moved);
      await this.stays.afterDeadline(tx, actor, aggregate, deadlinesBefore, now);
      await tx.notify('activation', activationId);
    });
  }

  private async save(tx: Tx, aggregate: ActivationAggregate, now: Instant): Promise<void> {
    const { activation } = aggregate;
    const { id, deadlineAt, firstDeadlineAt, extensionReason, triggeredAt } = activation;
    await tx.manager.update(Activation, { id }, { deadlineAt, firstDeadlineAt, extensionReason });
    await saveActivation(tx, activation);
    const near = deadlineNearAt(triggeredAt, (deadlineAt.getTime() - triggeredAt.getTime()) / 1000, ACTIVATION_POLICY);
    await this.dueMoments.supersede(tx, [id], [ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR]);
    await this.dueMoments.plan(tx, [
      { definition: ACTIVATION_DEADLINE, subjectId: id, dueAt: deadlineAt },
      ...(near > now ? [{ definition: ACTIVATION_DEADLINE_NEAR, subjectId: id, dueAt: near }] : []),
    ]);
    await this.extraDeadlines.follow(tx, aggregate, now);
    await this.retime(tx, aggregate, now);
    await this.informed.retime(tx, aggregate, now);
    await this.alerts.prolong(tx, id, answerLinkUntil(activation, aggregate.deployments));
  }

  private async retime(tx: Tx, { activation, deployments, extras, milestones }: ActivationAggregate, now: Instant): Promise<void> {
    const liveOnes = new Map(deployments.filter(({ state }) => isLive(state)).map((deployment) => [deployment.id, deployment]));
    const open = milestones.flatMap(({ id, kind, dueAt, deploymentId, state }) => {
      const deployment = liveOnes.get(deploymentId);
      return state === 'open' && deployment ? [{ id, kind, dueAt, startsAt: deployment.createdAt, deadlineAt: deadlineFor(activation, deployment) }] : [];
    });
    const moved = new Map(retimed(open, now, ACTIVATION_POLICY.milestones).map(({ id, dueAt }) => [id, dueAt]));
    const changed = milestones.filter(({ id }) => moved.has(id));
    const before = changed.map((milestone) => ({ ...milestone }));
    for (const milestone of changed) {
      const anew = { dueAt: moved.get(milestone.id)!, overdueAt: null, remindedAt: null, escalatedAt: null };
      await tx.manager.update(Milestone, { id: milestone.id }, anew);
      Object.assign(milestone, anew);
    }
    const windows = new Map(deployments.map((deployment) => [deployment.id, windowAt(activation, deployment)]));
    await this.dueMoments.plan(tx, changed.flatMap((milestone) => momentsOf(milestone, windows.get(milestone.deploymentId)!)));
    await this.dueMoments.supersede(tx, changed.map(({ id }) => id), [MILESTONE_ESCALATION]);
    await this.calls.settle(tx, { activation, milestones }, before);
    await this.paths.follow(tx, { activation, extras, milestones }, deployments, now);
  }
}
