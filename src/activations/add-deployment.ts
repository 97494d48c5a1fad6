import { Injectable } from '@nestjs/common';
import { Problem, totalOf, type Actor, type Groups, type Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { ReadyPlaces, ReserveRequests, type ReadyLocation, type ReserveRequestView } from '../reserve/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { askedFor, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { newDeployment, type Deployment } from './deployment.entity.js';
import { checkPicked, fillingOrder, firstOf, forPlaces, isLive, NOT_RUNNING, NOTHING_SHORT, planByHand, REPLACES_UNKNOWN, stillNeeded } from './domain/index.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { JoinActivation } from './join-activation.js';
import { candidateOf } from './plan-activation.js';

type Wanted = { readonly standbyLocationId: string; readonly places?: number | undefined; readonly replacesId?: string | undefined };

/** Puts a location in by hand while the activation runs, for what is short: of the places asked for at the trigger first, then of extra ones. It joins their deadline. A real one takes it over from an exercise. */
@Injectable()
export class AddDeployment {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly takeOver: ExerciseTakeOver,
    private readonly joining: JoinActivation,
    private readonly alerts: ActivationAlerts,
  ) {}

  /** Gives the id of the deployment, or that which the same Idempotency-Key made before. Throws ACTIVATION.NOT_RUNNING, ACTIVATION.LOCATION_BUSY, ACTIVATION.LOCATION_NOT_READY, ACTIVATION.NOTHING_SHORT or REQUEST.INVALID. */
  async run(actor: Actor, activationId: string, wanted: Wanted, key?: IdempotencyKey): Promise<string> {
    return (await this.takeOver.despiteExercises(this.database, () => once(this.database, key, (tx) => this.add(tx, actor, activationId, wanted)))).result;
  }

  private async add(tx: Tx, actor: Actor, activationId: string, wanted: Wanted): Promise<string> {
    await this.takeOver.lock(tx, { locationId: wanted.standbyLocationId }, [activationId]);
    const now = await tx.now();
    const aggregate = await readActivation(tx, actor.scope, activationId);
    const { status, exercise } = aggregate.activation;
    if (status !== 'running') throw new Problem(NOT_RUNNING);
    const request = await this.requests.byId(tx, actor.scope, aggregate.activation.reserveRequestId);
    const location = await this.readyLocation(tx, actor, aggregate, request, wanted.standbyLocationId, now);
    const deployment = deploymentOf(aggregate, request, location, wanted, now);
    if (!exercise) await this.takeOver.end(tx, [deployment.locationId], now);
    await this.joining.join(tx, actor, aggregate, deployment, now);
    await this.alerts.tellAdded(tx, aggregate, deployment);
    return deployment.id;
  }

  private async readyLocation(tx: Tx, actor: Actor, { activation }: ActivationAggregate, request: ReserveRequestView, locationId: string, now: Instant): Promise<ReadyLocation> {
    const locations = await this.readyPlaces.at(tx, actor.scope, request, now, { ignoreExercises: !activation.exercise });
    const found = locations.find(({ location }) => location.id === locationId);
    const problem = checkPicked([{ locationId, name: found?.location.name ?? locationId, state: found?.status ?? 'unknown' }]);
    if (problem) throw problem;
    return found!;
  }
}

// What is still short, group by group, is what the added location is for.
function deploymentOf(aggregate: ActivationAggregate, request: ReserveRequestView, found: ReadyLocation, wanted: Wanted, now: Instant): Deployment {
  const { activation, deployments } = aggregate;
  const lost = deployments.find(({ id, state }) => id === wanted.replacesId && (state === 'refused' || state === 'failed'));
  if (wanted.replacesId && !lost) throw new Problem(REPLACES_UNKNOWN);
  const short = shortOf(aggregate, lost ? [lost.extraPlacesId] : fillingOrder(aggregate.activation, aggregate.extras));
  const need = firstOf(short.groups, wanted.places ?? Infinity);
  const [chosen] = planByHand({ places: totalOf(need), groups: need, withinHours: Infinity }, [candidateOf(found)]).chosen;
  if (!chosen) throw new Problem(NOTHING_SHORT);
  return newDeployment(activation.id, found.location, { places: chosen.places, groups: chosen.groups, reason: 'by-hand', replacesId: wanted.replacesId ?? null, extra: aggregate.extras.find(({ id }) => id === short.extraPlacesId) }, request.windowSeconds, now);
}

/** The first of these that something is short of: null stands for the places asked for at the trigger. Throws ACTIVATION.NOTHING_SHORT. */
function shortOf(aggregate: ActivationAggregate, several: readonly (string | null)[]): { readonly extraPlacesId: string | null; readonly groups: Groups } {
  for (const extraPlacesId of several) {
    const live = forPlaces(aggregate.deployments, extraPlacesId).filter(({ state }) => isLive(state));
    const groups = stillNeeded(askedFor(aggregate, extraPlacesId).groups, live);
    if (totalOf(groups) > 0) return { extraPlacesId, groups };
  }
  throw new Problem(NOTHING_SHORT);
}
