import { describe, expect, it } from '@jest/globals';
import { WEBHOOK_POLICY } from '../../../config/webhooks.js';
import { addSeconds } from '../../kernel/index.js';
import { nextTry, retryAfterSeconds, verdictOf, type Failure } from './retry.js';

const NOW = new Date('2026-03-28T23:00:00Z');
const MINUTE = 60;
const FAILURE: Failure = { attempts: 1, verdict: 'failed', retryAfter: null, once: false, mattersUntil: null };
const secondsAfter = (failure: Partial<Failure>): number | undefined => {
  const at = nextTry({ ...FAILURE, ...failure }, NOW, WEBHOOK_POLICY);
  return at && (at.getTime() - NOW.getTime()) / 1000;
};

describe('what an answer means', () => {
  it.each([
    [200, 'accepted'], [202, 'accepted'], [204, 'accepted'], [299, 'accepted'],
    [301, 'failed'], [302, 'failed'], [304, 'failed'], [307, 'failed'],
    [400, 'failed'], [401, 'failed'], [404, 'failed'], [410, 'gone'], [429, 'busy'],
    [500, 'failed'], [502, 'failed'], [503, 'busy'], [504, 'failed'],
  ] as const)('%i: %s', (status, verdict) => {
    expect(verdictOf(status)).toBe(verdict);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120], [' 5 ', 5], ['0', 0],
    ['Sat, 28 Mar 2026 23:02:00 GMT', 120], ['Sat, 28 Mar 2026 22:00:00 GMT', 0],
    [null, undefined], ['', undefined], ['-5', undefined], ['soon', undefined], ['1.5', undefined], ['2026-03-28T23:02:00Z', undefined], ['Sat, 99 Mar 2026 23:02:00 GMT', undefined],
  ] as const)('%j: %p seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });
});

describe('the next try', () => {
  it.each([[1, 10], [2, 30], [3, MINUTE], [4, 2 * MINUTE], [5, 5 * MINUTE], [6, 10 * MINUTE], [7, 30 * MINUTE], [8, 30 * MINUTE], [500, 30 * MINUTE]])('after failure %i is %i seconds later', (attempts, seconds) => {
    expect(secondsAfter({ attempts })).toBe(seconds);
  });

  it.each([
    ['as asked', { verdict: 'busy', retryAfter: '90' }, 90],
    ['as asked, also late in the row', { verdict: 'busy', retryAfter: '90', attempts: 9 }, 90],
    ['not at once, whatever is asked', { verdict: 'busy', retryAfter: '0' }, 10],
    ['within an hour, whatever is asked', { verdict: 'busy', retryAfter: '999999' }, 3600],
    ['by our own row when nothing is asked', { verdict: 'busy', attempts: 2 }, 30],
    ['by our own row when one that may not ask does', { verdict: 'failed', retryAfter: '90' }, 10],
    ['at the end of the time it matters', { attempts: 7, mattersUntil: addSeconds(NOW, 100) }, 100],
    ['never once it no longer matters', { mattersUntil: NOW }, undefined],
    ['never for what is gone', { verdict: 'gone' }, undefined],
    ['never for a test', { once: true }, undefined],
  ] as const)('is %s', (_what, failure, seconds) => {
    expect(secondsAfter(failure)).toBe(seconds);
  });
});
