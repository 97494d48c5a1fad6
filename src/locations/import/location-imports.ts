import { Injectable } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import { isId, newId, NOT_FOUND, Problem, type Actor, type Instant } from '../../kernel/index.js';
import type { Database, Tx } from '../../platform/database/index.js';
import type { Cell } from './cells.js';
import type { FileBytes } from './file-bytes.js';
import type { ClaimedImport, LocationImport } from './location-import.js';
import type { RowProblem } from './read-row.js';

const COLUMNS = `i.id, i.organisation_id AS "organisationId", i.status, i.mode, i.version, i.file_name AS "fileName", i.file_size AS "fileSize", i.uploaded_by AS "uploadedBy",
  i.format, i.headers, i.header_faults AS "headerFaults", i.fault,
  jsonb_build_object('new', i.rows_new, 'changed', i.rows_changed, 'unchanged', i.rows_unchanged, 'wrong', i.rows_wrong) AS rows,
  i.problems, i.rows_overtaken AS "rowsOvertaken", i.rows_read AS "rowsRead", jsonb_build_object('done', i.progress_done, 'total', i.progress_total) AS progress,
  i.created_at AS "createdAt", i.checked_at AS "checkedAt", i.finished_at AS "finishedAt", i.cleared_at AS "clearedAt"`;

const RECENT = 10;

/** A row of which something is wrong. */
export type WrongRow = { readonly rowNumber: number; readonly reference: string | null; readonly problems: readonly RowProblem[]; readonly cells: Readonly<Record<string, Cell>> };

/** The process is no longer the one that is at work on the import: another has taken over, or it was cancelled. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** What is kept of imports. Only the municipality that uploaded one ever sees it. */
@Injectable()
export class LocationImports {
  /** Throws REQUEST.NOT_FOUND (404), also for another organisation's. */
  async byId(source: Database | Tx, { organisationId }: Pick<Actor, 'organisationId'>, id: string): Promise<LocationImport> {
    const rows = isId(id) ? await source.query<LocationImport>(`SELECT ${COLUMNS} FROM location_imports i WHERE i.id = $1 AND i.organisation_id = $2`, [id, organisationId]) : [];
    if (!rows[0]) throw new Problem(NOT_FOUND);
    return rows[0];
  }

  /** The latest, newest first. */
  async recent(source: Database | Tx, { organisationId }: Pick<Actor, 'organisationId'>): Promise<LocationImport[]> {
    return source.query<LocationImport>(`SELECT ${COLUMNS} FROM location_imports i WHERE i.organisation_id = $1 ORDER BY i.created_at DESC, i.id DESC LIMIT $2`, [organisationId, RECENT]);
  }

  /** Rows with something wrong, in the order of the file, after a row; `limit` of them. */
  async wrongRows(source: Database | Tx, importId: string, after: number, limit: number): Promise<WrongRow[]> {
    return source.query<WrongRow>(
      `SELECT row_number AS "rowNumber", reference, problems, cells FROM location_import_rows
        WHERE import_id = $1 AND outcome = 'wrong' AND row_number > $2 ORDER BY row_number LIMIT $3`, [importId, after, limit]);
  }

  /** All of them, a batch at a time. */
  async *everyWrongRow(source: Database, importId: string): AsyncGenerator<WrongRow> {
    const batch = IMPORT_POLICY.batch.value;
    for (let rows = await this.wrongRows(source, importId, 0, batch); rows.length > 0; rows = await this.wrongRows(source, importId, rows.at(-1)!.rowNumber, batch)) yield* rows;
  }

  /** The uploaded file as it was, read piece by piece. `onRead` hears how far into it reading has come. */
  fileOf(source: Database, { id, fileSize }: Pick<LocationImport, 'id' | 'fileSize'>, onRead: (position: number) => void = () => undefined): FileBytes {
    return {
      size: fileSize,
      async *read(start = 0, end = fileSize) {
        for (let at = start; at < end; ) {
          const position = Math.floor(at / PART_BYTES);
          const rows = await source.query<{ content: Buffer }>('SELECT content FROM location_import_parts WHERE import_id = $1 AND position = $2', [id, position]);
          if (!rows[0]) throw new ClaimLost('The file is no longer there.');
          const piece = rows[0].content.subarray(at - position * PART_BYTES, end - position * PART_BYTES);
          at += piece.length;
          onRead(at);
          yield piece;
        }
      },
    };
  }

