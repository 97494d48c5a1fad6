import { Injectable } from '@nestjs/common';
import type { Actor, Instant } from '../kernel/index.js';
import { Problem } from '../kernel/index.js';
import { Alerts } from '../alerts/index.js';
import { LocationHolds } from '../locations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { AgreedStays } from './agreed-stays.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { activationIdOf, askedFor, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { lostLocationMail } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import { DEPLOYMENT_REPLAN } from './due-moments.js';
import { isLive, NOT_RUNNING, stepDeployment } from './domain/index.js';
import { OverdueCalls } from './overdue-calls.js';
import { InformedParties } from './informed-parties.js';
import { saveActivation, saveDeployments, savePlanned } from './save.js';
import { seesDeployment } from './visibility.js';
import { WatchPaths } from './watch-paths.js';

/** A location is refused by its municipality, or the building drops out. */
@Injectable()
export class LoseLocation {
  constructor(
    private readonly database: Database,
    private readonly holds: LocationHolds,
    private readonly dueMoments: DueMoments,
    private readonly stays: AgreedStays,
    private readonly informed: InformedParties,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly record: RecordBook,
    private readonly paths: WatchPaths,
    private readonly calls: OverdueCalls,
  ) {}

  /** Reports that the building drops out. Throws ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED or DEPLOYMENT.NOT_YOURS. */
  async fail(actor: Actor, deploymentId: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'deployments', deploymentId);
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const deployment = aggregate.deployments.find(({ id }) => id === deploymentId)!;
      if (aggregate.activation.status !== 'running') throw new Problem(NOT_RUNNING);
      const by = seesDeployment(actor.scope, deployment.municipalityId) ? actor.kind : 'auditor';
      const step = stepDeployment(deployment.state, 'fail', by);
      if (!step.ok) throw step.error;
      const before = deployment.state;
      await this.lose(tx, aggregate, deployment, 'failed', reason, now);
      await this.record.add(tx, actor, {
        action: 'deployment.failed', subjectKind: 'deployment', subjectId: deployment.id, activationId, exercise: aggregate.activation.exercise,
        before: { state: before }, after: { state: 'failed' }, personal: { reason },
      });
    });
  }

  /** The effects, within a decision that was recorded by the caller: the location is free again, everyone hears of it, another is looked for. */
  async lose(tx: Tx, aggregate: ActivationAggregate, deployment: Deployment, how: 'refused' | 'failed', reason: string, now: Instant): Promise<void> {
    const { activation, deployments, milestones, informationTasks } = aggregate;
    const audience = audienceOf(aggregate, 'everyone');
    Object.assign(deployment, { state: how, stateReason: reason, closedAt: now });
    await saveDeployments(tx, [deployment]);
    const own = milestones.filter(({ deploymentId, state }) => deploymentId === deployment.id && state === 'open');
    await tx.query(`UPDATE milestones SET state = 'void' WHERE id = ANY($1::uuid[])`, [own.map(({ id }) => id)]);
    for (const milestone of own) milestone.state = 'void';
    await this.dueMoments.supersede(tx, own.map(({ id }) => id));
    await this.stays.end(tx, [deployment.id]);
    await this.paths.follow(tx, aggregate, [deployment], now);
    await this.calls.settle(tx, aggregate, own);
    await this.informed.end(tx, informationTasks.filter(({ deploymentId }) => deploymentId === deployment.id));
    await this.holds.release(tx, activation.id, [deployment.locationId]);
    await savePlanned(tx, aggregate, deployment.extraPlacesId);
    await saveActivation(tx, activation);
    const stillServes = deployments.some(({ municipalityId, state }) => municipalityId === deployment.municipalityId && isLive(state));
    if (!stillServes) await this.alerts.release(tx, activation.id, [deployment.municipalityId]);
    await this.dueMoments.plan(tx, [{ definition: DEPLOYMENT_REPLAN, subjectId: deployment.id, dueAt: now }]);
    const context = this.activationAlerts.contextOf(activation, deployments);
    const content = lostLocationMail(context, how, deployment, reason, askedFor(aggregate, deployment.extraPlacesId));
    // A refusal is between the municipality and those who plan; other municipalities need not read it.
    const municipalities = new Set(deployments.map(({ municipalityId }) => municipalityId));
    const told = audience.filter((id) => !municipalities.has(id) || id === deployment.municipalityId);
    await this.activationAlerts.tellOrganisations(tx, activation, told, `deployment-${how}`, content);
    await tx.notify('activation', activation.id);
  }
}
