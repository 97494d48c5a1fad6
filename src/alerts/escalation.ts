import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SYSTEM_ACTOR, type Instant } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { defineDueMoment, DueMomentRegistry, DueMoments, type DueMomentDefinition } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { Alert } from './alert.entity.js';
import { AlertWriter } from './alert-writer.js';
import { CallTasks } from './call-tasks.js';
import { reminderContent } from './alerts.mail.js';
import { isStepToTake, STEP_NUMBERS, stepActions, stepMoments, type StepActions, type StepNumber } from './domain/alert-steps.js';
import { Handover, isAwaited } from './handover.js';
import { PURPOSES } from './purposes.js';
import { Recipients, type RecipientProgress } from './recipients.js';
import { TelephoneMessages } from './telephone-messages.js';

/** The steps as due moments; their subject is the organisation's root alert. The highest goes first: it stands for the others. */
export const ALERT_STEPS: Readonly<Record<StepNumber, DueMomentDefinition>> = {
  1: defineDueMoment('alert.step-1', 'activation', 28),
  2: defineDueMoment('alert.step-2', 'activation', 27),
  3: defineDueMoment('alert.step-3', 'activation', 26),
  4: defineDueMoment('alert.step-4', 'activation', 25),
};

/** Reminds, alerts the next contact, has operations telephone and tells them, until receipt of an alert is confirmed. */
@Injectable()
export class Escalation implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly dueMoments: DueMoments,
    private readonly writer: AlertWriter,
    private readonly handover: Handover,
    private readonly recipients: Recipients,
    private readonly callTasks: CallTasks,
    private readonly telephoneMessages: TelephoneMessages,
    private readonly record: RecordBook,
  ) {}

  onModuleInit(): void {
    for (const step of STEP_NUMBERS) {
      this.registry.define(ALERT_STEPS[step]);
      this.registry.handle(ALERT_STEPS[step], {
        lock: async (tx, alertId) => { await tx.lock('alerts', alertId); },
        carryOut: (tx, moment, now) => this.take(tx, moment.subjectId, step, now),
      });
    }
  }

  /** Plans the steps of a root alert. */
  async plan(tx: Tx, rootId: string, since: Instant, windowSeconds: number): Promise<void> {
    await this.dueMoments.plan(tx, stepMoments(since, windowSeconds).map(({ step, dueAt }) => ({ definition: ALERT_STEPS[step], subjectId: rootId, dueAt })));
  }

  /** Nothing more is due for these root alerts. */
  async stop(tx: Tx, rootIds: readonly string[]): Promise<void> {
    await this.dueMoments.supersede(tx, rootIds, Object.values(ALERT_STEPS));
  }

  private async take(tx: Tx, rootId: string, step: StepNumber, now: Instant): Promise<void> {
    const root = await tx.manager.findOneBy(Alert, { id: rootId });
    if (!root?.escalatingSince || !root.windowSeconds || !isAwaited(root) || root.operationsToldAt) return;
    if (!isStepToTake(step, stepMoments(root.escalatingSince, root.windowSeconds), now, root.stepsTaken)) return;
    const progress = await this.recipients.progress(tx, root.organisationId, { rootId });
    const actions = stepActions(step, progress);
    await tx.manager.update(Alert, rootId, { stepsTaken: step });
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'alert.step-taken', subjectKind: 'alert', subjectId: rootId, activationId: root.topicId, exercise: root.exercise,
      before: { stepsTaken: root.stepsTaken }, after: { stepsTaken: step, ...actions },
    });
    const { topicId, organisationId, exercise, operationsId } = root;
    await this.callTasks.open(tx, { topicId, organisationId, exercise, operationsId, because: 'no-answer' });
    await this.act(tx, root, progress, actions);
    await this.telephoneMessages.send(tx, root, step === STEP_NUMBERS.length);
    await tx.notify('activation', root.topicId);
  }

  private async act(tx: Tx, root: Alert, progress: readonly RecipientProgress[], actions: StepActions): Promise<void> {
    const message = await this.writer.latestAsking(tx, root);
    const reminded = progress.filter(({ contactId }) => actions.remind.includes(contactId));
    if (reminded.length > 0) {
      await this.writer.write(
        tx,
        {
          topicId: root.topicId, organisationId: root.organisationId, purpose: PURPOSES.reminder, exercise: root.exercise,
          content: reminderContent(message.content, message.createdAt), asksReceipt: false, answerLinkUntil: root.answerUntil, chasesId: root.id,
        },
        reminded,
      );
    }
    if (actions.alert !== undefined) await this.handover.alertContact(tx, message, actions.alert, progress, 'no-answer');
    if (actions.tellOperations) await this.handover.tellOperations(tx, message, 'no-answer');
  }
}
