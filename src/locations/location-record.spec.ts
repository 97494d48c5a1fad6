import { describe, expect, it } from '@jest/globals';
import { changedParts } from './location-record.js';

describe('what differs', () => {
  it('is told from what to what; the order of names within a part means nothing', () => {
    const before = { name: 'Voor', permit: { basis: 'unknown', endsOn: null }, bagId: null, at: new Date(0) };
    const after = { name: 'Na', permit: { endsOn: null, basis: 'unknown' }, at: new Date(0), reference: 'A-1' };
    expect(changedParts(before, after)).toEqual({ before: { name: 'Voor', bagId: null, reference: null }, after: { name: 'Na', bagId: null, reference: 'A-1' } });
  });
});
