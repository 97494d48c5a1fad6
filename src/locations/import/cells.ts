import type { LocalDay, TextParams, Translated } from '../../kernel/index.js';

/** What stands in one cell of a sheet, as far as the file says what kind of thing it is. A CSV has texts only. */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'day'; readonly day: LocalDay }
  /** A formula: what it comes to is not ours to work out, and what was last worked out may be old. */
  | { readonly kind: 'formula'; readonly shown: string }
  /** `#N/A` and the like. */
  | { readonly kind: 'error'; readonly shown: string };

/** Cells by the number of their column, from 0. Empty cells may be left out. */
export type SheetRow = {
  /** As the spreadsheet program shows it, from 1. */
  readonly number: number;
  readonly cells: ReadonlyMap<number, Cell>;
};

/** What is wrong with a cell, a row or a file: what it is and what to do about it. */
export type Fault = { readonly code: string; readonly message: Translated; readonly params?: TextParams };

/** How the file writes things, for whoever reads the page and for what is written back. */
export type SheetFormat =
  | { readonly kind: 'csv'; readonly encoding: 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'; readonly delimiter: ';' | ',' | '\t' }
  | { readonly kind: 'xlsx'; readonly sheet: string };

export type Sheet = {
  readonly format: SheetFormat;
  /** Rows with something in them, in order, the header first. Throws SheetRefused while it is being read. */
  readonly rows: AsyncIterable<SheetRow>;
};

/** The file as a whole cannot be read. */
export class SheetRefused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.code);
    this.name = 'SheetRefused';
  }
}

export const fault = (code: string, nl: string, en: string, params: TextParams = {}): Fault => ({ code, message: { nl, en }, params });

/** Throws SheetRefused. */
export function refuse(code: string, nl: string, en: string, params: TextParams = {}): never {
  throw new SheetRefused(fault(code, nl, en, params));
}

/** A text that the database can keep: what nobody can read is shown as such. */
export const readable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

/** The cell as a person sees it; a day as it is written in the file language. */
export function shownCell(cell: Cell | undefined): string {
  switch (cell?.kind) {
    case undefined: return '';
    case 'text': return cell.text;
    case 'number': return String(cell.value);
    case 'boolean': return String(cell.value);
    case 'day': return cell.day;
    case 'formula':
    case 'error': return cell.shown;
  }
}

export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || (cell.kind === 'text' && cell.text.trim() === '');

/** "A", "B", … "Z", "AA": how a spreadsheet names the column with this number, from 0. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** The number of a column from its letters, from 0; undefined for what are none. */
export function columnIndex(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
