import { err, ok, type Result } from '../../kernel/index.js';
import { type Cell, type Fault, fault, isBlank } from './cells.js';
import { ANSWER_ALIASES, type Choices, NOBODY } from './choices.js';
import type { Column, ColumnKind } from './columns.js';
import { asWritten } from './neutral-text.js';
import { choiceOf } from './read-choice.js';
import { readDay } from './read-day.js';
import { entriesIn, readBlocked, readRooms, short } from './read-lists.js';
import { readNumber } from './read-number.js';

/** What a cell states, as LOCATION_SCHEMA takes it; null for an empty cell. */
export type Stated = unknown;

/** What a cell states for its column, or what is wrong with how it is written. Whether the value itself is right is the schema's. */
export function readCell(cell: Cell | undefined, column: Column): Result<Stated, Fault> {
  if (cell === undefined || isBlank(cell)) return ok(null);
  switch (cell.kind) {
    case 'formula': return err(A_FORMULA);
    case 'error': return err(fault('error-value', 'Hier staat de foutmelding {shown} van het rekenprogramma. Vul de waarde zelf in.', 'This is the error {shown} of the spreadsheet program. Enter the value itself.', { shown: cell.shown }));
    case 'number': return fromNumber(cell.value, column);
    case 'boolean': return readText(String(cell.value), column);
    case 'day': return column.kind === 'day' ? ok(cell.day) : err(BECAME_A_DAY);
    case 'text': return fromText(cell.text, column);
  }
}

const A_FORMULA = fault('formula', 'Hier staat een formule. Plak de waarde in plaats van de formule: formules worden niet uitgerekend.', 'This is a formula. Paste its value instead: formulas are not worked out.');
const BECAME_A_DAY = fault('became-a-day', 'Het rekenprogramma heeft hier een datum van gemaakt. Maak de kolom op als tekst en vul de waarde opnieuw in.', 'The spreadsheet program made a date of this. Format the column as text and enter the value again.');
const GARBLED = fault('garbled', 'Hier staan verminkte letters ({text}): het bestand is eerder in een andere tekenset bewaard. Herstel de letters en bewaar als CSV UTF-8.', 'Letters are garbled here ({text}): the file was saved in another character set before. Restore them and save as CSV UTF-8.');

