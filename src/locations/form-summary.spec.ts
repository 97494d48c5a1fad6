import { describe, expect, it } from '@jest/globals';
import { errorsUnder, filledIn } from './form-summary.js';
import type { FieldGroup } from './location-fields.js';

const group: FieldGroup = { id: 'ruimte', fields: [{ name: 'floorAreaM2', kind: 'decimal' }, { name: 'site.fenced', kind: 'answer' }, { name: 'permit.basis', kind: 'choice' }, { name: 'groups', kind: 'ticks' }], rows: ['rooms', 'contacts'] };
const names = (values: Record<string, string | string[]>, own?: (rows: string, position: number) => boolean): string[] => filledIn(group, values, own).map(({ name }) => name);
const error = (path: string) => ({ path, code: 'required', message: { nl: '', en: '' } });

describe('what is filled in under a heading', () => {
  it('are the questions with an answer; unknown is none', () => {
    expect(names({ floorAreaM2: '600', 'site.fenced': 'unknown', 'permit.basis': '', groups: [] })).toEqual(['floorAreaM2']);
    expect(names({ 'site.fenced': 'no', groups: ['families'], other: 'x' })).toEqual(['site.fenced', 'groups']);
    expect(names({})).toEqual([]);
  });

  it('are lists with an entry; a role that was set beforehand is none, nor is a row that stands elsewhere', () => {
    expect(names({ 'rooms.0.count': '', 'rooms.1.count': '3', 'contacts.0.role': 'opens' })).toEqual(['rooms']);
    expect(names({ 'contacts.0.name': 'Piket', 'contacts.1.name': '' }, (rows, position) => rows !== 'contacts' || position !== 0)).toEqual([]);
  });
});

describe('what is wrong under a heading', () => {
  it('are the errors of its questions, of what they are part of, and of its lists', () => {
    const paths = ['floorAreaM2', 'permit', 'rooms.2.count', 'rooms', 'name', 'site.shared', 'floorArea'];
    expect(errorsUnder(group, paths.map(error)).map(({ path }) => path)).toEqual(['floorAreaM2', 'permit', 'rooms.2.count', 'rooms']);
  });
});
