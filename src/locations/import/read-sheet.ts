import { IMPORT_POLICY } from '../../../config/import.js';
import { refuse, type Sheet, type SheetRow } from './cells.js';
import { type FileBytes, headOf } from './file-bytes.js';
import { fileKind } from './file-kind.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './xlsx/read-xlsx.js';

const HEAD_BYTES = 4096;

/** Opens an uploaded file, whichever of the two kinds it is. Throws SheetRefused, also while the rows are read. */
export async function readSheet(file: FileBytes, name: string): Promise<Sheet> {
  const head = await headOf(file, HEAD_BYTES);
  const sheet = fileKind(name, head) === 'xlsx' ? await readXlsx(file) : await readCsv(file, head);
  return { ...sheet, rows: notTooMany(sheet.rows) };
}

async function* notTooMany(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow> {
  // The header is not counted.
  let found = -1;
  for await (const row of rows) {
    found += 1;
    if (found > IMPORT_POLICY.maximumRows.value) {
      refuse('too-many-rows', 'Het bestand heeft meer dan {maximum} rijen. Verdeel het over meer bestanden.', 'The file has more than {maximum} rows. Divide it over more files.', { maximum: IMPORT_POLICY.maximumRows.value });
    }
    yield row;
  }
}
