import { describe, expect, it } from '@jest/globals';
import { addressQuery } from './address-query.js';

describe('what goes to the address service', () => {
  it.each([
    ['Proefstraat 12 Assen', 'Proefstraat 12 Assen'], ['  9401ab   12 ', '9401ab 12'], ["'s-Gravenweg 1a-2, Den Haag", "'s-Gravenweg 1a-2, Den Haag"], ['Skûlenboarch 3', 'Skûlenboarch 3'],
    ['Weg 1<script>\u0000\n', 'Weg 1 script'], [`Weg ${'a'.repeat(200)}`, `Weg ${'a'.repeat(96)}`],
  ])('%j', (typed, sent) => {
    expect(addressQuery(typed)).toBe(sent);
  });

  it.each(['', '  ', 'ab', '?!*', 'sam@assen.example', 'bel 0592 000 100', 'Sam +31592000100', '0592-000100'])('of %j nothing', (typed) => {
    expect(addressQuery(typed)).toBeNull();
  });
});
