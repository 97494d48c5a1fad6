import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Alerts, CallTasks } from '../alerts/index.js';
import { SYSTEM_ACTOR, SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import { DueMomentRegistry } from '../platform/due-moments/index.js';
import { RecordBook } from '../record/index.js';
import { aboutActivation, lockActivation } from './job-locks.js';
import { ActivationAlerts, audienceOf } from './activation-alerts.js';
import { readActivation, type ActivationAggregate } from './activation-aggregate.js';
import { PRO_CONFIRMATION_OVERDUE, PRO_CONFIRMATION_REMINDER, TRIGGER_REQUEST_LAPSE } from './due-moments.js';
import { confirmOverdueMail, confirmReminderMail, lapsedMail } from './on-behalf-mail.js';
import { ProConfirmation } from './pro-confirmation.entity.js';
import { saveActivation } from './save.js';
import { TriggerRequest } from './trigger-request.entity.js';

type Asked = ActivationAggregate & { readonly onBehalf: ProConfirmation };

/** Carries out what is due about orders by telephone: an order that nobody confirmed, and PRO's confirmation that does not come. */
@Injectable()
export class OnBehalfJobs implements OnModuleInit {
  constructor(
    private readonly registry: DueMomentRegistry,
    private readonly alerts: Alerts,
    private readonly callTasks: CallTasks,
    private readonly activationAlerts: ActivationAlerts,
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  onModuleInit(): void {
    this.registry.define(TRIGGER_REQUEST_LAPSE, PRO_CONFIRMATION_REMINDER, PRO_CONFIRMATION_OVERDUE);
    this.registry.handle(TRIGGER_REQUEST_LAPSE, {
      about: aboutRequest,
      lock: async (tx, id) => { await tx.lock('trigger_requests', id); },
      carryOut: (tx, { subjectId }, now) => this.lapse(tx, subjectId, now),
    });
    const ofActivation = { about: aboutActivation, lock: lockActivation };
    this.registry.handle(PRO_CONFIRMATION_REMINDER, { ...ofActivation, carryOut: (tx, { subjectId }) => this.ifAsked(tx, subjectId, (asked) => this.remind(tx, asked)) });
    this.registry.handle(PRO_CONFIRMATION_OVERDUE, { ...ofActivation, carryOut: (tx, { subjectId }, now) => this.ifAsked(tx, subjectId, (asked) => this.alarm(tx, asked, now)) });
  }

  private async lapse(tx: Tx, id: string, now: Instant): Promise<void> {
    const request = await tx.manager.findOneBy(TriggerRequest, { id });
    if (!request || request.closedAt) return;
    await tx.manager.update(TriggerRequest, { id }, { state: 'lapsed', closedAt: now });
    await this.alerts.raise(tx, [{
      topicId: id, organisationId: request.operationsId, purpose: 'trigger-request-lapsed', exercise: request.exercise, content: lapsedMail(request, this.settings.publicUrl), asksReceipt: false, to: 'all-contacts',
    }]);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'trigger-request.lapsed', subjectKind: 'trigger-request', subjectId: id, exercise: request.exercise, before: { state: request.state }, after: { state: 'lapsed' },
    });
  }

  // PRO that answered, or ended the activation, need not be asked any more.
  private async ifAsked(tx: Tx, activationId: string, act: (asked: Asked) => Promise<void>): Promise<void> {
    const aggregate = await readActivation(tx, SYSTEM_SCOPE, activationId);
    const { activation, onBehalf } = aggregate;
    if (!onBehalf || onBehalf.answer || activation.status !== 'running') return;
    await act({ ...aggregate, onBehalf });
    await saveActivation(tx, activation);
    await tx.notify('activation', activationId);
  }

  private async remind(tx: Tx, { activation, deployments, onBehalf }: Asked): Promise<void> {
    const content = confirmReminderMail(this.activationAlerts.contextOf(activation, deployments), onBehalf);
    await this.activationAlerts.tellOrganisations(tx, activation, [activation.parties.ministryId], 'pro-confirmation-reminder', content);
    await this.write(tx, 'pro-confirmation.reminded', onBehalf, activation.exercise);
  }

  private async alarm(tx: Tx, asked: Asked, now: Instant): Promise<void> {
    const { activation, deployments, onBehalf } = asked;
    const { ministryId, operationsId } = activation.parties;
    await tx.manager.update(ProConfirmation, { activationId: activation.id }, { overdueAt: now });
    const content = confirmOverdueMail(this.activationAlerts.contextOf(activation, deployments), onBehalf);
    const others = audienceOf(asked, 'oversight').filter((id) => id !== ministryId);
    await this.activationAlerts.tellOrganisations(tx, activation, [ministryId], 'pro-confirmation-overdue', content, 'all-contacts');
    await this.activationAlerts.tellOrganisations(tx, activation, others, 'pro-confirmation-overdue', content);
    await this.callTasks.open(tx, { topicId: activation.id, organisationId: ministryId, exercise: activation.exercise, operationsId, because: 'pro-confirmation' });
    await this.write(tx, 'pro-confirmation.overdue', onBehalf, activation.exercise);
  }

  private async write(tx: Tx, action: string, { activationId, triggerRequestId, dueAt }: ProConfirmation, exercise: boolean): Promise<void> {
    await this.record.add(tx, SYSTEM_ACTOR, { action, subjectKind: 'activation', subjectId: activationId, activationId, exercise, after: { triggerRequestId, dueAt } });
  }
}

async function aboutRequest(tx: Tx, id: string): Promise<{ topicId: string; exercise: boolean } | undefined> {
  const [row] = await tx.query<{ exercise: boolean }>('SELECT exercise FROM trigger_requests WHERE id = $1', [id]);
  return row && { topicId: id, exercise: row.exercise };
}
