import { describe, expect, it } from '@jest/globals';
import { requireText, requireThat, requireWhole, trimmed } from './field-checks.js';

const message = { nl: 'Vul dit in.', en: 'Fill this in.' };

describe('checks of a field', () => {
  it.each([
    [undefined, 1],
    [null, 1],
    ['', 1],
    [' \n\t', 1],
    [' ja ', 0],
  ])('text %j: %d errors', (text, errors) => {
    expect(requireText('reason', text, message)).toHaveLength(errors);
    expect(trimmed(text)).toBe(errors === 0 ? 'ja' : '');
  });

  it.each([
    [1, 0],
    [100, 0],
    [0, 1],
    [101, 1],
    [2.5, 1],
    [Number.NaN, 1],
    [Infinity, 1],
    [null, 1],
    [undefined, 1],
  ])('whole number %p from 1 to 100: %d errors', (value, errors) => {
    expect(requireWhole('places', value, 1, 100)).toHaveLength(errors);
  });

  it.each([
    [undefined, 'required'],
    [2.5, 'wrong-type'],
    [0, 'too-small'],
    [101, 'too-large'],
  ])('says what is wrong with %p: %s', (value, code) => {
    expect(requireWhole('places', value, 1, 100).map((error) => error.code)).toEqual([code]);
  });

  it('names the bounds', () => {
    expect(requireWhole('places', 0, 1, 100)).toMatchObject([{ path: 'places', code: 'too-small', params: { minimum: 1, maximum: 100 } }]);
    expect(requireWhole('teamSize', 0, 1)).toMatchObject([{ path: 'teamSize', code: 'too-small', params: { minimum: 1 } }]);
    expect(requireWhole('teamSize', 1_000_000, 1)).toEqual([]);
  });

  it('states a condition that does not hold', () => {
    expect(requireThat(true, 'a', 'B', message)).toEqual([]);
    expect(requireThat(false, 'a', 'B', message)).toEqual([{ path: 'a', code: 'B', message }]);
    expect(requireThat(false, 'a', 'B', message, { n: 1 })).toEqual([{ path: 'a', code: 'B', message, params: { n: 1 } }]);
  });
});
