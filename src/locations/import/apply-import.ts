import { Injectable } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import type { Actor } from '../../kernel/index.js';
import { type Database, type Tx, violatedConstraint } from '../../platform/database/index.js';
import { type PreparedEntry, RecordBook } from '../../record/index.js';
import { fault } from './cells.js';
import { type ClaimedImport, rowsToWrite } from './location-import.js';
import { ClaimLost, IMPORT_TOPIC, LocationImports } from './location-imports.js';
import { addProblems, countRows } from './staged-rows.js';

/** Writes what was checked: all rows in one short transaction, or none. */
@Injectable()
export class ApplyImport {
  constructor(
    private readonly imports: LocationImports,
    private readonly record: RecordBook,
  ) {}

  /** Gives whether it was written; otherwise it is back with its municipality, with what is in the way. Throws ClaimLost. */
  async run(database: Database, claimed: ClaimedImport, stopped: () => boolean): Promise<boolean> {
    const { chosenBy } = claimed;
    if (!chosenBy) throw new Error(`Nobody chose to write import ${claimed.id}.`);
    await this.prepare(database, claimed, chosenBy, stopped);
    try {
      return await database.transaction((tx) => this.write(tx, claimed, chosenBy));
    } catch (error) {
      if (violatedConstraint(error) !== 'standby_locations_reference') throw error;
      // Somebody registered one of the references in this very moment: the second look sees it.
      return database.transaction((tx) => this.write(tx, claimed, chosenBy));
    }
  }

  /** Everything about the entries on the record that takes time, while nobody waits for a lock. Repeated after a crash. */
  private async prepare(database: Database, claimed: ClaimedImport, chosenBy: Actor, stopped: () => boolean): Promise<void> {
    const total = rowsToWrite(claimed);
    let done = 0;
    for (let last = 0; ; ) {
      if (stopped()) throw new ClaimLost('This process is stopping.');
      const rows = await database.query<{ row_number: number; personal: Record<string, unknown> | null }>(
        `SELECT row_number, personal FROM location_import_rows WHERE import_id = $1 AND outcome IN ('new', 'changed') AND row_number > $2 ORDER BY row_number LIMIT $3`,
        [claimed.id, last, IMPORT_POLICY.batch.value]);
      if (rows.length === 0) return;
      last = rows.at(-1)!.row_number;
      done += rows.length;
      const prepared = rows.map(({ row_number, personal }) => preparedRow(row_number, this.record.prepare(chosenBy, { personal: personal ?? {} })));
      await database.transaction(async (tx) => {
        await this.imports.progress(tx, claimed, { done, total, rowsRead: claimed.rowsRead });
        await tx.query(
          `UPDATE location_import_rows r SET entry_id = p.entry_id, entry_personal = p.personal, entry_salt = decode(p.salt, 'hex'), entry_digest = decode(p.digest, 'hex')
             FROM jsonb_to_recordset($2::jsonb) AS p (row_number integer, entry_id uuid, personal jsonb, salt text, digest text) WHERE r.import_id = $1 AND r.row_number = p.row_number`,
          [claimed.id, JSON.stringify(prepared)]);
      });
    }
  }

  /**
   * A handful of statements, whatever the number of rows: who triggers an activation meanwhile waits a second at most for the
   * locations that are changed here.
   */
  private async write(tx: Tx, claimed: ClaimedImport, chosenBy: Actor): Promise<boolean> {
    const { id } = claimed;
    await tx.lock('location_imports', id);
    const [mine] = await tx.query<{ id: string }>(`SELECT id FROM location_imports WHERE id = $1 AND claim = $2 AND status = 'applying'`, [id, claimed.claim]);
    if (!mine) throw new ClaimLost('Another process took over.');
    const changed = await tx.query<{ location_id: string }>(`SELECT location_id FROM location_import_rows WHERE import_id = $1 AND outcome = 'changed'`, [id]);
    await tx.lock('standby_locations', ...changed.map(({ location_id: locationId }) => locationId));
    const now = await tx.now();
    const overtaken = await this.markOvertaken(tx, claimed);
    const counts = overtaken > 0 ? await countRows(tx, id) : [claimed.rows.new, claimed.rows.changed, claimed.rows.unchanged, claimed.rows.wrong, claimed.problems];
    const goesOn = claimed.mode === 'good' ? counts[0]! + counts[1]! > 0 : overtaken === 0;
    if (goesOn) {
      await tx.query(INSERT_NEW, [id, claimed.organisationId, now]);
      await tx.query(UPDATE_CHANGED, [id, now]);
      await this.record.addPrepared(tx, chosenBy, 'location', ENTRIES, [id]);
    }
    await tx.query(
      `UPDATE location_imports SET status = $2, rows_overtaken = $3, rows_new = $4, rows_changed = $5, rows_unchanged = $6, rows_wrong = $7, problems = $8,
              progress_done = 0, attempts = 0, version = version + 1, claim = CASE WHEN $9 THEN claim END, lease_until = CASE WHEN $9 THEN lease_until END, chosen_by = CASE WHEN $9 THEN chosen_by END
        WHERE id = $1`, [id, goesOn ? 'finishing' : 'checked', overtaken, ...counts, goesOn]);
    await tx.notify(IMPORT_TOPIC, id);
    return goesOn;
  }

