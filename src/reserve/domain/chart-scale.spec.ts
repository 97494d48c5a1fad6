import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eachDay } from '../../kernel/index.js';
import { axisSteps, dayMarks, labelEvery } from './chart-scale.js';

describe('the vertical axis', () => {
  it.each([[0, [0, 1]], [1, [0, 1]], [3, [0, 1, 2, 3]], [12, [0, 5, 10, 15]], [100, [0, 20, 40, 60, 80, 100]], [115, [0, 25, 50, 75, 100, 125]], [999, [0, 200, 400, 600, 800, 1000]]])('up to %d: %j', (highest, steps) => {
    expect(axisSteps(highest)).toEqual(steps);
  });

  it('reaches the highest value in two to six steps of whole numbers, the same apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (highest) => {
        const steps = axisSteps(highest);
        expect(steps.length).toBeLessThanOrEqual(6);
        expect(steps.at(-1)!).toBeGreaterThanOrEqual(highest);
        expect(steps.at(-2)!).toBeLessThan(highest);
        expect(steps).toEqual(steps.map((_, index) => index * steps[1]!));
        expect(steps.every(Number.isInteger)).toBe(true);
      }),
    );
  });
});

describe('the axis of days', () => {
  it('marks months over a half-year, and Mondays over some weeks', () => {
    expect(dayMarks(eachDay('2026-01-01', '2026-06-30')).map(({ index, day, unit }) => [index, day, unit])).toEqual([
      [0, '2026-01-01', 'month'], [31, '2026-02-01', 'month'], [59, '2026-03-01', 'month'], [90, '2026-04-01', 'month'], [120, '2026-05-01', 'month'], [151, '2026-06-01', 'month'],
    ]);
    expect(dayMarks(eachDay('2026-02-05', '2026-02-20')).map(({ index, day }) => [index, day])).toEqual([[4, '2026-02-09'], [11, '2026-02-16']]);
  });

  it.each([[6, 6, 1], [7, 6, 2], [13, 6, 3], [0, 6, 1]])('of %d marks with room for %d labels one in %d gets one', (marks, most, every) => {
    expect(labelEvery(marks, most)).toBe(every);
  });
});
