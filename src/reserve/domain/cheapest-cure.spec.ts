import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CURE_KINDS, CURE_POLICY, type CureKind } from '../../../config/reserve.js';
import { type Cause, cheapestCure, type Cure, type Curable } from './cheapest-cure.js';

const DAY = '2026-03-14';
const TODAY = '2026-02-05';
const both = (text: string) => ({ nl: text, en: text });
const cause = (code: string, criterion: Cause['criterion'] = 'sanitary'): Cause => ({ criterion, code, label: both(criterion), text: both(code), cure: both(`cure of ${code}`) });
const curable = (locationId: string, places: number, codes: readonly (string | Cause)[], failing = false): Curable => ({
  locationId, places, failing, causes: codes.map((code) => (typeof code === 'string' ? cause(code) : code)),
});
const cure = (gap: number, ...curables: readonly Curable[]): Cure | null => cheapestCure(gap, curables, DAY, TODAY, CURE_POLICY);
const brief = (found: Cure | null): string | null => found && `${found.steps.map(({ locationId, kind }) => `${locationId}:${kind}`).join(' ')} short ${found.stillShort}`;

describe('the cheapest cure', () => {
  it.each<[string, CureKind]>([
    ['CONTACT_EXPIRED', 'confirm'], ['EMPTY_UNKNOWN', 'record'], ['FINDING_EXPIRED', 'inspect'], ['PAPER_ENDED', 'renew'], ['BOOKED', 'move-booking'], ['FINDING_NO', 'repair'], ['PAPER_MISSING', 'decide'],
    ['NOT_EMPTY', 'clear'], ['A_CODE_NOBODY_KNOWS', 'clear'],
  ])('of %s is %s', (code, kind) => {
    expect(brief(cure(10, curable('a', 10, [code])))).toBe(`a:${kind} short 0`);
  });

  it('of a college decision that ends is a decision, not an extension of a paper', () => {
    expect(brief(cure(10, curable('a', 10, [cause('PAPER_ENDED', 'college-decision')])))).toBe('a:decide short 0');
  });

  it('is the heaviest work of those a location needs', () => {
    expect(cure(10, curable('a', 10, ['CONTACT_EXPIRED', 'FINDING_NO']))?.steps).toEqual([
      { locationId: 'a', places: 10, kind: 'repair', causes: [cause('CONTACT_EXPIRED'), cause('FINDING_NO')], before: DAY },
    ]);
  });

  it('prefers the location that fails; another one when that is less work', () => {
    expect(brief(cure(40, curable('other', 40, ['FINDING_EXPIRED']), curable('failing', 40, ['FINDING_EXPIRED'], true)))).toBe('failing:inspect short 0');
    expect(brief(cure(40, curable('failing', 40, ['FINDING_EXPIRED'], true), curable('other', 40, ['CONTACT_EXPIRED'])))).toBe('other:confirm short 0');
  });

  it('is two telephone calls rather than one visit', () => {
    expect(brief(cure(60, curable('a', 60, ['FINDING_EXPIRED']), curable('b', 30, ['CONTACT_EXPIRED']), curable('c', 30, ['CONTACT_EXPIRED'])))).toBe('b:confirm c:confirm short 0');
  });

  it('is as much as can be done when that is too little', () => {
    expect(brief(cure(60, curable('a', 30, ['FINDING_NO']), curable('b', 20, ['CONTACT_EXPIRED'])))).toBe('b:confirm a:repair short 10');
  });

  it('leaves alone what nobody can cure, what is in use and what holds nobody', () => {
    expect(cure(10, curable('a', 50, ['DEPLOYED']), curable('b', 50, ['NOTIFICATION_TOO_RECENT']), curable('c', 0, ['CONTACT_EXPIRED']), curable('d', 50, ['CONTACT_EXPIRED', 'PAPER_NOT_YET']))).toBeNull();
    expect(cure(10)).toBeNull();
  });

  it('has a day before which it must be done; what can no longer be in time is none', () => {
    const missing = curable('a', 50, ['NOTIFICATION_MISSING']);
    expect(cheapestCure(10, [missing], DAY, '2026-02-13', CURE_POLICY)?.steps[0]?.before).toBe('2026-02-14');
    expect(cheapestCure(10, [missing], DAY, '2026-02-14', CURE_POLICY)).toBeNull();
    expect(cheapestCure(10, [curable('a', 50, ['FINDING_EXPIRED'])], TODAY, TODAY, CURE_POLICY)?.steps[0]?.before).toBe(TODAY);
  });
});

describe('against trying every set of locations', () => {
  const codes = ['CONTACT_EXPIRED', 'FINDING_EXPIRED', 'PAPER_ENDED', 'BOOKED', 'FINDING_NO', 'NOT_EMPTY', 'DEPLOYED'];
  const curables = fc
    .array(fc.record({ places: fc.integer({ min: 0, max: 40 }), codes: fc.subarray(codes, { minLength: 1, maxLength: 2 }), failing: fc.boolean() }), { maxLength: 6 })
    .map((list) => list.map((one, index) => curable(`l${index}`, one.places, one.codes, one.failing)));
  const effortOf = ({ causes }: Curable): number => Math.max(...causes.map(({ code }) => CURE_KINDS.findIndex((kind) => CURE_POLICY.cures[kind].includes(code))));

  it('no other set that fills the gap needs lighter work, or equally heavy work at fewer locations', () => {
    fc.assert(
      fc.property(curables, fc.integer({ min: 1, max: 80 }), (given, gap) => {
        const usable = given.filter(({ places, causes }) => places > 0 && !causes.some(({ code }) => code === 'DEPLOYED'));
        const filling = Array.from({ length: 2 ** usable.length }, (_, bits) => usable.filter((_one, index) => (bits >> index) % 2 === 1))
          .filter((set) => set.reduce((sum, { places }) => sum + places, 0) >= gap)
          .map((set) => [Math.max(...set.map(effortOf)), set.length] as const)
          .sort(([a, m], [b, n]) => a - b || m - n);
        const found = cheapestCure(gap, given, DAY, TODAY, CURE_POLICY);
        if (filling.length === 0) {
          expect(found?.steps.length ?? 0).toBe(usable.length);
          expect(found?.stillShort ?? gap).toBe(gap - usable.reduce((sum, { places }) => sum + places, 0));
        } else expect([Math.max(...found!.steps.map(({ kind }) => CURE_KINDS.indexOf(kind))), found!.steps.length, found!.stillShort]).toEqual([...filling[0]!, 0]);
      }),
      { numRuns: 500 },
    );
  });
});
