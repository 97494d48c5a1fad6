import { Injectable } from '@nestjs/common';
import { PRESENCE_POLICY } from '../../config/presence.js';
import { Alerts } from '../alerts/index.js';
import { newId, type Actor, type Groups, type Instant } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, firstPresentAt, lastPresent, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { abovePlanMail } from './activation-mail.js';
import type { Deployment } from './deployment.entity.js';
import { countOf, decidePresence, type CountReference, type PresenceDecision } from './domain/index.js';
import { aboveCapacityMail } from './presence-mail.js';
import { PresenceReport } from './presence-report.entity.js';
import { saveActivation } from './save.js';
import { VerifiedPlaces } from './verified-places.js';

/** A head count as it is reported. `arrived` and `left`: since the report before. */
export type PresenceInput = { readonly present: Groups; readonly arrived?: Groups | undefined; readonly left?: Groups | undefined; readonly reference: CountReference };

/** Head counts per group at an open location. More than planned is taken and alarmed: the people are there. */
@Injectable()
export class ReportPresence {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly verifiedPlaces: VerifiedPlaces,
    private readonly record: RecordBook,
  ) {}

  /** Throws PRESENCE.NOT_OPEN, ACTIVATION.NOT_RUNNING or REQUEST.INVALID. */
  async run(actor: Actor, deploymentId: string, input: PresenceInput): Promise<{ id: string; total: number; abovePlanned: number; aboveVerified: number }> {
    return this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'deployments', deploymentId);
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const deployment = aggregate.deployments.find(({ id }) => id === deploymentId)!;
      const verified = await this.verifiedPlaces.at(tx, aggregate.activation, deployment, now);
      const decided = decidePresence({
        lifecycle: aggregate.activation.status, deployment: deployment.state, planned: deployment.groups, verified: verified.places,
        previousTotal: lastPresent(aggregate, deploymentId)?.total ?? 0, someoneWasPresent: firstPresentAt(aggregate.presence) !== null,
      }, input.present);
      if (!decided.ok) throw decided.error;
      const id = await this.save(tx, actor, aggregate, deployment, input, decided.value, now);
      await this.alarm(tx, aggregate, deployment, decided.value, verified.places);
      await saveActivation(tx, aggregate.activation);
      await tx.notify('activation', activationId);
      const { total, abovePlanned, aboveVerified } = decided.value;
      return { id, total, abovePlanned, aboveVerified };
    });
  }

  private async save(tx: Tx, actor: Actor, { activation }: ActivationAggregate, { id: deploymentId }: Deployment, input: PresenceInput, decision: PresenceDecision, now: Instant): Promise<string> {
    const { reference, arrived = null, left = null } = input;
    const { present, total, abovePlanned, aboveVerified, isFirst } = decision;
    const { day, countedAt } = countOf(reference, now, PRESENCE_POLICY);
    const { id: activationId, exercise } = activation;
    const id = newId();
    await tx.manager.insert(PresenceReport, { id, activationId, deploymentId, present, total, abovePlan: abovePlanned > 0, reference, day, countedAt, arrived, left, at: now });
    await this.record.add(tx, actor, {
      action: 'presence.reported', subjectKind: 'deployment', subjectId: deploymentId, activationId, exercise,
      after: { present, total, arrived, left, reference, day, abovePlanned, aboveVerified, isFirst },
    });
    return id;
  }

  private async alarm(tx: Tx, { activation, deployments }: ActivationAggregate, deployment: Deployment, { alarm, total }: PresenceDecision, verified: number): Promise<void> {
    if (!alarm) return;
    const context = this.activationAlerts.contextOf(activation, deployments);
    const content = alarm === 'above-capacity' ? aboveCapacityMail(context, deployment, total, verified) : abovePlanMail(context, deployment, total);
    const { coaId, operationsId } = activation.parties;
    await this.activationAlerts.tellOrganisations(tx, activation, [coaId, operationsId, deployment.municipalityId], alarm, content);
  }
}
