import { Injectable } from '@nestjs/common';
import { PRESENCE_POLICY } from '../../config/presence.js';
import { newId, type Actor, type Groups, type Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, lastPresent, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { decideArrival, decideRideCancellation, missingAt, refuseRide, usualArrival, type RideInput, type RoomFacts } from './domain/index.js';
import { RIDE_MISSING } from './due-moments.js';
import { rideDiffersMail, rideFoundMail } from './presence-mail.js';
import { Ride } from './ride.entity.js';
import { saveActivation } from './save.js';
import { VerifiedPlaces } from './verified-places.js';

/** A ride as it is reported at its departure. `departedAt` absent: now; `expectedAt` absent: as long as a ride usually takes. */
export type RideBody = Omit<RideInput, 'departedAt' | 'expectedAt'> & { readonly departedAt?: Instant | undefined; readonly expectedAt?: Instant | undefined };

/** Rides from Ter Apel to an open location: who boarded, and who arrived. Counts per group, never a name. */
@Injectable()
export class ReportRide {
  constructor(
    private readonly database: Database,
    private readonly alerts: ActivationAlerts,
    private readonly verifiedPlaces: VerifiedPlaces,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /**
   * A ride departs. Gives its id, or the id of the one that the same Idempotency-Key made before. Throws REQUEST.INVALID,
   * ACTIVATION.NOT_RUNNING, RIDE.NOT_OPEN or RIDE.NO_ROOM; then nothing has changed.
   */
  async depart(actor: Actor, deploymentId: string, body: RideBody, key?: IdempotencyKey): Promise<string> {
    return (await once(this.database, key, (tx) => this.save(tx, actor, deploymentId, body))).result;
  }

  /**
   * A ride arrives, also after the end of its activation; with other numbers than boarded, that is alarmed. Who heard that it was missing
   * hears of it too. Throws REQUEST.INVALID, RIDE.ARRIVED or RIDE.CLOSED.
   */
  async arrive(actor: Actor, rideId: string, arrived: Groups): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { aggregate, now } = await this.lock(tx, actor, await activationIdOf(tx, 'rides', rideId));
      const ride = aggregate.rides.find(({ id }) => id === rideId)!;
      const decided = decideArrival(ride, arrived);
      if (!decided.ok) throw decided.error;
      if (!decided.value.isNew) return;
      Object.assign(ride, { arrived, arrivedAt: now });
      await tx.manager.update(Ride, { id: rideId }, { arrived, arrivedAt: now });
      await this.write(tx, actor, aggregate, ride, 'ride.arrived', { boarded: ride.boarded, arrived, differs: decided.value.differs });
      await this.close(tx, aggregate, ride, decided.value.differs.length > 0);
    });
  }

  /** A ride did not go after all, or turned back: nobody waits for it any more. Also after the end of its activation. Throws RIDE.CLOSED. */
  async cancel(actor: Actor, rideId: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { aggregate, now } = await this.lock(tx, actor, await activationIdOf(tx, 'rides', rideId));
      const ride = aggregate.rides.find(({ id }) => id === rideId)!;
      const decided = decideRideCancellation(ride);
      if (!decided.ok) throw decided.error;
      if (!decided.value.isNew) return;
      Object.assign(ride, { cancelledAt: now, cancelReason: reason });
      await tx.manager.update(Ride, { id: rideId }, { cancelledAt: now, cancelReason: reason });
      await this.write(tx, actor, aggregate, ride, 'ride.cancelled', { boarded: ride.boarded }, { reason });
      await this.close(tx, aggregate, ride, false);
    });
  }

  // Nobody waits for it any more; who heard that it was missing hears what became of it.
  private async close(tx: Tx, { activation, deployments }: ActivationAggregate, ride: Ride, differs: boolean): Promise<void> {
    await this.dueMoments.supersede(tx, [ride.id]);
    if (!differs && !ride.alarmedAt) return;
    const deployment = deployments.find(({ id }) => id === ride.deploymentId)!;
    const context = this.alerts.contextOf(activation, deployments);
    const told = [activation.parties.coaId, deployment.municipalityId, activation.parties.operationsId];
    const [purpose, content] = differs && ride.arrived ? ['ride-differs', rideDiffersMail(context, deployment, { ...ride, arrived: ride.arrived })] as const : ['ride-found', rideFoundMail(context, deployment, ride)] as const;
    await this.alerts.tellOrganisations(tx, activation, told, purpose, content);
  }

  private async save(tx: Tx, actor: Actor, deploymentId: string, body: RideBody): Promise<string> {
    const { aggregate, now } = await this.lock(tx, actor, await activationIdOf(tx, 'deployments', deploymentId));
    const deployment = aggregate.deployments.find(({ id }) => id === deploymentId)!;
    const departedAt = body.departedAt ?? now;
    const input = { ...body, departedAt, expectedAt: body.expectedAt ?? usualArrival(departedAt, PRESENCE_POLICY) };
    const room = await this.roomFacts(tx, aggregate, deployment, now);
    const problem = refuseRide({ lifecycle: aggregate.activation.status, deployment: deployment.state, room }, input, now, PRESENCE_POLICY);
    if (problem) throw problem;
    const ride = Object.assign(new Ride(), { ...input, id: newId(), activationId: aggregate.activation.id, deploymentId, arrived: null, arrivedAt: null, alarmedAt: null, cancelledAt: null, cancelReason: null, reportedAt: now });
    await tx.manager.insert(Ride, ride);
    await this.dueMoments.plan(tx, [{ definition: RIDE_MISSING, subjectId: ride.id, dueAt: missingAt(ride, PRESENCE_POLICY) }]);
    const { carrier, seats, boarded, expectedAt } = ride;
    await this.write(tx, actor, aggregate, ride, 'ride.departed', { carrier, seats, boarded, departedAt, expectedAt });
    return ride.id;
  }

  private async roomFacts(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment, now: Instant): Promise<RoomFacts> {
    const { places } = await this.verifiedPlaces.at(tx, aggregate.activation, deployment, now);
    const last = lastPresent(aggregate, deployment.id);
    return {
      planned: deployment.places, verified: places, counted: last ? { total: last.total, at: last.countedAt } : null,
      rides: aggregate.rides.filter(({ deploymentId }) => deploymentId === deployment.id),
    };
  }

  private async lock(tx: Tx, actor: Actor, activationId: string): Promise<{ aggregate: ActivationAggregate; now: Instant }> {
    await tx.lock('activations', activationId);
    const now = await tx.now();
    return { aggregate: await readActivation(tx, actor.scope, activationId), now };
  }

  private async write(tx: Tx, actor: Actor, { activation }: ActivationAggregate, { id: rideId, deploymentId }: Ride, action: string, after: Record<string, unknown>, personal: Record<string, unknown> = {}): Promise<void> {
    const { id: activationId, exercise } = activation;
    await this.record.add(tx, actor, { action, subjectKind: 'deployment', subjectId: deploymentId, activationId, exercise, after: { rideId, ...after }, personal });
    await saveActivation(tx, activation);
    await tx.notify('activation', activationId);
  }
}
