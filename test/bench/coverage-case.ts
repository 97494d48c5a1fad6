import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../config/norms.js';
import { READINESS_POLICY } from '../../config/readiness.js';
import { addDays, dayOf, type Instant, NO_GROUPS, startOfDay } from '../../src/kernel/index.js';
import { locationSupply, type RegisteredLocation, type SupplyRules } from '../../src/locations/index.js';
import { coverage, type RequestedReserve, supplyCourse } from '../../src/reserve/domain/index.js';
import { type AddRow, rowOf } from './harness.js';

export const SIZES = [500, 5_000, 50_000];
/** A half-year. */
export const DAYS = 181;
/** Per location, what ten times as many may cost at most: caches and garbage take their share. */
const LINEAR = 1.5;

const { criteria } = READINESS_POLICY;
/**
 * The real policy with contacts and access confirmed for half a year instead of a month: by the real one everything has lapsed
 * after a month, and the other five months would be nothing to work out.
 */
export const RULES: SupplyRules = {
  policy: { ...READINESS_POLICY, criteria: { ...criteria, contacts: { ...criteria.contacts, validMonths: 6 }, access: { ...criteria.access, validMonths: 6 } } },
  normSet: NORM_SETS[DEFAULT_NORM_SET_ID]!,
  context: { windowSeconds: 72 * 3600 },
};

export const requestFor = (places: number, now: Instant): RequestedReserve =>
  ({ places, groups: { ...NO_GROUPS, families: 60, singleAdults: 40 }, from: dayOf(now), to: addDays(dayOf(now), DAYS - 1) });

export const endOf = (now: Instant): Instant => startOfDay(addDays(dayOf(now), DAYS));

/** As many places as are ready in a month's time: enough until then, short later on. */
export function placesFor(locations: readonly RegisteredLocation[], now: Instant): number {
  const request = requestFor(1, now);
  const supplies = locations.map((location) => locationSupply(location, RULES, now, endOf(now)));
  return Math.max(1, coverage(supplyCourse(request, supplies), request.from, request.to, now)[30]!.ready);
}

/** How the time per location grows from each size to the next. */
export function addGrowth(add: AddRow, what: string, msPerSize: ReadonlyMap<number, number>): void {
  const sizes = [...msPerSize.keys()];
  sizes.slice(1).forEach((larger, index) => {
    const smaller = sizes[index]!;
    const ours = msPerSize.get(larger)! / larger / (msPerSize.get(smaller)! / smaller);
    const name = `${what}: time per location, ${larger.toLocaleString('en')} against ${smaller.toLocaleString('en')}`;
    add(rowOf({ name, unit: '×', ours, goal: { words: `≤ ${LINEAR}, so no worse than linear`, met: ours <= LINEAR } }));
  });
}
