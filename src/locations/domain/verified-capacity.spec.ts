import { describe, expect, it } from '@jest/globals';
import { DEFAULT_NORM_SET_ID, NORM_SETS, type NormSet } from '../../../config/norms.js';
import type { LocationFacts } from './location.js';
import { readyFacts } from './ready-location.fixture.js';
import { verifiedCapacity } from './verified-capacity.js';
import { CAPACITY_FACTORS, type CapacityFactorKey } from './capacity-factors.js';

const DEFAULT = NORM_SETS[DEFAULT_NORM_SET_ID]!;
const AT = new Date('2026-01-16T11:00:00Z');
const capacity = (changes: Partial<LocationFacts> = {}, norms: NormSet = DEFAULT) => verifiedCapacity(readyFacts(changes), norms, AT);
const decision = readyFacts().collegeDecision!;
const permit = readyFacts().permit!;

describe('what limits', () => {
  const rows: readonly (readonly [string, Partial<LocationFacts>, number, string])[] = [
    ['the decision, of several that allow the same', {}, 100, 'college-decision'],
    ['the decision', { collegeDecision: { ...decision, maximumPersons: 60 } }, 60, 'college-decision'],
    ['no decision', { collegeDecision: null }, 0, 'college-decision'],
    ['a decision without a number', { collegeDecision: { ...decision, maximumPersons: null } }, 0, 'college-decision'],
    ['the permit', { permit: { ...permit, maximumPersons: 45 } }, 45, 'permit'],
    ['no permit: a matter of readiness', { permit: null }, 100, 'college-decision'],
    ['the sleeping area', { sleepingAreaM2: 339.9 }, 84, 'sleeping-area'],
    ['the sleeping area to the metre', { sleepingAreaM2: 336 }, 84, 'sleeping-area'],
    ['sleeping area unknown', { sleepingAreaM2: null }, 0, 'sleeping-area'],
    ['no sleeping area', { sleepingAreaM2: 0 }, 0, 'sleeping-area'],
    ['the toilets', { toilets: 4 }, 80, 'toilets'],
    ['toilets unknown', { toilets: null }, 0, 'toilets'],
    ['no toilets', { toilets: 0 }, 0, 'toilets'],
    ['the showers', { showers: 1 }, 50, 'showers'],
    ['showers unknown', { showers: null }, 0, 'showers'],
    ['a low ceiling', { ceilingHeightM: 2.09 }, 0, 'ceiling'],
    ['a ceiling of exactly the norm', { ceilingHeightM: 2.1 }, 100, 'college-decision'],
    ['ceiling unknown', { ceilingHeightM: null }, 100, 'college-decision'],
    ['what is offered', { claimedPlaces: 30 }, 30, 'offered'],
    ['bedrooms', { rooms: [{ count: 10, use: 'bedroom', areaM2: 40 }, { count: 3, use: 'other', areaM2: 100 }] }, 60, 'bedrooms'],
    ['small bedrooms and a hall', { rooms: [{ count: 4, use: 'bedroom', areaM2: 15 }, { count: 1, use: 'sleeping-hall', areaM2: 100 }] }, 37, 'bedrooms'],
    ['bedrooms of unknown size', { rooms: [{ count: 5, use: 'bedroom', areaM2: null }] }, 30, 'bedrooms'],
    ['no bedrooms listed', { rooms: [{ count: 1, use: 'sleeping-hall', areaM2: 4 }] }, 100, 'college-decision'],
  ];
  it.each(rows)('%s', (_name, changes, places, factor) => {
    const result = capacity(changes);
    expect([result.places, result.limiting.factor]).toEqual([places, factor]);
    const allowed = result.factors.flatMap((entry) => (entry.allows === null ? [] : [entry.allows]));
    expect(result.places).toBe(Math.min(...allowed));
  });

  it('shows an optional factor that is unknown as unknown, without a limit', () => {
    expect(capacity({ ceilingHeightM: null }).factors.find(({ factor }) => factor === 'ceiling')).toMatchObject({ known: false, allows: null });
  });
});

