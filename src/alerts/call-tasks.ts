import { Injectable } from '@nestjs/common';
import { newId, NOT_FOUND, Problem, SYSTEM_ACTOR, type Actor, type Instant, type ProblemType } from '../kernel/index.js';
import { Organisations, type Standing } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { CallAttemptRow, CallTask, type CallBecause } from './call-task.entity.js';
import { callRound, type CallResult, type NumberProgress } from './domain/call-round.js';

export const CALL_TASK_CLOSED: ProblemType = {
  code: 'CALL_TASK.CLOSED',
  status: 409,
  title: { nl: 'Deze belopdracht is al afgesloten', en: 'This call task is already closed' },
  detail: {
    nl: 'De organisatie heeft intussen geantwoord of hoeft niet meer gebeld te worden. Er is niets opgeslagen. Op de pagina van de inzet staat wie er nog gebeld moet worden.',
    en: 'The organisation has answered meanwhile, or need not be called any more. Nothing was saved. The page of the activation says who must still be called.',
  },
};

export const CALL_NUMBER_UNKNOWN: ProblemType = {
  code: 'CALL_TASK.NUMBER_UNKNOWN',
  status: 409,
  title: { nl: 'Dit nummer hoort niet bij deze belopdracht', en: 'This number does not belong to this call task' },
  detail: {
    nl: 'Het contact is intussen gewijzigd of heeft geen nummer. Laad de belopdracht opnieuw.',
    en: 'The contact was changed meanwhile, or has no number. Load the call task again.',
  },
};

export type NewCallTask = {
  readonly topicId: string;
  readonly organisationId: string;
  readonly exercise: boolean;
  readonly operationsId: string | null;
  readonly because: CallBecause;
};

export type CallNumberView = NumberProgress & { readonly name: string; readonly function: string; readonly telephone: string | null; readonly standing: Standing };

/** A task with the numbers to call now, in order, and what became of the calls, oldest first. */
export type CallTaskView = Pick<CallTask, 'id' | 'topicId' | 'exercise' | 'organisationId' | 'operationsId' | 'because' | 'openedAt' | 'allTriedAt' | 'closedAt' | 'closeReason'> & {
  readonly numbers: readonly CallNumberView[];
  /** The contact to telephone now. */
  readonly next: string | null;
  readonly attempts: readonly Omit<CallAttemptRow, 'taskId'>[];
};

/** Mail is never the only channel: whoever does not answer is telephoned by a human. Every method that writes works in the caller's transaction. */
@Injectable()
export class CallTasks {
  constructor(
    private readonly organisations: Organisations,
    private readonly record: RecordBook,
  ) {}

