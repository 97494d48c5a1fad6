import { Injectable } from '@nestjs/common';
import { Alerts, CallTasks } from '../alerts/index.js';
import type { Actor } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { ActivationAlerts } from './activation-alerts.js';
import { readActivation } from './activation-aggregate.js';
import type { ProConfirmationBody } from './activation-schemas.js';
import { refuseProAnswer } from './domain/index.js';
import { PRO_CONFIRMATION_OVERDUE, PRO_CONFIRMATION_REMINDER } from './due-moments.js';
import { proAnswerMail } from './on-behalf-mail.js';
import { ProConfirmation } from './pro-confirmation.entity.js';
import { saveActivation } from './save.js';

/** PRO says whether it ordered what operations triggered on its behalf. Neither answer stops or moves the clock. */
@Injectable()
export class AnswerForPro {
  constructor(
    private readonly database: Database,
    private readonly alerts: Alerts,
    private readonly callTasks: CallTasks,
    private readonly activationAlerts: ActivationAlerts,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /** The same answer again changes nothing. Throws the problems of `refuseProAnswer` in the domain, and REQUEST.NOT_FOUND; then nothing has changed. */
  async run(actor: Actor, activationId: string, { confirmed, reason }: ProConfirmationBody): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.lock('activations', activationId);
      await this.alerts.lockTopic(tx, activationId);
      const now = await tx.now();
      const aggregate = await readActivation(tx, actor.scope, activationId);
      const { activation, deployments, onBehalf } = aggregate;
      const answer = confirmed ? 'confirmed' : 'disputed';
      const problem = refuseProAnswer(onBehalf, { lifecycle: activation.status, ministryId: activation.parties.ministryId }, actor, answer);
      if (problem) throw problem;
      if (!onBehalf || onBehalf.answer === answer) return;
      const said = { answer, reason: confirmed ? null : (reason ?? null), answeredAt: now, byName: actor.name, byFunction: actor.function } as const;
      await tx.manager.update(ProConfirmation, { activationId }, said);
      await this.dueMoments.supersede(tx, [activationId], [PRO_CONFIRMATION_REMINDER, PRO_CONFIRMATION_OVERDUE]);
      await this.callTasks.close(tx, activationId, [activation.parties.ministryId], 'answered', 'pro-confirmation');
      await this.record.add(tx, actor, {
        action: `pro-confirmation.${answer}`, subjectKind: 'activation', subjectId: activationId, activationId, exercise: activation.exercise,
        before: { answer: onBehalf.answer }, after: { answer, triggerRequestId: onBehalf.triggerRequestId }, personal: { reason: said.reason },
      });
      // A confirmation in time is what everyone expects; what was alarmed or disputed is set right where it was told.
      if (!confirmed || onBehalf.overdueAt || onBehalf.answer) {
        const content = proAnswerMail(this.activationAlerts.contextOf(activation, deployments), said);
        await this.activationAlerts.tell(tx, aggregate, 'oversight', `pro-${answer}`, content);
      }
      await saveActivation(tx, activation);
      await tx.notify('activation', activationId);
    });
  }
}
