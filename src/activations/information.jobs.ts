import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { aboutPart, lockActivation } from './job-locks.js';
import { ActivationAlerts } from './activation-alerts.js';
import { activationIdOf, readActivation } from './activation-aggregate.js';
import { INFORMATION_OVERDUE } from './due-moments.js';
import { informationOverdueMail } from './information-mail.js';
import { InformationTask } from './information-task.entity.js';
import { saveActivation } from './save.js';

/** Carries out what is due about whom the municipality informs. It warns; the location may open all the same. */
@Injectable()
export class InformationJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly alerts: ActivationAlerts,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    this.registry.define(INFORMATION_OVERDUE);
    this.registry.handle(INFORMATION_OVERDUE, {
      about: (tx, id) => aboutPart(tx, 'information_tasks', id),
      lock: async (tx, id) => lockActivation(tx, await activationIdOf(tx, 'information_tasks', id)),
      carryOut: (tx, { subjectId }, now) => this.overdue(tx, subjectId, now),
    });
  }

  // Everything one municipality is late with goes into one message; the moments of the others then find it done.
  private async overdue(tx: Tx, taskId: string, now: Instant): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, await activationIdOf(tx, 'information_tasks', taskId));
    const { activation, deployments, informationTasks } = aggregate;
    const subject = informationTasks.find(({ id }) => id === taskId)!;
    if (activation.status !== 'running' || subject.state !== 'open' || subject.overdueAt) return;
    const { municipalityId, location: { municipalityName } } = deployments.find(({ id }) => id === subject.deploymentId)!;
    const own = new Map(deployments.filter((deployment) => deployment.municipalityId === municipalityId).map(({ id, location }) => [id, location.name]));
    const late = informationTasks.filter(({ state, overdueAt, dueAt, deploymentId }) => state === 'open' && !overdueAt && dueAt <= now && own.has(deploymentId));
    for (const { id } of late) await tx.manager.update(InformationTask, { id }, { overdueAt: now });
    await this.record.add(tx, SYSTEM_ACTOR, ...late.map(({ id: subjectId, kind, deploymentId, dueAt }) => ({
      action: 'information.overdue', subjectKind: 'information-task', subjectId, activationId: activation.id, exercise: activation.exercise,
      after: { informed: kind, deploymentId, dueAt },
    })));
    const content = informationOverdueMail(this.alerts.contextOf(activation, deployments), municipalityName, late.map((task) => ({ task, location: own.get(task.deploymentId)! })));
    await this.alerts.tellOrganisations(tx, activation, [municipalityId, activation.parties.operationsId], 'information-overdue', content);
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }
}
