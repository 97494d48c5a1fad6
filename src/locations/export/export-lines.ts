import type { Language, Translated } from '../../kernel/index.js';
import type { AssessedLocation } from '../assess-location.js';
import { type Cell } from '../import/cells.js';
import { type Column, columnsWith, ID_COLUMN, NOTE_COLUMNS, TEMPLATE_CONTACTS } from '../import/columns.js';
import { sheetColumn } from '../import/template.js';
import { valueAt, writeCell } from '../import/write-cell.js';
import type { RegisteredLocation } from '../registered-location.js';
import type { Line } from './csv-lines.js';
import type { SheetColumn } from './xlsx-parts.js';

/** How a readiness is called, in the language of the file. */
export type StatusWords = (status: AssessedLocation['readiness']['status']) => string;

export type ExportSheet = {
  readonly header: readonly string[];
  readonly columns: readonly SheetColumn[];
  line(assessed: AssessedLocation): Line;
};

const NOTES = [NOTE_COLUMNS.municipality, NOTE_COLUMNS.readiness, NOTE_COLUMNS.places, NOTE_COLUMNS.limit];
const NOTE_WIDTH = 22;

/** The columns of an export: those of the import, the location's number, and how it stands. `contacts`: none, or at least as many as in the template. */
export function exportSheet(language: Language, contacts: number, status: StatusWords): ExportSheet {
  const columns = [...columnsWith(contacts === 0 ? 0 : Math.max(contacts, TEMPLATE_CONTACTS)), ID_COLUMN];
  return {
    header: [...columns, ...NOTES].map(({ header }: { header: Translated }) => header[language]),
    columns: [...columns.map(sheetColumn), ...NOTES.map(() => ({ width: NOTE_WIDTH }))],
    line: (assessed) => [...factCells(assessed.location, columns, language), ...standing(assessed, language, status)],
  };
}

/** Names and functions of persons only for who may see the contacts; what else may not be seen has been left out already. */
function factCells(location: RegisteredLocation, columns: readonly Column[], language: Language): Line {
  const stated = statedOf(location);
  return columns.map((column) => (column.personal && !location.contactsVisible ? undefined : writeCell(valueAt(stated, column.path), column, language)));
}

function statedOf({ id, reference, name, address, bagId, latitude, longitude, facts, contacts, contactsVisible }: RegisteredLocation): Readonly<Record<string, unknown>> {
  const { provinceCode: _province, ...place } = address;
  const known = contactsVisible ? contacts.map((contact, index) => ({ ...facts.contacts[index], ...contact })) : [];
  return { ...facts, ...place, id, reference, name, bagId, latitude, longitude, contacts: known };
}

const text = (value: string): Cell => ({ kind: 'text', text: value });

function standing({ location, readiness, capacity }: AssessedLocation, language: Language, status: StatusWords): Line {
  const { label, figure } = capacity.limiting;
  return [text(location.municipalityName), text(status(readiness.status)), { kind: 'number', value: capacity.places }, text(`${label[language]}: ${figure[language]}`)];
}
