import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesBetween, reportLines, type ReportedLocation, type ReportedShare, type Situation, sharesAfter } from './status-report.js';

const ASSEN = 'assen';
const EMMEN = 'emmen';
const location = (id: string, places: number, more: Partial<ReportedLocation> = {}): ReportedLocation =>
  ({ id, name: `Gebouw ${id}`, municipalityId: ASSEN, places, expiring: false, inUse: false, causes: [], ...more });
const situation = (locations: readonly ReportedLocation[], shares: readonly (readonly [string, ReportedShare])[] = []): Situation => ({ locations, shares: new Map(shares) });
const asked = (placesAsked: number): ReportedShare => ({ placesAsked, answer: 'asked', placesPromised: null });

describe('what became different', () => {
  const cause = { criterion: 'contacts', code: 'CONTACT_MISSING', label: { nl: 'a', en: 'a' }, text: { nl: 'b', en: 'b' }, cure: { nl: 'c', en: 'c' } } as const;
  it.each<[string, ReportedLocation | undefined, ReportedLocation | undefined, unknown]>([
    ['registered, and it counts', undefined, location('1', 40), { kind: 'location-new', name: 'Gebouw 1', places: 40 }],
    ['registered, not ready', undefined, location('1', 0), { kind: 'location-new', name: 'Gebouw 1', places: 0 }],
    ['withdrawn', location('1', 40), undefined, { kind: 'location-gone', name: 'Gebouw 1', places: 40 }],
    ['counts now', location('1', 0), location('1', 40), { kind: 'location-counts', name: 'Gebouw 1', places: 40 }],
    ['stopped', location('1', 40), location('1', 0, { causes: [cause] }), { kind: 'location-stopped', name: 'Gebouw 1', places: 40, causes: [cause] }],
    ['in use', location('1', 40), location('1', 0, { inUse: true }), { kind: 'location-in-use', name: 'Gebouw 1', places: 40 }],
    ['fewer places', location('1', 40), location('1', 30), { kind: 'location-places', name: 'Gebouw 1', from: 40, to: 30 }],
    ['about to expire', location('1', 40), location('1', 40, { expiring: true }), { kind: 'location-expiring', name: 'Gebouw 1', places: 40 }],
    ['the same', location('1', 40), location('1', 40), undefined],
    ['no longer expiring', location('1', 40, { expiring: true }), location('1', 40), undefined],
  ])('at a location: %s', (_name, before, after, expected) => {
    const list = (one: ReportedLocation | undefined): ReportedLocation[] => (one ? [one] : []);
    expect(changesBetween(situation(list(before)), situation(list(after)), ASSEN)).toEqual(expected === undefined ? [] : [expected]);
  });

  it.each<[string, ReportedShare | undefined, ReportedShare | undefined, unknown[]]>([
    ['asked', undefined, asked(40), [{ kind: 'asked', from: 0, to: 40 }]],
    ['asked for more, whoever had promised: the promise no longer holds', { placesAsked: 40, answer: 'given', placesPromised: 40 }, asked(60), [{ kind: 'asked', from: 40, to: 60 }]],
    ['promised', asked(40), { placesAsked: 40, answer: 'given', placesPromised: 30 }, [{ kind: 'answered', answer: 'given', from: 0, to: 30 }]],
    ['promised more', { placesAsked: 40, answer: 'given', placesPromised: 30 }, { placesAsked: 40, answer: 'given', placesPromised: 40 }, [{ kind: 'answered', answer: 'given', from: 30, to: 40 }]],
    ['refused', asked(40), { placesAsked: 40, answer: 'refused', placesPromised: null }, [{ kind: 'answered', answer: 'refused', from: 0, to: 0 }]],
    ['asked and refused in between', undefined, { placesAsked: 40, answer: 'refused', placesPromised: null }, [{ kind: 'asked', from: 0, to: 40 }, { kind: 'answered', answer: 'refused', from: 0, to: 0 }]],
    ['the same', asked(40), asked(40), []],
  ])('in what was asked: %s', (_name, before, after, expected) => {
    const shares = (share: ReportedShare | undefined): [string, ReportedShare][] => (share ? [[ASSEN, share]] : []);
    expect(changesBetween(situation([], shares(before)), situation([], shares(after)), ASSEN)).toEqual(expected);
  });

  it('tells the largest location first, and nothing of another municipality', () => {
    const after = situation([location('1', 10), location('2', 60), location('3', 30, { municipalityId: EMMEN })]);
    expect(changesBetween(situation([]), after, ASSEN).map((change) => 'name' in change && change.name)).toEqual(['Gebouw 2', 'Gebouw 1']);
  });
});

describe('the lines of a report', () => {
  it('are of whoever was asked, has places or changed', () => {
    const after = situation([location('1', 40)], [[EMMEN, asked(60)]]);
    expect(reportLines([ASSEN, EMMEN, 'meppel'], after, null).map(({ municipalityId, figures, difference }) => [municipalityId, figures, difference])).toEqual([
      [ASSEN, { asked: 0, promised: 0, verified: 40, expiring: 0, refused: 0 }, null],
      [EMMEN, { asked: 60, promised: 0, verified: 0, expiring: 0, refused: 0 }, null],
    ]);
    const before = situation([location('9', 20, { municipalityId: 'meppel' })]);
    expect(reportLines(['meppel'], after, before)).toMatchObject([{ figures: { verified: 0 }, difference: { verified: -20 }, changes: [{ kind: 'location-gone' }] }]);
  });

  it('differ by exactly what the two situations differ by, and say nothing of two that are the same', () => {
    const places = fc.array(fc.record({ id: fc.constantFrom('1', '2', '3', '4'), places: fc.nat(80), expiring: fc.boolean() }), { maxLength: 4 })
      .map((all) => situation([...new Map(all.map((one) => [one.id, location(one.id, one.places, { expiring: one.expiring && one.places > 0 })])).values()]));
    fc.assert(fc.property(places, places, (before, after) => {
      const sum = ({ locations }: Situation): number => locations.reduce((total, one) => total + one.places, 0);
      const [line] = reportLines([ASSEN], after, before);
      expect(line?.difference?.verified ?? 0).toBe(sum(after) - sum(before));
      expect(reportLines([ASSEN], after, after).flatMap(({ changes }) => changes)).toEqual([]);
    }));
  });
});

it('the last word on a share holds', () => {
  const steps = [{ municipalityId: ASSEN, ...asked(40) }, { municipalityId: EMMEN, ...asked(20) }, { municipalityId: ASSEN, placesAsked: 40, answer: 'given' as const, placesPromised: 40 }];
  expect([...sharesAfter(steps)]).toEqual([[ASSEN, { placesAsked: 40, answer: 'given', placesPromised: 40 }], [EMMEN, asked(20)]]);
  expect([...sharesAfter(steps.slice(0, 1))]).toEqual([[ASSEN, asked(40)]]);
});
