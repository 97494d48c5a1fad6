import { Injectable } from '@nestjs/common';
import { ACTIVATION_POLICY } from '../../config/activation.js';
import { newId, Problem, type Actor, type Groups, type Instant } from '../kernel/index.js';
import { LocationHolds } from '../locations/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx, violatedConstraint } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ReserveRequests, type ReserveRequestView } from '../reserve/index.js';
import { Activation } from './activation.entity.js';
import { ActivationAlerts } from './activation-alerts.js';
import type { TriggerBody } from './activation-schemas.js';
import { Deployment, newDeployment } from './deployment.entity.js';
import { ALREADY_RUNNING, checkShortfall, deadlineNearAt, deadlineOf, MACHINE_TRIGGERS_EXERCISES_ONLY, windowOf } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR } from './due-moments.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { InformedParties } from './informed-parties.js';
import { milestonesOf, saveMilestones } from './milestone-plan.js';
import { ActivationPlanner, type PlannedTrigger } from './plan-activation.js';
import { proConfirmationOf, saveProConfirmation, type OnBehalf } from './pro-confirmation-moments.js';
import type { ProConfirmation } from './pro-confirmation.entity.js';
import { WatchPaths } from './watch-paths.js';

/**
 * PRO's decision to take reserve places into use. One transaction writes the activation, its deployments and milestones,
 * every due moment, every alert and the record. The deadline is from the database's clock, read after the locks.
 */
@Injectable()
export class TriggerActivation {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly planner: ActivationPlanner,
    private readonly holds: LocationHolds,
    private readonly dueMoments: DueMoments,
    private readonly informed: InformedParties,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
    private readonly takeOver: ExerciseTakeOver,
    private readonly paths: WatchPaths,
  ) {}

  /**
   * Returns the new activation's id, or the id of the one that the same Idempotency-Key made before.
   * Throws ACTIVATION.ALREADY_RUNNING, ACTIVATION.LOCATION_BUSY, ACTIVATION.LOCATION_NOT_READY, ACTIVATION.SHORTFALL_NOT_ACCEPTED,
   * ACTIVATION.REQUEST_NOT_ACCEPTED, ACTIVATION.OUTSIDE_PERIOD, ACTIVATION.MACHINE_KEY or REQUEST.INVALID; then nothing has changed.
   */
  async run(actor: Actor, body: TriggerBody, key?: IdempotencyKey): Promise<{ activationId: string; repeated: boolean }> {
    assertMayTrigger(actor, body);
    const { result, repeated } = await this.guarded(body, () => once(this.database, key, async (tx) => this.decide(tx, actor, body, await this.lock(tx, actor, body))));
    return { activationId: result, repeated };
  }

  /** Does work that triggers, in a transaction of its own: again when an exercise slipped in between, and with the problem that a violated constraint means. */
  async guarded<T>(body: TriggerBody, work: () => Promise<T>): Promise<T> {
    try {
      return await (body.exercise ? work() : this.takeOver.despiteExercises(this.database, work));
    } catch (error) {
      // The constraint is what holds when everything above it is wrong.
      if (violatedConstraint(error) === 'activations_one_real') throw await this.alreadyRunning(this.database, body.reserveRequestId);
      throw error;
    }
  }

  /** Locks what is decided about. Before the clock is read. */
  async lock(tx: Tx, actor: Actor, body: TriggerBody): Promise<ReserveRequestView> {
    const request = await this.requests.lock(tx, actor.scope, body.reserveRequestId);
    if (!body.exercise) await this.takeOver.lock(tx, { provinceCode: request.provinceCode });
    return request;
  }

  /**
   * Triggers in the caller's transaction, on what was locked; gives the activation's id. Whether the actor may is the caller's to know.
   * `acceptedShortfall`: as many places may be short, and no more. Throws as `run` does.
   */
  async decide(tx: Tx, actor: Actor, body: TriggerBody & { readonly acceptedShortfall?: number | undefined }, request: ReserveRequestView, onBehalf: OnBehalf | null = null): Promise<string> {
    const now = await tx.now();
    if (!body.exercise && (await runningReal(tx, request.id))) throw await this.alreadyRunning(tx, request.id);
    const planned = await this.planner.plan(tx, actor.scope, request, body, now);
    const problem = checkShortfall(body, { planned: planned.plan.total, ready: planned.ready });
    if (problem) throw problem;
    if (!body.exercise) await this.takeOver.end(tx, planned.plan.chosen.map(({ locationId }) => locationId), now);
    const activation = activationOf(request, body, planned, now);
    const deployments = planned.plan.chosen.map((chosen) => deploymentOf(activation, request, planned, chosen, now));
    await this.save(tx, activation, deployments, onBehalf && proConfirmationOf(activation, onBehalf));
    await this.recordTrigger(tx, actor, activation, deployments, onBehalf);
    return activation.id;
  }

  private async save(tx: Tx, activation: Activation, deployments: Deployment[], confirmation: ProConfirmation | null): Promise<void> {
    await tx.manager.insert(Activation, activation);
    await this.holds.take(tx, deployments.map(({ locationId }) => ({ locationId, activationId: activation.id, exercise: activation.exercise })));
    await tx.manager.insert(Deployment, deployments);
    const milestones = deployments.flatMap((deployment) => milestonesOf(activation, deployment, activation.triggeredAt, activation.windowSeconds));
    // First, because the queue is woken in this order: messages and their steps are due within minutes, the rest in hours.
    await this.alerts.announce(tx, { activation, deployments, milestones, onBehalf: confirmation });
    await saveMilestones(tx, this.dueMoments, milestones, activation.windowSeconds, activation, activation.triggeredAt);
    await this.informed.begin(tx, deployments, { startsAt: activation.triggeredAt, windowSeconds: activation.windowSeconds });
    await this.dueMoments.plan(tx, [
      { definition: ACTIVATION_DEADLINE, subjectId: activation.id, dueAt: activation.deadlineAt },
      { definition: ACTIVATION_DEADLINE_NEAR, subjectId: activation.id, dueAt: deadlineNearAt(activation.triggeredAt, activation.windowSeconds, ACTIVATION_POLICY) },
    ]);
    await this.paths.follow(tx, { activation, extras: [], milestones }, deployments, activation.triggeredAt);
    if (confirmation) await saveProConfirmation(tx, this.dueMoments, activation, confirmation);
    await tx.notify('activation', activation.id);
  }

  private async recordTrigger(tx: Tx, actor: Actor, activation: Activation, deployments: readonly Deployment[], onBehalf: OnBehalf | null): Promise<void> {
    const common = { activationId: activation.id, exercise: activation.exercise };
    const { reason, ...facts } = activation;
    const { official, officialFunction: _, ...onBehalfOf } = onBehalf ?? {};
    await this.record.add(
      tx, actor,
      { ...common, action: 'activation.triggered', subjectKind: 'activation', subjectId: activation.id, after: { ...facts, ...(onBehalf && { onBehalfOf }) }, personal: { reason, ...(official && { official }) } },
      ...deployments.map(({ id, locationId, places, groups }) => ({
        ...common, action: 'deployment.planned', subjectKind: 'deployment', subjectId: id, after: { locationId, places, groups },
      })),
    );
  }

  private async alreadyRunning(source: Database | Tx, reserveRequestId: string): Promise<Problem> {
    const activationId = (await runningReal(source, reserveRequestId)) ?? '';
    return new Problem(ALREADY_RUNNING, { activationId }, [], { activationId });
  }
}

