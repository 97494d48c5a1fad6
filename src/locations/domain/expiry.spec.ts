import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { READINESS_POLICY } from '../../../config/readiness.js';
import { addDays, startOfDay } from '../../kernel/index.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { evaluateReadiness } from './evaluate-readiness.js';
import { expiriesOf, lastCountingDay, nextNoticeAt, noticesDue, noticesOf } from './expiry.js';
import { type Finding, INSPECTED_CRITERIA } from './inspection.js';
import type { LocationFacts } from './location.js';
import { findingOf, fullInspection, INSPECTED_AT, inspectionOf, readyFacts } from './ready-location.fixture.js';

const RULES = { policy: READINESS_POLICY, context: { windowSeconds: 72 * 3600 } };
const NOON = new Date('2026-01-16T11:00:00Z');
const facts = readyFacts();
const located = (changes: Partial<LocationFacts> = {}, inspections = [fullInspection()]) => ({ facts: readyFacts(changes), inspections });
const only = (criterion: string, location = located(), at = NOON) => expiriesOf(location, RULES, at).find((expiry) => expiry.criterion === criterion);
/** Noon on the day. */
const noon = (day: string): Date => new Date(startOfDay(day).getTime() + 12 * 3_600_000);

describe('what runs out', () => {
  it('is everything that has a term, in the order of the criteria, with its last day and the instant from which it no longer counts', () => {
    expect(expiriesOf(located(), RULES, NOON).map(({ criterion, lastDay, stopsAt, expired }) => [criterion, lastDay, stopsAt.toISOString(), expired])).toEqual([
      ['college-decision', '2026-12-31', '2026-12-21T23:00:00.000Z', false],
      ['owner-agreement', '2026-12-31', '2026-12-21T23:00:00.000Z', false],
      ['permit', '2026-12-31', '2026-12-21T23:00:00.000Z', false],
      ['fire-safety', '2026-07-15', '2026-07-15T22:00:00.000Z', false],
      ['water-legionella', '2027-01-15', '2027-01-15T23:00:00.000Z', false],
      ['power-heating', '2026-04-15', '2026-04-15T22:00:00.000Z', false],
      ['sanitary', '2026-04-15', '2026-04-15T22:00:00.000Z', false],
      ['access', '2026-02-15', '2026-02-15T23:00:00.000Z', false],
      ['contacts', '2026-02-15', '2026-02-15T23:00:00.000Z', false],
    ]);
  });

  it('stays what ran out until it is renewed', () => {
    const later = noon('2026-06-01');
    expect(only('access', located(), later)).toMatchObject({ lastDay: '2026-02-15', stopsAt: new Date('2026-02-15T23:00:00Z'), expired: true, notice: { code: 'FINDING_EXPIRED' } });
    const again = inspectionOf('two', '2026-05-20T10:00:00Z', [findingOf('access')]);
    expect(only('access', located({}, [fullInspection(), again]), later)).toMatchObject({ lastDay: '2026-06-20', expired: false });
  });

  it('of a paper began on the day it no longer outlasts the stay, also when it has ended since', () => {
    const permit = { ...facts.permit!, endsOn: '2026-02-20' };
    for (const day of ['2026-02-15', '2026-03-01']) expect(only('permit', located({ permit }), noon(day))).toMatchObject({ expired: true, stopsAt: new Date('2026-02-10T23:00:00Z'), lastDay: '2026-02-20' });
  });

  it('is a floor plan on file that has a last day', () => {
    expect(only('floor-plan', located({ floorPlanOnFile: 'unknown', floorPlanDocument: { validUntil: '2026-05-01' } }))).toMatchObject({ lastDay: '2026-05-01', expired: false });
    expect(only('floor-plan', located({ floorPlanDocument: { validUntil: '2026-05-01' } }))).toBeUndefined();
  });

  it('of a decision that is yet to apply is known already', () => {
    const collegeDecision = { ...facts.collegeDecision!, decidedOn: '2026-03-01', endsOn: '2026-06-30' };
    expect(only('college-decision', located({ collegeDecision }))).toMatchObject({ lastDay: '2026-06-30', expired: false, notice: { code: 'PAPER_EXPIRING' } });
  });

  it.each<[string, Partial<Finding>]>([['no', { value: 'no' }], ['unknown', { value: 'unknown' }], ['over when it was made', { validUntil: '2026-01-01' }]])(
    'is not what is found to be %s', (_name, finding) => {
      expect(only('sanitary', located({}, [fullInspection(), inspectionOf('two', NOON, [findingOf('sanitary', finding)])]))).toBeUndefined();
    });

  it('is not what real use has voided, before or after its term', () => {
    const voided = located({ findingsVoidedAt: new Date('2026-01-16T09:00:00Z') });
    for (const at of [NOON, noon('2027-06-01')]) {
      expect(expiriesOf(voided, RULES, at).map(({ criterion }) => criterion).filter((criterion) => (INSPECTED_CRITERIA as readonly string[]).includes(criterion))).toEqual([]);
    }
    expect(only('contacts', voided)).toMatchObject({ lastDay: '2026-02-15' });
  });

  it('is not what no longer stops the location from counting', () => {
    const criteria = { ...READINESS_POLICY.criteria, access: { ...READINESS_POLICY.criteria.access, mandatory: false } };
    expect(expiriesOf(located(), { ...RULES, policy: { ...READINESS_POLICY, criteria } }, NOON).map(({ criterion }) => criterion)).not.toContain('access');
  });
});

