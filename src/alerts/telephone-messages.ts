import { Inject, Injectable } from '@nestjs/common';
import type { Translated } from '../kernel/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import type { Alert } from './alert.entity.js';
import { AlertWriter } from './alert-writer.js';
import type { Content } from './domain/content.js';
import { shortText, takesSms } from './domain/short-message.js';
import { PURPOSES } from './purposes.js';
import { Recipients, type Recipient } from './recipients.js';

/** What the list of messages calls them; nobody is sent it. */
const SUBJECTS: Readonly<Record<'sms' | 'voice', Translated>> = { sms: { nl: 'SMS', en: 'SMS' }, voice: { nl: 'Spraakoproep', en: 'Voice call' } };

/**
 * SMS and voice beside mail, where a gateway is set up, while nobody has confirmed receipt in a real activation. They stand in for
 * nothing: operations telephone all the same.
 */
@Injectable()
export class TelephoneMessages {
  constructor(
    private readonly writer: AlertWriter,
    private readonly recipients: Recipients,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'gateways'>,
  ) {}

  /** An SMS with every step, a call with the last one. In the transaction of the step. */
  async send(tx: Tx, root: Alert, isLastStep: boolean): Promise<void> {
    const { sms, voice } = this.settings.gateways ?? {};
    if (root.exercise || (!sms && !(voice && isLastStep))) return;
    const to = await this.recipients.byTelephone(tx, root.organisationId);
    const desk = await this.deskNumber(tx, root);
    if (sms) await this.write(tx, root, 'sms', desk, to.filter(({ address }) => takesSms(address)));
    if (voice && isLastStep) await this.write(tx, root, 'voice', desk, to);
  }

  private async write(tx: Tx, { id, topicId, organisationId, exercise }: Alert, channel: 'sms' | 'voice', desk: string | null, to: readonly Recipient[]): Promise<void> {
    if (to.length === 0) return;
    const content: Content = { nl: { subject: SUBJECTS[channel].nl, text: shortText('nl', desk) }, en: { subject: SUBJECTS[channel].en, text: shortText('en', desk) } };
    await this.writer.write(tx, { topicId, organisationId, purpose: PURPOSES[channel], exercise, content, asksReceipt: false, chasesId: id, channel }, to);
  }

  private async deskNumber(tx: Tx, { operationsId }: Alert): Promise<string | null> {
    const lines = operationsId === null ? [] : await this.recipients.telephoneList(tx, operationsId);
    return lines.find(({ telephone }) => telephone !== null)?.telephone ?? null;
  }
}
