import { Injectable, Logger } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { SYSTEM_ACTOR } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { Alert, rootIdOf } from './alert.entity.js';
import { AlertWriter } from './alert-writer.js';
import { CallTasks } from './call-tasks.js';
import { handedOnContent, operationsContent, type HandedOnBecause, type TellBecause } from './alerts.mail.js';
import { nextContact } from './domain/alert-steps.js';
import { PURPOSES } from './purposes.js';
import { Recipients, type RecipientProgress } from './recipients.js';

/** True while somebody must still confirm receipt. */
export const isAwaited = (root: Alert): boolean => root.asksReceipt && root.receivedAt === null && root.closedAt === null;

/** Passes a message on to the next contact, or to a human when there is none. */
@Injectable()
export class Handover {
  private readonly log = new Logger('Alerts');

  constructor(
    private readonly writer: AlertWriter,
    private readonly recipients: Recipients,
    private readonly callTasks: CallTasks,
    private readonly record: RecordBook,
  ) {}

  /** Alerts one more contact of the organisation with the message of `alert`. */
  async alertContact(tx: Tx, alert: Alert, contactId: string, progress: readonly RecipientProgress[], because: HandedOnBecause): Promise<void> {
    const contact = progress.find((recipient) => recipient.contactId === contactId);
    if (!contact) return;
    const wanted = because === 'refused' ? ['refused'] : ['reached', 'waiting'];
    const earlier = progress.filter((recipient) => wanted.includes(recipient.progress)).map(({ name }) => name);
    await this.writer.write(
      tx,
      {
        topicId: alert.topicId, organisationId: alert.organisationId, purpose: PURPOSES.handedOn, exercise: alert.exercise,
        content: handedOnContent(alert.content, because, earlier), asksReceipt: false, answerLinkUntil: alert.answerUntil,
        chasesId: alert.asksReceipt ? rootIdOf(alert) : undefined,
      },
      [contact],
    );
  }

  /**
   * Tells operations to telephone: of an alert that waits for receipt once, of any other message each time.
   * The organisation concerned is never told about itself.
   */
  async tellOperations(tx: Tx, alert: Alert, because: TellBecause): Promise<void> {
    const root = alert.rootId === null ? alert : await this.writer.byId(tx, alert.rootId);
    const awaited = alert.asksReceipt && root.asksReceipt;
    if (awaited && root.operationsToldAt !== null) return;
    await this.callAndTell(tx, alert, root, awaited, because);
    if (awaited) await tx.manager.update(Alert, root.id, { operationsToldAt: await tx.now() });
  }

  /**
   * Tells operations at once to telephone a party of whose addresses none was ever shown to work. Mail is tried all the same, and the
   * steps go on: what is told when nobody answers is told then.
   */
  async warnUnverified(tx: Tx, root: Alert): Promise<void> {
    await this.callAndTell(tx, root, root, true, 'unverified');
  }

  private async callAndTell(tx: Tx, alert: Alert, root: Alert, awaited: boolean, because: TellBecause): Promise<void> {
    const organisation = await this.recipients.nameOf(tx, alert.organisationId);
    const lines = await this.recipients.telephoneList(tx, alert.organisationId);
    if (awaited) {
      const { topicId, organisationId, exercise, operationsId } = root;
      await this.callTasks.open(tx, { topicId, organisationId, exercise, operationsId, because });
    }
    const content = operationsContent(alert.content, because, organisation, lines);
    let told = 0;
    for (const organisationId of await this.operationsFor(tx, root)) {
      const operationsRoot = await this.writer.rootOf(tx, alert.topicId, organisationId);
      const to = await this.recipients.choose(tx, organisationId, operationsRoot?.id, 'already-alerted');
      told += to.length;
      await this.writer.write(
        tx,
        {
          topicId: alert.topicId, organisationId, purpose: PURPOSES.operationsNotice, exercise: alert.exercise, content, asksReceipt: false,
          chasesId: awaited ? root.id : undefined,
        },
        to,
      );
    }
    if (told === 0) await this.nobodyLeft(tx, alert, because);
  }

  /** A recipient's mail server will not have the message: the next contact gets it, or operations telephone. A test message was for this one only. */
  async afterRefusal(tx: Tx, alertId: string): Promise<void> {
    const alert = await this.writer.byId(tx, alertId);
    if (alert.purpose === PURPOSES.contactTest) return;
    const root = alert.rootId === null ? alert : await this.writer.byId(tx, alert.rootId);
    const inThread = await this.recipients.progress(tx, root.organisationId, { rootId: root.id });
    // A reminder that is refused says that the contact is out of reach: it is the alert itself that must get through.
    if (isAwaited(root) && (alert.asksReceipt || alert.chasesId === root.id || alert.purpose === PURPOSES.presentState)) {
      await this.handOn(tx, await this.writer.latestAsking(tx, root), inThread);
      return;
    }
    if (alert.chasesId !== null && !isAwaited(await this.writer.byId(tx, alert.chasesId))) return;
    const refused = new Set(inThread.filter(({ progress }) => progress === 'refused').map(({ contactId }) => contactId));
    const ofMessage = await this.recipients.progress(tx, root.organisationId, { alertId });
    const progress = ofMessage.map((contact): RecipientProgress => (refused.has(contact.contactId) ? { ...contact, progress: 'refused' } : contact));
    if (progress.every((contact) => contact.progress === 'refused' || contact.progress === 'new')) await this.handOn(tx, alert, progress);
  }

  private async handOn(tx: Tx, alert: Alert, progress: readonly RecipientProgress[]): Promise<void> {
    const next = nextContact(progress);
    if (next === undefined) await this.tellOperations(tx, alert, 'refused');
    else await this.alertContact(tx, alert, next, progress, 'refused');
  }

  private async operationsFor(tx: Tx, root: Alert): Promise<string[]> {
    const own = root.operationsId ?? (await tx.manager.findOneBy(Alert, { topicId: root.topicId, operationsId: Not(IsNull()) }))?.operationsId;
    if (own && own !== root.organisationId) return [own];
    return (await this.recipients.operations(tx)).filter((id) => id !== root.organisationId);
  }

  private async nobodyLeft(tx: Tx, alert: Alert, because: TellBecause): Promise<void> {
    this.log.error(`Nobody could be told of alert ${alert.id} (${because}): operations have no contact with an e-mail address.`);
    await this.record.add(tx, SYSTEM_ACTOR, {
      action: 'alert.nobody-left', subjectKind: 'alert', subjectId: alert.id, activationId: alert.topicId, exercise: alert.exercise, after: { because },
    });
  }
}
