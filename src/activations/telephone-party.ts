import { Injectable } from '@nestjs/common';
import { Alerts, CallTasks, isToOfficer, type CallResult } from '../alerts/index.js';
import { earliest, groupsTogether, NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor, type Instant } from '../kernel/index.js';
import { Organisations } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { nobodyAnswersMail } from './activation-mail.js';
import type { CommitmentBody } from './activation-schemas.js';
import { AnswerAlert } from './answer-alert.js';
import { deadlineFor } from './domain/index.js';
import { organisationName } from './organisation-names.js';
import { ReplacementPlanner } from './replacement-planner.js';
import type { Responder } from './responder.js';

export type CallInput = { readonly contactId: string; readonly result: CallResult; readonly note?: string | undefined };

/** The duty desk telephones: results of calls, and answers that were given by telephone. */
@Injectable()
export class TelephoneParty {
  constructor(
    private readonly database: Database,
    private readonly callTasks: CallTasks,
    private readonly alerts: Alerts,
    private readonly answer: AnswerAlert,
    private readonly activationAlerts: ActivationAlerts,
    private readonly planner: ReplacementPlanner,
    private readonly organisations: Organisations,
  ) {}

  /**
   * What became of a call. After the last number PRO's duty officer is told and to be called, and a second building is proposed.
   * Throws CALL_TASK.CLOSED, CALL_TASK.NUMBER_UNKNOWN or REQUEST.NOT_FOUND.
   */
  async called(actor: Actor, taskId: string, call: CallInput): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { topicId } = await this.callTasks.byId(tx, taskId);
      await tx.lock('activations', topicId);
      await this.alerts.lockTopic(tx, topicId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, SYSTEM_SCOPE, topicId);
      const { task, allTried } = await this.callTasks.attempt(tx, actor, taskId, call);
      // PRO's officer owes no receipt, and who is late with a step gives none: to have been reached is what it was about. What PRO must
      // confirm, it confirms in the system.
      const wantsOnlyToReach = task.because === 'all-tried' || task.because === 'step-overdue';
      if (wantsOnlyToReach && call.result === 'reached') await this.callTasks.close(tx, topicId, [task.organisationId], 'answered');
      if (allTried && !isToOfficer(task.because)) await this.tellOfficer(tx, aggregate, task.organisationId, now, 'tried');
    });
  }

  /** Nobody can be telephoned, for there is no number: PRO's duty officer is told and to be called. In the caller's transaction, with the activation locked. */
  async withoutNumber(tx: Tx, taskId: string, now: Instant): Promise<void> {
    const task = await this.callTasks.withoutNumber(tx, taskId);
    if (task) await this.tellOfficer(tx, await readActivation(tx, SYSTEM_SCOPE, task.topicId), task.organisationId, now, 'no-number');
  }

  /** "We have seen this", by telephone. `given`: who said so; the record says who noted it. */
  async received(actor: Actor, taskId: string, given: Responder): Promise<void> {
    const { topicId, organisationId } = await this.callTasks.byId(this.database, taskId);
    await this.answer.receive({ ...actor, channel: 'telephone' }, topicId, given, organisationId);
  }

  /** "We will do this", or not, for one location of the activation that the task is about, by telephone. Throws REQUEST.NOT_FOUND for any other. */
  async committed(actor: Actor, taskId: string, deploymentId: string, given: CommitmentBody & Responder): Promise<void> {
    const { topicId, organisationId } = await this.callTasks.byId(this.database, taskId);
    const found = await this.database.query('SELECT 1 FROM deployments WHERE id = $1 AND activation_id = $2', [deploymentId, topicId]);
    if (found.length === 0) throw new Problem(NOT_FOUND);
    await this.answer.commit({ ...actor, channel: 'telephone' }, deploymentId, given, organisationId);
  }

  private async tellOfficer(tx: Tx, aggregate: ActivationAggregate, organisationId: string, now: Instant, because: 'tried' | 'no-number'): Promise<void> {
    const { activation, deployments } = aggregate;
    const { ministryId, operationsId } = activation.parties;
    const waiting = deployments.filter(({ municipalityId, state }) => municipalityId === organisationId && state === 'alerted');
    const deadlineAt = earliest(waiting.map((deployment) => deadlineFor(activation, deployment)));
    const proposed = deadlineAt ? (await this.planner.plan(tx, aggregate, groupsTogether(waiting.map(({ groups }) => groups)), deadlineAt, now)).plan : null;
    const name = await organisationName(this.organisations, tx, organisationId);
    const content = nobodyAnswersMail(this.activationAlerts.contextOf(activation, deployments), name, because, waiting, proposed);
    await this.activationAlerts.tellOrganisations(tx, activation, [ministryId, operationsId], 'call-round-ended', content, 'all-contacts');
    await this.callTasks.open(tx, { topicId: activation.id, organisationId: ministryId, exercise: activation.exercise, operationsId, because: 'all-tried' });
  }
}
