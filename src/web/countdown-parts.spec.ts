import { describe, expect, it } from '@jest/globals';
import { COUNTDOWN_UNITS, countdownParts, countdownPhase, figureText, isShown } from './countdown-parts.js';

const shown = (leftMs: number): string => {
  const parts = countdownParts(leftMs, 0);
  const figures = COUNTDOWN_UNITS.filter((unit) => isShown(unit, parts)).map((unit) => figureText(unit, parts));
  return (parts.overdue ? '+' : '') + figures.join(':');
};

describe('the figures of the clock', () => {
  it.each([
    ['the whole window of 72 hours', 259_200_000, '3:00:00:00'],
    ['a millisecond into it', 259_199_999, '3:00:00:00'],
    ['a second into it', 259_199_000, '2:23:59:59'],
    ['an hour', 3_600_000, '1:00:00'],
    ['less than an hour', 3_599_000, '59:59'],
    ['a compressed exercise', 60_000, '1:00'],
    ['the last second', 1, '0:01'],
    ['the deadline itself', 0, '+0:00'],
    ['just past it', -999, '+0:00'],
    ['a second past it', -1_000, '+0:01'],
    ['a day past it', -86_400_000, '+1:00:00:00'],
  ])('%s', (_name, leftMs, text) => {
    expect(shown(leftMs)).toBe(text);
  });
});

describe('the phase of the clock', () => {
  it.each([
    [0, 50, 'ample'],
    [49, 50, 'ample'],
    [50, 50, 'near'],
    [99, 50, 'near'],
    [100, 50, 'overdue'],
    [99, undefined, 'ample'],
  ])('at %s with warning from %s', (now, nearFrom, phase) => {
    expect(countdownPhase(100, now, nearFrom)).toBe(phase);
  });
});
