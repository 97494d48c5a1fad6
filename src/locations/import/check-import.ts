import { Injectable } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import { dayOf, newId, SYSTEM_SCOPE } from '../../kernel/index.js';
import { Organisations } from '../../organisations/index.js';
import type { Database } from '../../platform/database/index.js';
import { municipalityOn } from '../domain/index.js';
import { changedParts, recordedLocation } from '../location-record.js';
import { StandbyLocation } from '../standby-location.entity.js';
import { type Cell, type Fault, fault, refuse, SheetRefused, type SheetRow } from './cells.js';
import { type HeaderFault, type Headers, readHeaders } from './headers.js';
import type { ClaimedImport } from './location-import.js';
import { ClaimLost, IMPORT_TOPIC, LocationImports } from './location-imports.js';
import { keyOf, type Own, readRow, type RowKey, type RowProblem } from './read-row.js';
import { readSheet } from './read-sheet.js';
import { COUNTED, countRows, markTaken, markTwice, missingColumns } from './staged-rows.js';

type StagedRow = {
  row_number: number; outcome: string; reference: string | null; location_id: string | null; base_version: number | null; cells: Record<string, Cell>; problems: readonly RowProblem[];
  stated?: unknown; before?: unknown; after?: unknown; personal?: unknown;
};

/** The dry run: reads the file, holds every row against the rules and against what is registered, and writes nothing else. */
@Injectable()
export class CheckImport {
  constructor(
    private readonly imports: LocationImports,
    private readonly organisations: Organisations,
  ) {}

  /** Throws ClaimLost when another process took over, or `stopped` said so. */
  async run(database: Database, claimed: ClaimedImport, stopped: () => boolean): Promise<void> {
    try {
      await this.stage(database, claimed, stopped);
    } catch (error) {
      if (!(error instanceof SheetRefused)) throw error;
      await this.fail(database, claimed, error.fault, []);
    }
  }

  private async stage(database: Database, claimed: ClaimedImport, stopped: () => boolean): Promise<void> {
    let position = 0;
    const file = this.imports.fileOf(database, claimed, (at) => { position = at; });
    const { format, rows } = await readSheet(file, claimed.fileName);
    const own = await this.own(database, claimed);
    let headers: Headers | undefined;
    let batch: SheetRow[] = [];
    let read = 0;
    const flush = async (): Promise<void> => {
      if (stopped()) throw new ClaimLost('This process is stopping.');
      const staged = await this.staged(database, claimed.organisationId, batch, headers!, own);
      read += batch.length;
      batch = [];
      await database.transaction(async (tx) => {
        await this.imports.progress(tx, claimed, { done: Math.min(position, claimed.fileSize), total: claimed.fileSize, rowsRead: read });
        await tx.query(INSERT_ROWS, [claimed.id, JSON.stringify(staged)]);
      });
    };
    await this.begin(database, claimed);
    for await (const row of rows) {
      if (!headers) {
        headers = readHeaders(row);
        if (headers.fatal.length > 0) return this.fail(database, claimed, UNCLEAR_COLUMNS, [...headers.fatal, ...headers.unknown]);
        continue;
      }
      batch.push(row);
      if (batch.length >= IMPORT_POLICY.batch.value) await flush();
    }
    if (!headers) refuse('empty-file', 'Het bestand is leeg.', 'The file is empty.');
    if (batch.length > 0) await flush();
    if (read === 0) refuse('no-rows', 'Onder de kolomnamen staat geen enkele rij.', 'There is not one row below the column names.');
    await this.finish(database, claimed, { headers, format, read });
  }

  // What an earlier attempt had staged is done again.
  private begin(database: Database, claimed: ClaimedImport): Promise<void> {
    return database.transaction(async (tx) => {
      await this.imports.progress(tx, claimed, { done: 0, total: claimed.fileSize, rowsRead: 0 });
      await tx.query('DELETE FROM location_import_rows WHERE import_id = $1', [claimed.id]);
    });
  }

  private async own(database: Database, { organisationId }: ClaimedImport): Promise<Own> {
    const organisation = await this.organisations.byId(database, SYSTEM_SCOPE, organisationId);
    const today = dayOf(await database.now());
    // An organisation that was merged away registers under the new code from then on.
    return { code: municipalityOn(organisation?.code ?? null, today)?.code ?? null, today };
  }

