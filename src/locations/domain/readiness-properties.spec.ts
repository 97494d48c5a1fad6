import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_NORM_SET_ID, NORM_SETS } from '../../../config/norms.js';
import { READINESS_POLICY, type ReadinessPolicy } from '../../../config/readiness.js';
import type { Availability } from './availability.js';
import { countsAsReady, evaluateReadiness, READINESS_STATUSES, type ReadinessStatus } from './evaluate-readiness.js';
import { holdsUntil } from './holds-until.js';
import { type Finding, type Inspection, INSPECTED_CRITERIA } from './inspection.js';
import { changePoints, type KnownLocation, locationSupply } from './location-supply.js';
import { ANSWERS, type LocationFacts, type YesNoUnknown } from './location.js';
import { fullInspection, readyFacts } from './ready-location.fixture.js';
import { standingAt, standingsFrom } from './standings.js';
import { verifiedCapacity } from './verified-capacity.js';

const CONTEXT = { windowSeconds: 72 * 3600 };
const NORMS = NORM_SETS[DEFAULT_NORM_SET_ID]!;
const RULES = { policy: READINESS_POLICY, normSet: NORMS, context: CONTEXT };
const FROM = Date.UTC(2026, 0, 15);
const DAY = 86_400_000;
const DAYS = 60;

// Quarter hours, so that two things at one instant are not rare.
const instant = fc.integer({ min: 0, max: DAYS * 96 }).map((quarters) => new Date(FROM + quarters * 900_000));
const day = instant.map((at) => at.toISOString().slice(0, 10));
const answer = fc.constantFrom(...ANSWERS);

/** Mostly what keeps the location ready, so that the rest is met with and without it. */
const mostly = <T>(usual: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> => fc.oneof({ arbitrary: fc.constant(usual), weight: 6 }, { arbitrary: other, weight: 1 });

const finding: fc.Arbitrary<Finding> = fc.record({
  criterion: fc.constantFrom(...INSPECTED_CRITERIA),
  value: fc.oneof({ arbitrary: fc.constant<'yes'>('yes'), weight: 6 }, answer),
  evidence: fc.constant(null),
  validUntil: mostly<string | null>(null, day),
  note: fc.constant(null),
});
const inspection: fc.Arbitrary<Inspection> = fc.record({
  id: fc.uuid(),
  inspectedAt: instant,
  inspector: fc.constant('toezichthouder'),
  findings: mostly(fullInspection().findings, fc.array(finding, { maxLength: 6 })),
});
const inspections = fc.array(inspection, { maxLength: 6 }).map((more) => [fullInspection(), ...more]);

const facts: fc.Arbitrary<LocationFacts> = fc
  .record({
    empty: mostly<YesNoUnknown>('yes', answer),
    findingsVoidedAt: mostly<Date | null>(null, instant),
    confirmedOn: mostly('2026-01-15', day),
    endsOn: mostly<string | null>(null, day),
    decidedOn: mostly('2025-12-01', day),
    filedOn: mostly('2025-12-01', day),
    blockedUntil: fc.option(day),
    toilets: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ empty, findingsVoidedAt, confirmedOn, endsOn, decidedOn, filedOn, blockedUntil, toilets }) => {
    const base = readyFacts({ empty, findingsVoidedAt, toilets, fireUseNotificationOn: filedOn });
    return {
      ...base,
      contacts: base.contacts.map((contact, index) => (index === 0 ? { ...contact, confirmedOn } : contact)),
      collegeDecision: { ...base.collegeDecision!, endsOn, decidedOn },
      blockedPlaces: [{ places: 16, reason: 'lekkage', until: blockedUntil }],
    };
  });

const period = fc.tuple(instant, fc.integer({ min: 1, max: 1000 })).map(([from, quarters]) => ({ from, until: new Date(from.getTime() + quarters * 900_000) }));
const availability: fc.Arbitrary<Availability> = fc.record({
  unavailable: fc.array(period.map((stretch) => ({ ...stretch, reason: 'beurs' })), { maxLength: 2 }),
  holds: fc.array(fc.tuple(period, mostly(false, fc.constant(true))).map(([stretch, exercise]) => ({ ...stretch, activationId: 'a', exercise })), { maxLength: 1 }),
});
const known: fc.Arbitrary<KnownLocation> = fc.record({ facts, inspections, availability });

const statusAt = (location: KnownLocation, at: Date): ReadinessStatus =>
  evaluateReadiness(location.facts, location.inspections, location.availability, READINESS_POLICY, at, CONTEXT).status;

/** How much a status is worth; those that do not count are worth the same. */
const worth = (status: ReadinessStatus): number => (status === 'ready' ? 2 : status === 'ready-expiring' ? 1 : 0);

