import type { Translated } from '../../kernel/index.js';
import { type Cell, columnLetters, type Fault, fault, shownCell, type SheetRow } from './cells.js';
import { folded } from './choices.js';
import { type Column, COLUMNS, NOTE_COLUMNS } from './columns.js';
import { short } from './read-lists.js';

/** A column of the file that is understood, by its place in the sheet. */
export type MappedColumn = { readonly index: number; readonly header: string; readonly column: Column };
export type HeaderFault = Fault & { readonly header: string; readonly letters: string };

export type Headers = {
  readonly columns: readonly MappedColumn[];
  /** Headers by place, as they are written, understood or not. */
  readonly written: readonly string[];
  /** Notes that we put there ourselves: skipped. */
  readonly notes: readonly number[];
  readonly unknown: readonly HeaderFault[];
  /** With these it is not clear what the rows state: nothing is read. */
  readonly fatal: readonly HeaderFault[];
};

/** As it is, and without what stands in brackets behind it. */
const namesOf = (header: Translated): string[] => [header.nl, header.en].flatMap((text) => [text, text.replace(/\s*\([^)]*\)$/, '')]).map(folded);
const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.flatMap((column) => [...namesOf(column.header), folded(column.path)].map((name) => [name, column])));
const NOTES: ReadonlySet<string> = new Set(Object.values(NOTE_COLUMNS).flatMap(({ header }) => namesOf(header)));

/** How many of these are headers that we know. */
export const headerScore = (headers: readonly string[]): number => headers.filter((header) => BY_NAME.has(folded(header)) || NOTES.has(folded(header))).length;

/** Which column of the file is which, by its header in Dutch or English. */
export function readHeaders(row: SheetRow): Headers {
  const width = Math.max(0, ...[...row.cells.keys()].map((index) => index + 1));
  const written = Array.from({ length: width }, (_, index) => shownCell(row.cells.get(index)).trim());
  const columns: MappedColumn[] = [];
  const notes: number[] = [];
  const unknown: HeaderFault[] = [];
  for (const [index, header] of written.entries()) {
    const column = BY_NAME.get(folded(header));
    if (header === '') continue;
    if (column) columns.push({ index, header, column });
    else if (NOTES.has(folded(header))) notes.push(index);
    else unknown.push(unknownHeader(header, index));
  }
  return { columns, written, notes, unknown, fatal: [...twice(columns), ...withoutKey(columns, unknown)] };
}

function unknownHeader(header: string, index: number): HeaderFault {
  const letters = columnLetters(index);
  const nearest = nearestColumn(header);
  const params = { header: short(header), letters, ...(nearest && { nl: nearest.header.nl, en: nearest.header.en }) };
  const about = nearest
    ? fault('unknown-column', 'Kolom {letters}, “{header}”, kennen wij niet. Bedoelt u “{nl}”? Hernoem haar dan; anders wordt zij niet ingelezen.', 'Column {letters}, “{header}”, is not known. Do you mean “{en}”? Then rename it; otherwise it is not read.', params)
    : fault('unknown-column', 'Kolom {letters}, “{header}”, kennen wij niet. Kijk in het sjabloon hoe zij heet, of verwijder haar; zij wordt niet ingelezen.', 'Column {letters}, “{header}”, is not known. Look in the template for its name, or remove it; it is not read.', params);
  return { ...about, header, letters };
}

const twice = (columns: readonly MappedColumn[]): HeaderFault[] =>
  columns.flatMap(({ column, header, index }, position) => {
    const first = columns.slice(0, position).find((other) => other.column === column);
    if (!first) return [];
    const letters = columnLetters(index);
    return [{
      header, letters,
      ...fault('duplicate-column', 'Kolom {first} en kolom {letters} zijn allebei “{header}”. Laat er één staan.', 'Column {first} and column {letters} are both “{header}”. Keep one of them.', { first: columnLetters(first.index), letters, header: short(header) }),
    }];
  });

function withoutKey(columns: readonly MappedColumn[], unknown: readonly HeaderFault[]): HeaderFault[] {
  if (columns.some(({ column }) => column.path === 'reference' || column.path === 'id')) return [];
  const none = columns.length === 0;
  return [{
    header: '', letters: '',
    ...(none
      ? fault('no-headers', 'Geen enkele kolom is herkend. De eerste rij moet de kolomnamen van het sjabloon hebben ({found}).', 'Not one column was recognised. The first row must have the column names of the template ({found}).', { found: short(unknown.map(({ header }) => header).join(', ')) || '–' })
      : fault('no-reference', 'De kolom “Kenmerk” ontbreekt. Daaraan wordt een locatie herkend: voeg haar toe.', 'The column “Reference” is missing. A location is recognised by it: add it.')),
  }];
}

/** The known column whose name looks most like it; undefined when none comes near. */
export function nearestColumn(header: string): Column | undefined {
  const asked = folded(header);
  const near = COLUMNS.map((column) => ({ column, distance: Math.min(...namesOf(column.header).map((name) => nameDistance(asked, name))) }));
  const best = near.reduce((least, each) => (each.distance < least.distance ? each : least));
  return best.distance <= 0.45 ? best.column : undefined;
}

/** 0: the same; 1: nothing in common. A name that holds the other whole is near, however much is around it. */
function nameDistance(a: string, b: string): number {
  const longest = Math.max(a.length, b.length, 1);
  if (a.length >= 4 && b.length >= 4 && (a.includes(b) || b.includes(a))) return 0.4 * (1 - Math.min(a.length, b.length) / longest);
  return edits(a.slice(0, 80), b.slice(0, 80)) / longest;
}

/** Levenshtein's distance. */
function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= b.length; at += 1) current[at] = Math.min(previous[at]! + 1, current[at - 1]! + 1, previous[at - 1]! + (a[row - 1] === b[at - 1] ? 0 : 1));
    previous = current;
  }
  return previous[b.length]!;
}

/** Cells in columns that have no header at all, or beyond the last one: what they are meant to say cannot be known. */
export const strayCells = (row: SheetRow, { written }: Headers): [number, Cell][] => [...row.cells].filter(([index]) => (written[index] ?? '') === '');