// A real trigger is a named official's decision; a machine may rehearse it.
function assertMayTrigger(actor: Actor, body: TriggerBody): void {
  if (body.exercise) return;
  assertMay(actor, 'activation.trigger');
  if (!actor.personId) throw new Problem(MACHINE_TRIGGERS_EXERCISES_ONLY);
}

async function runningReal(source: Database | Tx, reserveRequestId: string): Promise<string | undefined> {
  const rows = await source.query<{ id: string }>(
    `SELECT id FROM activations WHERE reserve_request_id = $1 AND status = 'running' AND NOT exercise`, [reserveRequestId]);
  return rows[0]?.id;
}

function activationOf(request: ReserveRequestView, body: TriggerBody, planned: PlannedTrigger, now: Instant): Activation {
  const windowSeconds = windowOf({ windowSeconds: body.window ?? null }, request);
  const { ministryId, provinceId, redCrossId, coaId, operationsId } = request;
  return Object.assign(new Activation(), {
    id: newId(), reserveRequestId: request.id, exercise: body.exercise, status: 'running' as const, places: body.places, groups: body.groups,
    reason: body.reason, plannedPlaces: planned.plan.total, shortfall: planned.plan.shortfall, windowSeconds, triggeredAt: now,
    deadlineAt: deadlineOf(now, windowSeconds), firstDeadlineAt: null, extensionReason: null, parties: { ministryId, provinceId, redCrossId, coaId, operationsId },
    outcome: null, outcomeAt: null, outcomeReason: null, endedAt: null, endReason: null, version: 1,
  });
}

function deploymentOf(
  activation: Activation, request: ReserveRequestView, planned: PlannedTrigger, chosen: { locationId: string; places: number; groups: Groups; reason: { code: string } }, now: Instant,
): Deployment {
  const location = planned.locationOf(chosen.locationId);
  return newDeployment(activation.id, location, { places: chosen.places, groups: chosen.groups, reason: chosen.reason.code, replacesId: null }, request.windowSeconds, now);
}