/** UTF-8 that was once read as Windows-1252, or a character that nobody could read. */
const MOJIBAKE = /\uFFFD|[ÃÂ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€./u;

function fromText(raw: string, column: Column): Result<Stated, Fault> {
  const text = asWritten(raw).replace(/\r\n?/g, '\n').replace(/[\u00A0\u2007\u202F]/g, ' ').trim();
  if (text === '') return ok(null);
  if (MOJIBAKE.test(text)) return err({ ...GARBLED, params: { text: short(text) } });
  return readText(text, column);
}

/** Written with digits, and still a text: a number has lost the zeros before it. */
const DIGITS = /^(bagId|contacts\.\d+\.telephone)$/;

function fromNumber(value: number, column: Column): Result<Stated, Fault> {
  switch (column.kind) {
    case 'whole':
    case 'decimal':
    case 'degrees': return ok(value);
    case 'day': return err(fault('number-for-day', 'Hier staat het getal {value}. Maak de cel op als datum, of schrijf 31-01-2026.', 'This is the number {value}. Format the cell as a date, or write 31-01-2026.', { value }));
    default:
  }
  if (DIGITS.test(column.path) || !Number.isSafeInteger(value)) {
    return err(fault('number-for-text', 'Het rekenprogramma heeft hier een getal van gemaakt ({value}); cijfers kunnen weg zijn. Maak de kolom op als tekst en vul de waarde opnieuw in.',
      'The spreadsheet program made a number of this ({value}); digits may be lost. Format the column as text and enter the value again.', { value }));
  }
  return readText(String(value), column);
}

type Reader = (text: string, column: Column) => Result<Stated, Fault>;
const READERS: Readonly<Record<ColumnKind, Reader>> = {
  text: ok, long: ok,
  whole: (text) => numberFrom(text, 'whole'), decimal: (text) => numberFrom(text, 'decimal'), degrees: (text) => numberFrom(text, 'degrees'),
  day: (text) => dayFrom(text), rooms: (text) => readRooms(text), blocked: (text) => readBlocked(text),
  answer: (text, { choices = {} }) => choiceFrom(text, choices), choice: (text, { choices = {} }) => choiceFrom(text, choices), ticks: (text, column) => ticksFrom(text, column),
};
const readText: Reader = (text, column) => READERS[column.kind](text, column);

function numberFrom(text: string, kind: 'whole' | 'decimal' | 'degrees'): Result<Stated, Fault> {
  const read = readNumber(text, kind);
  if (read.ok) return read;
  return err(read.error === 'ambiguous-number'
    ? fault('ambiguous-number', '“{text}” kan twee getallen zijn. Schrijf het zonder punt voor duizendtallen, of met een nul erachter: {thousands} of {decimals}.',
      '“{text}” can be two numbers. Write it without a separator for thousands, or with a zero after it: {thousands} or {decimals}.', { text, thousands: text.replace(/[.,]/, ''), decimals: `${text}0` })
    : fault('not-a-number', '“{text}” is geen getal. Vul alleen een getal in, zoals 100 of 12,5.', '“{text}” is not a number. Enter a number only, such as 100 or 12.5.', { text: short(text) }));
}

function dayFrom(text: string): Result<Stated, Fault> {
  const read = readDay(text);
  if (read.ok) return read;
  return err(read.error === 'short-year'
    ? fault('short-year', '“{text}”: schrijf het jaar voluit, zoals 31-01-2026.', '“{text}”: write the year in full, such as 31-01-2026.', { text })
    : fault('not-a-day', '“{text}” is geen bestaande dag. Schrijf 31-01-2026 of 2026-01-31: de dag vóór de maand.', '“{text}” is not an existing day. Write 31-01-2026 or 2026-01-31: the day before the month.', { text: short(text) }));
}

const notAChoice = (text: string, choices: Choices): Fault =>
  fault('not-a-choice', '“{text}” kan hier niet. Kies uit: {nl}.', '“{text}” is not possible here. Choose one of: {en}.',
    { text: short(text), nl: Object.values(choices).map(({ nl }) => nl).join(', '), en: Object.values(choices).map(({ en }) => en).join(', ') });

function choiceFrom(text: string, choices: Choices): Result<Stated, Fault> {
  const value = choiceOf(choices, text, 'yes' in choices ? ANSWER_ALIASES : {});
  return value === undefined ? err(notAChoice(text, choices)) : ok(value);
}

/** Several of the choices. `alsoPromisedTo` has a word for none of them, because there an empty cell is unknown. */
function ticksFrom(text: string, { path, choices = {} }: Column): Result<Stated, Fault> {
  const words = path === 'alsoPromisedTo' ? { ...choices, nobody: NOBODY, unknown: { nl: 'onbekend', en: 'unknown' } } : choices;
  const ticked: string[] = [];
  for (const entry of entriesIn(text.replaceAll(',', ';'))) {
    const value = choiceOf(words, entry);
    if (value === undefined) return err(notAChoice(entry, words));
    ticked.push(value);
  }
  const alone = ['nobody', 'unknown'].find((value) => ticked.includes(value));
  if (alone === undefined) return ok(Object.keys(choices).filter((value) => ticked.includes(value)));
  if (ticked.length > 1) return err(fault('contradiction', '“{text}” spreekt zichzelf tegen. Noem wat er is, of alleen “{nl}”.', '“{text}” contradicts itself. Name what there is, or only “{en}”.', { text: short(text), ...words[alone]! }));
  return ok(alone === 'nobody' ? [] : null);
}