  /** Opens a task unless one is open for the organisation; what PRO must confirm has one of its own. */
  async open(tx: Tx, task: NewCallTask): Promise<void> {
    const id = newId();
    const rows = await tx.query(
      `INSERT INTO call_tasks (id, topic_id, exercise, organisation_id, operations_id, because, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (topic_id, organisation_id, (because = 'pro-confirmation')) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
      [id, task.topicId, task.exercise, task.organisationId, task.operationsId, task.because, await tx.now()],
    );
    if (rows.length === 0) return;
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'call-task.opened', subjectKind: 'call-task', subjectId: id, activationId: task.topicId, exercise: task.exercise,
      after: { organisationId: task.organisationId, because: task.because },
    });
    await tx.notify('activation', task.topicId);
  }

  /** Closes the open tasks of these organisations, or of all; with `because` only those that were opened for it. */
  async close(tx: Tx, topicId: string, organisationIds: readonly string[] | 'all', reason: 'answered' | 'not-needed', because: CallBecause | null = null): Promise<void> {
    const rows = await tx.query<{ id: string; exercise: boolean; organisation_id: string }>(
      `UPDATE call_tasks SET closed_at = $2, close_reason = $3 WHERE topic_id = $1 AND closed_at IS NULL AND ($4::uuid[] IS NULL OR organisation_id = ANY($4::uuid[])) AND ($5::text IS NULL OR because = $5)
       RETURNING id, exercise, organisation_id`,
      [topicId, await tx.now(), reason, organisationIds === 'all' ? null : organisationIds, because],
    );
    await this.record.add(tx, SYSTEM_ACTOR, ...rows.map(({ id, exercise, organisation_id: organisationId }) => ({
      action: 'call-task.closed', subjectKind: 'call-task', subjectId: id, activationId: topicId, exercise, after: { organisationId, reason },
    })));
  }

  /** Throws REQUEST.NOT_FOUND. */
  async byId(source: Database | Tx, id: string): Promise<CallTask> {
    const task = await source.manager.findOneBy(CallTask, { id });
    if (!task) throw new Problem(NOT_FOUND);
    return task;
  }

  /**
   * Writes down what became of a call; the caller has locked what the task is about. Gives whether it was the last number and nobody was reached, the first time only.
   * Throws CALL_TASK.CLOSED and CALL_TASK.NUMBER_UNKNOWN.
   */
  async attempt(tx: Tx, actor: Actor, taskId: string, call: { contactId: string; result: CallResult; note?: string | undefined }): Promise<{ task: CallTask; allTried: boolean }> {
    const now = await tx.now();
    const task = await this.byId(tx, taskId);
    if (task.closedAt) throw new Problem(CALL_TASK_CLOSED);
    const numbers = await this.organisations.contactsToTelephone(tx, task.organisationId);
    const number = numbers.find(({ id }) => id === call.contactId);
    if (!number?.telephone) throw new Problem(CALL_NUMBER_UNKNOWN);
    const attempt = { id: newId(), taskId, contactId: number.id, name: number.name, telephone: number.telephone, result: call.result, note: call.note ?? null, byName: actor.name, at: now };
    await tx.manager.insert(CallAttemptRow, attempt);
    await this.record.add(tx, actor, {
      action: 'call-task.called', subjectKind: 'call-task', subjectId: taskId, activationId: task.topicId, exercise: task.exercise,
      after: { organisationId: task.organisationId, contactId: number.id, result: call.result }, personal: { name: number.name, telephone: number.telephone, note: call.note ?? null },
    });
    const round = callRound(numbers.map(({ id: contactId, telephone }) => ({ contactId, telephone })), await this.attemptsOf(tx, [taskId]));
    const allTried = round.allTried && task.allTriedAt === null;
    if (allTried) await tx.manager.update(CallTask, { id: taskId }, { allTriedAt: now });
    await tx.notify('activation', task.topicId);
    return { task, allTried };
  }

  /** An open task for which there is no number at all, the first time it is looked at; it counts as tried from now on. The caller has locked what it is about. */
  async withoutNumber(tx: Tx, taskId: string): Promise<CallTask | undefined> {
    const task = await this.byId(tx, taskId);
    if (task.closedAt || task.allTriedAt || (await this.hasNumber(tx, task.organisationId))) return undefined;
    await tx.manager.update(CallTask, { id: taskId }, { allTriedAt: await tx.now() });
    await tx.notify('activation', task.topicId);
    return task;
  }

  async hasNumber(tx: Tx, organisationId: string): Promise<boolean> {
    return (await this.organisations.contactsToTelephone(tx, organisationId)).some(({ telephone }) => telephone !== null);
  }

  /** The tasks of a topic: those that are open first, the oldest first. */
  async ofTopic(database: Database, topicId: string): Promise<CallTaskView[]> {
    return this.views(database, await database.manager.find(CallTask, { where: { topicId }, order: { closedAt: { direction: 'ASC', nulls: 'FIRST' }, openedAt: 'ASC', id: 'ASC' } }));
  }

  private async views(database: Database, tasks: readonly CallTask[]): Promise<CallTaskView[]> {
    const attempts = await this.attemptsOf(database, tasks.map(({ id }) => id));
    const now = await database.now();
    const views: CallTaskView[] = [];
    for (const task of tasks) views.push(await this.view(database, task, attempts.filter(({ taskId }) => taskId === task.id), now));
    return views;
  }

  private async view(source: Database, task: CallTask, attempts: readonly CallAttemptRow[], now: Instant): Promise<CallTaskView> {
    const contacts = task.closedAt ? [] : await this.organisations.telephoneOrder(source, task.organisationId, now);
    const round = callRound(contacts.map(({ id: contactId, telephone }) => ({ contactId, telephone })), attempts);
    const numbers = contacts.map(({ name, function: role, telephone, standing }, at) => ({ ...round.numbers[at]!, name, function: role, telephone, standing }));
    return { ...task, numbers, next: round.next, attempts: attempts.map(({ taskId: _, ...attempt }) => attempt) };
  }

  private async attemptsOf(source: Database | Tx, taskIds: readonly string[]): Promise<CallAttemptRow[]> {
    if (taskIds.length === 0) return [];
    return source.manager.createQueryBuilder(CallAttemptRow, 'a').where('a.taskId IN (:...taskIds)', { taskIds }).orderBy('a.at').addOrderBy('a.id').getMany();
  }
}
