import { describe, expect, it } from '@jest/globals';
import { PRESENCE_POLICY } from '../../../config/presence.js';
import { NO_GROUPS } from '../../kernel/index.js';
import { countOf, type CountReference, type CountReport, lastCount, nextCount, presenceDays } from './presence-days.js';

const at = (text: string): Date => new Date(text);

describe('a count', () => {
  it.each<[string, CountReference, string, string, string]>([
    ['of now is of now', 'now', '2026-02-10T23:30:00Z', '2026-02-11', '2026-02-10T23:30:00.000Z'],
    ['in the morning', '08:00', '2026-02-10T07:20:00Z', '2026-02-10', '2026-02-10T07:00:00.000Z'],
    ['a little early is made when it is reported', '08:00', '2026-02-10T06:10:00Z', '2026-02-10', '2026-02-10T06:10:00.000Z'],
    ['too early is of the day before', '08:00', '2026-02-10T05:59:00Z', '2026-02-09', '2026-02-09T07:00:00.000Z'],
    ['of the evening, typed in after midnight', '23:00', '2026-02-10T23:40:00Z', '2026-02-10', '2026-02-10T22:00:00.000Z'],
    ['of the evening, typed in next morning', '23:00', '2026-02-11T08:00:00Z', '2026-02-10', '2026-02-10T22:00:00.000Z'],
    ['on the morning after the clocks went forward', '08:00', '2026-03-29T06:30:00Z', '2026-03-29', '2026-03-29T06:00:00.000Z'],
    ['on the evening of the day the clocks went back', '23:00', '2026-10-25T22:15:00Z', '2026-10-25', '2026-10-25T22:00:00.000Z'],
  ])('%s', (_name, reference, now, day, countedAt) => {
    expect(countOf(reference, at(now), PRESENCE_POLICY)).toEqual({ day, countedAt: at(countedAt) });
  });

  it.each([
    ['2026-02-10T06:59:59Z', '2026-02-10 08:00', '2026-02-09 23:00'], ['2026-02-10T07:00:00Z', '2026-02-10 23:00', '2026-02-10 08:00'], ['2026-02-10T22:00:00Z', '2026-02-11 08:00', '2026-02-10 23:00'],
    ['2026-03-28T22:30:00Z', '2026-03-29 08:00', '2026-03-28 23:00'],
  ])('at %s the next is of %s, the last of %s', (now, next, last) => {
    expect([nextCount(at(now), PRESENCE_POLICY), lastCount(at(now), PRESENCE_POLICY)].map(({ day, time }) => `${day} ${time}`)).toEqual([next, last]);
  });
});

describe('the days of a location', () => {
  const families = (n: number): typeof NO_GROUPS => ({ ...NO_GROUPS, families: n });
  const report = (reference: CountReference, day: string, present: number, arrived: number | null = null, left: number | null = null): CountReport =>
    ({ reference, day, present: families(present), arrived: arrived === null ? null : families(arrived), left: left === null ? null : families(left) });

  it('hold the counts and who came and went; a count that is reported again replaces the first', () => {
    const days = presenceDays([
      report('now', '2026-02-10', 20, 20), report('now', '2026-02-10', 30, 10), report('23:00', '2026-02-10', 29, 0, 2), report('23:00', '2026-02-10', 28, 0, 2), report('08:00', '2026-02-11', 28),
    ]);
    expect(days).toEqual([
      { day: '2026-02-11', counts: { '08:00': families(28), '23:00': null }, arrived: NO_GROUPS, left: NO_GROUPS },
      { day: '2026-02-10', counts: { '08:00': null, '23:00': families(28) }, arrived: families(30), left: families(2) },
    ]);
  });
});
