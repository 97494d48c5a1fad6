import { describe, expect, it } from '@jest/globals';
import { isToTest, nextCheckAt } from './reachability-check.js';

const POLICY = { day: { value: 10 }, time: { value: '10:00' }, verifiedMonths: { value: 1 } };

describe('the monthly check', () => {
  it.each([
    ['2026-11-10T08:59:59Z', '2026-11-10T09:00:00.000Z', 'before it, in the same month'],
    ['2026-11-10T09:00:00Z', '2026-12-10T09:00:00.000Z', 'at it, in the next month'],
    ['2026-12-31T23:30:00Z', '2027-01-10T09:00:00.000Z', 'in the new year by Dutch time'],
    ['2027-03-20T12:00:00Z', '2027-04-10T08:00:00.000Z', 'at the same hour in summer time'],
  ])('after %s is at %s: %s', (now, at) => {
    expect(nextCheckAt(new Date(now), POLICY).toISOString()).toBe(at);
  });

  it.each([
    [null, true],
    ['2026-11-10T08:00:00Z', true],
    ['2026-11-11T08:00:00Z', false],
  ])('an address verified at %s is tested: %s', (verifiedAt, tested) => {
    expect(isToTest(verifiedAt === null ? null : new Date(verifiedAt), new Date('2026-12-10T09:00:00Z'), POLICY)).toBe(tested);
  });
});
