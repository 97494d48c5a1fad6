import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { IMPORT_POLICY } from '../../../config/import.js';
import { type Cell, readable, refuse, type Sheet, type SheetFormat, type SheetRow } from './cells.js';
import type { FileBytes } from './file-bytes.js';
import { headerScore } from './headers.js';
import { refuseLongCell, refuseManyColumns } from './refusals.js';
import { decoded, encodingOf } from './text-encoding.js';

type Delimiter = Extract<SheetFormat, { kind: 'csv' }>['delimiter'];
const DELIMITERS: readonly Delimiter[] = [';', ',', '\t'];
const QUOTING = { relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'] };
const START_LENGTH = 64 * 1024;
/** Excel's own hint about the separator, which it does not count as a row. */
const HINT = /^sep=([;,\t])\r?\n/i;

/** Reads a CSV row by row. Throws SheetRefused, also while the rows are read. */
export async function readCsv(file: FileBytes, head: Buffer): Promise<Sheet> {
  const encoding = await encodingOf(file, head);
  const start = await firstText(file, encoding);
  const hint = HINT.exec(start);
  const delimiter = (hint?.[1] as Delimiter | undefined) ?? bestDelimiter(start);
  return { format: { kind: 'csv', encoding, delimiter }, rows: rowsOf(withoutHint(decoded(file, encoding), hint?.[0].length ?? 0), delimiter) };
}

/** Enough of the text to hold the first row. */
async function firstText(file: FileBytes, encoding: Parameters<typeof decoded>[1]): Promise<string> {
  let start = '';
  for await (const text of decoded(file, encoding)) {
    start += text;
    if (start.length >= START_LENGTH) break;
  }
  return start;
}

async function* withoutHint(texts: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let left = length;
  for await (const text of texts) {
    yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}

/** The separator by which the first row has the most headers that are known; of equals the one that makes the most cells. */
function bestDelimiter(start: string): Delimiter {
  const scored = DELIMITERS.map((delimiter) => {
    const headers = firstRecord(start, delimiter);
    return { delimiter, score: headerScore(headers) * 1000 + headers.length };
  });
  return scored.reduce((best, each) => (each.score > best.score ? each : best)).delimiter;
}

function firstRecord(start: string, delimiter: Delimiter): string[] {
  try {
    const [first = []] = parseAtOnce(start.slice(0, START_LENGTH), { ...QUOTING, delimiter, to: 1, skip_empty_lines: true }) as string[][];
    return first;
  } catch {
    return [];
  }
}

async function* rowsOf(texts: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<SheetRow> {
  // The parser counts bytes, of which a character has up to three.
  const parser = parse({ ...QUOTING, delimiter, max_record_size: 3 * IMPORT_POLICY.maximumRow.value });
  const source = Readable.from(texts);
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let number = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      number += 1;
      const cells = cellsOf(record, number);
      if (cells.size > 0) yield { number, cells };
    }
  } catch (error) {
    throw error instanceof CsvError ? asRefusal(error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function cellsOf(record: readonly string[], row: number): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (const [index, text] of record.entries()) {
    if (text.trim() === '') continue;
    if (text.length > IMPORT_POLICY.maximumCell.value) refuseLongCell(row);
    if (index >= IMPORT_POLICY.maximumColumns.value) refuseManyColumns();
    cells.set(index, { kind: 'text', text: readable(text) });
  }
  return cells;
}

function asRefusal(error: CsvError): unknown {
  const row = Number((error as { records?: unknown }).records ?? 0) + 1;
  try {
    if (error.code === 'CSV_MAX_RECORD_SIZE') refuseLongCell(row);
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      refuse('open-quote', 'Vanaf rij {row} is een aanhalingsteken niet gesloten. Sluit het, of verdubbel een aanhalingsteken dat bij de tekst hoort.', 'From row {row} on a quotation mark is not closed. Close it, or double one that belongs to the text.', { row });
    }
    refuse('broken-csv', 'Rij {row} is niet te lezen. Bewaar het bestand opnieuw vanuit uw rekenprogramma.', 'Row {row} cannot be read. Save the file again from your spreadsheet program.', { row });
  } catch (refusal) {
    return refusal;
  }
}
