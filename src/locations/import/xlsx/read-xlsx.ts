import { IMPORT_POLICY } from '../../../../config/import.js';
import { isLocalDay } from '../../../kernel/index.js';
import { type Cell, columnIndex, isBlank, readable, type Sheet, type SheetRow } from '../cells.js';
import type { FileBytes } from '../file-bytes.js';
import { refuseLongCell, refuseManyColumns } from '../refusals.js';
import { openZip, type Zip } from './open-zip.js';
import { readWorkbook, textCollector, type Workbook } from './workbook.js';
import { readXml, refuseXml } from './xml.js';

/** Reads the sheet of an XLSX row by row: the one called as in the template, else the first that is visible. */
export async function readXlsx(file: FileBytes): Promise<Sheet> {
  const zip = await openZip(file);
  try {
    const workbook = await readWorkbook(zip);
    return { format: { kind: 'xlsx', sheet: readable(workbook.sheet.name) }, rows: rowsOf(zip, workbook) };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function* rowsOf(zip: Zip, workbook: Workbook): AsyncGenerator<SheetRow> {
  const reader = sheetReader(workbook);
  const reading = readXml(zip.read(workbook.sheet.part), reader);
  try {
    while (!(await reading.next()).done) yield* reader.takeRows();
  } finally {
    // Also when nobody wants the rest.
    await reading.return(undefined);
    zip.close();
  }
}

type CellParts = { readonly column: number; readonly type: string; readonly style: number; value: string; formula: string | undefined };

/** Listens to a sheet's XML and gathers whole rows. */
function sheetReader(workbook: Workbook) {
  let rows: SheetRow[] = [];
  let number = 0;
  let cells = new Map<number, Cell>();
  let cell: CellParts | undefined;
  let reading: 'v' | 'f' | undefined;
  let next = 0;
  const inline = textCollector();

  const openCell = (attributes: Readonly<Record<string, string>>): void => {
    const letters = /^([A-Z]+)\d+$/.exec(attributes['r'] ?? '')?.[1];
    const column = letters === undefined ? next : columnIndex(letters) ?? refuseXml();
    next = column + 1;
    inline.clear();
    cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', formula: undefined };
  };
  const closeCell = (): void => {
    const read = cell && cellOf(cell, inline.taken(), workbook);
    if (cell && read && !isBlank(read)) {
      if (cell.column >= IMPORT_POLICY.maximumColumns.value) refuseManyColumns();
      if (read.kind === 'text' && read.text.length > IMPORT_POLICY.maximumCell.value) refuseLongCell(number);
      cells.set(cell.column, read);
    }
    cell = undefined;
  };

  return {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 'row') {
        const given = attributes['r'] === undefined ? number + 1 : Number(attributes['r']);
        if (!Number.isSafeInteger(given) || given <= number) refuseXml();
        number = given;
        cells = new Map();
        next = 0;
      } else if (name === 'c') openCell(attributes);
      else if (cell && (name === 'v' || name === 'f')) {
        reading = name;
        if (name === 'f') cell.formula = '';
      } else inline.open(name);
    },
    text(text: string): void {
      if (!cell) return;
      if (reading === 'v') cell.value += text;
      else if (reading === 'f') cell.formula += text;
      else inline.text(text);
    },
    close(name: string): void {
      if (name === 'c') closeCell();
      else if (name === 'row' && cells.size > 0) rows.push({ number, cells });
      else if (name === 'v' || name === 'f') reading = undefined;
      else inline.close(name);
    },
    /** The rows that were completed since it was last asked. */
    takeRows(): SheetRow[] {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}

function cellOf({ type, style, value, formula }: CellParts, inline: string, { sharedTexts, dayStyles, from1904 }: Workbook): Cell | undefined {
  if (formula !== undefined) return { kind: 'formula', shown: readable(value || `=${formula}`).slice(0, 500) };
  if (type === 'inlineStr') return { kind: 'text', text: readable(inline) };
  if (value === '') return undefined;
  switch (type) {
    case 's': return { kind: 'text', text: readable(sharedTexts[Number(value)] ?? refuseXml()) };
    case 'b': return { kind: 'boolean', value: value === '1' };
    case 'e': return { kind: 'error', shown: readable(value).slice(0, 100) };
    case 'd': return isLocalDay(value.slice(0, 10)) ? { kind: 'day', day: value.slice(0, 10) } : { kind: 'text', text: readable(value) };
    case 'str': return { kind: 'text', text: readable(value) };
    default: return numberCell(Number(value), dayStyles.has(style), from1904);
  }
}

function numberCell(value: number, isDay: boolean, from1904: boolean): Cell {
  if (!Number.isFinite(value)) return refuseXml();
  const day = isDay ? dayOfSerial(value, from1904) : undefined;
  return day === undefined ? { kind: 'number', value } : { kind: 'day', day };
}

const DAY_MS = 86_400_000;
/** Day 0 of a sheet. Excel counts a 29 February 1900 that never was, so days before March 1900 are one further. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31, the last day of a spreadsheet. */
const LAST_SERIAL = 2_958_465;

/** The day that a number stands for in a sheet; undefined for a time without a day. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  const whole = Math.floor(serial);
  if (whole < 1 || whole > LAST_SERIAL) return undefined;
  const ms = from1904 ? EPOCH_1904 + whole * DAY_MS : EPOCH_1900 + (whole < 60 ? whole + 1 : whole) * DAY_MS;
  return new Date(ms).toISOString().slice(0, 10);
}
