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
import { Deployment } from './deployment.entity.js';
import { ALREADY_RUNNING, checkShortfall, deadlineNearAt, deadlineOf, MACHINE_TRIGGERS_EXERCISES_ONLY, windowOf } from './domain/index.js';
import { ACTIVATION_DEADLINE, ACTIVATION_DEADLINE_NEAR } from './due-moments.js';
import { EndActivation } from './end-activation.js';
import { milestonesOf, saveMilestones } from './milestone-plan.js';
import { ActivationPlanner, type PlannedTrigger } from './plan-activation.js';

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
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
    private readonly endActivation: EndActivation,
  ) {}

  /**
   * Returns the new activation's id, or the id of the one that the same Idempotency-Key made before.
   * Throws ACTIVATION.ALREADY_RUNNING, ACTIVATION.LOCATION_BUSY, ACTIVATION.LOCATION_NOT_READY, ACTIVATION.SHORTFALL_NOT_ACCEPTED,
   * ACTIVATION.REQUEST_NOT_ACCEPTED, ACTIVATION.OUTSIDE_PERIOD, ACTIVATION.MACHINE_KEY or REQUEST.INVALID; then nothing has changed.
   */
  async run(actor: Actor, body: TriggerBody, key?: IdempotencyKey): Promise<{ activationId: string; repeated: boolean }> {
    assertMayTrigger(actor, body);
    try {
      const { result, repeated } = await once(this.database, key, (tx) => this.trigger(tx, actor, body));
      return { activationId: result, repeated };
    } catch (error) {
      // The constraint is what holds when everything above it is wrong.
      if (violatedConstraint(error) === 'activations_one_real') throw await this.alreadyRunning(this.database, body.reserveRequestId);
      throw error;
    }
  }

  private async trigger(tx: Tx, actor: Actor, body: TriggerBody): Promise<string> {
    const request = await this.requests.lock(tx, actor.scope, body.reserveRequestId);
    await this.lockExercisesInTheWay(tx, body, request);
    const now = await tx.now();
    if (!body.exercise && (await runningReal(tx, request.id))) throw await this.alreadyRunning(tx, request.id);
    const planned = await this.planner.plan(tx, actor.scope, request, body, now);
    const problem = checkShortfall(body, { planned: planned.plan.total, ready: planned.ready });
    if (problem) throw problem;
    await this.takeOverFromExercises(tx, planned, body.exercise, now);
    const activation = activationOf(request, body, planned, now);
    const deployments = planned.plan.chosen.map((chosen) => deploymentOf(activation, planned, chosen, now));
    await this.save(tx, activation, deployments);
    await this.recordTrigger(tx, actor, activation, deployments);
    return activation.id;
  }

  // Exercises in the way are locked before the clock is read: a real activation may end them.
  private async lockExercisesInTheWay(tx: Tx, body: TriggerBody, request: ReserveRequestView): Promise<void> {
    if (body.exercise) return;
    const rows = await tx.query<{ id: string }>(
      `SELECT DISTINCT a.id FROM activations a JOIN location_holds h ON h.activation_id = a.id AND h.released_at IS NULL
         JOIN standby_locations l ON l.id = h.location_id
        WHERE a.exercise AND a.status = 'running' AND l.province_code = $1`, [request.provinceCode]);
    if (rows.length > 0) await tx.lock('activations', ...rows.map(({ id }) => id));
  }

  private async takeOverFromExercises(tx: Tx, planned: PlannedTrigger, exercise: boolean, now: Instant): Promise<void> {
    if (exercise) return;
    const running = await this.holds.running(tx, planned.plan.chosen.map(({ locationId }) => locationId));
    const ids = new Set(running.filter((hold) => hold.exercise).map((hold) => hold.activationId));
    for (const id of [...ids].sort()) await this.endActivation.takenOver(tx, id, now);
  }

  private async save(tx: Tx, activation: Activation, deployments: Deployment[]): Promise<void> {
    await tx.manager.insert(Activation, activation);
    await this.holds.take(tx, deployments.map(({ locationId }) => ({ locationId, activationId: activation.id, exercise: activation.exercise })));
    await tx.manager.insert(Deployment, deployments);
    const milestones = deployments.flatMap((deployment) => milestonesOf(activation, deployment, activation.triggeredAt, activation.windowSeconds));
    await saveMilestones(tx, this.dueMoments, milestones);
    await this.dueMoments.plan(tx, [
      { definition: ACTIVATION_DEADLINE, subjectId: activation.id, dueAt: activation.deadlineAt },
      { definition: ACTIVATION_DEADLINE_NEAR, subjectId: activation.id, dueAt: deadlineNearAt(activation.triggeredAt, activation.windowSeconds, ACTIVATION_POLICY) },
    ]);
    await this.alerts.announce(tx, { activation, deployments, milestones });
    await tx.notify('activation', activation.id);
  }

  private async recordTrigger(tx: Tx, actor: Actor, activation: Activation, deployments: readonly Deployment[]): Promise<void> {
    const common = { activationId: activation.id, exercise: activation.exercise };
    const { reason, ...facts } = activation;
    await this.record.add(
      tx, actor,
      { ...common, action: 'activation.triggered', subjectKind: 'activation', subjectId: activation.id, after: facts, personal: { reason } },
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
    deadlineAt: deadlineOf(now, windowSeconds), parties: { ministryId, provinceId, redCrossId, coaId, operationsId },
    outcome: null, outcomeAt: null, outcomeReason: null, endedAt: null, endReason: null, version: 1,
  });
}

function deploymentOf(
  activation: Activation, planned: PlannedTrigger, chosen: { locationId: string; places: number; groups: Groups; reason: { code: string } }, now: Instant,
): Deployment {
  const location = planned.locationOf(chosen.locationId);
  return newDeployment(activation.id, location, { places: chosen.places, groups: chosen.groups, reason: chosen.reason.code, replacesId: null }, now);
}

/** A deployment in its first state, with the location's name and address as they are now. */
export function newDeployment(
  activationId: string, location: ReturnType<PlannedTrigger['locationOf']>,
  planned: { places: number; groups: Groups; reason: string; replacesId: string | null }, now: Instant,
): Deployment {
  const { name, municipalityName, address } = location;
  const { street, houseNumber, postcode, place } = address;
  return Object.assign(new Deployment(), {
    id: newId(), activationId, locationId: location.id, municipalityId: location.organisationId,
    location: { name, street, houseNumber, postcode, place, municipalityName },
    ...planned, state: 'alerted' as const, stateReason: null, createdAt: now, openedAt: null, openedLate: null, closedAt: null,
  });
}
