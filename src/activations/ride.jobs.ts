import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation } from './activation-aggregate.js';
import { isUnderWay } from './domain/index.js';
import { RIDE_MISSING } from './due-moments.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { rideMissingMail } from './presence-mail.js';
import { Ride } from './ride.entity.js';

/** A ride that left and did not arrive is alarmed, also when its location has dropped out or its activation has ended meanwhile: the people are somewhere. */
@Injectable()
export class RideJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(RIDE_MISSING);
    this.registry.handle(RIDE_MISSING, {
      about: (tx, id) => aboutPart(tx, 'rides', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'rides', id)),
      carryOut: (tx, { subjectId }, now) => this.alarm(tx, subjectId, now),
    });
  }

  private async alarm(tx: Tx, rideId: string, now: Instant): Promise<void> {
    const { activation, deployments, rides } = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'rides', rideId));
    const ride = rides.find(({ id }) => id === rideId)!;
    if (!isUnderWay(ride)) return;
    await tx.manager.update(Ride, { id: rideId }, { alarmedAt: now });
    const deployment = deployments.find(({ id }) => id === ride.deploymentId)!;
    const { id: activationId, exercise, parties: { coaId, operationsId } } = activation;
    const content = rideMissingMail(this.alerts.contextOf(activation, deployments), deployment, ride);
    await this.alerts.tellOrganisations(tx, activation, [coaId, deployment.municipalityId, operationsId], 'ride-missing', content);
    const { boarded, departedAt, expectedAt } = ride;
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'ride.missing', subjectKind: 'deployment', subjectId: deployment.id, activationId, exercise, after: { rideId, boarded, departedAt, expectedAt },
    });
    await tx.notify('activation', activationId);
  }
}
