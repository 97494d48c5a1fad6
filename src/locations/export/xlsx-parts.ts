import { type Cell, columnLetters } from '../import/cells.js';
import { keptApostrophe, looksLikeFormula } from '../import/neutral-text.js';
import type { Line } from './csv-lines.js';

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

// What XML 1.0 cannot hold: control characters and halves of pairs.
const UNWRITABLE = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]|\\p{Surrogate}', 'gu');
export const xmlText = (text: string): string =>
  text.replace(UNWRITABLE, '\uFFFD').replace(/_x([0-9A-Fa-f]{4})_/g, '_x005F_x$1_').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\r', '_x000D_');

/** Cell styles by number, as in `STYLES`. */
const STYLE = { header: 1, day: 2, text: 3, formulaLike: 4, wrapped: 5 } as const;

/** A day is shown as dd-mm-jjjj; text is marked as text, so that editing a cell does not make a formula or a number of it. */
export const STYLES = `${PROLOGUE}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1" applyNumberFormat="1"><alignment vertical="top" wrapText="1"/></xf>
<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/><xf numFmtId="49" applyNumberFormat="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;

export type SheetColumn = {
  /** Characters. */
  readonly width: number;
  /** What empty cells of the column are, so that what is typed there stays what it is. */
  readonly empty?: 'text' | 'day';
};

export type SheetSettings = { readonly name: string; readonly columns: readonly SheetColumn[]; readonly wrapped?: boolean };

/** A workbook without its sheets: everything that says what the parts are. */
export function fixedParts(names: readonly string[]): Readonly<Record<string, string>> {
  const each = (part: (name: string, number: number) => string): string => names.map((name, index) => part(name, index + 1)).join('');
  return {
    '[Content_Types].xml': `${PROLOGUE}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${each((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `${PROLOGUE}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${PROLOGUE}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((name, number) => `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${PROLOGUE}<Relationships xmlns="${PACKAGE}/relationships">${each((_, number) => `<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`)}<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}

/** What comes before the rows: the header stays in sight when one scrolls. */
export function sheetStart({ columns }: SheetSettings): string {
  const style = (empty: SheetColumn['empty']): string => (empty ? ` style="${empty === 'day' ? STYLE.day : STYLE.text}"` : '');
  const widths = columns.map(({ width, empty }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"${style(empty)}/>`).join('');
  return `${PROLOGUE}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`;
}

export const SHEET_END = '</sheetData></worksheet>';

export const headerRow = (header: readonly string[]): string =>
  `<row r="1">${header.map((text, index) => textCell(`${columnLetters(index)}1`, text, STYLE.header)).join('')}</row>`;

/** `number` from 1, the header being the first. */
export const sheetRow = (line: Line, number: number, wrapped = false): string =>
  `<row r="${number}">${line.map((cell, index) => cellXml(cell, `${columnLetters(index)}${number}`, wrapped)).join('')}</row>`;

const textCell = (at: string, text: string, style: number): string => `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

function cellXml(cell: Cell | undefined, at: string, wrapped: boolean): string {
  switch (cell?.kind) {
    case undefined: return '';
    case 'number': return `<c r="${at}"><v>${cell.value}</v></c>`;
    case 'boolean': return `<c r="${at}" t="b"><v>${cell.value ? 1 : 0}</v></c>`;
    case 'day': return `<c r="${at}" s="${STYLE.day}"><v>${serialOf(cell.day)}</v></c>`;
    case 'text': return textCell(at, keptApostrophe(cell.text), textStyle(cell.text, wrapped));
    // What could not be read is written as the text that was seen: never as a formula.
    case 'formula':
    case 'error': return textCell(at, cell.shown, textStyle(cell.shown, false));
  }
}

const textStyle = (text: string, wrapped: boolean): number => (wrapped ? STYLE.wrapped : looksLikeFormula(text) ? STYLE.formulaLike : STYLE.text);

const DAY_MS = 86_400_000;

/** The number by which a spreadsheet knows a day after February 1900. */
const serialOf = (day: string): number => (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
