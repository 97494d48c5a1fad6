import { describe, expect, it } from '@jest/globals';
import { decodeForm } from './form.js';

describe('decodeForm', () => {
  it('makes the object that the API takes', () => {
    const body = { places: '100', 'groups.families': '60', 'groups.singleAdults': '40', reason: ' Vol ', window: '', step: 'preview' };
    expect(decodeForm(body, { numbers: ['places', 'groups.families', 'groups.singleAdults'] })).toMatchObject({
      places: 100, groups: { families: 60, singleAdults: 40 }, reason: 'Vol',
    });
    expect(Object.keys(decodeForm(body))).toEqual(['places', 'groups', 'reason']);
  });

  it.each([['honderd', 'honderd'], ['1,5', 1.5], ['1e400', '1e400'], ['', undefined]])('number field %j becomes %j', (typed, value) => {
    expect(decodeForm({ places: typed }, { numbers: ['places'] })['places']).toBe(value);
  });

  it('takes a box that is not ticked as no', () => {
    expect(decodeForm({}, { booleans: ['exercise'] })['exercise']).toBe(false);
    expect(decodeForm({ exercise: 'on' }, { booleans: ['exercise'] })['exercise']).toBe(true);
  });

  it('gives a list for one value, several and none', () => {
    expect(decodeForm({ locations: 'a' }, { lists: ['locations'] })['locations']).toEqual(['a']);
    expect(decodeForm({ locations: ['a', '', 'b'] }, { lists: ['locations'] })['locations']).toEqual(['a', 'b']);
    expect(decodeForm({}, { lists: ['locations'] })['locations']).toEqual([]);
  });

  it('takes the last of a repeated text field', () => {
    expect(decodeForm({ reason: ['eerste', 'tweede'] })['reason']).toBe('tweede');
  });

  it('never reaches a prototype', () => {
    decodeForm({ '__proto__.polluted': 'yes', 'constructor.prototype.polluted': 'yes', 'a.__proto__.polluted': 'yes' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
