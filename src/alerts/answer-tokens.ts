import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import type { LinkPurpose } from './domain/content.js';

// Keeps tokens apart by what they are good for, and from whatever else is derived from the same secret.
const DERIVED_FOR: Readonly<Record<LinkPurpose, string>> = { answer: 'answer-link', confirm: 'confirm-link', verify: 'verification-link' };
const PATHS: Readonly<Record<LinkPurpose, string>> = { answer: '/antwoord', confirm: '/bevestigen', verify: '/proefbericht' };

/** Tokens of recipients' links, derived from the delivery's id: a retry shows the same link, and the database holds only a hash of it. */
@Injectable()
export class AnswerTokens {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'appSecret' | 'publicUrl'>) {}

  tokenOf(deliveryId: string, purpose: LinkPurpose = 'answer'): string {
    return createHmac('sha256', this.settings.appSecret).update(`${DERIVED_FOR[purpose]}:${deliveryId}`).digest('base64url');
  }

  linkOf(deliveryId: string, purpose: LinkPurpose): string {
    return `${this.settings.publicUrl}${PATHS[purpose]}/${this.tokenOf(deliveryId, purpose)}`;
  }

  hashOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
  }
}
