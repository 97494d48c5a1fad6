import { describe, expect, it } from '@jest/globals';
import { instantOf } from './local-time.js';

describe('the instant of a text', () => {
  it.each([
    ['2026-01-31T14:00', '2026-01-31T13:00:00.000Z'],
    ['2026-07-01T14:00:30', '2026-07-01T12:00:30.000Z'],
    ['2026-01-31T14:00:00Z', '2026-01-31T14:00:00.000Z'],
    ['2026-01-31T14:00:00+05:00', '2026-01-31T09:00:00.000Z'],
    // 25 October 2026, 02:30 happens twice: the earlier is still summer time.
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(instantOf(text)?.toISOString()).toBe(expected);
  });

  it.each(['', 'gisteren', '2026-02-30T10:00', '2026-01-31', '2026-01-31T25:00', '2026-13-01T00:00:00Z'])('%j is none', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });
});
