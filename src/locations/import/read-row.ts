import { type FieldError, isId, type LocalDay, Problem } from '../../kernel/index.js';
import { parseInput } from '../../platform/http/index.js';
import { NOTHING_ESTABLISHED, type StatedLocation, statedLocation } from '../location-from-body.js';
import { changedParts, recordedLocation } from '../location-record.js';
import { LOCATION_SCHEMA } from '../location-schemas.js';
import type { StandbyLocation } from '../standby-location.entity.js';
import { type Fault, fault, isBlank, type SheetRow } from './cells.js';
import { COLUMN_BY_PATH, EXAMPLE_REFERENCE } from './columns.js';
import { type Headers, type MappedColumn, strayCells } from './headers.js';
import { readCell } from './read-cell.js';
import { statedInput } from './stated-input.js';
import { saysTheSame, valueAt } from './write-cell.js';

/** What is wrong in a row. `index`: the column of the sheet, null where it is not in the file or the row as a whole is meant. */
export type RowProblem = Fault & { readonly index: number | null; readonly path: string };

export type RowReading =
  | { readonly outcome: 'new' | 'changed'; readonly stated: StatedLocation }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'wrong'; readonly problems: readonly RowProblem[] };

/** How a row says which location it is about. The number goes before the reference, so that a reference can be changed. */
export type RowKey = { readonly id: string | null; readonly reference: string | null };

type Values = { readonly values: ReadonlyMap<string, unknown>; readonly problems: readonly RowProblem[] };

function readValues(row: SheetRow, columns: readonly MappedColumn[]): Values {
  const values = new Map<string, unknown>();
  const problems: RowProblem[] = [];
  for (const { index, column } of columns) {
    const read = readCell(row.cells.get(index), column);
    if (read.ok) values.set(column.path, read.value);
    else problems.push({ ...read.error, index, path: column.path });
  }
  return { values, problems };
}

export function keyOf(row: SheetRow, { columns }: Headers): RowKey {
  const { values } = readValues(row, columns.filter(({ column }) => column.path === 'id' || column.path === 'reference'));
  const text = (path: string): string | null => (values.get(path) ?? null) as string | null;
  return { id: text('id'), reference: text('reference') };
}

export type Own = { readonly code: string | null; readonly today: LocalDay };

/**
 * What a row states, held against the rules of every other way in. `current` is the location it is about: cells that say what is
 * known already are left alone, columns that are not in the file as well. All that is wrong is named at once.
 */
export function readRow(row: SheetRow, headers: Headers, current: StandbyLocation | undefined, own: Own): RowReading {
  const key = keyOf(row, headers);
  if (key.reference === EXAMPLE_REFERENCE) return wrong(headers, 'reference', EXAMPLE_ROW);
  const unclear = unclearKey(key, headers, current);
  const { values, problems } = readValues(row, headers.columns);
  const before = current ? statedInput(current) : {};
  const stated = [...values].filter(([path, value]) => path !== 'id' && !(current && saysTheSame(valueAt(before, path), value, COLUMN_BY_PATH.get(path)!)));
  const found = [...unclear, ...problems, ...strayProblems(row, headers)];
  if (current && stated.length === 0 && found.length === 0) return { outcome: 'unchanged' };
  const checked = check(combined(before, stated), current, own);
  const byRules = 'errors' in checked ? rowProblems(checked, headers).filter(({ path }) => !found.some((each) => each.path === path)) : [];
  if (found.length > 0 || byRules.length > 0) return { outcome: 'wrong', problems: [...found, ...byRules] };
  if ('errors' in checked) throw new Error('A row was refused without a reason.');
  if (!current) return { outcome: 'new', stated: checked.stated };
  return sameAs(current, checked.stated) ? { outcome: 'unchanged' } : { outcome: 'changed', stated: checked.stated };
}

const EXAMPLE_ROW = fault('example-row', 'Dit is de voorbeeldrij van het sjabloon. Verwijder haar.', 'This is the example row of the template. Remove it.');
const NO_REFERENCE = fault('no-reference', 'Vul een kenmerk in: daaraan wordt de locatie de volgende keer herkend.', 'Enter a reference: the location is recognised by it the next time.');
const UNKNOWN_ID = fault('unknown-id', 'Uw gemeente heeft geen locatie met dit nummer. Laat het leeg bij een nieuwe locatie.', 'Your municipality has no location with this number. Leave it empty for a new location.');
const WITHDRAWN = fault('withdrawn', 'Deze locatie is ingetrokken. Kies voor een nieuwe een ander kenmerk.', 'This location has been withdrawn. Choose another reference for a new one.');

const indexOf = ({ columns }: Headers, path: string): number | null => columns.find(({ column }) => column.path === path)?.index ?? null;
const at = (headers: Headers, path: string, what: Fault): RowProblem => ({ ...what, path, index: indexOf(headers, path) });
const wrong = (headers: Headers, path: string, what: Fault): RowReading => ({ outcome: 'wrong', problems: [at(headers, path, what)] });

