import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GROUP_KEYS, type GroupKey, type Groups, NO_GROUPS, totalOf } from '../../kernel/index.js';
import { type Need, type Plan, planByHand, planDeployments } from './plan-deployments.js';
import type { Candidate } from './plan-search.js';

const site = (locationId: string, places: number, more: Partial<Candidate> = {}): Candidate => ({
  locationId,
  name: `Gebouw ${locationId}`,
  places,
  suits: ['families', 'singleAdults'],
  leadTimeHours: 24,
  distanceKm: 30,
  ...more,
});
const needOf = (groups: Partial<Groups>): Need => {
  const all = { ...NO_GROUPS, ...groups };
  return { places: totalOf(all), groups: all };
};
const hundred = needOf({ families: 40, singleAdults: 60 });
const chosenIds = (plan: Plan): string[] => plan.chosen.map(({ locationId }) => locationId).sort();
const rejectedFor = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.rejected.map(({ locationId, reason }) => [locationId, reason.code]));

/** What must hold for every plan, however it was made. */
function expectSound(plan: Plan, need: Need, candidates: readonly Candidate[]): void {
  expect(plan.requested).toBe(need.places);
  expect(plan.total + plan.shortfall).toBe(need.places);
  expect(plan.shortfall).toBeGreaterThanOrEqual(0);
  expect(totalOf(plan.shortfallGroups)).toBe(plan.shortfall);
  expect(plan.chosen.reduce((sum, { places }) => sum + places, 0)).toBe(plan.total);
  expect([...plan.chosen, ...plan.rejected].map(({ locationId }) => locationId).sort()).toEqual(
    candidates.map(({ locationId }) => locationId).sort(),
  );
  for (const { locationId, places, groups } of plan.chosen) {
    const candidate = candidates.find((one) => one.locationId === locationId);
    expect(places).toBeGreaterThan(0);
    expect(places).toBeLessThanOrEqual(candidate?.places ?? 0);
    expect(totalOf(groups)).toBe(places);
    for (const key of GROUP_KEYS) if (!candidate?.suits.includes(key)) expect(groups[key]).toBe(0);
  }
  for (const key of GROUP_KEYS) {
    const placed = plan.chosen.reduce((sum, { groups }) => sum + groups[key], 0);
    expect(placed + plan.shortfallGroups[key]).toBe(need.groups[key]);
    expect(plan.shortfallGroups[key]).toBeGreaterThanOrEqual(0);
  }
}

/** How many persons fit, found by moving one person at a time: slow and unlike the code under test, on purpose. */
function fitOneByOne(groups: Groups, sites: readonly Candidate[]): number {
  const held = sites.map(() => new Map<GroupKey, number>());
  const held1 = (index: number, key: GroupKey): number => held[index]?.get(key) ?? 0;
  const move = (index: number, key: GroupKey, by: number): void => void held[index]?.set(key, held1(index, key) + by);
  const full = (index: number): boolean => GROUP_KEYS.reduce((sum, key) => sum + held1(index, key), 0) >= (sites[index]?.places ?? 0);
  const place = (key: GroupKey, tried: Set<number>): boolean =>
    sites.some((at, index) => {
      if (tried.has(index) || !at.suits.includes(key) || at.places === 0) return false;
      tried.add(index);
      const leaver = full(index) ? GROUP_KEYS.find((other) => held1(index, other) > 0 && place(other, tried)) : null;
      if (leaver === undefined) return false;
      if (leaver) move(index, leaver, -1);
      move(index, key, 1);
      return true;
    });
  return GROUP_KEYS.flatMap((key) => Array<GroupKey>(groups[key]).fill(key)).filter((key) => place(key, new Set())).length;
}

/** The best set by looking at every set there is. */
function bruteForce(need: Need, candidates: readonly Candidate[]): string[] {
  const sets = Array.from({ length: 1 << candidates.length }, (_, mask) => candidates.filter((_one, index) => mask & (1 << index)));
  const judged = sets.map((set) => ({
    ids: set.map(({ locationId }) => locationId).sort(),
    ranks: [
      -fitOneByOne(need.groups, set),
      set.length,
      set.reduce((sum, { places }) => sum + places, 0),
      Math.max(0, ...set.map(({ leadTimeHours }) => leadTimeHours)),
      set.filter(({ distanceKm }) => distanceKm === null).length,
      set.reduce((sum, { distanceKm }) => sum + (distanceKm ?? 0), 0),
    ],
  }));
  judged.sort((a, b) => {
    const at = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
    return at < 0 ? (a.ids.join() < b.ids.join() ? -1 : 1) : (a.ranks[at] ?? 0) - (b.ranks[at] ?? 0);
  });
  return judged[0]?.ids ?? [];
}

