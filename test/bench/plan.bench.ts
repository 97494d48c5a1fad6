import { planDeployments, type Candidate } from '../../src/activations/domain/index.js';
import { GROUP_KEYS, NO_GROUPS, totalOf, type GroupKey, type Groups } from '../../src/kernel/index.js';
import { addGrowth, SIZES } from './coverage-case.js';
import { type AddRow, measure, rowOf } from './harness.js';

const GOAL_MS = 100;
const GOAL_AT = 5_000;

type Case = { readonly name: string; readonly groups: Groups; readonly largest: number; readonly suits: (dice: Dice) => GroupKey[] };
type Dice = () => number;

/** The same numbers in every run: an LCG with the figures of Numerical Recipes. */
function diceOf(seed: number): Dice {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** Nearly all buildings take families and single adults; wheelchairs and minors are rarer. */
const asInARegistry = (dice: Dice): GroupKey[] => {
  const chance = dice();
  if (chance < 0.1) return ['singleAdults'];
  if (chance < 0.7) return ['families', 'singleAdults'];
  return chance < 0.95 ? ['families', 'singleAdults', 'wheelchairUsers'] : [...GROUP_KEYS];
};
const anySubset = (dice: Dice): GroupKey[] => GROUP_KEYS.filter(() => dice() < 0.5);

const CASES: readonly Case[] = [
  { name: '100 places, families and single adults', groups: { ...NO_GROUPS, families: 40, singleAdults: 60 }, largest: 300, suits: asInARegistry },
  { name: '100 places, four groups, small buildings', groups: { families: 40, singleAdults: 45, unaccompaniedMinors: 10, wheelchairUsers: 5 }, largest: 60, suits: asInARegistry },
  { name: '500 places, four groups, buildings that suit anything', groups: { families: 200, singleAdults: 200, unaccompaniedMinors: 50, wheelchairUsers: 50 }, largest: 60, suits: anySubset },
];

function candidatesOf(size: number, { largest, suits }: Case): Candidate[] {
  const dice = diceOf(2026);
  return Array.from({ length: size }, (_, index) => ({
    locationId: `location-${index}`, name: `Gebouw ${index}`, places: 5 + Math.floor(dice() * largest), suits: suits(dice),
    leadTimeHours: 6 + Math.floor(dice() * 66), distanceKm: dice() < 0.1 ? null : dice() * 60,
  }));
}

/** The best set of buildings and the next best, both proven: the calculation alone. */
export async function run(add: AddRow): Promise<void> {
  for (const [index, one] of CASES.entries()) {
    const msPerSize = new Map<number, number>();
    for (const size of SIZES) msPerSize.set(size, await measureSize(add, one, size, index < 2));
    addGrowth(add, `plan, ${one.name}`, msPerSize);
  }
}

async function measureSize(add: AddRow, one: Case, size: number, hasGoal: boolean): Promise<number> {
  const candidates = candidatesOf(size, one);
  const need = { places: totalOf(one.groups), groups: one.groups, withinHours: 72 };
  const calculation = { runs: 7, warmUp: 2, best: true };
  const text = JSON.stringify(candidates);
  const bare = await measure(() => JSON.parse(text) as unknown, calculation);
  const { ms, result: plan } = await measure(() => planDeployments(need, candidates), calculation);
  add(rowOf({
    name: `plan, ${one.name}, ${size.toLocaleString('en')} candidates`, unit: 'ms', ours: ms, baseline: bare.ms,
    note: `${plan.buildings} buildings, ${plan.excess} places empty, ${plan.shortfall} short, ${plan.proven ? 'proven' : 'NOT proven'}, with the runner-up. Baseline: JSON.parse of the candidates`,
    ...(hasGoal && size === GOAL_AT && { goal: { words: `< ${GOAL_MS} ms, proven`, met: ms < GOAL_MS && plan.proven } }),
  }));
  return ms;
}
