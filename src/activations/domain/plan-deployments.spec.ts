import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GROUP_KEYS, type GroupKey, type Groups, NO_GROUPS, totalOf } from '../../kernel/index.js';
import { type Need, type Plan, planByHand, planDeployments } from './plan-deployments.js';
import { costOf, type Candidate } from './plan-sites.js';

const site = (locationId: string, places: number, more: Partial<Candidate> = {}): Candidate => ({
  locationId,
  name: `Gebouw ${locationId}`,
  places,
  suits: ['families', 'singleAdults'],
  leadTimeHours: 24,
  distanceKm: 30,
  ...more,
});
const needOf = (groups: Partial<Groups>, withinHours = 72): Need => {
  const all = { ...NO_GROUPS, ...groups };
  return { places: totalOf(all), groups: all, withinHours };
};
const hundred = needOf({ families: 40, singleAdults: 60 });
const chosenIds = (plan: Plan): string[] => plan.chosen.map(({ locationId }) => locationId).sort();
const rejectedFor = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.rejected.map(({ locationId, reason }) => [locationId, reason.code]));

const idsOf = (some: readonly { readonly locationId: string }[]): string => some.map(({ locationId }) => locationId).sort().join();
const placedOf = (plan: Plan, key: GroupKey): number => plan.chosen.reduce((sum, { groups }) => sum + groups[key], 0);

