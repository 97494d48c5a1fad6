import { fill, type Language, type Translated } from '../../kernel/index.js';
import type { Line } from '../export/csv-lines.js';
import { type Cell, columnLetters, shownCell } from './cells.js';
import { NOTE_COLUMNS } from './columns.js';
import type { LocationImport } from './location-import.js';
import type { WrongRow } from './location-imports.js';
import { asWritten } from './neutral-text.js';
import type { RowProblem } from './read-row.js';

const text = (value: string): Cell => ({ kind: 'text', text: value });
const number = (value: number): Cell => ({ kind: 'number', value });

/** One thing that is wrong, as it is shown: where it is, what stands there, and what to do about it. */
export type ShownProblem = { readonly row: number | null; readonly letters: string; readonly header: string; readonly reference: string; readonly value: string; readonly message: string };

const messageOf = ({ message, params }: Pick<RowProblem, 'message' | 'params'>, language: Language): string => fill(message[language], params);

export function shownProblems({ headers }: Pick<LocationImport, 'headers'>, rows: readonly WrongRow[], language: Language): ShownProblem[] {
  return rows.flatMap(({ rowNumber, reference, problems, cells }) => problems.map((problem) => ({
    row: rowNumber, reference: reference ?? '', message: messageOf(problem, language),
    letters: problem.index === null ? '' : columnLetters(problem.index), header: problem.index === null ? '' : headers[problem.index] ?? '',
    value: problem.index === null ? '' : shownCell(cells[problem.index]),
  })));
}

/** What is wrong with the header: told once, whatever the number of rows. */
export const shownHeaderFaults = ({ headerFaults }: Pick<LocationImport, 'headerFaults'>, language: Language): ShownProblem[] =>
  headerFaults.map((each) => ({ row: null, reference: '', letters: each.letters, header: each.header, value: '', message: messageOf(each, language) }));

const PROBLEM_HEADER: readonly Translated[] = [
  { nl: 'Rij', en: 'Row' }, { nl: 'Kolom', en: 'Column' }, { nl: 'Kolomnaam', en: 'Column name' }, { nl: 'Kenmerk', en: 'Reference' }, { nl: 'Wat er staat', en: 'What it says' }, { nl: 'Wat er mis is en wat u kunt doen', en: 'What is wrong and what you can do' },
];
export const problemHeader = (language: Language): string[] => PROBLEM_HEADER.map((each) => each[language]);

/** The whole list, also of what is not shown on the page. */
export async function* problemLines(found: LocationImport, rows: AsyncIterable<WrongRow>, language: Language): AsyncGenerator<Line> {
  for (const problem of shownHeaderFaults(found, language)) yield problemLine(problem);
  for await (const row of rows) for (const problem of shownProblems(found, [row], language)) yield problemLine(problem);
}

const problemLine = ({ row, letters, header, reference, value, message }: ShownProblem): Line =>
  [row === null ? undefined : number(row), ...[letters, header, reference, value, message].map((each) => (each === '' ? undefined : text(each)))];

/** The header of the file, with a column for why a row was left out. Notes of an earlier time are left away. */
export function restHeader({ headers }: Pick<LocationImport, 'headers'>, language: Language): string[] {
  return [...kept(headers).map(({ header }) => header), NOTE_COLUMNS.row.header[language], NOTE_COLUMNS.reasons.header[language]];
}

/** The rows that were left out with the cells as they were: ready to be corrected and uploaded again. */
export async function* restLines({ headers }: Pick<LocationImport, 'headers'>, rows: AsyncIterable<WrongRow>, language: Language): AsyncGenerator<Line> {
  const columns = kept(headers);
  for await (const { rowNumber, cells, problems } of rows) {
    const reasons = problems.map((problem) => [headers[problem.index ?? -1] ?? '', messageOf(problem, language)].filter((each) => each !== '').join(': '));
    yield [...columns.map(({ index }) => asItWas(cells[index])), number(rowNumber), text(reasons.join('\n'))];
  }
}

const OUR_NOTES: ReadonlySet<string> = new Set([NOTE_COLUMNS.row, NOTE_COLUMNS.reasons].flatMap(({ header }) => [header.nl, header.en]));

const kept = (headers: readonly string[]): { header: string; index: number }[] => headers.map((header, index) => ({ header, index })).filter(({ header }) => !OUR_NOTES.has(header));

const asItWas = (cell: Cell | undefined): Cell | undefined => (cell?.kind === 'text' ? text(asWritten(cell.text)) : cell);
