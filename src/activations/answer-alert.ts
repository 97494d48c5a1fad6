import { Injectable } from '@nestjs/common';
import { STAY_POLICY } from '../../config/stay.js';
import { Alerts } from '../alerts/index.js';
import { newId, Problem, type Actor, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { AgreedStays } from './agreed-stays.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { declinedMail } from './activation-mail.js';
import type { CommitmentBody } from './activation-schemas.js';
import { CommitmentRow } from './commitment.entity.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, decideCommitment, decideReceipt, isLive, NOT_A_PARTY, type AnswerFacts, type CommitmentDecision, type Receipt } from './domain/index.js';
import { LoseLocation } from './lose-location.js';
import type { Milestone } from './milestone.entity.js';
import { organisationName } from './organisation-names.js';
import { OverdueCalls } from './overdue-calls.js';
import { responderOf, type Responder } from './responder.js';
import { saveActivation, saveDeployments } from './save.js';
import { markMilestone } from './milestone-plan.js';
import { WatchPaths } from './watch-paths.js';

/** Whose answer it is, and who enters it: the same unless it was given by telephone. */
type Answering = { readonly actor: Actor; readonly organisationId: string };

/** Receipt and commitment: two acts, each organisation for itself. */
@Injectable()
export class AnswerAlert {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly dueMoments: DueMoments,
    private readonly loseLocation: LoseLocation,
    private readonly stays: AgreedStays,
    private readonly record: RecordBook,
    private readonly paths: WatchPaths,
    private readonly calls: OverdueCalls,
  ) {}

  /**
   * "We have seen this", for all of the organisation's locations. Repeated: the first one stands. `organisationId`: by telephone
   * somebody else notes the answer.
   */
  async receive(actor: Actor, activationId: string, given: Partial<Responder>, organisationId = actor.organisationId): Promise<{ receivedAt: Instant; late: boolean; alreadyReceived: boolean }> {
    const by = responderOf(actor, given);
    return this.database.transaction(async (tx) => {
      const { aggregate, now } = await this.lock(tx, actor, activationId);
      const own = this.ownDeployments(aggregate, organisationId);
      const decided = own.map((deployment) => decideReceipt(this.factsOf(aggregate, deployment, organisationId), by, now));
      const problem = decided.every(({ ok }) => !ok) ? decided[0] : undefined;
      if (problem && !problem.ok) throw problem.error;
      return this.confirmReceipt(tx, { actor, organisationId: organisationId! }, aggregate, by, now);
    });
  }

  /** "We will do this", or not, for one location. Who commits has also received. */
  async commit(actor: Actor, deploymentId: string, body: CommitmentBody, organisationId = actor.organisationId): Promise<void> {
    const by = responderOf(actor, body);
    await this.database.transaction(async (tx) => {
      const { aggregate, now } = await this.lock(tx, actor, await activationIdOf(tx, 'deployments', deploymentId));
      const deployment = this.ownDeployments(aggregate, organisationId).find(({ id }) => id === deploymentId);
      if (!deployment) throw new Problem(NOT_A_PARTY);
      const stay = await this.stays.terms(tx, aggregate.activation, deployment);
      const decided = decideCommitment({ ...this.factsOf(aggregate, deployment, organisationId), stay }, { ...body, ...by }, now, STAY_POLICY);
      if (!decided.ok) throw decided.error;
      if (!decided.value.isNew) return;
      const answering = { actor, organisationId: organisationId! };
      if (decided.value.receipt) await this.confirmReceipt(tx, answering, aggregate, by, now);
      await this.save(tx, answering, aggregate, deployment, decided.value, now);
      if (decided.value.commitment.details?.party === 'municipality') await this.stays.agree(tx, actor, aggregate.activation, deployment, decided.value.lastNight, stay);
    });
  }

  private async lock(tx: Tx, actor: Actor, activationId: string): Promise<{ aggregate: ActivationAggregate; now: Instant }> {
    await tx.lock('activations', activationId);
    await this.alerts.lockTopic(tx, activationId);
    const now = await tx.now();
    return { aggregate: await readActivation(tx, actor.scope, activationId), now };
  }

  private ownDeployments(aggregate: ActivationAggregate, organisationId: string | null): Deployment[] {
    const party = partyOf(aggregate, organisationId);
    if (!party) throw new Problem(NOT_A_PARTY);
    const own = aggregate.deployments.filter(({ municipalityId }) => party !== 'municipality' || municipalityId === organisationId);
    const live = own.filter(({ state }) => isLive(state));
    return live.length > 0 ? live.concat(own.filter((deployment) => !live.includes(deployment))) : own;
  }

  private factsOf(aggregate: ActivationAggregate, deployment: Deployment, organisationId: string | null): Omit<AnswerFacts, 'stay'> {
    const party = partyOf(aggregate, organisationId)!;
    const mine = (kind: Milestone['kind']): Milestone | undefined =>
      aggregate.milestones.find((milestone) => milestone.deploymentId === deployment.id && milestone.kind === kind && milestone.organisationId === organisationId);
    const row = aggregate.commitments.find((commitment) => commitment.deploymentId === deployment.id && commitment.organisationId === organisationId);
    const { status, triggeredAt } = aggregate.activation;
    const deadlineAt = deadlineFor(aggregate.activation, deployment);
    return {
      party, lifecycle: status, deployment: deployment.state, triggeredAt,
      receiptDueAt: mine('received')?.dueAt ?? deadlineAt, commitmentDueAt: mine('committed')?.dueAt ?? deadlineAt,
      receipt: receiptIn(mine('received')),
      commitment: row ? { ...row, name: row.byName, function: row.byFunction, details: withDates(row.details) } : null,
    };
  }

  // One receipt per organisation and activation: it is done at every location where it was still owed.
  private async confirmReceipt(tx: Tx, { actor, organisationId }: Answering, aggregate: ActivationAggregate, by: Responder, now: Instant): Promise<{ receivedAt: Instant; late: boolean; alreadyReceived: boolean }> {
    const { activation, milestones } = aggregate;
    const owed = milestones.filter((milestone) => milestone.kind === 'received' && milestone.organisationId === organisationId && milestone.state === 'open');
    for (const milestone of owed) await markMilestone(tx, milestone, 'done', { ...by, note: null }, now);
    await this.dueMoments.supersede(tx, owed.map(({ id }) => id));
    const receipt = await this.alerts.receive(tx, { topicId: activation.id, organisationId, byName: by.name, byFunction: by.function, channel: actor.channel, actor });
    if (receipt && !receipt.alreadyReceived) await this.calls.beginAnew(tx, aggregate, organisationId, now);
    if (owed.length > 0) {
      await this.paths.follow(tx, aggregate, aggregate.deployments.filter(({ id }) => owed.some(({ deploymentId }) => deploymentId === id)), now);
      await saveActivation(tx, activation);
    }
    await tx.notify('activation', activation.id);
    const done = milestones.find((milestone) => milestone.kind === 'received' && milestone.organisationId === organisationId && milestone.state === 'done');
    const { receivedAt, late, alreadyReceived } = receipt ?? { receivedAt: now, late: false, alreadyReceived: true };
    return { receivedAt: done?.doneAt ?? receivedAt, late: done?.doneLate ?? late, alreadyReceived: owed.length === 0 && alreadyReceived };
  }

  private async save(tx: Tx, { actor, organisationId }: Answering, aggregate: ActivationAggregate, deployment: Deployment, decision: CommitmentDecision, now: Instant): Promise<void> {
    const { activation, milestones } = aggregate;
    const { commitment } = decision;
    const { answer, conditions, reason, mandate, details, late, name: byName, function: byFunction } = commitment;
    await tx.manager.insert(CommitmentRow, {
      id: newId(), activationId: activation.id, deploymentId: deployment.id, organisationId, answer, conditions, reason, byName, byFunction, mandate, details, late, channel: actor.channel, at: now,
    });
    const milestone = milestones.find(({ deploymentId, kind, organisationId: owner }) => deploymentId === deployment.id && kind === 'committed' && owner === organisationId);
    if (milestone) {
      await markMilestone(tx, milestone, decision.milestone, { name: byName, function: byFunction, note: reason ?? conditions }, now);
      await this.dueMoments.supersede(tx, [milestone.id]);
      await this.calls.settle(tx, aggregate, [milestone]);
    }
    await this.record.add(tx, actor, {
      action: `commitment.${answer}`, subjectKind: 'deployment', subjectId: deployment.id, activationId: activation.id, exercise: activation.exercise,
      before: { state: deployment.state }, after: { state: decision.deployment, organisationId, answer, late },
      personal: { byName, byFunction, mandate, conditions, reason, details },
    });
    await this.takeEffect(tx, organisationId, aggregate, deployment, decision, now);
    await tx.notify('activation', activation.id);
  }

  private async takeEffect(tx: Tx, organisationId: string, aggregate: ActivationAggregate, deployment: Deployment, decision: CommitmentDecision, now: Instant): Promise<void> {
    const { activation } = aggregate;
    const refused = decision.commitment.answer === 'refused';
    if (decision.deployment === 'refused') {
      await this.loseLocation.lose(tx, aggregate, deployment, 'refused', decision.commitment.reason ?? '', now);
      return;
    }
    await this.paths.follow(tx, aggregate, [deployment], now);
    if (decision.deployment !== deployment.state) {
      deployment.state = decision.deployment;
      await saveDeployments(tx, [deployment]);
    }
    if (refused) {
      const organisation = await organisationName(this.organisations, tx, organisationId);
      const content = declinedMail(this.activationAlerts.contextOf(activation, aggregate.deployments), organisation, deployment, decision.commitment.reason ?? '');
      await this.activationAlerts.tell(tx, aggregate, 'oversight', 'commitment-refused', content);
    }
    await saveActivation(tx, activation);
  }
}

const receiptIn = (milestone: Milestone | undefined): Receipt | null =>
  milestone?.state === 'done' ? { at: milestone.doneAt!, late: milestone.doneLate ?? false, name: milestone.details?.name ?? '', function: milestone.details?.function ?? '' } : null;

// Dates inside jsonb come back as text.
function withDates(details: CommitmentRow['details']): CommitmentRow['details'] {
  if (details?.party !== 'red-cross') return details;
  const reliefShifts = details.reliefShifts.map((shift) => ({ ...shift, startsAt: new Date(shift.startsAt), endsAt: new Date(shift.endsAt) }));
  return { ...details, arrivalAt: new Date(details.arrivalAt), reliefShifts };
}