  /** Rows whose location somebody else changed, withdrew or registered since the check. Their problem names it. */
  private async markOvertaken(tx: Tx, { id, organisationId }: ClaimedImport): Promise<number> {
    const rows = await tx.query<{ row_number: number; name: string; fresh: boolean }>(
      `SELECT r.row_number, l.name, false AS fresh FROM location_import_rows r JOIN standby_locations l ON l.id = r.location_id
        WHERE r.import_id = $1 AND r.outcome = 'changed' AND (l.version <> r.base_version OR l.withdrawn_at IS NOT NULL)
       UNION ALL
       SELECT r.row_number, l.name, true FROM location_import_rows r JOIN standby_locations l ON l.organisation_id = $2 AND l.reference = r.reference AND l.id <> r.location_id
        WHERE r.import_id = $1 AND r.outcome IN ('new', 'changed')`, [id, organisationId]);
    await addProblems(tx, id, rows.map(({ row_number: row, name, fresh }) => ({ row, problem: { ...(fresh ? REGISTERED_SINCE : CHANGED_SINCE), params: { name }, path: 'reference', index: null } })));
    return rows.length;
  }
}

const CHANGED_SINCE = fault('changed-since', 'Iemand anders heeft “{name}” gewijzigd of ingetrokken sinds de controle. Controleer opnieuw; u ziet dan wat uw rij nu zou veranderen.',
  'Somebody else has changed or withdrawn “{name}” since the check. Check again; you then see what your row would change now.');
const REGISTERED_SINCE = fault('registered-since', 'Sinds de controle is “{name}” met dit kenmerk geregistreerd. Controleer opnieuw; de rij werkt die locatie dan bij.',
  '“{name}” has been registered with this reference since the check. Check again; the row then updates that location.');

const preparedRow = (row: number, { id, personal, salt, digest }: PreparedEntry) => ({ row_number: row, entry_id: id, personal, salt: salt?.toString('hex'), digest: digest?.toString('hex') });

const STATED = `jsonb_to_record(r.stated) AS s (reference text, name text, street text, "houseNumber" text, postcode text, place text, "municipalityCode" text, "provinceCode" text,
  "bagId" text, latitude double precision, longitude double precision, "claimedPlaces" integer, facts jsonb, contacts jsonb)`;

const INSERT_NEW = `
  INSERT INTO standby_locations (id, organisation_id, reference, name, street, house_number, postcode, place, municipality_code, province_code, bag_id, latitude, longitude, claimed_places, facts, contacts, version, created_at, updated_at)
  SELECT r.location_id, $2, s.reference, s.name, s.street, s."houseNumber", s.postcode, s.place, s."municipalityCode", s."provinceCode", s."bagId", s.latitude, s.longitude, s."claimedPlaces", s.facts, s.contacts, 1, $3, $3
    FROM location_import_rows r, ${STATED} WHERE r.import_id = $1 AND r.outcome = 'new'`;

const UPDATE_CHANGED = `
  UPDATE standby_locations l SET reference = s.reference, name = s.name, street = s.street, house_number = s."houseNumber", postcode = s.postcode, place = s.place, municipality_code = s."municipalityCode",
         province_code = s."provinceCode", bag_id = s."bagId", latitude = s.latitude, longitude = s.longitude, claimed_places = s."claimedPlaces", facts = s.facts, contacts = s.contacts, version = l.version + 1, updated_at = $2
    FROM location_import_rows r, ${STATED} WHERE r.import_id = $1 AND r.outcome = 'changed' AND l.id = r.location_id`;

/** As registering and changing by hand put them on the record. */
const ENTRIES = `
  SELECT entry_id, CASE outcome WHEN 'new' THEN 'location.registered' ELSE 'location.changed' END AS action, location_id AS subject_id, before, after, entry_personal AS personal, entry_salt AS salt, entry_digest AS digest
    FROM location_import_rows WHERE import_id = $1 AND outcome IN ('new', 'changed')`;
