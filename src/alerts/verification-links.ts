import { Injectable } from '@nestjs/common';
import type { Actor, Instant, Language, OrganisationKind } from '../kernel/index.js';
import { ContactAddresses } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { AnswerTokens } from './answer-tokens.js';

/** Whose address the link in a test message is about. */
export type VerificationLink = {
  readonly deliveryId: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly contactFunction: string;
  readonly address: string;
  readonly language: Language;
  readonly organisation: { readonly id: string; readonly name: string; readonly kind: OrganisationKind; readonly provinceCode: string | null };
  readonly confirmedAt: Instant | null;
  /** False when it has expired, the contact has been removed, or has another address by now. */
  readonly usable: boolean;
};

type Row = {
  delivery_id: string; contact_id: string; recipient_name: string; recipient_function: string; address: string; language: Language;
  organisation_id: string; organisation_name: string; kind: OrganisationKind; province_code: string | null; answered_at: Date | null; usable: boolean;
};

// A base64url SHA-256; anything else need not be looked up.
const TOKEN = /^[\w-]{43}$/;

@Injectable()
export class VerificationLinks {
  constructor(
    private readonly tokens: AnswerTokens,
    private readonly addresses: ContactAddresses,
  ) {}

  /** Looks up, and changes nothing: mail scanners follow links. Undefined for a token that is not ours. */
  async resolve(on: Pick<Database | Tx, 'query'>, token: string): Promise<VerificationLink | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const [row] = await on.query<Row>(
      `SELECT d.id AS delivery_id, d.contact_id, d.recipient_name, d.recipient_function, d.address, d.language, o.id AS organisation_id, o.name AS organisation_name,
              o.kind, o.province_code, d.answered_at,
              l.expires_at > app_now() AND l.withdrawn_at IS NULL AND c.removed_at IS NULL AND c.email IS NOT DISTINCT FROM d.address AS usable
         FROM answer_links l JOIN deliveries d ON d.id = l.delivery_id JOIN contacts c ON c.id = d.contact_id JOIN organisations o ON o.id = c.organisation_id
        WHERE l.token_hash = $1 AND l.purpose = 'verify'`,
      [this.tokens.hashOf(token)],
    );
    return row && {
      deliveryId: row.delivery_id, contactId: row.contact_id, contactName: row.recipient_name, contactFunction: row.recipient_function, address: row.address,
      language: row.language, organisation: { id: row.organisation_id, name: row.organisation_name, kind: row.kind, provinceCode: row.province_code },
      confirmedAt: row.answered_at, usable: row.usable,
    };
  }

  /** Whoever reads mail at the address says so. Idempotent; undefined when the link can no longer be used. */
  async confirm(tx: Tx, token: string, actorOf: (link: VerificationLink) => Actor): Promise<VerificationLink | undefined> {
    const found = await this.resolve(tx, token);
    if (!found) return undefined;
    await tx.lock('organisations', found.organisation.id);
    const now = await tx.now();
    const link = await this.resolve(tx, token);
    if (!link?.usable || link.confirmedAt !== null) return link?.usable ? link : undefined;
    await this.answered(tx, link.deliveryId, now);
    const stands = await this.addresses.verified(tx, actorOf(link), link.contactId, link.address);
    return stands ? { ...link, confirmedAt: now } : undefined;
  }

  // Whoever confirms has the message, whatever the mail server said last; one that is under way keeps its state until its outcome is known.
  private async answered(tx: Tx, deliveryId: string, now: Instant): Promise<void> {
    await tx.query(
      `UPDATE deliveries SET answered_at = $2, state = CASE WHEN state = 'sending' THEN state ELSE 'answered' END,
              next_try_at = CASE WHEN state = 'sending' THEN next_try_at END, claim_token = CASE WHEN state = 'sending' THEN claim_token END
        WHERE id = $1 AND answered_at IS NULL`,
      [deliveryId, now],
    );
  }
}