function unclearKey({ id, reference }: RowKey, headers: Headers, current: StandbyLocation | undefined): RowProblem[] {
  if (current?.withdrawnAt) return [at(headers, id ? 'id' : 'reference', WITHDRAWN)];
  if (id !== null && (!isId(id) || !current)) return [at(headers, 'id', UNKNOWN_ID)];
  return id === null && reference === null ? [at(headers, 'reference', NO_REFERENCE)] : [];
}

const strayProblems = (row: SheetRow, headers: Headers): RowProblem[] =>
  strayCells(row, headers).filter(([, cell]) => !isBlank(cell)).map(([index]) => ({
    ...fault('stray-cell', 'Boven deze cel staat geen kolomnaam. Staat er een scheidingsteken te veel in de rij, of mist de kolom haar naam?', 'There is no column name above this cell. Is there a separator too many in the row, or does the column lack its name?'),
    index, path: '',
  }));

/** What was known with what the row says differently, and where its contacts came to stand. */
type Combined = { readonly input: Record<string, unknown>; readonly contacts: readonly number[] };

function combined(before: Readonly<Record<string, unknown>>, stated: readonly (readonly [string, unknown])[]): Combined {
  const input = structuredClone(before) as Record<string, unknown>;
  for (const [path, value] of stated) put(input, path.split('.'), value);
  for (const name of ['ownerAgreement', 'collegeDecision', 'permit']) if (stated.some(([path]) => path.startsWith(`${name}.`)) && saysNothing(input[name])) input[name] = null;
  const contacts = contactsOf(input['contacts']);
  if (contacts.length > 0 || 'contacts' in input) input['contacts'] = contacts.map(({ contact }) => contact);
  return { input, contacts: contacts.map(({ index }) => index) };
}

function put(target: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    const next = target[step];
    const inside = typeof next === 'object' && next !== null ? next : /^\d+$/.test(rest[0]!) ? [] : {};
    target[step] = inside;
    put(inside as Record<string, unknown>, rest, value);
  } else if (value === null) delete target[step];
  else target[step] = value;
}

/** Nothing but blanks and unknowns, whatever is inside. */
function saysNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === 'unknown') return true;
  return typeof value === 'object' && Object.values(value).every(saysNothing);
}

/** The contacts of which more is known than the role, each with its place. */
function contactsOf(value: unknown): { contact: Record<string, unknown>; index: number }[] {
  const list = Array.isArray(value) ? (value as (Record<string, unknown> | undefined)[]) : [];
  return Array.from(list, (contact, index) => ({ contact: contact ?? {}, index })).filter(({ contact: { role: _role, ...known } }) => !saysNothing(known));
}

type Checked = { readonly stated: StatedLocation } | { readonly errors: readonly FieldError[]; readonly contacts: readonly number[] };

function check({ input, contacts }: Combined, current: StandbyLocation | undefined, own: Own): Checked {
  try {
    // A building keeps the code under which it was registered, also when that is no longer anybody's.
    const { municipalityCode, ...rest } = input;
    const body = parseInput(LOCATION_SCHEMA, municipalityCode === undefined || municipalityCode === current?.municipalityCode ? rest : input);
    const established = current ? { measuredLeadTimeHours: current.facts.measuredLeadTimeHours, findingsVoidedAt: current.facts.findingsVoidedAt } : NOTHING_ESTABLISHED;
    return { stated: statedLocation(body, { code: current?.municipalityCode ?? own.code, today: own.today }, established) };
  } catch (error) {
    if (error instanceof Problem && error.fields.length > 0) return { errors: error.fields, contacts };
    throw error;
  }
}

function rowProblems({ errors, contacts }: Extract<Checked, { errors: unknown }>, headers: Headers): RowProblem[] {
  return errors.map(({ path: given, code, message, params }) => {
    const path = columnPath(given.replace(/^contacts\.(\d+)/, (_, index: string) => `contacts.${contacts[Number(index)] ?? index}`));
    const index = indexOf(headers, path);
    const column = COLUMN_BY_PATH.get(path);
    if (index !== null || !column) return { code, message, ...(params && { params }), path, index };
    const header = { nl: column.header.nl, en: column.header.en };
    return code === 'required'
      ? { ...fault('missing-column', 'De kolom “{nl}” ontbreekt in het bestand; een nieuwe locatie heeft haar nodig.', 'The column “{en}” is missing from the file; a new location needs it.', header), path, index }
      : { code, message: { nl: `“${header.nl}” (niet in dit bestand): ${message.nl}`, en: `“${header.en}” (not in this file): ${message.en}` }, ...(params && { params }), path, index };
  });
}

/** The path of the column in which a part of a fact is written: a room stands in the cell of all rooms. */
function columnPath(path: string): string {
  const steps = path.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const whole = steps.slice(0, length).join('.');
    if (COLUMN_BY_PATH.has(whole)) return whole;
  }
  return path;
}

/** Whether nothing would go on the record. */
function sameAs(current: StandbyLocation, stated: StatedLocation): boolean {
  const was = recordedLocation(current);
  const is = recordedLocation({ ...current, ...stated });
  return [changedParts(was.facts, is.facts), changedParts(was.personal, is.personal)].every(({ after }) => Object.keys(after).length === 0);
}
