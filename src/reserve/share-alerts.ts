import { Inject, Injectable } from '@nestjs/common';
import { Alerts, type Content } from '../alerts/index.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { Tx } from '../platform/database/index.js';
import type { ReserveRequestView } from './reserve-requests.js';
import { shareAnsweredMail, shareAskedMail } from './share.mail.js';
import type { ShareView } from './reserve-shares.js';

/** Tells by mail who asks what of whom, and what was answered. Routine: it never stands before a message of an activation. */
@Injectable()
export class ShareAlerts {
  constructor(
    private readonly alerts: Alerts,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** Each municipality hears what it is asked itself, and nothing of the others. */
  async asked(tx: Tx, request: ReserveRequestView, shares: readonly Pick<ShareView, 'municipalityId' | 'placesAsked'>[]): Promise<void> {
    await this.tell(tx, request.id, 'share-asked', shares.map(({ municipalityId, placesAsked }) => [municipalityId, shareAskedMail(request, placesAsked, this.settings.publicUrl)]));
  }

  async answered(tx: Tx, request: ReserveRequestView, share: ShareView): Promise<void> {
    await this.tell(tx, request.id, 'share-answered', [[request.provinceId, shareAnsweredMail(request, share, this.settings.publicUrl)]]);
  }

  private async tell(tx: Tx, topicId: string, purpose: string, messages: readonly (readonly [organisationId: string, content: Content])[]): Promise<void> {
    await this.alerts.raise(tx, messages.map(([organisationId, content]) => ({ topicId, organisationId, purpose, content, exercise: false, asksReceipt: false, lane: 'routine' as const })));
  }
}