  private async staged(database: Database, organisationId: string, rows: readonly SheetRow[], headers: Headers, own: Own): Promise<StagedRow[]> {
    const keys = rows.map((row) => keyOf(row, headers));
    const known = await database.manager
      .createQueryBuilder(StandbyLocation, 'l')
      .where('l.organisationId = :organisationId AND (l.reference = ANY(:references) OR l.id::text = ANY(:ids))', { organisationId, references: present(keys, 'reference'), ids: present(keys, 'id') })
      .getMany();
    const byId = new Map(known.map((location) => [location.id, location]));
    const byReference = new Map(known.map((location) => [location.reference, location]));
    return rows.map((row, index) => {
      const key = keys[index]!;
      const current = key.id === null ? byReference.get(key.reference ?? '') : byId.get(key.id);
      return stagedRow(row, key, current, readRow(row, headers, current, own), organisationId);
    });
  }

  private finish(database: Database, claimed: ClaimedImport, { headers, format, read }: { headers: Headers; format: unknown; read: number }): Promise<void> {
    return database.transaction(async (tx) => {
      await this.imports.progress(tx, claimed, { done: claimed.fileSize, total: claimed.fileSize, rowsRead: read });
      await markTwice(tx, claimed.id, headers);
      await markTaken(tx, claimed, headers);
      const counts = await countRows(tx, claimed.id);
      const faults = [...headers.unknown, ...(await missingColumns(tx, claimed.id))];
      await tx.query(
        `UPDATE location_imports SET status = 'checked', format = $2, headers = $3, header_faults = $4, checked_at = $5, claim = NULL, lease_until = NULL, attempts = 0, version = version + 1, ${COUNTED} WHERE id = $1`,
        [claimed.id, JSON.stringify(format), JSON.stringify(headers.written), JSON.stringify(faults), await tx.now(), ...counts]);
      await tx.notify(IMPORT_TOPIC, claimed.id);
    });
  }

  /** Nothing of it can be used; why is told, and the file is not kept. */
  fail(database: Database, claimed: ClaimedImport, why: Fault, headerFaults: readonly HeaderFault[]): Promise<void> {
    return database.transaction(async (tx) => {
      await this.imports.progress(tx, claimed, { done: 0, total: 0, rowsRead: 0 });
      const now = await tx.now();
      await tx.query(
        `UPDATE location_imports SET status = 'failed', fault = $2, header_faults = $3, finished_at = $4, claim = NULL, lease_until = NULL WHERE id = $1`,
        [claimed.id, JSON.stringify(why), JSON.stringify(headerFaults), now]);
      await this.imports.clear(tx, claimed.id, now);
    });
  }
}

const UNCLEAR_COLUMNS = fault('unclear-columns', 'Het is niet duidelijk welke kolom wat is. Verbeter de kolomnamen in de eerste rij en upload het bestand opnieuw.', 'It is not clear which column is which. Correct the column names in the first row and upload the file again.');

const present = (keys: readonly RowKey[], name: keyof RowKey): string[] => keys.flatMap((key) => key[name] ?? []);

function stagedRow(row: SheetRow, key: RowKey, current: StandbyLocation | undefined, reading: ReturnType<typeof readRow>, organisationId: string): StagedRow {
  const common = { row_number: row.number, outcome: reading.outcome, location_id: current?.id ?? null, base_version: current?.version ?? null, problems: [] };
  // What writes nothing need not be kept.
  if (reading.outcome === 'unchanged') return { ...common, reference: key.reference, cells: {} };
  const cells = Object.fromEntries(row.cells);
  if (reading.outcome === 'wrong') return { ...common, reference: key.reference, cells, problems: reading.problems };
  const { stated } = reading;
  if (reading.outcome === 'changed' && current) {
    const was = recordedLocation(current);
    const is = recordedLocation({ ...current, ...stated, version: current.version + 1 });
    return { ...common, reference: stated.reference, cells, stated, ...changedParts(was.facts, is.facts), personal: changedParts(was.personal, is.personal) };
  }
  const location = Object.assign(new StandbyLocation(), { ...stated, id: newId(), organisationId, version: 1, withdrawnAt: null });
  const { facts, personal } = recordedLocation(location);
  return { ...common, location_id: location.id, reference: stated.reference, cells, stated, after: facts, personal: { after: personal } };
}

const INSERT_ROWS = `
  INSERT INTO location_import_rows (import_id, row_number, outcome, reference, location_id, base_version, cells, problems, stated, before, after, personal)
  SELECT $1, row_number, outcome, reference, location_id, base_version, cells, problems, stated, before, after, personal
    FROM jsonb_to_recordset($2::jsonb) AS r (row_number integer, outcome text, reference text, location_id uuid, base_version integer, cells jsonb, problems jsonb, stated jsonb, before jsonb, after jsonb, personal jsonb)`;
