import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { READINESS_POLICY } from '../../../config/readiness.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { evaluateReadiness } from './evaluate-readiness.js';
import { measurementThatCounts, provesLeadTime, type LeadTimeMeasurement } from './measured-lead-time.js';
import { fullInspection, readyFacts } from './ready-location.fixture.js';

const HOUR = 3600;
const measured = (hours: number, at: string): LeadTimeMeasurement => ({ hours, measuredAt: new Date(at), source: 'exercise' });

it.each([
  ['a real activation', 'activation', 72, 72, true],
  ['an exercise with the full window', 'exercise', 72, 72, true],
  ['an exercise with a longer window', 'exercise', 96, 72, true],
  ['an exercise that is an hour short', 'exercise', 71, 72, false],
  ['an exercise of a minute', 'exercise', 1 / 60, 72, false],
  ['the full window of a shorter request', 'exercise', 48, 48, true],
] as const)('%s proves a lead time: %5$s', (_name, source, ran, asked, proves) => {
  expect(provesLeadTime(source, { windowSeconds: ran * HOUR, requestWindowSeconds: asked * HOUR })).toBe(proves);
});

describe('the measurement that counts', () => {
  it('is the newest, whatever was shorter or recorded later', () => {
    expect(measurementThatCounts([measured(20, '2026-02-01T00:00:00Z'), measured(60, '2026-03-01T00:00:00Z'), measured(10, '2026-01-01T00:00:00Z')])?.hours).toBe(60);
    expect(measurementThatCounts([])).toBeUndefined();
  });

  it('is the longer of two at one instant, in whatever order', () => {
    const one = fc.record({ hours: fc.integer({ min: 1, max: 100 }), day: fc.integer({ min: 1, max: 4 }) }).map(({ hours, day }) => measured(hours, `2026-02-0${day}T00:00:00Z`));
    fc.assert(fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (list) => {
      const counts = measurementThatCounts(list)!;
      expect(measurementThatCounts([...list].reverse())).toEqual(counts);
      expect(list.filter(({ measuredAt, hours }) => measuredAt > counts.measuredAt || (measuredAt.getTime() === counts.measuredAt.getTime() && hours > counts.hours))).toEqual([]);
    }));
  });

  it.each([[24, 71.9, true], [24, 72, true], [24, 72.1, false], [90, 60, true], [null, 80, false]])('stated %s hours, measured %s: meets the window of 72 is %s', (leadTimeHours, measuredLeadTimeHours, met) => {
    const facts = readyFacts({ leadTimeHours, measuredLeadTimeHours });
    const { criteria, status } = evaluateReadiness(facts, [fullInspection()], ALWAYS_AVAILABLE, READINESS_POLICY, new Date('2026-01-16T11:00:00Z'), { windowSeconds: 72 * HOUR });
    expect([criteria.find(({ criterion }) => criterion === 'lead-time')?.met, status]).toEqual([met, met ? 'ready' : 'not-ready']);
  });
});
