import { Injectable } from '@nestjs/common';
import type { Actor, Language } from '../kernel/index.js';
import { ContactAddresses } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { AnswerTokens } from './answer-tokens.js';
import type { LinkPurpose } from './domain/content.js';

/** Whose link it is, and whether it may still be used. `alertId` is the organisation's first alert of the topic. */
export type AnswerLink = {
  readonly alertId: string;
  readonly topicId: string;
  readonly organisationId: string;
  readonly contactName: string;
  readonly contactFunction: string;
  readonly language: Language;
  readonly expired: boolean;
  readonly withdrawn: boolean;
};

type Row = {
  alert_id: string; topic_id: string; organisation_id: string; recipient_name: string; recipient_function: string;
  language: Language; expired: boolean; withdrawn: boolean;
};

// A base64url SHA-256; anything else need not be looked up.
const TOKEN = /^[\w-]{43}$/;

@Injectable()
export class AnswerLinks {
  constructor(
    private readonly tokens: AnswerTokens,
    private readonly addresses: ContactAddresses,
  ) {}

  /**
   * Looks up, and changes nothing: mail scanners follow links. Undefined for a token that is not ours, and for one that was
   * made for something else.
   */
  async resolve(database: Database, token: string, purpose: LinkPurpose = 'answer'): Promise<AnswerLink | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const rows = await database.query<Row>(
      `SELECT a.id AS alert_id, a.topic_id, a.organisation_id, d.recipient_name, d.recipient_function, d.language,
              l.expires_at <= app_now() AS expired, l.withdrawn_at IS NOT NULL AS withdrawn
         FROM answer_links l JOIN deliveries d ON d.id = l.delivery_id JOIN alerts a ON a.id = l.alert_id
        WHERE l.token_hash = $1 AND l.purpose = $2`,
      [this.tokens.hashOf(token), purpose],
    );
    const row = rows[0];
    return row && {
      alertId: row.alert_id, topicId: row.topic_id, organisationId: row.organisation_id, contactName: row.recipient_name,
      contactFunction: row.recipient_function, language: row.language, expired: row.expired, withdrawn: row.withdrawn,
    };
  }

  /**
   * Somebody has answered with the link: the mail that it stood in has arrived. As with an answered test message the contact's
   * address counts as verified, unless it is another one by now or was refused since.
   */
  async hasArrived(tx: Tx, actor: Actor, token: string, { organisationId }: AnswerLink): Promise<void> {
    await tx.lock('organisations', organisationId);
    const [row] = await tx.query<{ contact_id: string; address: string }>(
      `SELECT d.contact_id, d.address FROM answer_links l JOIN deliveries d ON d.id = l.delivery_id JOIN contacts c ON c.id = d.contact_id
        WHERE l.token_hash = $1 AND l.purpose = 'answer' AND d.channel = 'mail'
          AND (c.verified_at IS NULL OR c.verified_at < d.created_at) AND (c.refused_at IS NULL OR c.refused_at < d.created_at)`,
      [this.tokens.hashOf(token)],
    );
    if (row) await this.addresses.verified(tx, actor, row.contact_id, row.address);
  }
}