describe('readiness', () => {
  it('is met in every status by what these properties try', () => {
    const met = fc.sample(fc.tuple(known, instant), { numRuns: 2000, seed: 1 }).map(([location, at]) => statusAt(location, at));
    const count = (status: ReadinessStatus) => met.filter((one) => one === status).length;
    expect(READINESS_STATUSES.filter((status) => count(status) < 40)).toEqual([]);
  });

  it('never depends on the order of inspections or of their findings', () => {
    fc.assert(
      fc.property(known, instant, fc.integer({ min: 1, max: 5 }), (location, at, turn) => {
        const { inspections: given } = location;
        const turned = [...given.slice(turn), ...given.slice(0, turn)].reverse().map((one) => ({ ...one, findings: [...one.findings].reverse() }));
        const evaluate = (list: readonly Inspection[]) => evaluateReadiness(location.facts, list, location.availability, READINESS_POLICY, at, CONTEXT);
        expect(evaluate(turned)).toEqual(evaluate(given));
      }),
    );
  });

  it('is never better for one more "no" or "unknown" in an inspection', () => {
    const bad = fc.tuple(finding, fc.constantFrom<'no' | 'unknown'>('no', 'unknown')).map(([one, value]) => ({ ...one, value }));
    fc.assert(
      fc.property(known, instant, instant, bad, (location, at, inspectedAt, one) => {
        const worse = { ...location, inspections: [...location.inspections, { id: 'extra', inspectedAt, inspector: '-', findings: [one] }] };
        expect(worth(statusAt(worse, at))).toBeLessThanOrEqual(worth(statusAt(location, at)));
      }),
    );
  });

  it('is never better for a fact that becomes "no" or "unknown"', () => {
    const changes: Partial<LocationFacts>[] = [
      { empty: 'no' },
      { empty: 'unknown' },
      { floorPlanOnFile: 'no' },
      { floorPlanOnFile: 'unknown' },
      { stayMode: 'unknown' },
      { alsoPromisedTo: 'unknown' },
      { collegeDecision: null },
      { permit: null },
      { ownerAgreement: null },
      { leadTimeHours: null },
      { contacts: [] },
    ];
    fc.assert(
      fc.property(known, instant, fc.constantFrom(...changes), (location, at, change) => {
        const worse = { ...location, facts: { ...location.facts, ...change } };
        expect(worth(statusAt(worse, at))).toBe(0);
      }),
    );
  });

  it('is never worse for one more inspection in which everything is in order', () => {
    fc.assert(
      fc.property(known, instant, (location, at) => {
        const better = { ...location, inspections: [...location.inspections, { ...fullInspection(), id: '~', inspectedAt: at }] };
        // At the very instant of another finding the worse of the two is the last word.
        fc.pre(location.inspections.every(({ inspectedAt }) => inspectedAt.getTime() !== at.getTime()));
        expect(worth(statusAt(better, at))).toBeGreaterThanOrEqual(worth(statusAt(location, at)));
      }),
    );
  });

  it('does not depend on what is found later than the instant asked about', () => {
    fc.assert(
      fc.property(known, instant, inspection, (location, at, more) => {
        fc.pre(more.inspectedAt > at);
        const reasonsWith = (list: readonly Inspection[]) => evaluateReadiness(location.facts, list, location.availability, READINESS_POLICY, at, CONTEXT).reasons;
        expect(reasonsWith([...location.inspections, more])).toEqual(reasonsWith(location.inspections));
      }),
    );
  });

  it('is never better for one more booking, a longer window, a longer shortest stay or shorter terms', () => {
    const criteria = Object.entries(READINESS_POLICY.criteria).map(([name, one]) => [name, one.validMonths === null ? one : { ...one, validMonths: one.validMonths - 1 }]);
    const shorterTerms: ReadinessPolicy = { ...READINESS_POLICY, criteria: Object.fromEntries(criteria) as ReadinessPolicy['criteria'] };
    const longerStay = (days: number): ReadinessPolicy => ({ ...READINESS_POLICY, minimumStayDays: { ...READINESS_POLICY.minimumStayDays, value: READINESS_POLICY.minimumStayDays.value + days } });
    fc.assert(
      fc.property(known, instant, period, fc.integer({ min: 1, max: 20 }), (location, at, stretch, more) => {
        const { facts: stated, inspections: found, availability: free } = location;
        const worthUnder = (policy: ReadinessPolicy, windowSeconds = CONTEXT.windowSeconds, taken = free) => worth(evaluateReadiness(stated, found, taken, policy, at, { windowSeconds }).status);
        const asItIs = worthUnder(READINESS_POLICY);
        const booked = { ...free, unavailable: [...free.unavailable, { ...stretch, reason: 'markt' }] };
        // The lead time of these locations fits either window: only a short window can be too short for it.
        const worse = [worthUnder(READINESS_POLICY, CONTEXT.windowSeconds, booked), worthUnder(READINESS_POLICY, CONTEXT.windowSeconds + more * 3600), worthUnder(longerStay(more)), worthUnder(shorterTerms)];
        expect(Math.max(...worse)).toBeLessThanOrEqual(asItIs);
      }),
    );
  });

  it('counts exactly when nothing blocks it, and says why when it does not', () => {
    fc.assert(
      fc.property(known, instant, (location, at) => {
        const result = evaluateReadiness(location.facts, location.inspections, location.availability, READINESS_POLICY, at, CONTEXT);
        expect(result.reasons.some((reason) => reason.severity === 'blocking')).toBe(!countsAsReady(result.status));
        for (const { text, cure } of result.reasons) expect(text.nl + text.en + cure.nl + cure.en).not.toMatch(/[{}]|undefined|Invalid/);
      }),
    );
  });

  it('stops counting at the instant that was said, and not before', () => {
    fc.assert(
      fc.property(known, instant, (location, at) => {
        const free = { ...location, availability: { unavailable: [], holds: [] } };
        const { status, nextExpiry } = evaluateReadiness(free.facts, free.inspections, free.availability, READINESS_POLICY, at, CONTEXT);
        if (!countsAsReady(status) || nextExpiry === null) return;
        expect(statusAt(free, nextExpiry.notReadyFrom)).toBe('not-ready');
        expect(countsAsReady(statusAt(free, new Date(nextExpiry.notReadyFrom.getTime() - 1)))).toBe(true);
      }),
    );
  });
});

