import { describe, expect, it } from '@jest/globals';
import { errorsInForm, fieldsOf, rowCount, rowsToLists } from './form-rows.js';

const message = { nl: 'fout', en: 'wrong' };

describe('rows of a form', () => {
  it('become a list without the blank ones, a preset role alone being blank', () => {
    const { input, positions } = rowsToLists(
      { name: 'Hal', contacts: { 10: { role: 'opens', name: 'C' }, 0: { role: 'authorises' }, 2: { role: 'alternate', name: 'B' } } }, ['contacts', 'rooms'], ['role']);
    expect(input).toEqual({ name: 'Hal', contacts: [{ role: 'alternate', name: 'B' }, { role: 'opens', name: 'C' }] });
    expect(positions).toEqual({ contacts: ['2', '10'] });
  });

  it('leave alone what is no row, for the schema to refuse', () => {
    expect(rowsToLists({ contacts: 'x' }, ['contacts'], []).input).toEqual({ contacts: 'x' });
  });

  it('get their errors back where they stood', () => {
    const errors = [{ path: 'contacts.1.email', code: 'a', message }, { path: 'contacts', code: 'b', message }, { path: 'name', code: 'c', message }];
    expect(errorsInForm(errors, { contacts: ['0', '3'] }).map(({ path }) => path)).toEqual(['contacts.3.email', 'contacts', 'name']);
  });
});

describe('an object as fields', () => {
  it('has dotted names, lists of texts as they are, and nothing for null', () => {
    expect(fieldsOf({ name: 'Hal', toilets: 0, permit: null, decision: { groups: ['families'], endsOn: null }, rooms: [{ count: 2 }] })).toEqual({
      name: 'Hal', toilets: '0', 'decision.groups': ['families'], 'rooms.0.count': '2',
    });
  });
});

describe('the number of rows', () => {
  const bounds = { least: 3, most: 10, preset: ['role'] };
  it.each([
    ['at least these', {}, {}, 3],
    ['those that the form had', { 'contacts.4.name': '', 'contacts.4.role': 'alternate' }, {}, 5],
    ['an empty one after the last that was filled in', { 'contacts.2.name': 'x' }, {}, 4],
    ['no more for a role that was set beforehand', { 'contacts.2.role': 'alternate' }, {}, 3],
    ['one more when asked for', { 'contacts.2.name': '' }, { more: true }, 4],
    ['at most these', { 'contacts.9.name': 'x' }, { more: true }, 10],
    ['nothing for rows of another list, or of none', { 'rooms.7.count': '1', 'contacts.x.name': 'y', 'contacts.-1.name': 'y', contacts: 'z' }, {}, 3],
  ])('is %s', (_what, fields, more, expected) => {
    expect(rowCount(fields, 'contacts', { ...bounds, ...more })).toBe(expected);
  });
});
