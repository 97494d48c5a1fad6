import { describe, expect, it } from '@jest/globals';
import { changedParts } from './location-record.js';

describe('what differs', () => {
  it('is told from what to what; neither the order of names within a part nor null for nothing does', () => {
    const before = { name: 'Voor', permit: { basis: 'unknown', endsOn: null }, bagId: null, at: new Date(0) };
    const after = { name: 'Na', permit: { endsOn: null, basis: 'unknown' }, at: new Date(0), reference: 'A-1' };
    expect(changedParts(before, after)).toEqual({ before: { name: 'Voor', reference: null }, after: { name: 'Na', reference: 'A-1' } });
  });
});