describe('supply over time', () => {
  const end = new Date(FROM + DAYS * DAY);

  it('agrees with readiness and capacity at any instant', () => {
    fc.assert(
      fc.property(known, instant, instant, (location, from, at) => {
        fc.pre(from <= at && at < end);
        const step = locationSupply(location, RULES, from, end).steps.findLast((one) => one.from <= at);
        expect(step?.status).toBe(statusAt(location, at));
        expect(step?.places).toBe(verifiedCapacity(location.facts, NORMS, at).places);
      }),
      { numRuns: 500 },
    );
  });

  it('looks at every instant at which something changes: just before the next one all is as it was', () => {
    fc.assert(
      fc.property(known, (location) => {
        const points = changePoints(location, RULES, new Date(FROM), end);
        points.forEach((point, index) => {
          const justBeforeNext = new Date((points[index + 1] ?? end).getTime() - 1);
          expect(statusAt(location, justBeforeNext)).toBe(statusAt(location, point));
        });
      }),
    );
  });

  it('begins where it was asked to, and every step differs from the one before', () => {
    fc.assert(
      fc.property(known, instant, (location, from) => {
        fc.pre(from < end);
        const { steps } = locationSupply(location, RULES, from, end);
        expect(steps[0]?.from).toEqual(from);
        steps.slice(1).forEach((step, index) => {
          const before = steps[index]!;
          expect(step.from > before.from && step.from < end).toBe(true);
          expect([step.status, step.places]).not.toEqual([before.status, before.places]);
        });
      }),
    );
  });
});

describe('standings, written down beforehand', () => {
  it('agree at every instant with what readiness and capacity answer then', () => {
    fc.assert(
      fc.property(known, instant, instant, (location, from, at) => {
        fc.pre(from <= at);
        const standing = standingAt(standingsFrom(location, RULES, from), at);
        const { status, nextExpiry } = evaluateReadiness(location.facts, location.inspections, location.availability, READINESS_POLICY, at, CONTEXT);
        const expiresAt = status === 'not-ready' || status === 'deployed' ? null : (nextExpiry?.notReadyFrom ?? null);
        expect(standing).toMatchObject({ status, expiresAt, places: verifiedCapacity(location.facts, NORMS, at).places });
      }),
      { numRuns: 1000 },
    );
  });

  it('follow each other without a gap, from always to for good, and each differs from the one before', () => {
    fc.assert(
      fc.property(known, instant, (location, from) => {
        const standings = standingsFrom(location, RULES, from);
        expect([standings[0]?.from, standings.at(-1)?.until]).toEqual([null, null]);
        standings.slice(1).forEach((standing, index) => {
          const { from: _from, until: _until, ...before } = standings[index]!;
          expect(standing.from).toEqual(standings[index]!.until);
          expect(standing.from! > from).toBe(true);
          expect(standing).not.toMatchObject(before);
        });
      }),
    );
  });
});

describe('an answer that is kept', () => {
  it('is word for word the same until the instant that was said', () => {
    fc.assert(
      fc.property(known, instant, fc.nat(1000), (location, at, part) => {
        const answer = (then: Date) => [
          evaluateReadiness(location.facts, location.inspections, location.availability, READINESS_POLICY, then, CONTEXT), verifiedCapacity(location.facts, NORMS, then),
        ];
        const until = holdsUntil(location, RULES, at)?.getTime() ?? at.getTime() + 365 * DAY;
        expect(until).toBeGreaterThan(at.getTime());
        const later = new Date(at.getTime() + Math.floor(((until - 1 - at.getTime()) * part) / 1000));
        expect(answer(later)).toEqual(answer(at));
      }),
      { numRuns: 500 },
    );
  });
});
