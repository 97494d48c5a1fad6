import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { newId, Problem, totalOf, type Actor, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { AgreedStays } from './agreed-stays.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, askedFor, partyOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { takenBackMail } from './activation-mail.js';
import { CommitmentRow } from './commitment.entity.js';
import { Deployment } from './deployment.entity.js';
import { ALREADY_REPLACED, firstOf, forPlaces, isLive, NOT_A_PARTY, refuseAnother, stepDeployment, stillNeeded, takeBackCommitment, takeBackReceipt } from './domain/index.js';
import { ExerciseTakeOver, type Wanted } from './exercise-take-over.js';
import { JoinActivation } from './join-activation.js';
import { reopenMilestones } from './milestone-plan.js';
import { organisationName } from './organisation-names.js';
import { saveActivation, saveDeployments } from './save.js';
import { WatchPaths } from './watch-paths.js';

type Locked = { readonly aggregate: ActivationAggregate; readonly organisationId: string; readonly now: Instant };

/** An answer given by a slip of the hand is taken back within minutes, by the organisation that gave it: what it ended begins anew. */
@Injectable()
export class TakeBackAnswer {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly organisations: Organisations,
    private readonly dueMoments: DueMoments,
    private readonly joining: JoinActivation,
    private readonly takeOver: ExerciseTakeOver,
    private readonly stays: AgreedStays,
    private readonly paths: WatchPaths,
    private readonly record: RecordBook,
  ) {}

  /** Throws ACTIVATION.NOT_A_PARTY, ACTIVATION.NOT_RUNNING, ANSWER.NOTHING_TO_TAKE_BACK, ANSWER.COMMITMENT_STANDS, ANSWER.TOO_LATE_TO_TAKE_BACK or ANSWER.TAKEN_BACK_OFTEN. */
  async receipt(actor: Actor, activationId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { aggregate, organisationId, now } = await this.lock(tx, actor, activationId);
      const { activation, deployments, milestones, commitments } = aggregate;
      const own = deployments.filter(({ state, municipalityId }) => isLive(state) && (partyOf(aggregate, organisationId) !== 'municipality' || municipalityId === organisationId));
      const received = milestones.filter(({ kind, state, deploymentId, organisationId: owner }) => kind === 'received' && state === 'done' && owner === organisationId && own.some(({ id }) => id === deploymentId));
      const last = received.map(({ doneAt }) => doneAt!).sort((one, other) => other.getTime() - one.getTime())[0] ?? null;
      const states = own.map(({ state }) => state);
      const decided = takeBackReceipt({ lifecycle: activation.status, at: last, deployments: states, committed: commitments.some((row) => row.organisationId === organisationId) }, now);
      if (!decided.ok) throw decided.error;
      const taken = received.filter(({ doneAt }) => doneAt!.getTime() === last!.getTime());
      const concerned = own.filter(({ id }) => taken.some(({ deploymentId }) => deploymentId === id));
      for (const deployment of concerned) await reopenMilestones(tx, this.dueMoments, activation, deployment, taken.filter(({ deploymentId }) => deploymentId === deployment.id), now);
      await this.paths.follow(tx, aggregate, concerned, now);
      await this.alerts.reopen(tx, { topicId: activation.id, organisationId, actor });
      await saveActivation(tx, activation);
      await this.tell(tx, aggregate, organisationId, null);
    });
  }

  /**
   * A commitment or a refusal for one location. A building that its municipality refused joins anew, for as many places as are still
   * short; an exercise that took it in those minutes ends. Throws as `receipt`, and ANSWER.ALREADY_REPLACED or ACTIVATION.LOCATION_BUSY.
   */
  async commitment(actor: Actor, deploymentId: string): Promise<void> {
    await this.takeOver.despiteExercises(this.database, () => this.database.transaction((tx) => this.takeBack(tx, actor, deploymentId)));
  }

  private async takeBack(tx: Tx, actor: Actor, deploymentId: string): Promise<void> {
    const locked = await this.lock(tx, actor, await activationIdOf(tx, 'deployments', deploymentId), await wantedBack(tx, deploymentId));
    const { aggregate, organisationId, now } = locked;
    const { activation, deployments, commitments } = aggregate;
    const deployment = deployments.find(({ id }) => id === deploymentId)!;
    const party = partyOf(aggregate, organisationId)!;
    if (party === 'municipality' && deployment.municipalityId !== organisationId) throw new Problem(NOT_A_PARTY);
    const row = commitments.find((each) => each.deploymentId === deploymentId && each.organisationId === organisationId);
    const decided = takeBackCommitment({ party, lifecycle: activation.status, at: row?.at ?? null, answer: row?.answer ?? null, deployment: deployment.state }, now);
    if (!decided.ok) throw decided.error;
    await tx.manager.update(CommitmentRow, { id: row!.id }, { retractedAt: now });
    await this.record.add(tx, actor, {
      action: 'commitment.taken-back', subjectKind: 'deployment', subjectId: deploymentId, activationId: activation.id, exercise: activation.exercise,
      before: { answer: row!.answer, at: row!.at, state: deployment.state }, after: { organisationId, answer: null },
    });
    if (decided.value === 'rejoin') await this.rejoin(tx, actor, locked, deployment);
    else await this.reopen(tx, locked, deployment);
    await this.tell(tx, aggregate, organisationId, deployment);
  }

  private async lock(tx: Tx, actor: Actor, activationId: string, wanted: Wanted = 'nothing'): Promise<Locked> {
    await this.takeOver.lock(tx, wanted, [activationId]);
    const now = await tx.now();
    const aggregate = await readActivation(tx, actor.scope, activationId);
    const { organisationId } = actor;
    if (!organisationId || !partyOf(aggregate, organisationId)) throw new Problem(NOT_A_PARTY);
    await this.assertNotTooOften(tx, activationId, organisationId);
    return { aggregate, organisationId, now };
  }

  private async assertNotTooOften(tx: Tx, activationId: string, organisationId: string): Promise<void> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM record_entries WHERE activation_id = $1 AND organisation_id = $2 AND action IN ('commitment.taken-back', 'alert.receipt-taken-back')`, [activationId, organisationId]);
    const problem = refuseAnother(row!.n);
    if (problem) throw problem;
  }

  private async reopen(tx: Tx, { aggregate, organisationId, now }: Locked, deployment: Deployment): Promise<void> {
    const { activation, milestones } = aggregate;
    if (deployment.municipalityId === organisationId) {
      const step = stepDeployment(deployment.state, 'take-back', 'municipality');
      if (!step.ok) throw step.error;
      deployment.state = step.value;
      await saveDeployments(tx, [deployment]);
      await this.stays.forget(tx, deployment);
    }
    const own = milestones.filter(({ deploymentId, kind, organisationId: owner }) => deploymentId === deployment.id && kind === 'committed' && owner === organisationId);
    await reopenMilestones(tx, this.dueMoments, activation, deployment, own, now);
    await this.paths.follow(tx, aggregate, [deployment], now);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }

  // What was refused stays refused on the record; the building comes back as a deployment of its own.
  private async rejoin(tx: Tx, actor: Actor, { aggregate, now }: Locked, refused: Deployment): Promise<void> {
    const { extraPlacesId } = refused;
    const groups = firstOf(stillNeeded(askedFor(aggregate, extraPlacesId).groups, forPlaces(aggregate.deployments, extraPlacesId).filter(({ state }) => isLive(state))), refused.places);
    if (totalOf(groups) === 0) throw new Problem(ALREADY_REPLACED, { location: refused.location.name });
    const again = Object.assign(new Deployment(), refused, {
      id: newId(), places: totalOf(groups), groups, state: 'alerted' as const, stateReason: null, replacesId: refused.id, replan: null, lastNight: null, lateWarnedAt: null, lateWarnedFor: null, lateExpectedAt: null, createdAt: now, closedAt: null,
    });
    if (!aggregate.activation.exercise) await this.takeOver.end(tx, [again.locationId], now);
    await this.joining.join(tx, actor, aggregate, again, now);
  }

  private async tell(tx: Tx, aggregate: ActivationAggregate, organisationId: string, deployment: Deployment | null): Promise<void> {
    const organisation = await organisationName(this.organisations, tx, organisationId);
    const content = takenBackMail(this.activationAlerts.contextOf(aggregate.activation, aggregate.deployments), organisation, deployment);
    await this.activationAlerts.tell(tx, aggregate, 'oversight', 'answer-taken-back', content);
  }
}

// Asked before anything is locked: neither ever changes. A refused building may be in an exercise by now.
async function wantedBack(tx: Tx, deploymentId: string): Promise<Wanted> {
  const [row] = await tx.query<{ location_id: string }>(
    `SELECT d.location_id FROM deployments d JOIN activations a ON a.id = d.activation_id WHERE d.id = $1 AND d.state = 'refused' AND NOT a.exercise`, [deploymentId]);
  return row ? { locationId: row.location_id } : 'nothing';
}