describe('the notices', () => {
  it('come 30, 14 and 3 days before the last day on which it counts, and when it has run out', () => {
    const notices = noticesOf(only('fire-safety')!, READINESS_POLICY);
    expect(notices.map(({ daysBefore, at }) => [daysBefore, at.toISOString()])).toEqual([
      [30, '2026-06-14T22:00:00.000Z'], [14, '2026-06-30T22:00:00.000Z'], [3, '2026-07-11T22:00:00.000Z'], [0, '2026-07-15T22:00:00.000Z'],
    ]);
  });

  it('of what lasts a month come 14 and 3 days before: 30 would be the day after it was renewed', () => {
    expect(noticesOf(only('contacts')!, READINESS_POLICY).map(({ daysBefore }) => daysBefore)).toEqual([14, 3, 0]);
  });

  it('of a paper count back from the last call that it serves', () => {
    const expiry = only('permit', located({ permit: { ...facts.permit!, endsOn: '2026-06-30' } }))!;
    expect(lastCountingDay(expiry)).toBe('2026-06-20');
    expect(noticesOf(expiry, READINESS_POLICY).map(({ at }) => at.toISOString().slice(0, 10))).toEqual(['2026-05-20', '2026-06-05', '2026-06-16', '2026-06-20']);
  });

  it.each([
    ['2026-03-29', '2026-03-25T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-21T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ])('of a finding that ends on %s, in the night of the change, come at midnight in Amsterdam', (validUntil, threeDays, end) => {
    const inspections = [inspectionOf('one', `${addDays(validUntil, -20)}T10:00:00Z`, [findingOf('sanitary', { validUntil })])];
    const at = noon(addDays(validUntil, -10));
    const notices = noticesOf(only('sanitary', located({}, inspections), at)!, READINESS_POLICY);
    expect(notices.slice(-2).map((notice) => notice.at.toISOString())).toEqual([threeDays, end]);
  });
});

describe('the notices that are due', () => {
  const sanitary = (validUntil: string) => inspectionOf('short', INSPECTED_AT, [findingOf('sanitary', { validUntil })]);
  // No contacts and papers to the end of the year, so that only the finding speaks.
  const quiet = { contacts: [] };
  const location = located(quiet, [sanitary('2026-03-31')]);
  const due = (since: string, now: string, of = location) => noticesDue(of, RULES, noon(since), noon(now)).map(({ expiry, daysBefore }) => `${expiry.criterion} ${daysBefore}`);

  it('are those since the last time, each once', () => {
    expect(due('2026-03-10', '2026-03-16')).toEqual([]);
    expect(due('2026-03-16', '2026-03-17')).toEqual(['sanitary 14']);
    expect(due('2026-03-17', '2026-03-27')).toEqual([]);
    expect(due('2026-03-27', '2026-03-28')).toEqual(['sanitary 3']);
    expect(due('2026-03-31', '2026-04-01')).toEqual(['sanitary 0']);
    expect(due('2026-04-01', '2026-04-02')).toEqual([]);
  });

  it('are at the instant itself: at midnight, not a moment before', () => {
    const midnight = startOfDay('2026-03-28');
    expect(noticesDue(location, RULES, midnight, midnight)).toHaveLength(1);
    expect(noticesDue(location, RULES, new Date(0), new Date(midnight.getTime() - 1)).map(({ daysBefore }) => daysBefore)).toEqual([14]);
  });

  it('collapse to the most urgent when the service was away', () => {
    expect(due('2026-02-01', '2026-03-29')).toEqual(['sanitary 3']);
    expect(due('2026-02-01', '2026-04-05')).toEqual(['sanitary 0']);
  });

  it('are none about what was renewed meanwhile', () => {
    const renewed = located(quiet, [sanitary('2026-03-31'), inspectionOf('again', noon('2026-03-16'), [findingOf('sanitary')])]);
    expect(due('2026-03-16', '2026-03-28', renewed)).toEqual([]);
  });
});

describe('the next notice', () => {
  it('is the first of all criteria', () => {
    expect(nextNoticeAt(located(), RULES, NOON)).toEqual(startOfDay('2026-02-01'));
    expect(nextNoticeAt(located(), RULES, startOfDay('2026-02-01'))).toEqual(startOfDay('2026-02-12'));
  });

  it('is none when nothing runs out', () => {
    const endless = { collegeDecision: { ...facts.collegeDecision!, endsOn: null }, ownerAgreement: { ...facts.ownerAgreement!, endsOn: null }, permit: { ...facts.permit!, endsOn: null }, contacts: [] };
    expect(nextNoticeAt(located(endless, []), RULES, NOON)).toBeUndefined();
  });

  it('one after the other they are every notice there is, each once and in time, whatever the terms', () => {
    const day = fc.integer({ min: 1, max: 400 }).map((days) => addDays('2026-01-16', days));
    fc.assert(
      fc.property(fc.array(fc.record({ criterion: fc.constantFrom(...INSPECTED_CRITERIA), validUntil: day }), { maxLength: 5 }), day, (short, endsOn) => {
        const findings = short.map(({ criterion, validUntil }, index) => inspectionOf(`i${index}`, INSPECTED_AT, [findingOf(criterion, { validUntil })]));
        const location = located({ permit: { ...facts.permit!, endsOn } }, [fullInspection(), ...findings]);
        const expected = expiriesOf(location, RULES, NOON).flatMap((expiry) => noticesOf(expiry, READINESS_POLICY)).filter(({ at }) => at > NOON);
        const given: string[] = [];
        for (let at = nextNoticeAt(location, RULES, NOON); at; at = nextNoticeAt(location, RULES, at)) {
          for (const { expiry, daysBefore } of noticesDue(location, RULES, at, at)) given.push(`${expiry.criterion} ${daysBefore} ${at.toISOString()}`);
        }
        expect(given.sort()).toEqual(expected.map(({ expiry, daysBefore, at }) => `${expiry.criterion} ${daysBefore} ${at.toISOString()}`).sort());
      }),
    );
  });

  it('of expiry is the instant at which the location stops being ready', () => {
    const location = located();
    for (const { stopsAt, criterion } of expiriesOf(location, RULES, NOON)) {
      const met = (at: Date) => evaluateReadiness(location.facts, location.inspections, ALWAYS_AVAILABLE, READINESS_POLICY, at, RULES.context).criteria.find((state) => state.criterion === criterion)!.met;
      expect([criterion, met(new Date(stopsAt.getTime() - 1)), met(stopsAt)]).toEqual([criterion, true, false]);
    }
  });
});
