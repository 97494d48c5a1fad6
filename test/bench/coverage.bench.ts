import { CURE_POLICY } from '../../config/reserve.js';
import { dayOf, type Instant } from '../../src/kernel/index.js';
import { evaluateReadiness, locationSupply, type RegisteredLocation } from '../../src/locations/index.js';
import { type Cause, coverage, type CoverageDay, nMinusOne, supplyCourse, type SupplyCourse, whatBreaksNext } from '../../src/reserve/domain/index.js';
import { addGrowth, DAYS, endOf, placesFor, requestFor, RULES, SIZES } from './coverage-case.js';
import { type AddRow, heapMb, measure, peakMb, rowOf } from './harness.js';
import { manyLocations } from './many-locations.js';

const GOAL_MS = 200;
const GOAL_AT = 5_000;
const NOW = new Date('2026-02-05T08:00:00Z');

function coverageFrom(locations: readonly RegisteredLocation[], places: number): { course: SupplyCourse; days: CoverageDay[] } {
  const request = requestFor(places, NOW);
  // Once, as the service does: a calendar computation per location would take a quarter of the time measured.
  const until = endOf(NOW);
  const course = supplyCourse(request, locations.map((location) => locationSupply(location, RULES, NOW, until)));
  return { course, days: coverage(course, request.from, request.to, NOW) };
}

async function measureSize(add: AddRow, size: number): Promise<number> {
  const calculation = { runs: size > GOAL_AT ? 5 : 9, warmUp: 2, best: true };
  const at = `${DAYS} days × ${size.toLocaleString('en')} locations`;
  const locations = manyLocations(size, dayOf(NOW));
  const places = placesFor(locations, NOW);
  const text = JSON.stringify(locations.map(({ facts, inspections, availability }) => ({ facts, inspections, availability })));
  const bare = await measure(() => JSON.parse(text) as unknown, calculation);
  const { ms, result } = await measure(() => coverageFrom(locations, places), calculation);
  const { course, days } = result;
  const steps = course.moments.reduce((sum, { changes }) => sum + changes.length, 0);
  add(rowOf({
    name: `coverage, pure, ${at}`, unit: 'ms', ours: ms, baseline: bare.ms,
    note: `from facts to days: ${steps} steps at ${course.moments.length} moments, ${days.filter(({ gap }) => gap > 0).length} days short. Baseline: JSON.parse of the same facts, the least that anything that answers from them must do`,
    ...(size === GOAL_AT && { goal: { words: `< ${GOAL_MS} ms`, met: ms < GOAL_MS } }),
  }));
  const losses = await measure(() => nMinusOne(course, course.request.from, course.request.to, NOW), calculation);
  add(rowOf({ name: `N-1, pure, ${at}`, unit: 'ms', ours: losses.ms, baseline: ms, note: `${losses.result.length} days that do not bear a loss. Baseline: coverage itself` }));
  const breaks = await measure(() => whatBreaksNext(course, NOW, causesIn(locations), CURE_POLICY), calculation);
  add(rowOf({ name: `what breaks next, pure, ${at}`, unit: 'ms', ours: breaks.ms, baseline: ms, note: 'with the reasons of the 200 largest locations that do not count then. Baseline: coverage itself' }));
  add(rowOf({ name: `heap in use, pure, ${at}`, unit: 'MB', ours: heapMb(), note: `facts, their text and the answer; the most this process ever used: ${Math.round(peakMb())} MB` }));
  return ms;
}

function causesIn(locations: readonly RegisteredLocation[]): (id: string, at: Instant) => readonly Cause[] {
  const byId = new Map(locations.map((location) => [location.id, location]));
  return (id, at) => {
    const { facts, inspections, availability } = byId.get(id)!;
    return evaluateReadiness(facts, inspections, availability, RULES.policy, at, RULES.context).reasons.filter(({ severity }) => severity === 'blocking');
  };
}

/** Coverage of a half-year over a growing number of locations: the calculation alone. */
export async function run(add: AddRow): Promise<void> {
  const msPerSize = new Map<number, number>();
  for (const size of SIZES) msPerSize.set(size, await measureSize(add, size));
  addGrowth(add, 'coverage, pure', msPerSize);
}
