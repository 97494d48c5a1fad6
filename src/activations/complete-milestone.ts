import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { SYSTEM_SCOPE, type Actor, type Instant } from '../kernel/index.js';
import { recordMeasuredLeadTime } from '../locations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ReserveRequests } from '../reserve/index.js';
import { activationIdOf, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { CountMoments } from './count-moments.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, decideCompletion, isLate, uninformed, type CompletionDecision, type MilestoneFacts, type Uninformed } from './domain/index.js';
import type { Milestone } from './milestone.entity.js';
import { markMilestone } from './milestone-plan.js';
import { OverdueCalls } from './overdue-calls.js';
import { responderOf, type Responder } from './responder.js';
import { saveActivation, saveDeployments } from './save.js';
import { SettleOutcome } from './settle-outcome.js';
import { WatchPaths } from './watch-paths.js';

/** A milestone is completed by the organisation that owes it. Completing `open` releases the location for the first person. */
@Injectable()
export class CompleteMilestone {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly dueMoments: DueMoments,
    private readonly outcome: SettleOutcome,
    private readonly counts: CountMoments,
    private readonly requests: ReserveRequests,
    private readonly record: RecordBook,
    private readonly paths: WatchPaths,
    private readonly calls: OverdueCalls,
  ) {}

  /**
   * Gives whom the municipality did not inform when the location opened; empty for other milestones. Throws MILESTONE.NOT_OWNER,
   * MILESTONE.NEEDS_ANSWER, MILESTONE.CONFLICT, MILESTONE.INFORM_FIRST, DEPLOYMENT.OPEN_NEEDS_COMMITMENT, ACTIVATION.NOT_RUNNING.
   */
  async run(actor: Actor, milestoneId: string, given: Partial<Responder> & { note?: string | undefined }): Promise<Uninformed[]> {
    const by = responderOf(actor, given);
    return this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'milestones', milestoneId);
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const milestone = aggregate.milestones.find(({ id }) => id === milestoneId)!;
      const deployment = aggregate.deployments.find(({ id }) => id === milestone.deploymentId)!;
      const decided = decideCompletion(factsOf(aggregate, milestone, deployment), { organisationId: actor.organisationId, ...by, note: given.note ?? null }, now);
      if (!decided.ok) throw decided.error;
      if (decided.value.isNew) await this.save(tx, actor, aggregate, milestone, deployment, decided.value, now);
      return milestone.kind === 'open' ? uninformedAt(aggregate, deployment.id) : [];
    });
  }

  private async save(tx: Tx, actor: Actor, aggregate: ActivationAggregate, milestone: Milestone, deployment: Deployment, decision: CompletionDecision, now: Instant): Promise<void> {
    const { activation } = aggregate;
    const { name, function: role, note, late } = decision.completion;
    const before = deployment.state;
    await markMilestone(tx, milestone, 'done', { name, function: role, note }, now);
    await this.dueMoments.supersede(tx, [milestone.id]);
    await this.record.add(tx, actor, {
      action: 'milestone.completed', subjectKind: 'milestone', subjectId: milestone.id, activationId: activation.id, exercise: activation.exercise,
      before: { state: 'open', deployment: before }, after: { state: 'done', kind: milestone.kind, deploymentId: deployment.id, deployment: decision.deployment, late, ...(milestone.kind === 'open' && { uninformed: uninformedAt(aggregate, deployment.id).map(({ kind }) => kind) }) },
      personal: { name, function: role, note },
    });
    if (decision.deployment !== before) {
      Object.assign(deployment, { state: decision.deployment, openedAt: now, openedLate: isLate(now, deadlineFor(activation, deployment)) });
      await saveDeployments(tx, [deployment]);
      await this.counts.plan(tx, deployment.id, now);
      await this.measureLeadTime(tx, actor, aggregate, deployment, now);
      await this.outcome.settle(tx, actor, aggregate, now);
    }
    await this.paths.follow(tx, aggregate, [deployment], now);
    await this.calls.settle(tx, aggregate, [milestone]);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }

  // From the call to the first possible night: what the building really needed replaces what was stated of it.
  private async measureLeadTime(tx: Tx, actor: Actor, { activation }: ActivationAggregate, { locationId, createdAt }: Deployment, now: Instant): Promise<void> {
    const hours = (now.getTime() - createdAt.getTime()) / 3_600_000;
    if (hours <= 0) return;
    const { id: activationId, exercise, windowSeconds, reserveRequestId } = activation;
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, reserveRequestId);
    await recordMeasuredLeadTime(tx, actor, {
      locationId, activationId, hours, measuredAt: now, source: exercise ? 'exercise' : 'activation', windowSeconds, requestWindowSeconds: request.windowSeconds,
    });
  }
}

const uninformedAt = ({ informationTasks }: ActivationAggregate, id: string): Uninformed[] => uninformed(informationTasks.filter(({ deploymentId }) => deploymentId === id));

function factsOf(aggregate: ActivationAggregate, milestone: Milestone, deployment: Deployment): MilestoneFacts {
  const { kind, organisationId: ownerOrganisationId, dueAt, state, doneAt, doneLate, details } = milestone;
  const completion = state === 'done' && doneAt
    ? { at: doneAt, late: doneLate ?? false, name: details?.name ?? '', function: details?.function ?? '', note: details?.note ?? null }
    : null;
  return {
    kind, ownerOrganisationId, dueAt, completion, owner: partyOf(aggregate, ownerOrganisationId)!,
    lifecycle: aggregate.activation.status, deployment: deployment.state,
    informFirst: uninformedAt(aggregate, deployment.id).filter(({ required }) => required).map(({ kind }) => kind),
  };
}
