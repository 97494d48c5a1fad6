import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coverage } from './coverage.js';
import { type FragileDay, nMinusOne } from './n-minus-one.js';
import { anyRequest, anySupplies, EARLY, REQUEST, START, supply } from '../../../test/factories/supplies.js';
import { type RequestedReserve, type Supply, supplyCourse } from './supply-course.js';

const fragile = (supplies: readonly Supply[], from: string, to: string, request = REQUEST, now = EARLY): FragileDay[] => nMinusOne(supplyCourse(request, supplies), from, to, now);
const brief = (days: readonly FragileDay[]): string[] => days.map(({ day, spare, locationIds }) => `${day} ${spare} ${locationIds.join('')}`);

describe('losing any single location', () => {
  it('breaks a reserve that is exactly enough, whichever it is', () => {
    expect(brief(fragile([supply('a', [EARLY, 'ready', 60]), supply('b', [EARLY, 'ready', 40])], '2026-02-01', '2026-02-01'))).toEqual(['2026-02-01 0 ab']);
  });

  it('breaks it only for those that hold more than there is to spare', () => {
    const supplies = [supply('a', [EARLY, 'ready', 60]), supply('b', [EARLY, 'ready', 40]), supply('c', [EARLY, 'ready', 20]), supply('d', [EARLY, 'ready', 21])];
    expect(brief(fragile(supplies, '2026-02-01', '2026-02-01'))).toEqual(['2026-02-01 41 a']);
    expect(fragile([...supplies, supply('e', [EARLY, 'ready', 40])], '2026-02-01', '2026-02-01')).toEqual([]);
  });

  it('cannot break what is short already, nor what nobody asked for', () => {
    expect(fragile([supply('a', [EARLY, 'ready', 99])], '2026-02-01', '2026-02-01')).toEqual([]);
    expect(brief(fragile([supply('a', [EARLY, 'ready', 100])], '2026-06-30', '2026-07-01'))).toEqual(['2026-06-30 0 a']);
  });

  it('counts one that is needed for an hour of the day', () => {
    const away = supply('b', [EARLY, 'ready', 100], ['2026-02-01T12:00:00Z', 'unavailable', 100], ['2026-02-01T13:00:00Z', 'ready', 100]);
    expect(brief(fragile([supply('a', [EARLY, 'ready', 100]), away], '2026-01-31', '2026-02-02'))).toEqual(['2026-02-01 0 a']);
  });

  it('shares its answer between days on which nothing changes', () => {
    const days = fragile([supply('a', [EARLY, 'ready', 100], ['2026-02-03T23:00:00Z', 'ready-expiring', 100])], '2026-02-01', '2026-02-05');
    expect(days).toHaveLength(5);
    expect(days[1]!.locationIds).toBe(days[0]!.locationIds);
    expect(days[4]!.locationIds).toBe(days[3]!.locationIds);
  });
});

/** Takes each location away and works out coverage anew. */
function byTrying(request: RequestedReserve, supplies: readonly Supply[], from: string, to: string): string[] {
  const days = coverage(supplyCourse(request, supplies), from, to, START);
  const breaks = new Map(days.map(({ day }) => [day, [] as string[]]));
  supplies.forEach(({ locationId }, lost) => {
    const without = coverage(supplyCourse(request, supplies.filter((_one, index) => index !== lost)), from, to, START);
    without.forEach(({ day, gap }) => gap > 0 && breaks.get(day)!.push(locationId));
  });
  return days.flatMap(({ day, gap, ready, requested }) => {
    const lost = breaks.get(day)!;
    return requested > 0 && gap === 0 && lost.length > 0 ? [`${day} ${ready - requested} ${lost.join('')}`] : [];
  });
}

describe('against taking each location away', () => {
  it('gives the same days and the same locations', () => {
    let seen = 0;
    fc.assert(
      fc.property(anySupplies, anyRequest, (supplies, request) => {
        const days = brief(fragile(supplies, '2026-03-27', '2026-04-01', request, START));
        seen += days.length;
        expect(days).toEqual(byTrying(request, supplies, '2026-03-27', '2026-04-01'));
      }),
      { numRuns: 400 },
    );
    expect(seen).toBeGreaterThan(100);
  });
});
