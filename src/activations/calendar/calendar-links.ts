import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { newId, NOT_FOUND, Problem, type Actor, type Instant } from '../../kernel/index.js';
import { SETTINGS, type Settings } from '../../platform/config/index.js';
import type { Database, Tx } from '../../platform/database/index.js';
import { RecordBook } from '../../record/index.js';

/** A secret link that works. Its secret is nowhere stored. */
export type CalendarLink = { readonly id: string; readonly organisationId: string; readonly createdAt: Instant };
/** One that was just made, with its address: it is shown this once. */
export type NewCalendarLink = CalendarLink & { readonly url: string };

type Row = { id: string; organisation_id: string; created_at: Date };

const SECRET = /^[\w-]{43}$/;
const COLUMNS = 'id, organisation_id, created_at';
const linkOf = (row: Row): CalendarLink => ({ id: row.id, organisationId: row.organisation_id, createdAt: row.created_at });
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The secret links to calendars: one per organisation, replaced and withdrawn by itself. */
@Injectable()
export class CalendarLinks {
  constructor(
    private readonly record: RecordBook,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** The link that works now, or undefined. */
  async of(source: Database | Tx, organisationId: string): Promise<CalendarLink | undefined> {
    const [row] = await source.query<Row>(`SELECT ${COLUMNS} FROM calendar_links WHERE organisation_id = $1 AND withdrawn_at IS NULL`, [organisationId]);
    return row && linkOf(row);
  }

  /** Makes a link for the actor's organisation, in place of the one it had. Throws REQUEST.NOT_FOUND for nobody's. */
  async create(tx: Tx, actor: Actor): Promise<NewCalendarLink> {
    const organisationId = await this.lockOwn(tx, actor);
    const now = await tx.now();
    const earlier = await this.of(tx, organisationId);
    if (earlier) await this.end(tx, actor, earlier, now);
    const link = { id: newId(), organisationId, createdAt: now };
    const secret = randomBytes(32).toString('base64url');
    await tx.query('INSERT INTO calendar_links (id, organisation_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)', [link.id, organisationId, hashOf(secret), now]);
    await this.record.add(tx, actor, { action: 'calendar-link.created', subjectKind: 'calendar-link', subjectId: link.id, after: { organisationId } });
    return { ...link, url: `${this.settings.publicUrl}/agenda/${secret}.ics` };
  }

  /** The link no longer works. Throws REQUEST.NOT_FOUND for one that is not the actor's, or was withdrawn before. */
  async withdraw(tx: Tx, actor: Actor, id: string): Promise<void> {
    const organisationId = await this.lockOwn(tx, actor);
    const now = await tx.now();
    const link = await this.of(tx, organisationId);
    if (link?.id !== id) throw new Problem(NOT_FOUND);
    await this.end(tx, actor, link, now);
  }

  /** Whose calendar a secret opens; undefined when it opens none, whatever the reason. */
  async organisationOf(database: Database, secret: string): Promise<string | undefined> {
    if (!SECRET.test(secret)) return undefined;
    const [row] = await database.query<Row>(`SELECT ${COLUMNS} FROM calendar_links WHERE secret_hash = $1 AND withdrawn_at IS NULL`, [hashOf(secret)]);
    return row?.organisation_id;
  }

  private async lockOwn(tx: Tx, { organisationId }: Actor): Promise<string> {
    if (organisationId === null) throw new Problem(NOT_FOUND);
    await tx.lock('organisations', organisationId);
    return organisationId;
  }

  private async end(tx: Tx, actor: Actor, { id, organisationId }: CalendarLink, now: Instant): Promise<void> {
    await tx.query('UPDATE calendar_links SET withdrawn_at = $2 WHERE id = $1', [id, now]);
    await this.record.add(tx, actor, { action: 'calendar-link.withdrawn', subjectKind: 'calendar-link', subjectId: id, before: { organisationId } });
  }
}
