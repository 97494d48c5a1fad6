import type { Language } from '../../kernel/index.js';
import { type Cell, shownCell } from '../import/cells.js';
import { neutralised } from '../import/neutral-text.js';
import { writeDay, writeNumber } from '../import/write-cell.js';

/** Cells in the order of their columns; undefined is an empty one. */
export type Line = readonly (Cell | undefined)[];
export type CsvStyle = { readonly delimiter: ';' | ',' | '\t'; readonly language: Language };

/** As a spreadsheet program of that language opens it: semicolon and decimal comma in Dutch, comma and point in English. */
export const csvStyleOf = (language: Language): CsvStyle => ({ delimiter: language === 'nl' ? ';' : ',', language });

/** So that Excel takes it for UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** One line of a CSV (RFC 4180). No text in it is a formula to whoever opens it. */
export const csvLine = (cells: Line, style: CsvStyle): string => `${cells.map((cell) => quoted(written(cell, style), style)).join(style.delimiter)}\r\n`;

function written(cell: Cell | undefined, { language }: CsvStyle): string {
  if (cell?.kind === 'number') return writeNumber(cell.value, language);
  return cell?.kind === 'day' ? writeDay(cell.day, language) : neutralised(shownCell(cell));
}

const quoted = (text: string, { delimiter }: CsvStyle): string => (/["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text);

/** A CSV with its header, piece by piece: some hundred lines at a time. */
export async function* csvPieces(header: readonly string[], lines: AsyncIterable<Line> | Iterable<Line>, style: CsvStyle): AsyncGenerator<string> {
  let piece = BYTE_ORDER_MARK + csvLine(header.map((text) => ({ kind: 'text', text })), style);
  for await (const line of lines) {
    piece += csvLine(line, style);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

const PIECE_LENGTH = 64 * 1024;
