import { describe, expect, it } from '@jest/globals';
import { err, ok } from '../../kernel/index.js';
import { isDutchLatitude, isDutchLongitude, readHouseNumber, readPostcode } from './dutch-address.js';

describe('a postcode', () => {
  it.each(['7941 ZZ', '7941zz', ' 7941  zz ', '7941 Zz', 'NL-7941 ZZ', 'nl 7941zz'])('%j is 7941 ZZ', (typed) => {
    expect(readPostcode(typed)).toEqual(ok('7941 ZZ'));
  });

  it.each([
    ['0401 AB', 'not-a-postcode'], ['12', 'not-a-postcode'], ['', 'not-a-postcode'], ['9401 A', 'not-a-postcode'], ['9401 ABC', 'not-a-postcode'], ['94O1 AB', 'not-a-postcode'],
    ['9401', 'letters-missing'],
    ['9401 SA', 'never-issued'], ['9401sd', 'never-issued'], ['9401 ss', 'never-issued'],
    ['49074', 'foreign-postcode'], ['D-49074', 'foreign-postcode'], ['B-9000', 'foreign-postcode'], ['L-1009', 'foreign-postcode'], ['00-950', 'foreign-postcode'], ['SW1A 1AA', 'foreign-postcode'],
  ] as const)('%j is refused: %s', (typed, fault) => {
    expect(readPostcode(typed)).toEqual(err(fault));
  });
});

describe('a house number', () => {
  it.each([['12', '12'], [' 12 ', '12'], ['12a', '12a'], ['12 A', '12 A'], ['12a-2', '12a-2'], ['12-14', '12-14'], ['12  bis', '12 bis'], ['99999', '99999'], ['12-hs', '12-hs'], ['3bis', '3bis']])('%j', (typed, kept) => {
    expect(readHouseNumber(typed)).toBe(kept);
  });

  it.each(['', '0', 'a', 'zonder', '123456', '12abcdef', '12-ABCDE', 'Dorpsstraat 12'])('%j is none', (typed) => {
    expect(readHouseNumber(typed)).toBeNull();
  });
});

describe('the bounds of the Netherlands', () => {
  it.each([['Vaals', 50.77, 6.02], ['Rottumeroog', 53.54, 6.58], ['Sluis', 51.31, 3.38], ['Ter Apel', 52.8756, 7.0597]])('hold %s', (_place, latitude, longitude) => {
    expect([isDutchLatitude(latitude), isDutchLongitude(longitude)]).toEqual([true, true]);
  });

  it.each([['Paris', 48.86, 2.35], ['latitude and longitude swapped', 6.56, 52.99], ['Berlin', 52.52, 13.4]])('do not hold %s', (_place, latitude, longitude) => {
    expect(isDutchLatitude(latitude) && isDutchLongitude(longitude)).toBe(false);
  });
});
