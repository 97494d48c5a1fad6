import fc from 'fast-check';
import { NO_GROUPS } from '../../src/kernel/index.js';
import type { RequestedReserve, Supply, SupplyStatus } from '../../src/reserve/domain/supply-course.js';

export const REQUEST: RequestedReserve = { places: 100, groups: { ...NO_GROUPS, families: 40, singleAdults: 60 }, from: '2026-01-01', to: '2026-06-30' };
export const EARLY = new Date('2026-01-01T00:00:00Z');

type Row = readonly [from: string | Date, status: SupplyStatus, places: number];
export const supply = (locationId: string, ...rows: readonly Row[]): Supply => ({
  locationId,
  groups: ['families', 'singleAdults'],
  steps: rows.map(([from, status, places]) => ({ from: new Date(from), status, places })),
});

/** Before the spring night, so that a day of 23 hours is among those looked at. */
export const START = new Date('2026-03-27T10:30:00Z');
const statuses = fc.constantFrom<SupplyStatus>('ready', 'ready-expiring', 'not-ready', 'unavailable', 'deployed');
const steps = fc
  .array(fc.record({ hour: fc.integer({ min: 0, max: 100 }), status: statuses, places: fc.integer({ min: 0, max: 60 }) }), { maxLength: 6 })
  .map((list) => [{ hour: 0, status: 'ready' as const, places: 10 }, ...list].sort((a, b) => a.hour - b.hour))
  .map((list) => list.filter((step, index) => list[index + 1]?.hour !== step.hour))
  .map((list) => list.map(({ hour, status, places }) => ({ from: new Date(START.getTime() + hour * 3_600_000), status, places })));

/** Up to five locations that change on whole hours from `START` on, during four days. */
export const anySupplies = fc.array(steps, { maxLength: 5 }).map((list) => list.map((one, index): Supply => ({ locationId: `l${index}`, groups: ['families'], steps: one })));

/** A request for few enough places that they are sometimes there; its period lies inside the days looked at, or around them. */
export const anyRequest = fc
  .record({ places: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 120 })), from: fc.constantFrom('2026-01-01', '2026-03-29'), to: fc.constantFrom('2026-03-30', '2026-06-30') })
  .map((request): RequestedReserve => ({ ...REQUEST, ...request }));
