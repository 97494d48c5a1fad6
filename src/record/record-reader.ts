import { Injectable } from '@nestjs/common';
import type { Database, Tx } from '../platform/database/index.js';
import { firstFault, type ChainFault, GENESIS } from './domain/chain.js';
import { factsOf, type EntryRow } from './entry-row.js';

/** One line of a timeline: what happened, with the personal part as long as it has not been purged. */
export type TimelineEntry = {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly organisationId: string | null;
  readonly actorKind: string;
  readonly channel: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly personal: Readonly<Record<string, unknown>> | null;
};

const VERIFY_BATCH = 5000;

@Injectable()
export class RecordReader {
  /** Entries about one activation, oldest first. */
  async ofActivation(database: Database, activationId: string): Promise<TimelineEntry[]> {
    return this.read(database, 'e.activation_id = $1', activationId);
  }

  /** Entries about one subject, such as a location, oldest first. */
  async ofSubject(database: Database, subjectId: string): Promise<TimelineEntry[]> {
    return this.read(database, 'e.subject_id = $1', subjectId);
  }

  /** The newest entries about one subject, oldest first, and how many there are in all. */
  async newestOfSubject(database: Database, subjectId: string, limit: number): Promise<{ readonly entries: TimelineEntry[]; readonly total: number }> {
    const [counted] = await database.query<{ total: number }>('SELECT count(*)::int AS total FROM record_entries WHERE subject_id = $1', [subjectId]);
    const newest = 'e.id IN (SELECT id FROM record_entries WHERE subject_id = $1 ORDER BY at DESC, id DESC LIMIT $2)';
    return { entries: await this.read(database, newest, subjectId, limit), total: counted!.total };
  }

  /** Entries about many subjects, oldest first: all that came after the instant, and of what went before the newest of each action. */
  async ofSubjectsSince(source: Database | Tx, subjectIds: readonly string[], at: Date): Promise<(subjectId: string) => readonly TimelineEntry[]> {
    const since = `(e.subject_id = ANY($1::uuid[]) AND e.at > $2) OR e.id IN (
      SELECT DISTINCT ON (subject_id, action) id FROM record_entries WHERE subject_id = ANY($1::uuid[]) AND at <= $2 ORDER BY subject_id, action, at DESC, id DESC)`;
    const found = new Map<string, TimelineEntry[]>();
    for (const entry of await this.read(source, since, subjectIds, at)) {
      const known = found.get(entry.subjectId);
      if (known) known.push(entry);
      else found.set(entry.subjectId, [entry]);
    }
    return (subjectId) => found.get(subjectId) ?? [];
  }

  /** Walks the whole chain; undefined when it holds, else the first fault. */
  async verify(database: Database): Promise<ChainFault | undefined> {
    let previous: Buffer = GENESIS;
    for (let from = 1; ; from += VERIFY_BATCH) {
      const rows = await database.query<EntryRow & { position: string; previous_hash: Buffer; hash: Buffer; salt: Buffer | null; personal: unknown }>(
        `SELECT e.*, s.position, s.previous_hash, s.hash, p.salt, p.personal
           FROM record_seals s JOIN record_entries e ON e.id = s.entry_id LEFT JOIN record_personal_values p ON p.entry_id = e.id
          WHERE s.position >= $1 ORDER BY s.position LIMIT $2`, [from, VERIFY_BATCH]);
      const links = rows.map((row) => ({ position: Number(row.position), previousHash: row.previous_hash, hash: row.hash, facts: factsOf(row), personal: row.salt && { salt: row.salt, values: row.personal } }));
      const fault = firstFault(links, previous, from);
      if (fault || links.length < VERIFY_BATCH) return fault;
      previous = links.at(-1)!.hash;
    }
  }

  private async read(database: Database | Tx, where: string, ...parameters: readonly unknown[]): Promise<TimelineEntry[]> {
    const rows = await database.query<EntryRow & { personal: Record<string, unknown> | null }>(
      `SELECT e.*, p.personal FROM record_entries e LEFT JOIN record_personal_values p ON p.entry_id = e.id
        WHERE ${where} ORDER BY e.at, e.id`, parameters);
    return rows.map((row) => ({
      id: row.id, at: row.at, action: row.action, subjectKind: row.subject_kind, subjectId: row.subject_id, organisationId: row.organisation_id,
      actorKind: row.actor_kind, channel: row.channel, before: row.before, after: row.after, personal: row.personal,
    }));
  }
}
