import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, CallTasks, isToOfficer } from '../alerts/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry, DueMoments } from '../platform/due-moments/index.js';
import { RecordBook, type RecordEntry } from '../record/index.js';
import { CALL_TASK_WITHOUT_NUMBER } from './due-moments.js';
import { aboutActivation, lockActivation } from './job-locks.js';
import { TelephoneParty } from './telephone-party.js';

type Opened = { readonly organisationId: string; readonly because: string };

/** Where an organisation that must be telephoned has no number, nobody needs to find that out by trying: PRO's officer is called at once. */
@Injectable()
export class CallRoundJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
    private readonly callTasks: CallTasks,
    private readonly alerts: Alerts,
    private readonly telephone: TelephoneParty,
  ) {}

  onModuleInit(): void {
    this.record.follow((tx, entries) => this.look(tx, entries));
    const topicOf = async (tx: Tx, id: string): Promise<string> => (await this.callTasks.byId(tx, id)).topicId;
    this.registry.define(CALL_TASK_WITHOUT_NUMBER);
    this.registry.handle(CALL_TASK_WITHOUT_NUMBER, {
      about: async (tx, id) => aboutActivation(tx, await topicOf(tx, id)),
      lock: async (tx, id) => {
        const topicId = await topicOf(tx, id);
        await lockActivation(tx, topicId);
        await this.alerts.lockTopic(tx, topicId);
      },
      carryOut: (tx, { subjectId }, now) => this.telephone.withoutNumber(tx, subjectId, now),
    });
  }

  // A moment of its own: a task is opened in the midst of other decisions, which hold other locks.
  private async look(tx: Tx, entries: readonly RecordEntry[]): Promise<void> {
    for (const { action, subjectId, after } of entries) {
      if (action !== 'call-task.opened') continue;
      const { organisationId, because } = after as Opened;
      if (isToOfficer(because) || (await this.callTasks.hasNumber(tx, organisationId))) continue;
      await this.dueMoments.plan(tx, [{ definition: CALL_TASK_WITHOUT_NUMBER, subjectId, dueAt: await tx.now() }]);
    }
  }
}
