import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ThrottlePolicy } from '../../../config/sign-in.js';
import { addSeconds } from '../../kernel/index.js';
import { countedSince, secondsToWait } from './throttle.js';

const figure = (value: number) => ({ value, source: 'test' });
const POLICY: ThrottlePolicy = { windowSeconds: figure(900), failuresPerEmail: figure(3), failuresPerSource: figure(5) };
const NOW = new Date('2026-02-05T12:00:00Z');
const ago = (...seconds: number[]) => seconds.map((age) => addSeconds(NOW, -age));

describe('secondsToWait', () => {
  it.each([
    ['nothing failed', [], [], 0],
    ['one below the limit of the e-mail address', [1, 2], [1, 2], 0],
    ['the limit of the e-mail address reached', [10, 20, 30], [10, 20, 30], 870],
    ['in any order', [30, 10, 20], [], 870],
    ['over the limit: until the third youngest is too old', [10, 20, 30, 40], [], 870],
    ['old failures do not count', [10, 20, 900], [], 0],
    ['one second before the window ends', [10, 20, 899], [], 1],
    ['a part of a second is waited out', [10, 20, 899.5], [], 1],
    ['the limit of the source reached, by other addresses', [], [1, 2, 3, 4, 100], 800],
    ['both: the longer wait', [700, 700, 700], [1, 1, 1, 1, 1], 899],
  ])('%s', (_what, ofEmail, ofSource, expected) => {
    expect(secondsToWait({ ofEmail: ago(...ofEmail), ofSource: ago(...ofSource) }, POLICY, NOW)).toBe(expected);
  });

  it('is over after exactly that long, and not a second sooner', () => {
    const ages = fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 12 });
    fc.assert(fc.property(ages, ages, (emailAges, sourceAges) => {
      const failures = { ofEmail: ago(...emailAges), ofSource: ago(...sourceAges) };
      const wait = secondsToWait(failures, POLICY, NOW);
      expect(wait).toBeLessThanOrEqual(POLICY.windowSeconds.value);
      expect(secondsToWait(failures, POLICY, addSeconds(NOW, wait))).toBe(0);
      if (wait > 0) expect(secondsToWait(failures, POLICY, addSeconds(NOW, wait - 1))).toBe(1);
    }));
  });

  it('counts from the start of the window', () => {
    expect(countedSince(POLICY, NOW)).toEqual(new Date('2026-02-05T11:45:00Z'));
  });
});
