import { Injectable } from '@nestjs/common';
import { NO_GROUPS, Problem, totalOf, type Actor, type Groups, type Instant, GROUP_KEYS, type GroupKey } from '../kernel/index.js';
import { LocationHolds } from '../locations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ReadyPlaces, ReserveRequests, type ReadyLocation } from '../reserve/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { readActivation, secondsLeft, type ActivationAggregate } from './activation-aggregate.js';
import { Deployment } from './deployment.entity.js';
import { checkPicked, isLive, NOT_RUNNING, NOTHING_SHORT, planByHand, REPLACES_UNKNOWN } from './domain/index.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { milestonesOf, saveMilestones } from './milestone-plan.js';
import { saveActivation } from './save.js';
import { newDeployment } from './trigger-activation.js';

type Wanted = { readonly standbyLocationId: string; readonly places?: number | undefined; readonly replacesId?: string | undefined };

/** Puts a location in by hand while the activation runs. It joins the same deadline. A real one takes it over from an exercise. */
@Injectable()
export class AddDeployment {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly holds: LocationHolds,
    private readonly dueMoments: DueMoments,
    private readonly takeOver: ExerciseTakeOver,
    private readonly activationAlerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /** Throws ACTIVATION.NOT_RUNNING, ACTIVATION.LOCATION_BUSY, ACTIVATION.LOCATION_NOT_READY, ACTIVATION.NOTHING_SHORT or REQUEST.INVALID. */
  async run(actor: Actor, activationId: string, wanted: Wanted): Promise<string> {
    return this.takeOver.despiteExercises(this.database, () => this.database.transaction((tx) => this.add(tx, actor, activationId, wanted)));
  }

  private async add(tx: Tx, actor: Actor, activationId: string, wanted: Wanted): Promise<string> {
    await this.takeOver.lock(tx, { locationId: wanted.standbyLocationId }, [activationId]);
    const now = await tx.now();
    const aggregate = await readActivation(tx, actor.scope, activationId);
    const { status, exercise } = aggregate.activation;
    if (status !== 'running') throw new Problem(NOT_RUNNING);
    const location = await this.readyLocation(tx, actor, aggregate, wanted.standbyLocationId, now);
    const deployment = deploymentOf(aggregate, location, wanted, now);
    if (!exercise) await this.takeOver.end(tx, [deployment.locationId], now);
    await this.save(tx, actor, aggregate, deployment, now);
    return deployment.id;
  }

  private async readyLocation(tx: Tx, actor: Actor, { activation }: ActivationAggregate, locationId: string, now: Instant): Promise<ReadyLocation> {
    const request = await this.requests.byId(tx, actor.scope, activation.reserveRequestId);
    const locations = await this.readyPlaces.at(tx, actor.scope, request, now, { ignoreExercises: !activation.exercise });
    const found = locations.find(({ location }) => location.id === locationId);
    const problem = checkPicked([{ locationId, name: found?.location.name ?? locationId, state: found?.status ?? 'unknown' }]);
    if (problem) throw problem;
    return found!;
  }

  private async save(tx: Tx, actor: Actor, aggregate: ActivationAggregate, deployment: Deployment, now: Instant): Promise<void> {
    const { activation, deployments, milestones } = aggregate;
    await this.holds.take(tx, [{ locationId: deployment.locationId, activationId: activation.id, exercise: activation.exercise }]);
    await tx.manager.insert(Deployment, deployment);
    const added = milestonesOf(activation, deployment, now, secondsLeft(activation, now));
    await saveMilestones(tx, this.dueMoments, added);
    deployments.push(deployment);
    milestones.push(...added);
    activation.plannedPlaces = deployments.filter(({ state }) => isLive(state)).reduce((sum, { places }) => sum + places, 0);
    activation.shortfall = Math.max(0, activation.places - activation.plannedPlaces);
    await saveActivation(tx, activation);
    await this.activationAlerts.announceAdded(tx, aggregate, deployment, now);
    const { id: subjectId, locationId, places, groups, replacesId } = deployment;
    await this.record.add(tx, actor, {
      action: 'deployment.added', subjectKind: 'deployment', subjectId, activationId: activation.id, exercise: activation.exercise, after: { locationId, places, groups, replacesId },
    });
    await tx.notify('activation', activation.id);
  }
}

// What is still short, group by group, is what the added location is for.
function deploymentOf(aggregate: ActivationAggregate, { location, places, suits, leadTimeHours, distanceKm }: ReadyLocation, wanted: Wanted, now: Instant): Deployment {
  const { activation, deployments } = aggregate;
  if (wanted.replacesId && !deployments.some(({ id, state }) => id === wanted.replacesId && (state === 'refused' || state === 'failed'))) throw new Problem(REPLACES_UNKNOWN);
  const need = stillNeeded(activation.groups, deployments, wanted.places);
  if (totalOf(need) === 0) throw new Problem(NOTHING_SHORT);
  const candidate = { locationId: location.id, name: location.name, places, suits, leadTimeHours, distanceKm };
  const [chosen] = planByHand({ places: totalOf(need), groups: need, withinHours: Infinity }, [candidate]).chosen;
  if (!chosen) throw new Problem(NOTHING_SHORT);
  return newDeployment(activation.id, location, { places: chosen.places, groups: chosen.groups, reason: 'by-hand', replacesId: wanted.replacesId ?? null }, now);
}

function stillNeeded(asked: Groups, deployments: readonly Deployment[], limit: number | undefined): Groups {
  const left: Record<GroupKey, number> = { ...NO_GROUPS, ...asked };
  for (const { groups } of deployments.filter(({ state }) => isLive(state))) for (const key of GROUP_KEYS) left[key] = Math.max(0, left[key] - groups[key]);
  let room = limit ?? Infinity;
  for (const key of GROUP_KEYS) {
    left[key] = Math.min(left[key], room);
    room -= left[key];
  }
  return left;
}
