import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, eachDay, endOfDay, startOfDay } from '../../kernel/index.js';
import { coverage, coverageAt, type CoverageDay, type CoverageFigures, coverageSpan } from './coverage.js';
import { anySupplies, EARLY, REQUEST, START, supply } from '../../../test/factories/supplies.js';
import { type LocationShare, sharesAt, type Supply, supplyCourse, type SupplyStatus } from './supply-course.js';

/** Every coverage is checked by what must always hold. */
function checked<T extends CoverageFigures>(figures: T, locations: readonly LocationShare[]): T {
  const { requested, ready, expiring, blocked, gap } = figures;
  const placesOf = (...statuses: SupplyStatus[]) =>
    locations.reduce((sum, share) => (statuses.includes(share.status) ? sum + share.places : sum), 0);
  expect(ready + gap).toBe(Math.max(ready, requested));
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(ready).toBe(placesOf('ready', 'ready-expiring'));
  expect(expiring).toBe(placesOf('ready-expiring'));
  expect(blocked).toBe(placesOf('unavailable', 'deployed'));
  return figures;
}
function days(supplies: readonly Supply[], from: string, to: string, now = EARLY, request = REQUEST): CoverageDay[] {
  const course = supplyCourse(request, supplies);
  return coverage(course, from, to, now).map((day) => checked(day, sharesAt(course, day.at)));
}
const brief = (list: ReturnType<typeof days>) => list.map(({ day, ready, gap }) => `${day} ${ready} ${gap}`);

describe('coverage of a day', () => {
  it('adds up what counts, and names what is expiring, blocked and short', () => {
    const supplies = [supply('a', [EARLY, 'ready', 40]), supply('b', [EARLY, 'ready-expiring', 30]), supply('c', [EARLY, 'unavailable', 20]), supply('d', [EARLY, 'deployed', 10]), supply('e', [EARLY, 'not-ready', 50])];
    const [day] = days(supplies, '2026-02-01', '2026-02-01');
    expect(day).toMatchObject({ requested: 100, ready: 70, expiring: 30, blocked: 30, gap: 30 });
    expect(sharesAt(supplyCourse(REQUEST, supplies), day!.at).map((share) => share.locationId)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is the minimum of the day, not of its beginning', () => {
    const dip = supply('a', [EARLY, 'ready', 100], ['2026-02-01T12:00:00Z', 'unavailable', 100], ['2026-02-01T13:00:00Z', 'ready', 100]);
    expect(brief(days([dip], '2026-01-31', '2026-02-02'))).toEqual(['2026-01-31 100 0', '2026-02-01 0 100', '2026-02-02 100 0']);
    expect(days([dip], '2026-02-01', '2026-02-01')[0]?.at).toEqual(new Date('2026-02-01T12:00:00Z'));
  });

  it('names the first instant of those at which it is leanest', () => {
    const twice = supply('a', [EARLY, 'ready', 100], ['2026-02-01T12:00:00Z', 'unavailable', 100], ['2026-02-01T13:00:00Z', 'deployed', 100]);
    expect(days([twice], '2026-02-01', '2026-02-02').map(({ at }) => at)).toEqual([new Date('2026-02-01T12:00:00Z'), new Date('2026-02-01T23:00:00Z')]);
  });

  it('is the minimum of the sum: two that take turns leave one of them at every instant', () => {
    const morning = supply('a', [EARLY, 'ready', 50], ['2026-02-01T08:00:00Z', 'unavailable', 50], ['2026-02-01T11:00:00Z', 'ready', 50]);
    const noon = supply('b', [EARLY, 'ready', 50], ['2026-02-01T11:00:00Z', 'unavailable', 50], ['2026-02-01T14:00:00Z', 'ready', 50]);
    expect(brief(days([morning, noon], '2026-02-01', '2026-02-01'))).toEqual(['2026-02-01 50 50']);
  });

  it('takes today from now: what was is over', () => {
    const dip = supply('a', ['2026-02-01T10:00:00Z', 'ready', 100]);
    const now = new Date('2026-02-01T10:00:00Z');
    expect(brief(days([dip], '2026-01-01', '2026-02-02', now))).toEqual(['2026-02-01 100 0', '2026-02-02 100 0']);
    expect(days([dip], '2026-02-01', '2026-02-01', now)[0]?.at).toEqual(now);
  });

  it('has nothing to say of days that are past', () => {
    expect(days([], '2026-01-01', '2026-01-31', new Date('2026-02-01T10:00:00Z'))).toEqual([]);
  });

  it('asks nothing outside the period of the request', () => {
    const figures = days([supply('a', [EARLY, 'ready', 30])], '2026-06-30', '2026-07-01');
    expect(figures.map(({ requested, ready, gap }) => [requested, ready, gap])).toEqual([[100, 30, 70], [0, 30, 0]]);
  });

  it('counts no place for groups that may not stay there', () => {
    const minorsOnly: Supply = { ...supply('a', [EARLY, 'ready', 100]), groups: ['unaccompaniedMinors'] };
    const [day] = days([minorsOnly], '2026-02-01', '2026-02-01');
    expect(day).toMatchObject({ ready: 0, gap: 100 });
    expect(sharesAt(supplyCourse(REQUEST, [minorsOnly]), day!.at)).toEqual([{ locationId: 'a', places: 0, status: 'ready' }]);
  });

  it('counts more than was requested without a negative gap', () => {
    expect(brief(days([supply('a', [EARLY, 'ready', 130])], '2026-02-01', '2026-02-01'))).toEqual(['2026-02-01 130 0']);
  });
});

describe('the days on which the clock changes', () => {
  it.each([
    ['spring', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['autumn', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
  ])('%s: begins and ends at midnight in Amsterdam', (_name, day, start, end, hours) => {
    expect((new Date(end).getTime() - new Date(start).getTime()) / 3_600_000).toBe(hours);
    const before = new Date(new Date(start).getTime() - 86_400_000);
    const lost = supply('a', [before, 'ready', 60], [end, 'not-ready', 60]);
    const gained = supply('b', [before, 'not-ready', 40], [start, 'ready', 40]);
    const request = { ...REQUEST, to: '2026-12-31' };
    expect(days([lost, gained], dayOf(new Date(before.getTime() + 1)), dayOf(new Date(end)), before, request).map(({ ready }) => ready)).toEqual([60, 100, 40]);
    expect(eachDay(day, day)).toEqual([dayOf(new Date(start))]);
  });
});

describe('against looking at every instant', () => {
  it('each day is its leanest instant, with the figures of that instant', () => {
    fc.assert(
      fc.property(anySupplies, (given) => {
        const course = supplyCourse(REQUEST, given);
        for (const one of days(given, '2026-03-27', '2026-03-31', START)) {
          const begin = one.day === '2026-03-27' ? START : startOfDay(one.day);
          const all: number[] = [];
          for (let at = begin.getTime(); at < endOfDay(one.day).getTime(); at += 1_800_000) all.push(coverageAt(course, new Date(at)).ready);
          expect(one.ready).toBe(Math.min(...all));
          const { at: _at, ...there } = coverageAt(course, one.at);
          expect(one).toMatchObject(there);
          expect(dayOf(one.at)).toBe(one.day);
        }
      }),
    );
  });
});

it('says which stretch the supplies have to span', () => {
  const now = new Date('2026-02-01T10:00:00Z');
  expect(coverageSpan('2026-01-01', '2026-02-03', now)).toEqual({ from: now, until: new Date('2026-02-03T23:00:00Z') });
  expect(coverageSpan('2026-02-02', '2026-02-03', now).from).toEqual(new Date('2026-02-01T23:00:00Z'));
});