  async keepFile(tx: Tx, id: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    let position = 0;
    for await (const part of inParts(content)) {
      await tx.query('INSERT INTO location_import_parts (import_id, position, content) VALUES ($1, $2, $3)', [id, position, part]);
      position += 1;
    }
  }

  /** Takes up work on it; undefined when there is none, or another process is at it. */
  async claim(database: Database, id: string): Promise<ClaimedImport | undefined> {
    const rows = await database.query<ClaimedImport>(
      `WITH i AS (
         UPDATE location_imports SET claim = $2, lease_until = app_now() + make_interval(secs => $3), attempts = attempts + 1
          WHERE id = $1 AND status IN ('checking', 'applying', 'finishing') AND (lease_until IS NULL OR lease_until < app_now()) RETURNING *)
       SELECT ${COLUMNS}, i.claim, i.chosen_by AS "chosenBy", i.attempts FROM i`, [id, newId(), IMPORT_POLICY.leaseSeconds.value]);
    return rows[0];
  }

  /** A sign of life with how far it is. Throws ClaimLost when it is no longer ours. */
  async progress(tx: Tx, { id, claim }: Pick<ClaimedImport, 'id' | 'claim'>, { done, total, rowsRead }: { done: number; total: number; rowsRead: number }): Promise<void> {
    const mine = await tx.query<{ id: string }>(
      `UPDATE location_imports SET lease_until = app_now() + make_interval(secs => $3), progress_done = $4, progress_total = $5, rows_read = $6 WHERE id = $1 AND claim = $2 RETURNING id`,
      [id, claim, IMPORT_POLICY.leaseSeconds.value, done, total, rowsRead]);
    if (mine.length === 0) throw new ClaimLost('Another process took over.');
    await tx.notify(IMPORT_TOPIC, id);
  }

  /** Lets go, so that another process can take it up at once. */
  async release(database: Database, { id, claim }: Pick<ClaimedImport, 'id' | 'claim'>): Promise<void> {
    await database.query('UPDATE location_imports SET claim = NULL, lease_until = NULL WHERE id = $1 AND claim = $2', [id, claim]);
  }

  /** Those that nobody is at work on though somebody should be. */
  async waiting(database: Database): Promise<string[]> {
    const rows = await database.query<{ id: string }>(
      `SELECT id FROM location_imports WHERE status IN ('checking', 'applying', 'finishing') AND (lease_until IS NULL OR lease_until < app_now()) ORDER BY created_at`);
    return rows.map(({ id }) => id);
  }

  /** Takes away file and rows, which hold names and numbers of contacts, and the name of who uploaded it. */
  async clear(tx: Tx, id: string, now: Instant): Promise<void> {
    await tx.query('DELETE FROM location_import_parts WHERE import_id = $1', [id]);
    await tx.query('DELETE FROM location_import_rows WHERE import_id = $1', [id]);
    await tx.query('UPDATE location_imports SET cleared_at = $2, uploaded_by = NULL, chosen_by = NULL, version = version + 1 WHERE id = $1', [id, now]);
    await tx.notify(IMPORT_TOPIC, id);
  }
}

/** Pages that show an import listen for this. */
export const IMPORT_TOPIC = 'location-import';
/** Processes that take up work listen for this. */
export const IMPORT_WAITS_TOPIC = 'location-import-waits';

const PART_BYTES = 256 * 1024;

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    const whole = Buffer.concat(pieces);
    let at = 0;
    for (; at + PART_BYTES <= whole.length; at += PART_BYTES) yield whole.subarray(at, at + PART_BYTES);
    pieces = [whole.subarray(at)];
    length = whole.length - at;
  }
  if (length > 0) yield Buffer.concat(pieces);
}
