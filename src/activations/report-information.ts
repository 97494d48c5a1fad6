import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, type Actor, type Result } from '../kernel/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { activationIdOf, readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { decideInformed, decideNotNeeded, type InformationFacts, type InformationReport } from './domain/index.js';
import { InformationTask } from './information-task.entity.js';
import { responderOf, type Responder } from './responder.js';
import { saveActivation } from './save.js';
import { seesDeployment } from './visibility.js';

type Decide = (facts: InformationFacts, now: Date) => Result<InformationReport, Problem>;

/** The municipality reports that a party was informed, or need not be. */
@Injectable()
export class ReportInformation {
  constructor(
    private readonly database: Database,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /** Throws REQUEST.INVALID (who says it is unknown), INFORMATION.CONFLICT, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED or REQUEST.NOT_FOUND. */
  async done(actor: Actor, taskId: string, given: Partial<Responder> & { note?: string | undefined }): Promise<void> {
    const by = responderOf(actor, given);
    await this.report(actor, taskId, (facts, now) => decideInformed(facts, given.note, now), by);
  }

  /** Throws INFORMATION.REQUIRED, INFORMATION.CONFLICT, ACTIVATION.NOT_RUNNING, DEPLOYMENT.NOT_ALLOWED or REQUEST.NOT_FOUND. */
  async notNeeded(actor: Actor, taskId: string, reason: string): Promise<void> {
    await this.report(actor, taskId, (facts, now) => decideNotNeeded(facts, reason, now), {});
  }

  private async report(actor: Actor, taskId: string, decide: Decide, by: Partial<Responder>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const activationId = await activationIdOf(tx, 'information_tasks', taskId);
      await tx.lock('activations', activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const task = aggregate.informationTasks.find(({ id }) => id === taskId)!;
      const deployment = aggregate.deployments.find(({ id }) => id === task.deploymentId)!;
      if (!seesDeployment(actor.scope, deployment.municipalityId)) throw new Problem(NOT_FOUND);
      const { state, required, dueAt, note } = task;
      const decided = decide({ state, required, dueAt, note, lifecycle: aggregate.activation.status, deployment: deployment.state }, now);
      if (!decided.ok) throw decided.error;
      if (decided.value.isNew) await this.save(tx, actor, aggregate, task, decided.value, by, now);
    });
  }

  private async save(tx: Tx, actor: Actor, { activation }: ActivationAggregate, task: InformationTask, report: InformationReport, by: Partial<Responder>, now: Date): Promise<void> {
    const { state, note, late } = report;
    const done = state === 'done';
    await tx.manager.update(InformationTask, { id: task.id }, { state, note, doneAt: done ? now : null, doneLate: done ? late : null });
    await this.dueMoments.supersede(tx, [task.id]);
    await this.record.add(tx, actor, {
      action: `information.${state}`, subjectKind: 'information-task', subjectId: task.id, activationId: activation.id, exercise: activation.exercise,
      before: { state: task.state }, after: { state, informed: task.kind, deploymentId: task.deploymentId, ...(done && { late }) }, personal: { ...by, note },
    });
    await saveActivation(tx, activation);
    await tx.notify('activation', activation.id);
  }
}
