import type { Language, Translated } from '../../kernel/index.js';
import type { Line } from '../export/csv-lines.js';
import type { SheetColumn } from '../export/xlsx-parts.js';
import type { SheetToWrite } from '../export/xlsx-stream.js';
import type { Cell } from './cells.js';
import { NOBODY } from './choices.js';
import { type Column, type ColumnKind, columnsWith, TEMPLATE_CONTACTS } from './columns.js';
import { readCell } from './read-cell.js';
import { writeCell } from './write-cell.js';

export const SHEET_NAMES: Readonly<Record<'locations' | 'explanation', Translated>> = {
  locations: { nl: 'Locaties', en: 'Locations' }, explanation: { nl: 'Uitleg', en: 'Explanation' },
};

const COLUMNS = columnsWith(TEMPLATE_CONTACTS);
const text = (value: string): Cell => ({ kind: 'text', text: value });

export const templateHeader = (language: Language): string[] => COLUMNS.map(({ header }) => header[language]);

/** The row that shows how it is done, in the cells' own kinds. */
export const exampleLine = (language: Language): Line => COLUMNS.map((column) => {
  if (!column.example) return undefined;
  const read = readCell(text(column.example[language]), column);
  return read.ok ? writeCell(read.value, column, language) : text(column.example[language]);
});

const WIDTHS: Readonly<Record<ColumnKind, number>> = { text: 22, long: 40, whole: 14, decimal: 14, degrees: 14, day: 14, answer: 12, choice: 22, ticks: 30, rooms: 34, blocked: 34 };

/** How wide a column is, and what its empty cells are: a telephone number that is typed stays text. */
export const sheetColumn = ({ kind }: Column): SheetColumn =>
  ({ width: WIDTHS[kind], ...(kind === 'day' ? { empty: 'day' as const } : ['whole', 'decimal', 'degrees'].includes(kind) ? {} : { empty: 'text' as const }) });

/** The sheet to fill in, and one that explains every column. */
export const templateSheets = (language: Language): SheetToWrite[] => [
  { name: SHEET_NAMES.locations[language], header: templateHeader(language), lines: [exampleLine(language)], columns: COLUMNS.map(sheetColumn) },
  {
    name: SHEET_NAMES.explanation[language], header: EXPLANATION.map((each) => each[language]), wrapped: true, columns: [{ width: 38 }, { width: 12 }, { width: 44 }, { width: 60 }],
    lines: [...GENERAL.map((each) => [text(each[language])]), [], ...COLUMNS.map((column) => explanationLine(column, language))],
  },
];

const EXPLANATION: readonly Translated[] = [{ nl: 'Kolom', en: 'Column' }, { nl: 'Verplicht', en: 'Required' }, { nl: 'Hoe u het schrijft', en: 'How it is written' }, { nl: 'Uitleg', en: 'Explanation' }];

const GENERAL: readonly Translated[] = [
  { nl: 'Eén rij is één locatie. Verwijder de voorbeeldrij; haar gegevens zijn verzonnen.', en: 'One row is one location. Remove the example row; what is in it is made up.' },
  { nl: 'Wat u leeg laat, telt als onbekend. Bij een locatie die er al is, wordt een leeg gelaten cel leeggemaakt.', en: 'What you leave empty counts as unknown. For a location that is there already, an empty cell empties what was there.' },
  { nl: 'Kolommen die u niet nodig hebt, mag u verwijderen: wat zij zeggen blijft dan zoals het was.', en: 'You may remove columns that you do not need: what they say then stays as it was.' },
  { nl: 'Formules worden niet gelezen: plak waarden.', en: 'Formulas are not read: paste values.' },
];

const HOW: Readonly<Record<ColumnKind, Translated>> = {
  text: { nl: 'Tekst', en: 'Text' }, long: { nl: 'Tekst, ook van meer regels', en: 'Text, also of several lines' }, whole: { nl: 'Geheel getal', en: 'Whole number' },
  decimal: { nl: 'Getal, zoals 12,5', en: 'Number, such as 12.5' }, degrees: { nl: 'Getal in graden, zoals 52,993', en: 'Number in degrees, such as 52.993' }, day: { nl: 'Dag, zoals 31-01-2026', en: 'Day, such as 2026-01-31' },
  answer: { nl: '', en: '' }, choice: { nl: '', en: '' }, ticks: { nl: 'Een of meer, met puntkomma’s ertussen', en: 'One or more, with semicolons between them' },
  rooms: { nl: 'Aantal x gebruik en oppervlak', en: 'Number x use and area' }, blocked: { nl: 'Aantal, tot wanneer, waarom', en: 'Number, until when, why' },
};

function explanationLine({ path, kind, header, about, choices, required }: Column, language: Language): Line {
  const words = Object.values(choices ?? {}).map((each) => each[language]);
  const possible = path === 'alsoPromisedTo' ? [...words, NOBODY[language]] : words;
  const how = [HOW[kind][language], possible.join(', ')].filter((each) => each !== '').join(': ');
  const yes = { nl: 'ja', en: 'yes' }[language];
  return [text(header[language]), required ? text(yes) : undefined, text(how), about && text(about[language])];
}
