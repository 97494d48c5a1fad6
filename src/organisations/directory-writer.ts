import { Injectable } from '@nestjs/common';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import { DEFAULT_LANGUAGE, newId, Problem, type Actor, type Instant, type Language, type OrganisationKind, type ProblemType, type TextParams } from '../kernel/index.js';
import { violatedConstraint, type Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { ApiKeyRow } from './api-key.entity.js';
import { ContactRow } from './contact.entity.js';
import { contactFacts } from './contact-record.js';
import { CODE_TAKEN, EMAIL_TAKEN, RANK_TAKEN, wrongField } from './directory-problems.js';
import { OrganisationRow } from './organisation.entity.js';
import { hashPassword } from './passwords.js';
import { PersonRow } from './person.entity.js';
import { hashOfToken, newApiKey } from './tokens.js';

export type NewOrganisation = {
  readonly kind: OrganisationKind;
  readonly name: string;
  /** Both for a municipality or a province, and for them only. */
  readonly code?: string;
  readonly provinceCode?: string;
  readonly language?: Language;
  readonly demo?: boolean;
};
export type NewPerson = {
  readonly organisationId: string;
  readonly name: string;
  readonly function: string;
  readonly email: string;
  readonly password: string;
  readonly language?: Language;
};
export type NewApiKey = {
  readonly organisationId: string;
  /** Absent for a machine's key. */
  readonly personId?: string;
  readonly name: string;
};
export type NewContact = {
  readonly organisationId: string;
  readonly name: string;
  readonly function: string;
  readonly email?: string | null;
  readonly telephone?: string | null;
  readonly language?: Language;
  /** Absent: behind the last. */
  readonly rank?: number;
  readonly duty?: boolean;
  /** When it was shown that mail reaches somebody there; absent: never. */
  readonly verifiedAt?: Instant | null;
};

/** Adds to the directory, with a record entry each. Whether the actor may, is the business of whoever calls. */
@Injectable()
export class DirectoryWriter {
  constructor(private readonly record: RecordBook) {}

  /** Gives the id. Throws ORGANISATION.CODE_TAKEN (409). */
  async createOrganisation(tx: Tx, actor: Actor, input: NewOrganisation): Promise<string> {
    const { kind, name, code = null, provinceCode = null, language = DEFAULT_LANGUAGE, demo = false } = input;
    const id = newId();
    const row = { id, kind, name, code, provinceCode, language, demo, createdAt: await tx.now() };
    await refusing('organisations_code_key', CODE_TAKEN, { code: code ?? '' }, () => tx.manager.insert(OrganisationRow, row));
    await this.record.add(tx, actor, { action: 'organisation.created', subjectKind: 'organisation', subjectId: id, after: { kind, name, code, provinceCode, language } });
    return id;
  }

  /** Gives the id. Throws PERSON.EMAIL_TAKEN (409), and REQUEST.INVALID (400) for a password that is too short or too long. */
  async createPerson(tx: Tx, actor: Actor, input: NewPerson): Promise<string> {
    const { organisationId, name, function: role, email, password, language = DEFAULT_LANGUAGE } = input;
    assertPassword(password);
    const id = newId();
    const row = { id, organisationId, name, function: role, email, passwordHash: await hashPassword(password), language, active: true, createdAt: await tx.now() };
    await refusing('people_email', EMAIL_TAKEN, {}, () => tx.manager.insert(PersonRow, row));
    await this.record.add(tx, actor, { action: 'person.created', subjectKind: 'person', subjectId: id, after: { organisationId, language }, personal: { name, function: role, email } });
    return id;
  }

  /** Gives a person another password and ends their sessions. Throws REQUEST.INVALID (400) for a password that is too short or too long. */
  async changePassword(tx: Tx, actor: Actor, personId: string, password: string): Promise<void> {
    assertPassword(password);
    await tx.manager.update(PersonRow, { id: personId }, { passwordHash: await hashPassword(password) });
    await tx.query('DELETE FROM sessions WHERE person_id = $1', [personId]);
    await this.record.add(tx, actor, { action: 'person.password-changed', subjectKind: 'person', subjectId: personId });
  }

  /** Gives the id, and the key itself: it is not stored and cannot be shown again. */
  async createApiKey(tx: Tx, actor: Actor, input: NewApiKey): Promise<{ readonly id: string; readonly key: string }> {
    const { organisationId, personId = null, name } = input;
    const id = newId();
    const key = newApiKey();
    await tx.manager.insert(ApiKeyRow, { id, organisationId, personId, name, keyHash: hashOfToken(key), createdAt: await tx.now(), revokedAt: null });
    await this.record.add(tx, actor, { action: 'api-key.created', subjectKind: 'api-key', subjectId: id, after: { organisationId, personId }, personal: { name } });
    return { id, key };
  }

  /** Gives the id. Throws CONTACT.RANK_TAKEN (409), also when two are added behind the last at once without a lock on the organisation. */
  async createContact(tx: Tx, actor: Actor, input: NewContact): Promise<string> {
    const { organisationId, name, function: role, email = null, telephone = null, language = DEFAULT_LANGUAGE, duty = false, verifiedAt = null } = input;
    const rank = input.rank ?? (await nextRank(tx, organisationId));
    const id = newId();
    const row = { id, organisationId, name, function: role, email, telephone, telephoneChangedAt: null, language, rank, duty, testedAt: null, verifiedAt, refusedAt: null, version: 1, createdAt: await tx.now(), removedAt: null };
    await refusing('contacts_rank', RANK_TAKEN, { rank }, () => tx.manager.insert(ContactRow, row));
    const { facts, personal } = contactFacts(row);
    await this.record.add(tx, actor, { action: 'contact.added', subjectKind: 'contact', subjectId: id, after: facts, personal: { after: personal } });
    return id;
  }
}

/** Turns the violation of one constraint into the problem it means. */
export async function refusing<T>(constraint: string, problem: ProblemType, params: TextParams, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) === constraint) throw new Problem(problem, params);
    throw error;
  }
}

async function nextRank(tx: Tx, organisationId: string): Promise<number> {
  const rows = await tx.query<{ rank: number }>(
    'SELECT COALESCE(max(rank), 0) + 1 AS rank FROM contacts WHERE organisation_id = $1 AND removed_at IS NULL', [organisationId]);
  return rows[0]!.rank;
}

function assertPassword(password: string): void {
  const { minimumPasswordLength: minimum, maximumPasswordLength: maximum } = SIGN_IN_POLICY;
  const { length } = password.normalize('NFKC');
  if (length >= minimum.value && length <= maximum.value) return;
  throw wrongField('password', 'length', {
    nl: 'Een wachtwoord heeft {minimum} tot {maximum} tekens.',
    en: 'A password has {minimum} to {maximum} characters.',
  }, { minimum: minimum.value, maximum: maximum.value });
}
