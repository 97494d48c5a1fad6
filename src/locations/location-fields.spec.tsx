import { describe, expect, it } from '@jest/globals';
import { translator } from '../web/index.js';
import { readyFacts } from './domain/ready-location.fixture.js';
import { FIELD_GROUPS, FIELD_ROWS, LOCATION_FIELDS } from './location-fields.js';

const names = LOCATION_FIELDS.map(({ name }) => name);
const { has } = translator('nl');

describe('the questions of the form', () => {
  it('are each asked once', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('ask for every fact there is, and for nothing else', () => {
    // What follows from elsewhere is not asked: measured, voided, on file.
    const { id: _id, municipalityCode: _code, measuredLeadTimeHours: _measured, findingsVoidedAt: _voided, floorPlanDocument: _plan, ...facts } = readyFacts();
    // Every leaf of the facts, the unknown ones among them; lists of entries by their own name.
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).flatMap(([name, part]) => leaves(part, path ? `${path}.${name}` : name)) : [path];
    const asked = new Set([...names, ...FIELD_ROWS]);
    expect(leaves(facts, '').filter((path) => !asked.has(path))).toEqual([]);
    const known = new Set([...leaves(facts, ''), 'street', 'houseNumber', 'postcode', 'place', 'reference', 'bagId', 'latitude', 'longitude']);
    expect([...asked].filter((name) => !known.has(name))).toEqual([]);
  });

  it('have words, as have their groups and answers', () => {
    expect(names.filter((name) => !has(`location.field.${name}`))).toEqual([]);
    expect(FIELD_GROUPS.map(({ id }) => id).filter((id) => !has(`location.group.${id}`))).toEqual([]);
    const answers = LOCATION_FIELDS.flatMap(({ choices }) => (choices && typeof choices.words === 'string' ? choices.values.map((value) => `${String(choices.words)}.${value}`) : []));
    expect(answers.filter((key) => !has(key))).toEqual([]);
  });
});
