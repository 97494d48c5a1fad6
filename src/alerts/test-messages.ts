import { Injectable } from '@nestjs/common';
import { CONTACT_TEST_POLICY } from '../../config/contacts.js';
import { addSeconds, newId, Problem, secondsBetween, type Actor, type Instant, type Scope } from '../kernel/index.js';
import { ContactAddresses, Contacts, type Contact } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { AlertWriter } from './alert-writer.js';
import { testContent } from './alerts.mail.js';
import { CONTACT_WITHOUT_EMAIL, TEST_TOO_SOON, TOO_MANY_TESTS } from './contact-problems.js';
import { Delivery, type DeliveryState } from './delivery.entity.js';
import { PURPOSES } from './purposes.js';
import { Recipients } from './recipients.js';

/** A test message to a contact, with what became of it. */
export type TestMessage = {
  readonly id: string;
  readonly address: string;
  readonly sentAt: Instant;
  readonly state: DeliveryState;
  readonly lastError: string | null;
  readonly expiresAt: Instant;
  /** When somebody who reads mail there confirmed it. */
  readonly confirmedAt: Instant | null;
};

/** A contact that did not answer its test message. `refused`: the mail server will not have the address. */
export type UnansweredTest = { readonly contactId: string; readonly name: string; readonly address: string; readonly refused: boolean };

type Row = { id: string; address: string; created_at: Date; state: DeliveryState; last_error: string | null; expires_at: Date; answered_at: Date | null };

const MOST_SHOWN = 20;

/** Test messages: they take the way that alerts take, to one contact, and ask nothing but whether they arrive. */
@Injectable()
export class TestMessages {
  constructor(
    private readonly contacts: Contacts,
    private readonly addresses: ContactAddresses,
    private readonly recipients: Recipients,
    private readonly writer: AlertWriter,
  ) {}

  /** The newest of one contact. Throws REQUEST.NOT_FOUND (404) for a contact the scope may not see. */
  async ofContact(database: Database, scope: Scope, contactId: string): Promise<TestMessage[]> {
    const { id, organisationId } = await this.contacts.byId(database, scope, contactId);
    const rows = await database.query<Row>(
      `SELECT d.id, d.address, d.created_at, d.state, d.last_error, a.answer_until AS expires_at, d.answered_at FROM alerts a JOIN deliveries d ON d.alert_id = a.id
        WHERE a.purpose = 'contact-test' AND a.organisation_id = $1 AND d.contact_id = $2 ORDER BY d.position DESC LIMIT $3`, [organisationId, id, MOST_SHOWN]);
    return rows.map((row) => ({
      id: row.id, address: row.address, sentAt: row.created_at, state: row.state, lastError: row.last_error, expiresAt: row.expires_at, confirmedAt: row.answered_at,
    }));
  }

  /**
   * Sends one; gives its id. Throws REQUEST.NOT_FOUND (404), CONTACT.NOT_YOURS (403), CONTACT.WITHOUT_EMAIL (409),
   * CONTACT.TEST_TOO_SOON and CONTACT.TOO_MANY_TESTS (429).
   */
  async send(tx: Tx, actor: Actor, contactId: string): Promise<string> {
    const contact = await this.contacts.lockManaged(tx, actor, contactId);
    if (contact.email === null) throw new Problem(CONTACT_WITHOUT_EMAIL);
    const now = await tx.now();
    await this.assertNotTooMany(tx, contact.id, contact.organisationId, now);
    return this.write(tx, actor, contact, now);
  }

  /** The message itself, to a contact with an e-mail address whose organisation is locked. Gives its id. How often is the caller's business. */
  async write(tx: Tx, actor: Actor, contact: Contact, now: Instant): Promise<string> {
    const { id, name, function: role, email, language, organisationId } = contact;
    if (email === null) throw new Problem(CONTACT_WITHOUT_EMAIL);
    const expiresAt = addSeconds(now, CONTACT_TEST_POLICY.linkSeconds.value);
    const content = testContent({ organisation: await this.recipients.nameOf(tx, organisationId), name, function: role, expiresAt });
    const alert = await this.writer.write(
      tx,
      { topicId: newId(), organisationId, purpose: PURPOSES.contactTest, exercise: false, content, asksReceipt: false, answerLinkUntil: expiresAt, lane: 'routine' },
      [{ contactId: id, name, function: role, address: email, language }],
    );
    await this.addresses.tested(tx, actor, contact);
    return (await tx.manager.findOneByOrFail(Delivery, { alertId: alert.id })).id;
  }

  /** Contacts that were sent a test message at that instant and have not shown since that it reached them; as they are now. What has not gone out yet says nothing about them. */
  async unanswered(tx: Tx, organisationId: string, sentAt: Instant): Promise<UnansweredTest[]> {
    const rows = await tx.query<{ contact_id: string; name: string; address: string; refused: boolean }>(
      `SELECT c.id AS contact_id, c.name, d.address, d.state = 'given-up' AS refused FROM alerts a JOIN deliveries d ON d.alert_id = a.id JOIN contacts c ON c.id = d.contact_id
        WHERE a.purpose = 'contact-test' AND a.organisation_id = $1 AND d.created_at = $2 AND d.answered_at IS NULL AND d.state IN ('accepted', 'given-up')
          AND c.removed_at IS NULL AND c.email = d.address AND (c.verified_at IS NULL OR c.verified_at < d.created_at)
        ORDER BY c.duty DESC, c.rank`, [organisationId, sentAt]);
    return rows.map(({ contact_id: contactId, ...rest }) => ({ contactId, ...rest }));
  }

  // The organisation is locked: two who press the button at once count one after the other.
  private async assertNotTooMany(tx: Tx, contactId: string, organisationId: string, now: Instant): Promise<void> {
    const { pauseSeconds, perHour } = CONTACT_TEST_POLICY;
    const [row] = await tx.query<{ last: Date | null; many: number }>(
      `SELECT max(d.created_at) FILTER (WHERE d.contact_id = $1) AS last, count(*)::integer AS many
         FROM alerts a JOIN deliveries d ON d.alert_id = a.id WHERE a.purpose = 'contact-test' AND a.organisation_id = $2 AND a.created_at > $3`,
      [contactId, organisationId, addSeconds(now, -3600)],
    );
    const wait = row!.last === null ? 0 : pauseSeconds.value - secondsBetween(row!.last, now);
    if (wait > 0) throw new Problem(TEST_TOO_SOON, { minutes: Math.ceil(wait / 60) }, [], { retryAfterSeconds: Math.ceil(wait) });
    if (row!.many >= perHour.value) throw new Problem(TOO_MANY_TESTS, { perHour: perHour.value }, [], { retryAfterSeconds: 3600 });
  }
}
