import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURE_POLICY } from '../../../config/reserve.js';
import { dayOf, endOfDay, startOfDay } from '../../kernel/index.js';
import type { Cause } from './cheapest-cure.js';
import { coverageAt } from './coverage.js';
import { anyRequest, anySupplies, EARLY, REQUEST, START, supply } from '../../../test/factories/supplies.js';
import { placesReady, sharesAt, type Supply, supplyCourse } from './supply-course.js';
import { type BreaksNext, whatBreaksNext } from './what-breaks-next.js';

const both = (text: string) => ({ nl: text, en: text });
const cause = (criterion: Cause['criterion'], code: string): Cause => ({ criterion, code, label: both(criterion), text: both(code), cure: both('cure') });
const FIRE = cause('fire-safety', 'FINDING_EXPIRED');
const FAIR = cause('availability', 'BOOKED');
const CONTACTS = cause('contacts', 'CONTACT_EXPIRED');

const next = (supplies: readonly Supply[], causes: Readonly<Record<string, readonly Cause[]>> = {}, now = EARLY, request = REQUEST): BreaksNext | null =>
  whatBreaksNext(supplyCourse(request, supplies), now, (id) => causes[id] ?? [], CURE_POLICY);

describe('what breaks next', () => {
  it('is nothing when it is enough to the end of the period', () => {
    expect(next([supply('a', [EARLY, 'ready', 100], ['2026-07-01T00:00:00Z', 'not-ready', 100])])).toBeNull();
    expect(next([], {}, new Date('2026-07-02T10:00:00Z'))).toBeNull();
  });

  it('is the first drop below the request, with who causes it, by what, and the cure', () => {
    const supplies = [
      supply('a', [EARLY, 'ready', 60], ['2026-04-30T22:00:00Z', 'unavailable', 60]),
      supply('b', [EARLY, 'ready', 40], ['2026-03-13T23:00:00Z', 'not-ready', 40]),
      supply('c', [EARLY, 'ready', 20], ['2026-02-01T12:00:00Z', 'not-ready', 20]),
    ];
    expect(next(supplies, { a: [FAIR], b: [FIRE], c: [FIRE, FAIR] })).toEqual({
      day: '2026-03-14', at: new Date('2026-03-13T23:00:00Z'), kind: 'drops', requested: 100, ready: 60, gap: 40, locations: [{ locationId: 'b', places: 40, causes: [FIRE] }],
      cure: { steps: [{ locationId: 'b', places: 40, kind: 'inspect', causes: [FIRE], before: '2026-03-14' }], stillShort: 0 },
    });
  });

  it('is cured at another location where that is less work', () => {
    const supplies = [supply('a', [EARLY, 'ready', 100], ['2026-03-13T23:00:00Z', 'unavailable', 100]), supply('b', [EARLY, 'not-ready', 100])];
    expect(next(supplies, { a: [FAIR], b: [CONTACTS] })).toMatchObject({ locations: [{ locationId: 'a', causes: [FAIR] }], cure: { steps: [{ locationId: 'b', kind: 'confirm', before: '2026-03-14' }] } });
  });

  it('asks for reasons at the moment found, and of no location that counts', () => {
    const asked: [string, Date][] = [];
    const supplies = [supply('a', [EARLY, 'ready', 60], ['2026-03-13T23:00:00Z', 'not-ready', 60]), supply('b', [EARLY, 'ready', 50]), supply('c', [EARLY, 'not-ready', 0])];
    whatBreaksNext(supplyCourse(REQUEST, supplies), EARLY, (id, at) => (asked.push([id, at]), []), CURE_POLICY);
    expect(asked).toEqual([['a', new Date('2026-03-13T23:00:00Z')]]);
  });

  it('names every location that stops counting at that moment, and one that goes on counting for less', () => {
    const at = '2026-03-13T23:00:00Z';
    const supplies = [supply('a', [EARLY, 'ready', 30], [at, 'not-ready', 30]), supply('b', [EARLY, 'ready', 50], [at, 'deployed', 50]), supply('c', [EARLY, 'ready', 20], [at, 'ready-expiring', 5]), supply('d', [EARLY, 'ready', 1])];
    expect(next(supplies)?.locations.map(({ locationId, places }) => [locationId, places])).toEqual([['b', 50], ['a', 30], ['c', 15]]);
  });

  it('is at once when it is short already: then everything that holds places and does not count', () => {
    const now = new Date('2026-02-05T10:00:00Z');
    const found = next([supply('a', [now, 'ready', 40]), supply('b', [now, 'not-ready', 50]), supply('c', [now, 'unavailable', 70])], { b: [FIRE], c: [FAIR] }, now);
    expect(found).toMatchObject({ day: '2026-02-05', at: now, kind: 'short-already', gap: 60, cure: { steps: [{ locationId: 'c', kind: 'move-booking', before: '2026-02-05' }], stillShort: 0 } });
    expect(found!.locations.map(({ locationId }) => locationId)).toEqual(['c', 'b']);
  });

  it('begins with the period: before it nothing is asked', () => {
    const now = new Date('2025-12-01T10:00:00Z');
    expect(next([supply('a', [now, 'not-ready', 100])], {}, now)).toMatchObject({ day: '2026-01-01', at: new Date('2025-12-31T23:00:00Z'), kind: 'short-already', gap: 100, cure: null });
  });
});

describe('against looking at every half hour', () => {
  it('is the first of them at which too little is ready, and those named are what was lost', () => {
    let seen = 0;
    fc.assert(
      fc.property(anySupplies, anyRequest, (supplies, request) => {
        const course = supplyCourse(request, supplies);
        const found = whatBreaksNext(course, START, () => [], CURE_POLICY);
        const begin = Math.max(START.getTime(), startOfDay(request.from).getTime());
        const end = Math.min(endOfDay(request.to).getTime(), START.getTime() + 120 * 3_600_000);
        let at = begin;
        while (at < end && coverageAt(course, new Date(at)).gap === 0) at += 1_800_000;
        if (at >= end) {
          expect(found).toBeNull();
          return;
        }
        const { gap, ready } = coverageAt(course, new Date(at));
        expect(found).toMatchObject({ day: dayOf(new Date(at)), at: new Date(at), gap, ready, kind: at === begin ? 'short-already' : 'drops' });
        if (at === begin) return;
        seen += 1;
        const before = sharesAt(course, new Date(at - 1));
        const lost = sharesAt(course, new Date(at)).map((share, index) => [share.locationId, placesReady(before[index]) - placesReady(share)] as const).filter(([, places]) => places > 0);
        expect(new Map(found!.locations.map(({ locationId, places }) => [locationId, places]))).toEqual(new Map(lost));
      }),
      { numRuns: 400 },
    );
    expect(seen).toBeGreaterThan(20);
  });
});
