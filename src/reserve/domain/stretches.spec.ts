import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../kernel/index.js';
import { coverage } from './coverage.js';
import { nMinusOne } from './n-minus-one.js';
import { coverageStretches, fragileStretches } from './stretches.js';
import { anySupplies, EARLY, REQUEST, START, supply } from '../../../test/factories/supplies.js';
import { supplyCourse } from './supply-course.js';

describe('stretches of days that are alike', () => {
  it('put a half-year in three rows', () => {
    const course = supplyCourse(REQUEST, [supply('a', [EARLY, 'ready', 104], ['2026-03-14T23:00:00Z', 'not-ready', 104], ['2026-04-01T10:00:00Z', 'ready', 104])]);
    const rows = coverageStretches(coverage(course, '2026-01-01', '2026-06-30', EARLY));
    expect(rows.map(({ from, to, days, first }) => [from, to, days, first.ready])).toEqual([['2026-01-01', '2026-03-14', 73, 104], ['2026-03-15', '2026-04-01', 18, 0], ['2026-04-02', '2026-06-30', 90, 104]]);
    expect(fragileStretches(nMinusOne(course, '2026-01-01', '2026-06-30', EARLY)).map(({ from, to }) => [from, to])).toEqual([['2026-01-01', '2026-03-14'], ['2026-04-02', '2026-06-30']]);
  });

  it('hold every day once, each like the first of its row and unlike the row before', () => {
    fc.assert(
      fc.property(anySupplies, (supplies) => {
        const days = coverage(supplyCourse(REQUEST, supplies), '2026-03-27', '2026-04-05', START);
        const rows = coverageStretches(days);
        expect(rows.flatMap((row) => Array.from({ length: row.days }, (_, n) => addDays(row.from, n)))).toEqual(days.map(({ day }) => day));
        for (const { from, to, days: length } of rows) expect(daysBetween(from, to)).toBe(length - 1);
        const figures = rows.map(({ first: { ready, expiring, blocked, requested } }) => [ready, expiring, blocked, requested].join());
        figures.forEach((row, index) => expect(row).not.toBe(figures[index - 1]));
      }),
    );
  });
});