/** What must hold for every plan, however it was made. */
function expectSound(plan: Plan, need: Need, candidates: readonly Candidate[]): void {
  const byId = new Map(candidates.map((candidate) => [candidate.locationId, candidate]));
  const rules: [string, boolean][] = [
    ['planned and short add up', plan.requested === need.places && plan.total + plan.shortfall === need.places && plan.shortfall >= 0],
    ['the short groups add up', totalOf(plan.shortfallGroups) === plan.shortfall],
    ['the chosen add up', plan.chosen.reduce((sum, { places }) => sum + places, 0) === plan.total],
    ['every candidate is chosen or rejected, once', idsOf([...plan.chosen, ...plan.rejected]) === idsOf(candidates)],
    ['nothing above verified capacity', plan.chosen.every(({ locationId, places }) => places > 0 && places <= (byId.get(locationId)?.places ?? 0))],
    ['groups of a location add up', plan.chosen.every(({ places, groups }) => totalOf(groups) === places)],
    ['nobody where they may not stay', plan.chosen.every(({ locationId, groups }) => GROUP_KEYS.every((key) => groups[key] === 0 || byId.get(locationId)?.suits.includes(key)))],
    ['each group is placed or short', GROUP_KEYS.every((key) => plan.shortfallGroups[key] >= 0 && placedOf(plan, key) + plan.shortfallGroups[key] === need.groups[key])],
  ];
  expect(rules.filter(([, holds]) => !holds).map(([rule]) => rule)).toEqual([]);
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

/** What a set of locations is worth, smaller is better: short, buildings, places, slowest, distance. */
const worthOf = (need: Need, set: readonly Candidate[]): number[] => [
  need.places - fitOneByOne(need.groups, set),
  set.length,
  set.reduce((sum, { places }) => sum + places, 0),
  Math.max(0, ...set.map(({ leadTimeHours }) => leadTimeHours)),
  set.reduce((sum, one) => sum + costOf(one), 0),
];
const isBetter = (a: readonly number[], b: readonly number[]): boolean => {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at >= 0 && a[at]! < b[at]!;
};
const setOf = (plan: Plan, candidates: readonly Candidate[]): Candidate[] => candidates.filter(({ locationId }) => plan.chosen.some((one) => one.locationId === locationId));

/**
 * What the best set is worth, and the best of those that lack one of `chosen` (the others have all of it and more), by looking
 * at every set of the candidates that are in time.
 */
function bruteForce(need: Need, candidates: readonly Candidate[], chosen: readonly Candidate[]): { best: number[]; second: number[] | undefined } {
  const inTime = candidates.filter(({ leadTimeHours }) => leadTimeHours <= need.withinHours);
  const sets = Array.from({ length: 1 << inTime.length }, (_, mask) => inTime.filter((_one, index) => mask & (1 << index)));
  const judged = sets.map((set) => ({ set, worth: worthOf(need, set) }));
  const bestOf = (some: typeof judged): number[] | undefined => some.reduce<number[] | undefined>((best, { worth }) => (!best || isBetter(worth, best) ? worth : best), undefined);
  return { best: bestOf(judged)!, second: bestOf(judged.filter(({ set }) => set.length > 0 && chosen.some((one) => !set.includes(one)))) };
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
  fc
    .tuple(fc.record({ families: fc.nat(each), singleAdults: fc.nat(each), unaccompaniedMinors: fc.nat(each), wheelchairUsers: fc.nat(each) }), fc.constantFrom(72, 72, 21))
    .map(([groups, withinHours]) => needOf(groups, withinHours));

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
    ['in time before all else', needOf({ families: 40, singleAdults: 60 }, 24), [site('a', 100, { leadTimeHours: 25 }), site('b', 60, { leadTimeHours: 24 }), site('c', 40)], ['b', 'c'], 0],
    ['short rather than late', needOf({ families: 40, singleAdults: 60 }, 12), [site('a', 100), site('b', 60, { leadTimeHours: 12 })], ['b'], 40],
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

  it('equals brute force on 10,000 random small cases, the runner-up too', () => {
    let [withRunnerUp, short, several] = [0, 0, 0];
    fc.assert(
      fc.property(anyNeed(4), anyCandidates(5, 7), (need, candidates) => {
        const plan = planDeployments(need, candidates);
        expectSound(plan, need, candidates);
        expect(plan.proven).toBe(true);
        const chosen = setOf(plan, candidates);
        const { best, second } = bruteForce(need, candidates, chosen);
        expect(worthOf(need, chosen)).toEqual(best);
        if (!plan.runnerUp) {
          // Sets that place nobody are no plan.
          expect(second === undefined || second[0] === need.places).toBe(true);
          return;
        }
        expectSound(plan.runnerUp, need, candidates);
        expect(worthOf(need, setOf(plan.runnerUp, candidates))).toEqual(second);
        withRunnerUp += 1;
        short += plan.shortfall > 0 ? 1 : 0;
        several += plan.buildings > 1 ? 1 : 0;
      }),
      { numRuns: 10_000 },
    );
    // The cases are about something.
    expect(Math.min(withRunnerUp, short, several)).toBeGreaterThan(1000);
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

  it('proves its choice among many that are nearly equal', () => {
    const many = Array.from({ length: 150 }, (_, index) => site(`loc-${index}`, 7 + ((index * 37) % 23), { leadTimeHours: 10 + (index % 50) }));
    const need = needOf({ families: 120, singleAdults: 180 });
    const plan = planDeployments(need, many);
    expectSound(plan, need, many);
    expect(plan).toMatchObject({ proven: true, buildings: 11, excess: 0, shortfall: 0 });
    expect(plan.runnerUp).toMatchObject({ buildings: 11, excess: 0, shortfall: 0 });
    const shuffled = planDeployments(need, [...many].reverse());
    expect({ ...shuffled, rejected: [], runnerUp: null }).toEqual({ ...plan, rejected: [], runnerUp: null });
  });

  it('says so when there is too much to prove, and is still sound, in the fewest buildings', () => {
    const tiny = Array.from({ length: 5000 }, (_, index) => site(`loc-${index}`, 1 + (index % 3)));
    const need = needOf({ singleAdults: 4000 });
    const plan = planDeployments(need, tiny);
    expectSound(plan, need, tiny);
    expect(plan).toMatchObject({ proven: false, buildings: 1333 + 1, shortfall: 0 });
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
