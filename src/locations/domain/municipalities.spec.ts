import { describe, expect, it } from '@jest/globals';
import { FORMER_MUNICIPALITIES, MUNICIPALITIES } from '../../../config/places.js';
import { codesNowIn, KNOWN_MUNICIPALITIES, municipalityOn } from './municipalities.js';

/** A merger that is decided and lies ahead: North becomes part of New on 1 January 2028, which South joins two years later. */
const AHEAD = [
  { code: 'GM9001', name: 'North', provinceCode: 'PV22', until: '2027-12-31', mergedInto: 'GM9003' },
  { code: 'GM9002', name: 'South', provinceCode: 'PV22' },
  { code: 'GM9003', name: 'New', provinceCode: 'PV22', until: '2029-12-31', mergedInto: 'GM9002' },
];

describe('the municipality of a code', () => {
  it.each([
    ['GM0106', '2026-02-05', 'Assen'], ['GM1950', '2026-02-05', 'Westerwolde'],
    ['GM0048', '2017-12-31', 'Vlagtwedde'], ['GM0048', '2018-01-01', 'Westerwolde'], ['GM0007', '2026-02-05', 'Westerwolde'],
  ])('%s on %s is %s', (code, day, name) => {
    expect(municipalityOn(code, day)?.name).toBe(name);
  });

  it.each([['GM9001', '2027-12-31', 'North'], ['GM9001', '2028-01-01', 'New'], ['GM9001', '2030-01-01', 'South'], ['GM9003', '2029-12-31', 'New']])('follows what lies ahead: %s on %s is %s', (code, day, name) => {
    expect(municipalityOn(code, day, AHEAD)?.name).toBe(name);
  });

  it('is nobody for a code that nobody has', () => {
    expect([municipalityOn('GM9999', '2026-02-05'), municipalityOn(null, '2026-02-05')]).toEqual([undefined, undefined]);
  });
});

describe('the codes of a municipality', () => {
  it('are those of what was merged into it as well, from that day on', () => {
    expect(codesNowIn('GM1950', '2026-02-05').sort()).toEqual(['GM0007', 'GM0048', 'GM1950']);
    expect(codesNowIn('GM1950', '2017-12-31')).toEqual(['GM1950']);
    expect(codesNowIn('GM9002', '2030-01-01', AHEAD).sort()).toEqual(['GM9001', 'GM9002', 'GM9003']);
  });
});

describe('the rows in config', () => {
  it('have each code once, and every merger leads to a municipality that exists', () => {
    expect(new Set(KNOWN_MUNICIPALITIES.map(({ code }) => code)).size).toBe(KNOWN_MUNICIPALITIES.length);
    for (const { until, mergedInto } of FORMER_MUNICIPALITIES) {
      expect(until).toMatch(/^\d{4}-12-31$/);
      expect(MUNICIPALITIES.map(({ code }) => code)).toContain(mergedInto);
    }
  });
});
