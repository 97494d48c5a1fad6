import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/config/index.js';

// Keeps these tokens apart from whatever else is derived from the same secret.
const PURPOSE = 'answer-link';

/** Answer tokens, derived from the delivery's id: a retry shows the same link, and the database holds only a hash of it. */
@Injectable()
export class AnswerTokens {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  tokenOf(deliveryId: string): string {
    return createHmac('sha256', this.settings.appSecret).update(`${PURPOSE}:${deliveryId}`).digest('base64url');
  }

  linkOf(deliveryId: string): string {
    return `${this.settings.publicUrl}/antwoord/${this.tokenOf(deliveryId)}`;
  }

  hashOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }
}
