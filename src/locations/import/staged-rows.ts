import type { Tx } from '../../platform/database/index.js';
import { type Fault, fault } from './cells.js';
import type { HeaderFault, Headers } from './headers.js';
import type { ClaimedImport } from './location-import.js';
import type { RowProblem } from './read-row.js';

/** How the rows stand, in the order of `COUNTED`. */
export async function countRows(tx: Tx, importId: string): Promise<number[]> {
  const [counts] = await tx.query<Record<'fresh' | 'changed' | 'unchanged' | 'wrong' | 'problems', number>>(
    `SELECT count(*) FILTER (WHERE outcome = 'new')::int AS fresh, count(*) FILTER (WHERE outcome = 'changed')::int AS changed, count(*) FILTER (WHERE outcome = 'unchanged')::int AS unchanged,
            count(*) FILTER (WHERE outcome = 'wrong')::int AS wrong, coalesce(sum(jsonb_array_length(problems)), 0)::int AS problems FROM location_import_rows WHERE import_id = $1`, [importId]);
  const { fresh, changed, unchanged, wrong, problems } = counts!;
  return [fresh, changed, unchanged, wrong, problems];
}
/** Sets the counts of an import from parameters 6 to 10. */
export const COUNTED = 'rows_new = $6, rows_changed = $7, rows_unchanged = $8, rows_wrong = $9, problems = $10';

/** Rows about the same location, or that would have the same reference: each names the others. */
export async function markTwice(tx: Tx, importId: string, headers: Headers): Promise<void> {
  const twice = await tx.query<{ row_number: number; others: number[] }>(
    `WITH keyed AS (
       SELECT row_number, coalesce('r' || reference, 'i' || location_id::text) AS key FROM location_import_rows WHERE import_id = $1 AND (reference IS NOT NULL OR base_version IS NOT NULL)
       UNION SELECT row_number, 'i' || location_id::text FROM location_import_rows WHERE import_id = $1 AND base_version IS NOT NULL),
     twice AS (SELECT key, (array_agg(row_number ORDER BY row_number))[1:6] AS rows FROM keyed GROUP BY key HAVING count(*) > 1)
     SELECT DISTINCT ON (row_number) row_number, (array_remove(rows, row_number))[1:5] AS others FROM keyed JOIN twice USING (key) ORDER BY row_number, key`, [importId]);
  await addProblems(tx, importId, twice.map(({ row_number: row, others }) => ({
    row, problem: at(headers, fault('twice', 'Rij {rows} gaat over dezelfde locatie. Laat één rij per kenmerk staan.', 'Row {rows} is about the same location. Keep one row per reference.', { rows: others.join(', ') })),
  })));
}

/** Rows that give a location the reference of another one. */
export async function markTaken(tx: Tx, { id, organisationId }: ClaimedImport, headers: Headers): Promise<void> {
  const taken = await tx.query<{ row_number: number; reference: string }>(
    `SELECT r.row_number, r.reference FROM location_import_rows r JOIN standby_locations l ON l.organisation_id = $2 AND l.reference = r.reference AND l.id <> r.location_id
      WHERE r.import_id = $1 AND r.outcome IN ('new', 'changed')`, [id, organisationId]);
  await addProblems(tx, id, taken.map(({ row_number: row, reference }) => ({
    row, problem: at(headers, fault('reference-taken', 'Een andere locatie van uw gemeente heeft kenmerk {reference}. Kies een ander kenmerk.', 'Another location of your municipality has reference {reference}. Choose another reference.', { reference })),
  })));
}

function at({ columns }: Headers, what: Fault): RowProblem {
  const found = columns.find(({ column }) => column.path === 'reference') ?? columns.find(({ column }) => column.path === 'id');
  return { ...what, path: 'reference', index: found?.index ?? null };
}

/** From now on these rows are wrong, for one more reason. */
export async function addProblems(tx: Tx, importId: string, found: readonly { readonly row: number; readonly problem: RowProblem }[]): Promise<void> {
  if (found.length === 0) return;
  await tx.query(
    `UPDATE location_import_rows r SET outcome = 'wrong', problems = r.problems || jsonb_build_array(f.problem)
       FROM jsonb_to_recordset($2::jsonb) AS f ("row" integer, problem jsonb) WHERE r.import_id = $1 AND r.row_number = f."row"`, [importId, JSON.stringify(found)]);
}

/** What is missing from the file as a whole is told once, however many rows lack it. */
export async function missingColumns(tx: Tx, importId: string): Promise<HeaderFault[]> {
  const rows = await tx.query<{ problem: Fault; count: number }>(
    `SELECT p AS problem, count(*)::int AS count FROM location_import_rows, jsonb_array_elements(problems) WITH ORDINALITY AS each (p, place)
      WHERE import_id = $1 AND p->>'code' = 'missing-column' GROUP BY p ORDER BY min(place)`, [importId]);
  return rows.map(({ problem, count }) => ({
    header: '', letters: '',
    ...fault('missing-column', 'De kolom “{nl}” ontbreekt in het bestand. Nodig voor {count} nieuwe locaties.', 'The column “{en}” is missing from the file. Needed for {count} new locations.', { ...problem.params, count }),
  }));
}
