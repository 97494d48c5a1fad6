import { Injectable } from '@nestjs/common';
import { isTelephone, SYSTEM_SCOPE, type Language } from '../kernel/index.js';
import { Organisations, type ContactForAlert, type Standing } from '../organisations/index.js';
import type { Tx } from '../platform/database/index.js';
import type { ContactProgress } from './domain/alert-steps.js';

/** A contact as mail reaches it. */
export type Recipient = {
  readonly contactId: string;
  readonly name: string;
  readonly function: string;
  readonly address: string;
  readonly language: Language;
};

/** A recipient with how far the alert has come with them. */
export type RecipientProgress = Recipient & ContactProgress;

/** How a human reaches a contact, and whether it has duty now. */
export type TelephoneLine = { readonly name: string; readonly function: string; readonly telephone: string | null; readonly standing: Standing };

const PROGRESS = 'd.contact_id, d.address, bool_or(d.accepted_at IS NOT NULL) AS accepted, bool_or(d.given_up_at IS NOT NULL) AS refused FROM deliveries d JOIN alerts a ON a.id = d.alert_id';
type ProgressRow = { contact_id: string; address: string; accepted: boolean; refused: boolean };

/** Which contacts of an organisation a message goes to. */
export type Audience = 'first-contact' | 'all-contacts' | 'already-alerted';

/** Whom an organisation's messages go to, and who has been reached. */
@Injectable()
export class Recipients {
  constructor(private readonly organisations: Organisations) {}

  /** The contacts with an e-mail address, in the order in which they are alerted now: the roster is read anew each time. */
  async of(tx: Tx, organisationId: string): Promise<Recipient[]> {
    return byMail(await this.organisations.contactsForAlerts(tx, organisationId));
  }

  /** True when no contact that is alerted now has an address that was ever shown to work. */
  async noneVerified(tx: Tx, organisationId: string): Promise<boolean> {
    return !(await this.organisations.contactsForAlerts(tx, organisationId)).some(({ verified }) => verified);
  }

  /** The contacts with a telephone number, in the same order; their address is that number. */
  async byTelephone(tx: Tx, organisationId: string): Promise<Recipient[]> {
    const contacts = await this.organisations.contactsForAlerts(tx, organisationId);
    return contacts.flatMap(({ id, name, function: role, telephone, language }) => (telephone !== null && isTelephone(telephone) ? [{ contactId: id, name, function: role, address: telephone, language }] : []));
  }

  async nameOf(tx: Tx, organisationId: string): Promise<string> {
    return (await this.organisations.byId(tx, SYSTEM_SCOPE, organisationId))?.name ?? organisationId;
  }

  /** Every duty desk. */
  async operations(tx: Tx): Promise<string[]> {
    return (await this.organisations.list(tx, SYSTEM_SCOPE, { kind: 'operations' })).map(({ id }) => id);
  }

  /** Every contact with its number, those without e-mail among them; the duty numbers without duty now at the end. */
  async telephoneList(tx: Tx, organisationId: string): Promise<TelephoneLine[]> {
    const contacts = await this.organisations.contactsToTelephone(tx, organisationId);
    return contacts.map(({ name, function: role, telephone, standing }) => ({ name, function: role, telephone, standing }));
  }

  /**
   * Those a message goes to: `already-alerted` falls back to the first contact when nobody was alerted in this thread yet.
   * Addresses that were refused in the thread are passed over. Empty when mail reaches nobody.
   */
  async choose(tx: Tx, organisationId: string, rootId: string | undefined, audience: Audience): Promise<Recipient[]> {
    return this.chooseAmong(rootId ? await this.progress(tx, organisationId, { rootId }) : (await this.of(tx, organisationId)).map(asNew), audience);
  }

  /** The same for many organisations, each with the thread it has and the audience of its message, in the order given. */
  async chooseAll(tx: Tx, asked: readonly { readonly organisationId: string; readonly rootId: string; readonly audience: Audience }[]): Promise<Recipient[][]> {
    const contacts = await this.organisations.contactsForAlertsOf(tx, asked.map(({ organisationId }) => organisationId));
    const rows = await tx.query<ProgressRow & { root_id: string }>(
      `SELECT coalesce(a.root_id, a.id) AS root_id, ${PROGRESS} WHERE (a.id = ANY($1::uuid[]) OR a.root_id = ANY($1::uuid[])) AND d.contact_id IS NOT NULL GROUP BY 1, d.contact_id, d.address`,
      [asked.map(({ rootId }) => rootId)],
    );
    return asked.map(({ organisationId, rootId, audience }) => this.chooseAmong(
      withProgress(byMail(contacts.get(organisationId) ?? []), rows.filter((row) => row.root_id === rootId)), audience));
  }

  private chooseAmong(known: readonly RecipientProgress[], audience: Audience): Recipient[] {
    const usable = known.filter(({ progress }) => progress !== 'refused');
    if (audience === 'all-contacts') return usable;
    const alerted = usable.filter(({ progress }) => progress !== 'new');
    return audience === 'already-alerted' && alerted.length > 0 ? alerted : usable.slice(0, 1);
  }

  /** The contacts with e-mail and how far a thread (`rootId`), or one message of it (`alertId`), has come with each. */
  async progress(tx: Tx, organisationId: string, of: { rootId: string } | { alertId: string }): Promise<RecipientProgress[]> {
    const [condition, id] = 'rootId' in of ? ['(a.id = $1 OR a.root_id = $1)', of.rootId] : ['a.id = $1', of.alertId];
    const rows = await tx.query<ProgressRow>(
      `SELECT ${PROGRESS} WHERE ${condition} AND d.contact_id IS NOT NULL GROUP BY d.contact_id, d.address`,
      [id],
    );
    return withProgress(await this.of(tx, organisationId), rows);
  }
}

const byMail = (contacts: readonly ContactForAlert[]): Recipient[] =>
  contacts.flatMap(({ id, name, function: role, email, language }) => (email ? [{ contactId: id, name, function: role, address: email, language }] : []));

const asNew = (recipient: Recipient): RecipientProgress => ({ ...recipient, progress: 'new' });

// By address: a contact whose refused address was corrected starts anew.
function withProgress(recipients: readonly Recipient[], rows: readonly ProgressRow[]): RecipientProgress[] {
  const known = new Map(rows.map((row) => [`${row.contact_id} ${row.address}`, row]));
  return recipients.map((recipient) => ({ ...recipient, progress: progressOf(known.get(`${recipient.contactId} ${recipient.address}`)) }));
}

function progressOf(row: ProgressRow | undefined): ContactProgress['progress'] {
  if (!row) return 'new';
  if (row.refused) return 'refused';
  return row.accepted ? 'reached' : 'waiting';
}
