import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { newId, type Actor, type Groups } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, firstPresentAt, readActivation } from './activation-aggregate.js';
import { abovePlanMail } from './activation-mail.js';
import { decidePresence } from './domain/index.js';
import { PresenceReport } from './presence-report.entity.js';
import { saveActivation } from './save.js';

/** Head counts per group at an open location. More than planned is taken and alarmed: the people are there. */
@Injectable()
export class ReportPresence {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly activationAlerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  /** Throws PRESENCE.NOT_OPEN, ACTIVATION.NOT_RUNNING or REQUEST.INVALID. */
  async run(actor: Actor, deploymentId: string, present: Groups): Promise<{ id: string; total: number; abovePlanned: number }> {
    return this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'deployments', deploymentId);
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const { activation, deployments, presence } = aggregate;
      const deployment = deployments.find(({ id }) => id === deploymentId)!;
      const decided = decidePresence(
        { lifecycle: activation.status, deployment: deployment.state, planned: deployment.groups, someoneWasPresent: firstPresentAt(presence) !== null }, present);
      if (!decided.ok) throw decided.error;
      const { total, abovePlanned, isFirst } = decided.value;
      const id = newId();
      await tx.manager.insert(PresenceReport, { id, activationId, deploymentId, present, total, abovePlan: abovePlanned > 0, at: now });
      await this.record.add(tx, actor, {
        action: 'presence.reported', subjectKind: 'deployment', subjectId: deploymentId, activationId, exercise: activation.exercise, after: { present, total, abovePlanned, isFirst },
      });
      if (abovePlanned > 0) {
        const content = abovePlanMail(this.activationAlerts.contextOf(activation, deployments), deployment, total);
        const { coaId, operationsId } = activation.parties;
        await this.activationAlerts.tellOrganisations(tx, activation, [coaId, operationsId, deployment.municipalityId], 'above-plan', content);
      }
      await saveActivation(tx, activation);
      await tx.notify('activation', activationId);
      return { id, total, abovePlanned };
    });
  }
}