const anyCandidates = (count: number, places: number): fc.Arbitrary<Candidate[]> =>
  fc
    .array(
      fc.record({
        places: fc.nat(places),
        suits: fc.subarray([...GROUP_KEYS]),
        leadTimeHours: fc.integer({ min: 20, max: 22 }),
        distanceKm: fc.option(fc.integer({ min: 30, max: 32 })),
      }),
      { maxLength: count },
    )
    .map((rows) => rows.map(({ places: size, ...row }, index) => site(`loc-${index}`, size, row)));

const anyNeed = (each: number): fc.Arbitrary<Need> =>
  fc.record({ families: fc.nat(each), singleAdults: fc.nat(each), unaccompaniedMinors: fc.nat(each), wheelchairUsers: fc.nat(each) }).map(needOf);

describe('the plan of an activation', () => {
  const rows: [string, Need, Candidate[], string[], number][] = [
    ['one building that holds all goes before two', hundred, [site('a', 60), site('b', 40), site('c', 130)], ['c'], 0],
    ['of single buildings the one with least left over', hundred, [site('a', 130), site('b', 101), site('c', 110)], ['b'], 0],
    ['two that fit exactly go before two larger ones', hundred, [site('a', 80), site('b', 60), site('c', 40), site('d', 30)], ['b', 'c'], 0],
    ['of equals the one ready sooner', hundred, [site('a', 100), site('b', 100, { leadTimeHours: 12, distanceKm: 90 })], ['b'], 0],
    ['then the nearer one', hundred, [site('a', 100), site('b', 100, { distanceKm: 12 })], ['b'], 0],
    ['an unknown distance comes after a known one', hundred, [site('a', 100, { distanceKm: null }), site('b', 100, { distanceKm: 300 })], ['b'], 0],
    [
      'two near ones before two far ones that are as large together',
      hundred,
      [site('a', 60, { distanceKm: 50 }), site('b', 40, { distanceKm: 50 }), site('c', 50), site('d', 50)],
      ['c', 'd'],
      0,
    ],
    [
      'two that complete each other before one that takes most at first and then needs two more',
      needOf({ families: 10, singleAdults: 10, unaccompaniedMinors: 10, wheelchairUsers: 10 }),
      [
        site('a', 20, { suits: ['families', 'unaccompaniedMinors'] }),
        site('b', 20, { suits: ['families', 'singleAdults'] }),
        site('c', 20, { suits: ['unaccompaniedMinors', 'wheelchairUsers'] }),
      ],
      ['b', 'c'],
      0,
    ],
    ['then by id', hundred, [site('b', 100), site('a', 100)], ['a'], 0],
    ['all there is, when it is too little', hundred, [site('a', 50), site('b', 34)], ['a', 'b'], 16],
    ['nothing, when there is nothing', hundred, [], [], 100],
    ['minors only where the college allows them', needOf({ unaccompaniedMinors: 10 }), [site('a', 100), site('b', 8, { suits: ['unaccompaniedMinors'] })], ['b'], 2],
    [
      'a second building for the wheelchair users',
      needOf({ singleAdults: 90, wheelchairUsers: 10 }),
      [site('a', 100), site('b', 10, { suits: ['wheelchairUsers'] }), site('c', 30, { suits: ['wheelchairUsers', 'singleAdults'] })],
      ['a', 'b'],
      0,
    ],
  ];
  it.each(rows)('%s', (_name, need, candidates, expected, shortfall) => {
    const plan = planDeployments(need, candidates);
    expectSound(plan, need, candidates);
    expect(chosenIds(plan)).toEqual(expected);
    expect(plan.shortfall).toBe(shortfall);
  });

  it('gives the scarce places to the group that can go nowhere else', () => {
    const need = needOf({ singleAdults: 50, wheelchairUsers: 20 });
    const candidates = [site('a', 20, { suits: ['singleAdults', 'wheelchairUsers'] }), site('b', 50)];
    const plan = planDeployments(need, candidates);
    expectSound(plan, need, candidates);
    expect(plan.chosen.find(({ locationId }) => locationId === 'a')?.groups).toEqual({ ...NO_GROUPS, wheelchairUsers: 20 });
  });

  it('says of each location why', () => {
    const candidates = [site('a', 70), site('b', 30), site('c', 20), site('d', 0), site('e', 90, { suits: ['unaccompaniedMinors'] })];
    const plan = planDeployments(hundred, candidates);
    expect(plan.chosen.map(({ reason }) => reason)).toEqual([
      { code: 'smallest-set', params: { buildings: 2, excess: 0 } },
      { code: 'smallest-set', params: { buildings: 2, excess: 0 } },
    ]);
    expect(rejectedFor(plan)).toEqual({ c: 'not-needed', d: 'no-places', e: 'suits-no-group' });
    expect(planDeployments(hundred, [site('a', 104)]).chosen[0]?.reason).toEqual({ code: 'holds-all', params: { buildings: 1, excess: 4 } });
  });

  it('says what a shortfall means for each location', () => {
    const need = needOf({ singleAdults: 10, wheelchairUsers: 10 });
    const candidates = [site('a', 10, { suits: ['wheelchairUsers'] }), site('b', 5, { suits: ['singleAdults'] }), site('c', 4, { suits: ['wheelchairUsers'] })];
    const plan = planDeployments(need, candidates);
    expectSound(plan, need, candidates);
    expect(plan.shortfallGroups).toEqual({ ...NO_GROUPS, singleAdults: 5 });
    expect(plan.chosen.map(({ reason }) => reason.code)).toEqual(['all-that-is-ready', 'all-that-is-ready']);
    expect(rejectedFor(plan)).toEqual({ c: 'adds-nothing' });
  });

  it('refuses to plan on a need or a list that is wrong in itself', () => {
    expect(() => planDeployments({ ...hundred, places: 99 }, [])).toThrow('do not add up');
    expect(() => planDeployments(hundred, [site('a', 50), site('a', 50)])).toThrow('named twice');
  });

  it('equals brute force on random small cases', () => {
    fc.assert(
      fc.property(anyNeed(8), anyCandidates(6, 12), (need, candidates) => {
        const plan = planDeployments(need, candidates);
        expectSound(plan, need, candidates);
        expect(plan.total).toBe(fitOneByOne(need.groups, candidates));
        expect(chosenIds(plan)).toEqual(bruteForce(need, candidates));
      }),
      { numRuns: 400 },
    );
  });

  it('is the same whatever the order of the candidates', () => {
    const shuffled = anyCandidates(20, 40).chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(anyNeed(30), shuffled, (need, [one, other]) => {
        expect(planDeployments(need, other).chosen).toEqual(planDeployments(need, one).chosen);
      }),
      { numRuns: 100 },
    );
  });

  it('stays sound beyond what it can search through, and no worse than taking the largest', () => {
    const many = Array.from({ length: 150 }, (_, index) => site(`loc-${index}`, 7 + ((index * 37) % 23), { leadTimeHours: 10 + (index % 50) }));
    const need = needOf({ families: 120, singleAdults: 180 });
    const plan = planDeployments(need, many);
    expectSound(plan, need, many);
    expect(plan.chosen).toHaveLength(11);
    expect(plan.shortfall).toBe(0);
    expect(planDeployments(need, [...many].reverse())).toEqual({ ...plan, rejected: [...plan.rejected].reverse() });
  });
});

