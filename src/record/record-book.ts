import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { newId, type Actor } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { personalDigest } from './domain/chain.js';

/** One decision or fact for the record. `before` and `after` hold no personal values; those go in `personal`. */
export type RecordEntry = {
  /** Dotted verb in past tense: `activation.triggered`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly activationId?: string;
  readonly exercise?: boolean;
  readonly before?: unknown;
  readonly after?: unknown;
  /** Names, functions, free text about persons: kept apart, purgeable. */
  readonly personal?: Readonly<Record<string, unknown>>;
};

/** What can be made ready of an entry before its transaction: its id, and its personal values with their salted digest. */
export type PreparedEntry = { readonly id: string; readonly personal: Readonly<Record<string, unknown>> | null; readonly salt: Buffer | null; readonly digest: Buffer | null };

/** Told of entries in the transaction that adds them. */
export type RecordFollower = (tx: Tx, entries: readonly RecordEntry[]) => Promise<void>;

/** Adds entries to the append-only record, in the transaction of the decision. The sealer chains them afterwards. */
@Injectable()
export class RecordBook {
  private readonly followers: RecordFollower[] = [];

  async add(tx: Tx, actor: Actor, ...entries: readonly RecordEntry[]): Promise<void> {
    const now = await tx.now();
    if (entries.length > 0) await this.insert(tx, actor, entries, now);
    for (const follower of this.followers) await follower(tx, entries);
  }

  /** From now on the follower is told of what `add` adds: whoever passes decisions on cannot miss one that is recorded. */
  follow(follower: RecordFollower): void {
    this.followers.push(follower);
  }

  /** For entries that are added by the thousand: what takes time is done beforehand, `addPrepared` does the rest. */
  prepare(actor: Actor, entry: Pick<RecordEntry, 'personal'>): PreparedEntry {
    const personal = personalOf(actor, entry);
    const salt = personal ? randomBytes(16) : null;
    return { id: newId(), personal, salt, digest: personal && salt ? personalDigest(salt, personal) : null };
  }

  /**
   * Adds entries of one kind of subject that stand ready as rows, with two statements whatever their number. `source`: a SELECT
   * that gives entry_id, action, subject_id, before, after, personal, salt and digest as `prepare` made them; its parameters.
   */
  async addPrepared(tx: Tx, actor: Actor, subjectKind: string, source: string, parameters: readonly unknown[]): Promise<void> {
    const of = (position: number): string => `$${parameters.length + position}`;
    await tx.query(
      `INSERT INTO record_entries (id, at, action, subject_kind, subject_id, organisation_id, person_id, api_key_id, actor_kind, channel, exercise, before, after, personal_digest)
       SELECT s.entry_id, ${of(1)}::timestamptz, s.action, ${of(2)}, s.subject_id, ${of(3)}::uuid, ${of(4)}::uuid, ${of(5)}::uuid, ${of(6)}, ${of(7)}, false, s.before, s.after, s.digest FROM (${source}) s`,
      [...parameters, await tx.now(), subjectKind, actor.organisationId, actor.personId, actor.apiKeyId, actor.kind, actor.channel],
    );
    await tx.query(`INSERT INTO record_personal_values (entry_id, salt, personal) SELECT s.entry_id, s.salt, s.personal FROM (${source}) s WHERE s.salt IS NOT NULL`, parameters);
  }

  /**
   * For a decision that is a single statement: the CTEs that add the entry when the CTE `from` gives a row, and their parameters,
   * the first of which has the number `first`. Who follows the record is not told of it.
   */
  inStatement(actor: Actor, entry: RecordEntry, from: string, first: number): { readonly ctes: string; readonly parameters: readonly unknown[] } {
    const { id, personal, salt, digest } = this.prepare(actor, entry);
    const of = (position: number): string => `$${first + position - 1}`;
    return {
      ctes: `recorded AS (
        INSERT INTO record_entries (id, at, action, subject_kind, subject_id, activation_id, organisation_id, person_id, api_key_id, actor_kind, channel, exercise, before, after, personal_digest)
        SELECT ${of(1)}::uuid, app_now(), ${of(2)}::text, ${of(3)}::text, ${of(4)}::uuid, ${of(5)}::uuid, ${of(6)}::uuid, ${of(7)}::uuid, ${of(8)}::uuid, ${of(9)}::text, ${of(10)}::text,
               ${of(11)}::boolean, ${of(12)}::jsonb, ${of(13)}::jsonb, ${of(14)}::bytea FROM ${from}),
      recorded_personal AS (
        INSERT INTO record_personal_values (entry_id, salt, personal) SELECT ${of(1)}::uuid, ${of(15)}::bytea, ${of(16)}::jsonb FROM ${from} WHERE ${of(15)}::bytea IS NOT NULL)`,
      parameters: [
        id, entry.action, entry.subjectKind, entry.subjectId, entry.activationId ?? null, actor.organisationId, actor.personId, actor.apiKeyId, actor.kind, actor.channel,
        entry.exercise ?? false, asJson(entry.before), asJson(entry.after), digest, salt, asJson(personal ?? undefined),
      ],
    };
  }

  // A decision adds many: two statements whatever their number.
  private async insert(tx: Tx, actor: Actor, entries: readonly RecordEntry[], now: Date): Promise<void> {
    const prepared = entries.map((entry) => ({ entry, ...this.prepare(actor, entry) }));
    const rows = prepared.map(({ entry, id, digest }) => ({
      id, action: entry.action, subject_kind: entry.subjectKind, subject_id: entry.subjectId, activation_id: entry.activationId ?? null,
      exercise: entry.exercise ?? false, before: entry.before ?? null, after: entry.after ?? null, digest: digest?.toString('hex') ?? null,
    }));
    await tx.query(
      `INSERT INTO record_entries (id, at, action, subject_kind, subject_id, activation_id, organisation_id, person_id, api_key_id,
                                   actor_kind, channel, exercise, before, after, personal_digest)
       SELECT e.id, $2::timestamptz, e.action, e.subject_kind, e.subject_id, e.activation_id, $3::uuid, $4::uuid, $5::uuid, $6, $7, e.exercise, e.before, e.after, decode(e.digest, 'hex')
         FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, action text, subject_kind text, subject_id uuid, activation_id uuid, exercise boolean, before jsonb, after jsonb, digest text)`,
      [JSON.stringify(rows), now, actor.organisationId, actor.personId, actor.apiKeyId, actor.kind, actor.channel],
    );
    const personal = prepared.flatMap(({ id, salt, personal: values }) => (salt ? [{ id, salt: salt.toString('hex'), values }] : []));
    if (personal.length === 0) return;
    await tx.query(
      `INSERT INTO record_personal_values (entry_id, salt, personal)
       SELECT p.id, decode(p.salt, 'hex'), p.values FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, salt text, values jsonb)`, [JSON.stringify(personal)]);
  }
}

const asJson = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

// The system has no personal values of its own; a person's name, address and agent go with what they decided.
function personalOf(actor: Actor, entry: Pick<RecordEntry, 'personal'>): Record<string, unknown> | null {
  const own = entry.personal ?? {};
  if (actor.kind === 'system') return Object.keys(own).length > 0 ? { ...own } : null;
  return { ...own, by: { name: actor.name, function: actor.function, ip: actor.ip, agent: actor.agent } };
}
