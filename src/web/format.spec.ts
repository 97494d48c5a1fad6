import { describe, expect, it } from '@jest/globals';
import {
  durationText,
  windowText,
  formatBytes,
  formatDateTimeInput,
  formatDay,
  formatDayShort,
  formatInstant,
  formatInstantShort,
  formatNumber,
  formatPeriod,
  formatTime,
  formatTimeWithSeconds,
} from './format.js';

describe('days', () => {
  it.each([
    ['2026-02-03', 'nl', 'dinsdag 3 februari 2026', 'di 3 feb 2026'],
    ['2026-02-03', 'en', 'Tuesday 3 February 2026', 'Tue 3 Feb 2026'],
    ['2026-03-01', 'nl', 'zondag 1 maart 2026', 'zo 1 mrt 2026'],
    ['2028-02-29', 'en', 'Tuesday 29 February 2028', 'Tue 29 Feb 2028'],
  ] as const)('%s in %s', (day, language, full, short) => {
    expect(formatDay(day, language)).toBe(full);
    expect(formatDayShort(day, language)).toBe(short);
  });

  it('shows both ends of a period', () => {
    expect(formatPeriod('2026-01-01', '2026-06-30', 'nl')).toBe('do 1 jan 2026 – di 30 jun 2026');
  });
});

describe('instants', () => {
  it.each([
    ['winter', '2026-02-03T13:03:22Z', 'nl', 'dinsdag 3 februari 2026 om 14:03'],
    ['summer', '2026-07-03T13:03:22Z', 'nl', 'vrijdag 3 juli 2026 om 15:03'],
    ['the day after in Amsterdam', '2026-06-30T22:30:00Z', 'en', 'Wednesday 1 July 2026 at 00:30'],
  ] as const)('in %s', (_name, at, language, text) => {
    expect(formatInstant(new Date(at), language)).toBe(text);
  });

  it('is short in tables', () => {
    expect(formatInstantShort(new Date('2026-02-03T13:03:22Z'), 'nl')).toBe('di 3 feb 14:03');
  });

  it('shows seconds where asked', () => {
    expect(formatTimeWithSeconds(new Date('2026-02-03T13:03:22.999Z'), 'nl')).toBe('14:03:22');
  });

  it.each([
    ['the hour before', '2026-10-24T23:59:00Z', '01:59'],
    ['the first time round', '2026-10-25T00:30:00Z', '02:30 (zomertijd)'],
    ['the second time round', '2026-10-25T01:30:00Z', '02:30 (wintertijd)'],
    ['the hour after', '2026-10-25T02:00:00Z', '03:00'],
    ['the spring night, before', '2026-03-29T00:59:00Z', '01:59'],
    ['the spring night, after', '2026-03-29T01:00:00Z', '03:00'],
  ])('tells the doubled hour apart: %s', (_name, at, text) => {
    expect(formatTime(new Date(at), 'nl')).toBe(text);
  });

  it('fills a date-and-time field with local time', () => {
    expect(formatDateTimeInput(new Date('2026-07-03T22:05:59Z'))).toBe('2026-07-04T00:05');
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [60, '1 min'],
    [725, '12 min 5 s'],
    [3_600, '1 u'],
    [3_661, '1 u 1 min'],
    [184_320, '2 d 3 u 12 min'],
    [259_200, '3 d'],
    [-90, '1 min 30 s'],
  ])('%d seconds', (seconds, text) => {
    expect(durationText(seconds, 'nl')).toBe(text);
  });

  it('speaks English', () => {
    expect(durationText(3_600, 'en')).toBe('1 h');
  });

  it.each([
    [259_200, '72 uur', '72 hours'],
    [3_600, '1 uur', '1 hour'],
    [60, '1 min', '1 min'],
    [5_400, '1 u 30 min', '1 h 30 min'],
  ])('a window of %d s is %s', (seconds, dutch, english) => {
    expect([windowText(seconds, 'nl'), windowText(seconds, 'en')]).toEqual([dutch, english]);
  });
});

describe('numbers', () => {
  it('groups thousands in the way of the language', () => {
    expect(formatNumber(2000, 'nl')).toBe('2.000');
    expect(formatNumber(2000, 'en')).toBe('2,000');
  });
});

describe('sizes', () => {
  it.each([
    [1, '1 kB', '1 kB'],
    [1536, '2 kB', '2 kB'],
    [999_999, '977 kB', '977 kB'],
    [1024 ** 2 - 1, '1 MB', '1 MB'],
    [1_500_000, '1,4 MB', '1.4 MB'],
    [20 * 1024 ** 2, '20 MB', '20 MB'],
  ])('%p bytes', (bytes, nl, en) => {
    expect([formatBytes(bytes, 'nl'), formatBytes(bytes, 'en')]).toEqual([nl, en].map((text) => text.replace(' ', '\u00a0')));
  });
});
