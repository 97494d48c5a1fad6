import { Injectable } from '@nestjs/common';
import { INFORMED_PARTIES, type InformedKind } from '../../config/informed-parties.js';
import { newId, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Locations } from '../locations/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import type { ActivationAggregate } from './activation-aggregate.js';
import type { Deployment } from './deployment.entity.js';
import { deadlineFor, informationPlan, isLive, retimed, type InformationWindow } from './domain/index.js';
import { INFORMATION_OVERDUE } from './due-moments.js';
import { InformationTask } from './information-task.entity.js';

/** Keeps whom the municipality informs, with what is due because of it. Works within the decisions of others. */
@Injectable()
export class InformedParties {
  constructor(
    private readonly locations: Locations,
    private readonly dueMoments: DueMoments,
  ) {}

  /** The municipality's part begins: who is to be informed, and who of them first by the college decision that is on file now. */
  async begin(tx: Tx, deployments: readonly Deployment[], window: InformationWindow): Promise<InformationTask[]> {
    const required = await this.required(tx, deployments);
    const tasks = deployments.flatMap((deployment) =>
      informationPlan(window, deployment.groups, required.get(deployment.locationId) ?? [], INFORMED_PARTIES).map((planned) => newTask(deployment, planned)));
    await tx.manager.insert(InformationTask, tasks);
    await this.plan(tx, tasks);
    return tasks;
  }

  /** These are owed no more: their deployment dropped out, or the activation ended. */
  async end(tx: Tx, tasks: readonly InformationTask[]): Promise<void> {
    const ids = tasks.filter(({ state }) => state === 'open').map(({ id }) => id);
    await tx.query(`UPDATE information_tasks SET state = 'void' WHERE id = ANY($1::uuid[])`, [ids]);
    await this.dueMoments.supersede(tx, ids);
  }

  /** The deadline was put off: what lies ahead moves with it, as milestones do. */
  async retime(tx: Tx, { activation, deployments, informationTasks }: ActivationAggregate, now: Instant): Promise<void> {
    const liveOnes = new Map(deployments.filter(({ state }) => isLive(state)).map((deployment) => [deployment.id, deployment]));
    const open = informationTasks.flatMap(({ id, kind, dueAt, deploymentId, state }) => {
      const deployment = liveOnes.get(deploymentId);
      return state === 'open' && deployment ? [{ id, kind, dueAt, startsAt: deployment.createdAt, deadlineAt: deadlineFor(activation, deployment) }] : [];
    });
    const moved = retimed(open, now, INFORMED_PARTIES);
    for (const { id, dueAt } of moved) await tx.manager.update(InformationTask, { id }, { dueAt, overdueAt: null });
    await this.plan(tx, moved);
  }

  private async plan(tx: Tx, tasks: readonly { readonly id: string; readonly dueAt: Instant }[]): Promise<void> {
    await this.dueMoments.plan(tx, tasks.map(({ id: subjectId, dueAt }) => ({ definition: INFORMATION_OVERDUE, subjectId, dueAt })));
  }

  private async required(tx: Tx, deployments: readonly Deployment[]): Promise<ReadonlyMap<string, readonly InformedKind[]>> {
    const found = await this.locations.byIds(tx, SYSTEM_SCOPE, deployments.map(({ locationId }) => locationId));
    return new Map(found.map(({ id, facts }) => [id, facts.collegeDecision?.informBeforeOpening ?? []]));
  }
}

const newTask = ({ id: deploymentId, activationId }: Deployment, planned: { kind: InformedKind; dueAt: Instant; required: boolean }): InformationTask =>
  Object.assign(new InformationTask(), { id: newId(), activationId, deploymentId, ...planned, state: 'open' as const, doneAt: null, doneLate: null, overdueAt: null, note: null });
