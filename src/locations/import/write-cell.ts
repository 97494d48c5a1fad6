import type { Language } from '../../kernel/index.js';
import type { Cell } from './cells.js';
import { type Choices, NOBODY, ROOM_USE_CHOICES } from './choices.js';
import type { Column, ColumnKind } from './columns.js';
import type { BlockedEntry, RoomsEntry } from './read-lists.js';

type Json = Readonly<Record<string, unknown>>;

/** What stands at a path of a location as LOCATION_SCHEMA takes it: `contacts.0.name`. Null for what is not there. */
export function valueAt(location: Json, path: string): unknown {
  let here: unknown = location;
  for (const step of path.split('.')) here = typeof here === 'object' && here !== null ? (here as Json)[step] : undefined;
  return here ?? null;
}

const number = (value: number): Cell => ({ kind: 'number', value });
const text = (value: string): Cell | undefined => (value === '' ? undefined : { kind: 'text', text: value });
const word = (choices: Choices, value: string, language: Language): string => choices[value]?.[language] ?? value;

type Writer = (value: unknown, choices: Choices, language: Language) => Cell | undefined;
const asNumber: Writer = (value) => number(Number(value));
const asText: Writer = (value) => text(String(value));
const asWord: Writer = (value, choices, language) => text(word(choices, String(value), language));
const joined = (entries: readonly string[]): Cell | undefined => text(entries.join('; '));

const WRITERS: Readonly<Record<ColumnKind, Writer>> = {
  text: asText, long: asText, whole: asNumber, decimal: asNumber, degrees: asNumber, answer: asWord, choice: asWord,
  day: (value) => ({ kind: 'day', day: String(value) }),
  ticks: (value, choices, language) => (Array.isArray(value) ? joined(value.map((each) => word(choices, String(each), language))) : undefined),
  rooms: (value, _choices, language) => joined((value as RoomsEntry[]).map((entry) => writeRoom(entry, language))),
  blocked: (value, _choices, language) => joined((value as BlockedEntry[]).map((entry) => writeBlocked(entry, language))),
};

/** A fact as its cell says it. Undefined: the cell stays empty. What `readCell` makes of it again is the same fact. */
export function writeCell(value: unknown, { kind, path, choices = {} }: Column, language: Language): Cell | undefined {
  if (path === 'alsoPromisedTo' && Array.isArray(value) && value.length === 0) return text(NOBODY[language]);
  return value === null || value === undefined ? undefined : WRITERS[kind](value, choices, language);
}

function writeRoom({ count, use, areaM2 }: RoomsEntry, language: Language): string {
  const area = areaM2 === null ? '' : ` ${writeNumber(areaM2, language)}`;
  return `${count} x ${word(ROOM_USE_CHOICES, use, language)}${area}`;
}

function writeBlocked({ places, reason, until }: BlockedEntry, language: Language): string {
  // A semicolon is what separates one from the next.
  const words = reason.replaceAll(';', ',');
  return `${places}${until === null ? '' : ` ${language === 'nl' ? 'tot' : 'until'} ${writeDay(until, language)}`}: ${words}`;
}

/** With the decimal sign of the language. Three decimals get a zero: "1.234" could be read as 1234. */
export function writeNumber(value: number, language: Language): string {
  const plain = String(value);
  if (!/^-?\d+\.\d+$/.test(plain)) return plain;
  const safe = /\.\d{3}$/.test(plain) ? `${plain}0` : plain;
  return language === 'nl' ? safe.replace('.', ',') : safe;
}

/** 31-01-2026 in Dutch, 2026-01-31 in English. */
export const writeDay = (day: string, language: Language): string => (language === 'nl' ? day.split('-').reverse().join('-') : day);

/** Whether two facts are the same to whoever reads the sheet: unknown is an empty cell, a list its entries. */
export const saysTheSame = (a: unknown, b: unknown, column: Column): boolean => meaning(a, column) === meaning(b, column);

function meaning(value: unknown, column: Column): string {
  if (value === 'unknown') return 'null';
  const inOrder = column.kind === 'ticks' && Array.isArray(value) ? [...(value as string[])].sort() : value;
  return JSON.stringify(writeCell(inOrder, column, 'en') ?? null);
}