describe('a factor that is unknown', () => {
  /** What leaves each factor unknown; null: it is in the register and always known. */
  const UNKNOWN: Readonly<Record<CapacityFactorKey, Partial<LocationFacts> | null>> = {
    'college-decision': { collegeDecision: null },
    permit: { permit: null },
    ceiling: { ceilingHeightM: null },
    'sleeping-area': { sleepingAreaM2: null },
    bedrooms: { rooms: [{ count: 2, use: 'bedroom', areaM2: 20 }, { count: 1, use: 'sleeping-hall', areaM2: null }] },
    toilets: { toilets: null },
    showers: { showers: null },
    offered: null,
  };
  const NORM_OF = {
    'college-decision': 'collegeDecision', permit: 'permit', ceiling: 'minimumCeiling', 'sleeping-area': 'sleepingAreaPerPerson', bedrooms: 'singleAdultsPerBedroom', toilets: 'personsPerToilet', showers: 'personsPerShower',
  } as const satisfies Partial<Record<CapacityFactorKey, keyof NormSet>>;
  const factors = CAPACITY_FACTORS.filter((factor): factor is keyof typeof NORM_OF => factor in NORM_OF);
  const normsWith = (factor: keyof typeof NORM_OF, mandatory: boolean): NormSet => ({ ...DEFAULT, [NORM_OF[factor]]: { ...DEFAULT[NORM_OF[factor]], mandatory } });

  it('is tried for every factor that can be', () => {
    expect(CAPACITY_FACTORS.filter((factor) => UNKNOWN[factor] === undefined)).toEqual([]);
    expect(factors).toEqual(CAPACITY_FACTORS.filter((factor) => UNKNOWN[factor] !== null));
  });

  it.each(factors)('%s: mandatory, it limits to zero and says so; optional, it is left out and shown as unknown', (factor) => {
    const needed = capacity(UNKNOWN[factor]!, normsWith(factor, true));
    expect([needed.places, needed.limiting.factor, needed.limiting.known]).toEqual([0, factor, false]);
    expect(needed.summary.nl).toMatch(/^0, niet 100: .*onbekend/);
    const optional = capacity(UNKNOWN[factor]!, normsWith(factor, false));
    expect(optional.places).toBe(100);
    expect(optional.factors.find((one) => one.factor === factor)).toMatchObject({ known: false, allows: null, mandatory: false });
  });
});

describe('blocked places', () => {
  const blocked = (until: string | null) => [{ places: 16, reason: 'lekkage', until }];
  it.each([
    ['until further notice', null, 84],
    ['until today, included', '2026-01-16', 84],
    ['until yesterday', '2026-01-15', 100],
  ])('%s', (_name, until, places) => {
    expect(capacity({ blockedPlaces: blocked(until) }).places).toBe(places);
  });

  it('never make it less than nothing', () => {
    expect(capacity({ toilets: 0, blockedPlaces: blocked(null) }).places).toBe(0);
  });
});

describe('the summary', () => {
  it('names the places, what was offered, the factor, its figure and its source', () => {
    expect(capacity({ toilets: 4 }).summary).toEqual({
      nl: '80, niet 100: toiletten, 1 per 20 (Sphere Handbook 2018)',
      en: '80, not 100: toilets, 1 per 20 (Sphere Handbook 2018)',
    });
  });

  it('says so when a mandatory factor is unknown', () => {
    expect(capacity({ showers: null }).summary.nl).toBe('0, niet 100: douches, onbekend, 1 per 50 (Sphere Handbook 2018)');
  });

  it('names the offer only once when all of it can be used, and the blocked places', () => {
    expect(capacity().summary.en).toBe('100: college decision, at most 100 persons (the college decision)');
    expect(capacity({ blockedPlaces: [{ places: 16, reason: 'lekkage', until: null }] }).summary.nl).toBe(
      '84, niet 100: collegebesluit, ten hoogste 100 personen (het collegebesluit); 16 geblokkeerd',
    );
  });
});

it('follows the norm set of the request', () => {
  const minimum = NORM_SETS['euaa-sphere-minimum']!;
  expect(capacity({ sleepingAreaM2: 294 }).places).toBe(73);
  const result = capacity({ sleepingAreaM2: 294 }, minimum);
  expect([result.places, result.normSetId]).toEqual([84, 'euaa-sphere-minimum']);
  expect(result.limiting.figure).toEqual({ nl: '3,5 m² per persoon', en: '3.5 m² per person' });
});
