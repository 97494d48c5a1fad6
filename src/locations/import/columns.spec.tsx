import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { LANGUAGES } from '../../kernel/index.js';
import { translator, type TextKey } from '../../web/index.js';
import { LOCATION_SCHEMA } from '../location-schemas.js';
import { folded } from './choices.js';
import { COLUMN_BY_PATH, COLUMNS, columnsWith, NOTE_COLUMNS, TEMPLATE_CONTACTS } from './columns.js';

type Schema = { type?: string; enum?: string[]; const?: unknown; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };
const IN_ONE_CELL = ['rooms', 'blockedPlaces', 'alsoPromisedTo', 'collegeDecision.groups', 'collegeDecision.informBeforeOpening'];

/** Every fact of the schema by its path, with the values that it can have where they are few. */
function leaves(schema: Schema, path = ''): [string, string[] | undefined][] {
  const whole = schema.anyOf?.find((each) => each.properties ?? each.items ?? each.enum) ?? schema;
  const below = (name: string): string => (path ? `${path}.${name}` : name);
  if (IN_ONE_CELL.includes(path)) return [[path, undefined]];
  if (whole.properties) return Object.entries(whole.properties).flatMap(([name, part]) => leaves(part, below(name)));
  if (whole.items) return leaves(whole.items, below('0'));
  return [[path, whole.enum]];
}
const facts = leaves(z.toJSONSchema(LOCATION_SCHEMA, { io: 'input', unrepresentable: 'any' }) as Schema);

describe('the columns of the sheet', () => {
  it('are every fact of a location, and nothing else but its number', () => {
    const paths = columnsWith(1).map(({ path }) => path);
    expect(facts.length).toBeGreaterThan(80);
    expect([...paths].sort()).toEqual(facts.map(([path]) => path).sort());
  });

  it('take the values that the schema takes', () => {
    for (const [path, values] of facts) {
      const { choices } = COLUMN_BY_PATH.get(path)!;
      if (choices && values) expect([path, Object.keys(choices)]).toEqual([path, values]);
    }
  });

  it.each(LANGUAGES)('have a name of their own, also beside our notes: %s', (language) => {
    // Also when the unit behind it is left out.
    const names = [...COLUMNS, ...Object.values(NOTE_COLUMNS)].map(({ header }) => folded(header[language].replace(/\s*\([^)]*\)$/, '')));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('mean the same in both languages where a name is in both', () => {
    const others = COLUMNS.flatMap((column) => COLUMNS.filter((other) => other !== column && folded(other.header.en) === folded(column.header.nl)));
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('call the choices what the form calls them', () => {
    const keys = { stayMode: 'location.stayMode', confidentiality: 'location.confidentiality', 'permit.basis': 'location.permit' };
    for (const language of LANGUAGES) {
      const t = translator(language);
      for (const [path, key] of Object.entries(keys)) {
        for (const [value, words] of Object.entries(COLUMN_BY_PATH.get(path)!.choices!)) expect(folded(words[language])).toBe(folded(t.text(`${key}.${value}` as TextKey)));
      }
    }
  });

  it('of the template have an example for whatever is required', () => {
    const columns = columnsWith(TEMPLATE_CONTACTS);
    expect(columns.filter(({ required, example }) => required && !example)).toEqual([]);
    expect(columns.filter(({ example }) => example).length).toBeGreaterThan(30);
  });
});