describe('a plan by hand', () => {
  it('fills the locations in the order given', () => {
    const candidates = [site('c', 30), site('a', 50), site('b', 60)];
    const plan = planByHand(hundred, candidates);
    expectSound(plan, hundred, candidates);
    expect(plan.chosen.map(({ locationId, places }) => [locationId, places])).toEqual([['c', 30], ['a', 50], ['b', 20]]);
    expect(plan.chosen.map(({ reason }) => reason.code)).toEqual(['by-hand', 'by-hand', 'by-hand']);
    expect(plan.excess).toBe(40);
  });

  it('says which of them get nobody', () => {
    const candidates = [site('a', 100), site('b', 60), site('c', 0), site('d', 9, { suits: ['wheelchairUsers'] })];
    const plan = planByHand(hundred, candidates);
    expectSound(plan, hundred, candidates);
    expect(chosenIds(plan)).toEqual(['a']);
    expect(rejectedFor(plan)).toEqual({ b: 'not-needed', c: 'no-places', d: 'suits-no-group' });
  });

  it('places as many as can be on random lists', () => {
    fc.assert(
      fc.property(anyNeed(12), anyCandidates(6, 12), (need, candidates) => {
        const plan = planByHand(need, candidates);
        expectSound(plan, need, candidates);
        expect(plan.total).toBe(fitOneByOne(need.groups, candidates));
      }),
      { numRuns: 300 },
    );
  });
});
