import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, type DueMomentDefinition } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { unfinishedFor } from './activation.jobs.js';
import { deadlineNearMail } from './activation-mail.js';
import { forPlaces } from './domain/index.js';
import { EXTRA_PLACES_DEADLINE, EXTRA_PLACES_NEAR } from './due-moments.js';
import type { ExtraPlaces } from './extra-places.entity.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { saveActivation } from './save.js';
import { SettleOutcome } from './settle-outcome.js';

/** Carries out the deadlines of extra places, and that they come near. */
@Injectable()
export class ExtraPlacesJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly outcome: SettleOutcome,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    const handle = (definition: DueMomentDefinition, carryOut: (tx: Tx, aggregate: ActivationAggregate, extra: ExtraPlaces, now: Instant) => Promise<void>): void => {
      this.registry.define(definition);
      this.registry.handle(definition, {
        about: (tx, id) => aboutPart(tx, 'extra_places', id),
        lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'extra_places', id)),
        carryOut: async (tx, { subjectId }, now) => {
          const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'extra_places', subjectId));
          const extra = aggregate.extras.find(({ id }) => id === subjectId)!;
          if (extra.outcome) return;
          await carryOut(tx, aggregate, extra, now);
          await tx.notify('activation', aggregate.activation.id);
        },
      });
    };
    handle(EXTRA_PLACES_DEADLINE, async (tx, aggregate, _extra, now) => {
      await this.outcome.settle(tx, SYSTEM_ACTOR, aggregate, now);
      await saveActivation(tx, aggregate.activation);
    });
    handle(EXTRA_PLACES_NEAR, (tx, aggregate, extra) => this.near(tx, aggregate, extra));
  }

  private async near(tx: Tx, aggregate: ActivationAggregate, extra: ExtraPlaces): Promise<void> {
    const { activation } = aggregate;
    const deployments = forPlaces(aggregate.deployments, extra.id);
    const context = this.alerts.contextOf(activation, deployments, extra);
    for (const id of audienceOf({ activation, deployments }, 'everyone')) {
      await this.alerts.tellOrganisations(tx, activation, [id], 'extra-places-near', deadlineNearMail(context, unfinishedFor({ ...aggregate, deployments }, id)));
    }
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'extra-places.deadline-near', subjectKind: 'extra-places', subjectId: extra.id, activationId: activation.id, exercise: activation.exercise,
    });
  }
}
