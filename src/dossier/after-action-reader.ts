import { Injectable } from '@nestjs/common';
import { AFTER_ACTION_POLICY } from '../../config/after-action.js';
import { PastActivations, type PastActivation } from '../activations/index.js';
import { Alerts, CallTasks, type AlertView } from '../alerts/index.js';
import { SYSTEM_SCOPE, type Instant, type Scope } from '../kernel/index.js';
import { leadTimesOf, provesLeadTime } from '../locations/index.js';
import { Organisations } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { ReserveRequests } from '../reserve/index.js';
import { afterActionReport, assertOver, type AfterActionFacts, type AfterActionReport, type AlertedOrganisation, type Sees, type TelephonedOrganisation } from './domain/index.js';

/** The report with what is needed to put it into words. */
export type NamedReport = AfterActionReport & {
  /** The name of an organisation that the reader may know. */
  readonly nameOf: (organisationId: string) => string;
  readonly madeAt: Instant;
};

/** Reads across features what a report afterwards is made from: organisations only, never who answered. */
@Injectable()
export class AfterActionReader {
  constructor(
    private readonly database: Database,
    private readonly past: PastActivations,
    private readonly alerts: Alerts,
    private readonly callTasks: CallTasks,
    private readonly requests: ReserveRequests,
    private readonly organisations: Organisations,
  ) {}

  /** Throws REQUEST.NOT_FOUND when it does not exist or may not be seen, and ACTIVATION.STILL_RUNNING before its end. */
  async of(scope: Scope, activationId: string): Promise<NamedReport> {
    const past = await this.past.one(scope, activationId);
    assertOver(past.activation);
    const report = afterActionReport(await this.facts(scope, past), seesOf(scope), AFTER_ACTION_POLICY);
    const names = new Map((await this.organisations.list(this.database, SYSTEM_SCOPE)).map(({ id, name }) => [id, name]));
    return { ...report, nameOf: (id) => names.get(id) ?? '', madeAt: await this.database.now() };
  }

  private async facts(scope: Scope, past: PastActivation): Promise<AfterActionFacts> {
    const { id, exercise, windowSeconds, reserveRequestId } = past.activation;
    const locationIds = [...new Set(past.deployments.map(({ locationId }) => locationId))];
    const request = await this.requests.byId(this.database, SYSTEM_SCOPE, reserveRequestId);
    return {
      ...past,
      extensions: await this.past.extensions(id),
      alerted: alertedIn(await this.alerts.ofTopic(this.database, id)),
      telephoned: await this.telephoned(id),
      provesLeadTime: provesLeadTime(exercise ? 'exercise' : 'activation', { windowSeconds, requestWindowSeconds: request.windowSeconds }),
      leadTimes: await leadTimesOf(this.database, locationIds, id),
      earlier: await this.past.earlierAt(scope, past.activation, locationIds, AFTER_ACTION_POLICY.earlierCompared.value),
    };
  }

  private async telephoned(activationId: string): Promise<TelephonedOrganisation[]> {
    const tasks = await this.callTasks.ofTopic(this.database, activationId);
    return tasks
      .map(({ organisationId, because, openedAt, closedAt, closeReason, attempts }) => ({ organisationId, because, openedAt, closedAt, closeReason, results: attempts.map(({ result }) => result) }))
      .sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
  }
}

/** A municipality knows itself; everyone else who may see the activation knows who serves it. */
const seesOf = (scope: Scope): Sees => (organisationId) => scope.kind !== 'municipality' || scope.organisationId === organisationId;

function alertedIn(alerts: readonly AlertView[]): AlertedOrganisation[] {
  return alerts.filter(({ rootId }) => rootId === null).map(({ id, organisationId, asksReceipt: asked, createdAt: alertedAt }) => ({
    organisationId, asked, alertedAt,
    messages: alerts.filter((alert) => alert.id === id || alert.rootId === id).flatMap(({ deliveries }) => deliveries)
      .map(({ id: deliveryId, state, attempts, createdAt, acceptedAt, possiblySentTwice, supersededBy }) => ({ id: deliveryId, state, attempts, createdAt, acceptedAt, possiblySentTwice, supersededBy })),
  }));
}
