import { Injectable } from '@nestjs/common';
import { newId, type Actor, type Instant } from '../kernel/index.js';
import { assertMay } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ReserveRequests } from '../reserve/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { newDeployment, type Deployment } from './deployment.entity.js';
import { checkShortfall } from './domain/index.js';
import { ExerciseTakeOver } from './exercise-take-over.js';
import { ExtraDeadlines } from './extra-deadlines.js';
import { ExtraPlaces } from './extra-places.entity.js';
import { extraPlacesMail } from './extra-places-mail.js';
import type { ExtraPlacesBody } from './extra-places-schemas.js';
import { JoinActivation } from './join-activation.js';
import { assertPersonFor } from './person-needed.js';
import { ExtraPlacesPlanner, type PlannedExtraPlaces } from './plan-extra-places.js';
import { saveActivation } from './save.js';

/** What was asked for, as it is kept with the Idempotency-Key. */
export type AskedExtraPlaces = { readonly extraPlacesId: string; readonly deploymentIds: readonly string[]; readonly planned: number; readonly shortfall: number; readonly deadlineAt: string };

/**
 * PRO asks for more places while the activation runs: with its deadline, or with a later one of their own. They have an outcome of their
 * own (ADR 0022): what was asked for at the trigger stays what its deadline is judged by.
 */
@Injectable()
export class AskExtraPlaces {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly planner: ExtraPlacesPlanner,
    private readonly takeOver: ExerciseTakeOver,
    private readonly joining: JoinActivation,
    private readonly deadlines: ExtraDeadlines,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives what was planned, or what the same Idempotency-Key planned before. Throws REQUEST.INVALID, ACTIVATION.NOT_RUNNING,
   * ACTIVATION.MACHINE_KEY, ACTIVATION.LOCATION_BUSY, ACTIVATION.LOCATION_NOT_READY, ACTIVATION.SHORTFALL_NOT_ACCEPTED,
   * ACTIVATION.REQUEST_NOT_ACCEPTED, ACTIVATION.OUTSIDE_PERIOD, AUTH.NOT_ALLOWED or REQUEST.NOT_FOUND; then nothing has changed.
   */
  async run(actor: Actor, activationId: string, body: ExtraPlacesBody, key?: IdempotencyKey): Promise<AskedExtraPlaces> {
    assertMay(actor, 'deployment.add-extra');
    const work = (): Promise<{ result: AskedExtraPlaces }> => once(this.database, key, (tx) => this.ask(tx, actor, activationId, body));
    return (await this.takeOver.despiteExercises(this.database, work)).result;
  }

  private async ask(tx: Tx, actor: Actor, activationId: string, body: ExtraPlacesBody): Promise<AskedExtraPlaces> {
    await this.lock(tx, actor, activationId);
    const now = await tx.now();
    const aggregate = await readActivation(tx, actor.scope, activationId);
    const { activation } = aggregate;
    assertPersonFor(activation, actor);
    const planned = await this.planner.plan(tx, actor.scope, aggregate, body, now);
    const problem = checkShortfall(body, { planned: planned.plan.total, ready: planned.ready });
    if (problem) throw problem;
    if (!activation.exercise) await this.takeOver.end(tx, planned.plan.chosen.map(({ locationId }) => locationId), now);
    const extra = await this.save(tx, actor, aggregate, body, planned, now);
    const deployments = await this.join(tx, actor, aggregate, extra, planned, now);
    await this.alerts.tell(tx, aggregate, 'oversight', 'extra-places-asked', extraPlacesMail(this.alerts.contextOf(activation, aggregate.deployments, extra), extra, deployments));
    await saveActivation(tx, activation);
    await tx.notify('activation', activationId);
    return { extraPlacesId: extra.id, deploymentIds: deployments.map(({ id }) => id), planned: planned.plan.total, shortfall: planned.plan.shortfall, deadlineAt: planned.deadlineAt.toISOString() };
  }

  // A real one may take any location of its province from an exercise.
  private async lock(tx: Tx, actor: Actor, activationId: string): Promise<void> {
    const { activation } = await readActivation(tx, actor.scope, activationId);
    const { provinceCode } = await this.requests.byId(tx, actor.scope, activation.reserveRequestId);
    await this.takeOver.lock(tx, activation.exercise ? 'nothing' : { provinceCode }, [activationId]);
  }

  private async save(tx: Tx, actor: Actor, { activation, extras }: ActivationAggregate, body: ExtraPlacesBody, { plan, deadlineAt }: PlannedExtraPlaces, now: Instant): Promise<ExtraPlaces> {
    const { places, groups, reason } = body;
    const own = deadlineAt.getTime() === activation.deadlineAt.getTime() ? null : deadlineAt;
    const extra = Object.assign(new ExtraPlaces(), {
      id: newId(), activationId: activation.id, places, groups, reason, plannedPlaces: plan.total, shortfall: plan.shortfall, deadlineAt: own, firstDeadlineAt: deadlineAt,
      askedBy: actor.organisationId ?? activation.parties.ministryId, askedAt: now, outcome: null, outcomeAt: null, outcomeReason: null,
    });
    await tx.manager.insert(ExtraPlaces, extra);
    extras.push(extra);
    await this.deadlines.plan(tx, activation, extra, now);
    await this.record.add(tx, actor, {
      action: 'extra-places.asked', subjectKind: 'extra-places', subjectId: extra.id, activationId: activation.id, exercise: activation.exercise,
      after: { places, groups, plannedPlaces: plan.total, shortfall: plan.shortfall, deadlineAt, ownDeadline: own !== null }, personal: { reason },
    });
    return extra;
  }

  private async join(tx: Tx, actor: Actor, aggregate: ActivationAggregate, extra: ExtraPlaces, { plan, locationOf, requestWindowSeconds }: PlannedExtraPlaces, now: Instant): Promise<Deployment[]> {
    const deployments = plan.chosen.map(({ locationId, places, groups, reason }) =>
      newDeployment(aggregate.activation.id, locationOf(locationId), { places, groups, reason: reason.code, replacesId: null, extra }, requestWindowSeconds, now));
    for (const deployment of deployments) await this.joining.join(tx, actor, aggregate, deployment, now);
    return deployments;
  }
}
