import { describe, expect, it } from '@jest/globals';
import { type Criterion, READINESS_POLICY } from '../../../config/readiness.js';
import { startOfDay } from '../../kernel/index.js';
import { ALWAYS_AVAILABLE, type Availability } from './availability.js';
import { evaluateReadiness, type Readiness } from './evaluate-readiness.js';
import { type Finding, INSPECTED_CRITERIA, type InspectedCriterion } from './inspection.js';
import type { LocationFacts } from './location.js';
import { findingOf, fullInspection, INSPECTED_AT, inspectionOf, readyFacts } from './ready-location.fixture.js';

const WINDOW = { windowSeconds: 72 * 3600 };
const NOON_AFTER = new Date('2026-01-16T11:00:00Z');

/** Readiness of the ready location with what a test changes; at noon on the day after its inspection unless told otherwise. */
function readiness(changes: Partial<LocationFacts> = {}, more: Partial<{ at: Date; inspections: ReturnType<typeof fullInspection>[]; availability: Availability; policy: typeof READINESS_POLICY; windowSeconds: number }> = {}): Readiness {
  const { at = NOON_AFTER, inspections = [fullInspection()], availability = ALWAYS_AVAILABLE, policy = READINESS_POLICY } = more;
  return evaluateReadiness(readyFacts(changes), inspections, availability, policy, at, { windowSeconds: more.windowSeconds ?? WINDOW.windowSeconds });
}

const codes = (result: Readiness): string[] => result.reasons.map((reason) => `${reason.criterion} ${reason.code}`);

it('calls a location ready that meets every criterion, with nothing to complain of', () => {
  const result = readiness();
  expect(result.status).toBe('ready');
  expect(result.reasons).toEqual([]);
  expect(result.criteria).toHaveLength(16);
  expect(result.criteria.every((state) => state.met)).toBe(true);
});

describe('each inspected criterion', () => {
  const VALID_MONTHS: Record<InspectedCriterion, string> = {
    'fire-safety': '2026-07-15',
    'water-legionella': '2027-01-15',
    'power-heating': '2026-04-15',
    sanitary: '2026-04-15',
    access: '2026-02-15',
  };
  /** All others stay in order: they were inspected again on the day itself. The papers run on for ten years. */
  const readinessOf = (criterion: InspectedCriterion, finding: Partial<Finding> | null, at: Date) => {
    const others = INSPECTED_CRITERIA.filter((other) => other !== criterion).map((other) => findingOf(other));
    const mine = finding === null ? [] : [inspectionOf('mine', INSPECTED_AT, [findingOf(criterion, finding)])];
    const day = at.toISOString().slice(0, 10);
    const facts = readyFacts();
    const longLived: Partial<LocationFacts> = {
      ownerAgreement: { ...facts.ownerAgreement!, endsOn: null },
      collegeDecision: { ...facts.collegeDecision!, endsOn: null },
      permit: { ...facts.permit!, endsOn: null },
      contacts: facts.contacts.map((contact) => ({ ...contact, confirmedOn: day })),
    };
    return readiness(longLived, { at, inspections: [inspectionOf('others', at, others), ...mine] });
  };
  const lastNoon = (criterion: InspectedCriterion) => new Date(startOfDay(VALID_MONTHS[criterion]).getTime() + 12 * 3_600_000);
  const nextMidnight = (criterion: InspectedCriterion) => new Date(startOfDay(VALID_MONTHS[criterion]).getTime() + 24 * 3_600_000);

  const rows = INSPECTED_CRITERIA.flatMap((criterion) => [
    { criterion, name: 'on the last day of its term', finding: {}, at: lastNoon(criterion), status: 'ready-expiring', code: 'FINDING_EXPIRING' },
    { criterion, name: 'after the last day of its term', finding: {}, at: nextMidnight(criterion), status: 'not-ready', code: 'FINDING_EXPIRED' },
    { criterion, name: 'own date later than the policy allows', finding: { validUntil: '2036-01-01' }, at: nextMidnight(criterion), status: 'not-ready', code: 'FINDING_EXPIRED' },
    { criterion, name: 'inspected later than asked about', finding: {}, at: new Date(INSPECTED_AT.getTime() - 1), status: 'not-ready', code: 'FINDING_NEVER_MADE' },
  ]);

  it.each(rows)('$criterion: $name → $status', ({ criterion, finding, at, status, code }) => {
    const result = readinessOf(criterion, finding, at);
    expect(result.status).toBe(status);
    expect(codes(result)).toEqual(code === null ? [] : [`${criterion} ${code}`]);
  });

  it('says until when and in both languages, days written out', () => {
    const [reason] = readinessOf('fire-safety', {}, nextMidnight('fire-safety')).reasons;
    expect(reason).toMatchObject({
      label: { nl: 'Brandveiligheid', en: 'Fire safety' },
      text: { nl: 'De bevinding was geldig tot en met 15 juli 2026.', en: 'The finding was valid up to and including 15 July 2026.' },
      severity: 'blocking',
      since: '2026-07-16',
    });
  });

  it('does not count a finding made before the end of the last real use', () => {
    const voided = readiness({ findingsVoidedAt: new Date('2026-01-16T09:00:00Z') });
    expect(codes(voided)).toEqual(INSPECTED_CRITERIA.map((criterion) => `${criterion} FINDING_VOIDED`));
    const before = readiness({ findingsVoidedAt: new Date('2026-01-16T09:00:00Z') }, { at: new Date('2026-01-16T08:59:59Z') });
    expect(before.status).toBe('ready');
    const atThatVeryInstant = readiness({ findingsVoidedAt: INSPECTED_AT });
    expect(codes(atThatVeryInstant)).toEqual(codes(voided));
    const inspectedAgain = { ...fullInspection(), id: 'after', inspectedAt: new Date('2026-01-16T10:00:00Z') };
    expect(readiness({ findingsVoidedAt: new Date('2026-01-16T09:00:00Z') }, { inspections: [fullInspection(), inspectedAgain] }).status).toBe('ready');
  });
});

describe('each criterion that follows from the facts', () => {
  const facts = readyFacts();
  const decision = facts.collegeDecision!;
  const agreement = facts.ownerAgreement!;
  const contactsWith = (role: string, changes: object) => facts.contacts.map((contact) => (contact.role === role ? { ...contact, ...changes } : contact));

  const rows: readonly (readonly [string, Partial<LocationFacts>, Criterion, string | null])[] = [
    ['a decision without a reference', { collegeDecision: { ...decision, reference: ' ' } }, 'college-decision', 'PAPER_INCOMPLETE'],
    ['a decision without groups', { collegeDecision: { ...decision, groups: [] } }, 'college-decision', 'PAPER_INCOMPLETE'],
    ['a decision without a mandated official', { collegeDecision: { ...decision, mandatedOfficial: null } }, 'college-decision', 'PAPER_INCOMPLETE'],
    ['a decision taken tomorrow', { collegeDecision: { ...decision, decidedOn: '2026-01-17' } }, 'college-decision', 'PAPER_NOT_YET'],
    ['a decision taken today', { collegeDecision: { ...decision, decidedOn: '2026-01-16' } }, 'college-decision', null],
    ['a stay shorter than the shortest worth having', { collegeDecision: { ...decision, longestStayDays: 6 } }, 'college-decision', 'DECISION_STAY_TOO_SHORT'],
    ['the shortest stay worth having', { collegeDecision: { ...decision, longestStayDays: 7 } }, 'college-decision', null],
    ['a decision without a limit or an end', { collegeDecision: { ...decision, longestStayDays: null, endsOn: null } }, 'college-decision', null],
    ['an agreement without a signatory', { ownerAgreement: { ...agreement, signatory: '' } }, 'owner-agreement', 'PAPER_INCOMPLETE'],
    ['nobody pays for damage', { ownerAgreement: { ...agreement, whoPays: { ...agreement.whoPays, damage: null } } }, 'owner-agreement', 'PAPER_INCOMPLETE'],
    ['a tolerated use', { permit: { ...facts.permit!, basis: 'toleration-decision' } }, 'permit', null],
    ['promised to another', { alsoPromisedTo: ['ukraine-reception', 'booking'] }, 'not-promised-elsewhere', 'PROMISED_ELSEWHERE'],
    ['nobody opens the building', { contacts: facts.contacts.filter(({ role }) => role !== 'opens') }, 'contacts', 'CONTACT_MISSING'],
    ['a contact that did not answer since', { contacts: contactsWith('authorises', { notReachedOn: '2026-01-15' }) }, 'contacts', 'CONTACT_NOT_REACHED'],
    ['a contact confirmed after not answering', { contacts: contactsWith('authorises', { notReachedOn: '2026-01-14' }) }, 'contacts', null],
    ['a confirmation of more than a month ago', { contacts: contactsWith('opens', { confirmedOn: '2025-12-15' }) }, 'contacts', 'CONTACT_EXPIRED'],
    ['a second contact for the role makes up for it', { contacts: [...facts.contacts, { role: 'opens', confirmedOn: null, notReachedOn: null }] }, 'contacts', null],
    ['lead time as long as the window', { leadTimeHours: 72 }, 'lead-time', null],
    ['lead time measured too long, stated short', { leadTimeHours: 24, measuredLeadTimeHours: 80 }, 'lead-time', 'LEAD_TIME_MEASURED_TOO_LONG'],
    ['lead time stated too long, measured short', { leadTimeHours: 80, measuredLeadTimeHours: 50 }, 'lead-time', null],
  ];

  it.each(rows)('%s', (_name, changes, criterion, code) => {
    const result = readiness(changes);
    expect(codes(result)).toEqual(code === null ? [] : [`${criterion} ${code}`]);
    expect(result.status).toBe(code === null ? 'ready' : 'not-ready');
    expect(result.criteria.find((state) => state.criterion === criterion)?.met).toBe(code === null);
  });

  it('counts a confirmation to the end of its last day', () => {
    const onLastDay = { contacts: contactsWith('opens', { confirmedOn: '2025-12-16' }) };
    expect(codes(readiness(onLastDay, { at: new Date('2026-01-16T22:59:59Z') }))).toEqual(['contacts CONTACT_EXPIRING']);
    expect(codes(readiness(onLastDay, { at: new Date('2026-01-16T23:00:00Z') }))).toEqual(['contacts CONTACT_EXPIRED']);
  });

  it('names the milestones that nobody owes, of the request it is asked for', () => {
    const context = { ...WINDOW, unownedMilestones: [{ nl: 'bedden', en: 'beds' }, { nl: 'sleutels', en: 'keys' }] };
    const result = evaluateReadiness(readyFacts(), [fullInspection()], ALWAYS_AVAILABLE, READINESS_POLICY, NOON_AFTER, context);
    expect(result.reasons[0]?.text).toEqual({ nl: 'Niemand staat voor: bedden, sleutels.', en: 'Nobody owes: beds, keys.' });
  });

  it('gives advice and still counts the location when the criterion is not mandatory', () => {
    const floorPlan = { ...READINESS_POLICY.criteria['floor-plan'], mandatory: false };
    const policy = { ...READINESS_POLICY, criteria: { ...READINESS_POLICY.criteria, 'floor-plan': floorPlan } };
    const result = readiness({ floorPlanOnFile: 'no' }, { policy });
    expect(result.status).toBe('ready');
    expect(result.reasons).toMatchObject([{ criterion: 'floor-plan', severity: 'advice' }]);
  });
});

describe('papers that end', () => {
  // 72 hours and 7 days after noon on 16 January is noon on 26 January.
  const rows = [
    ['2026-12-31', 'ready', []],
    ['2026-02-10', 'ready', []],
    ['2026-02-08', 'ready-expiring', ['PAPER_EXPIRING']],
    ['2026-01-26', 'ready-expiring', ['PAPER_EXPIRING']],
    ['2026-01-25', 'not-ready', ['PAPER_ENDS_TOO_SOON']],
    ['2026-01-18', 'not-ready', ['PAPER_ENDS_TOO_SOON']],
    ['2026-01-16', 'not-ready', ['PAPER_ENDS_TOO_SOON']],
    ['2026-01-15', 'not-ready', ['PAPER_ENDED']],
  ] as const;
  const facts = readyFacts();
  const papers: readonly (readonly [string, (endsOn: string) => Partial<LocationFacts>])[] = [
    ['college decision', (endsOn) => ({ collegeDecision: { ...facts.collegeDecision!, endsOn } })],
    ['owner agreement', (endsOn) => ({ ownerAgreement: { ...facts.ownerAgreement!, endsOn } })],
    ['permit', (endsOn) => ({ permit: { ...facts.permit!, endsOn } })],
  ];

  it.each(papers.flatMap(([paper, ending]) => rows.map(([endsOn, status, expected]) => [paper, endsOn, status, expected, ending] as const)))(
    '%s that ends on %s → %s',
    (_paper, endsOn, status, expected, ending) => {
      const result = readiness(ending(endsOn));
      expect(result.status).toBe(status);
      expect(result.reasons.map((reason) => reason.code)).toEqual(expected);
    },
  );

  it('judges by the window of the request', () => {
    const ending = { collegeDecision: { ...facts.collegeDecision!, endsOn: '2026-01-25' } };
    expect(readiness(ending, { windowSeconds: 48 * 3600, policy: READINESS_POLICY }).status).toBe('ready-expiring');
  });
});

describe('bookings and deployments', () => {
  const booked = (from: string, until: string | null): Availability => ({
    unavailable: [{ from: new Date(from), until: until === null ? null : new Date(until), reason: 'beurs' }],
    holds: [],
  });
  const held = (from: string, until: string | null, exercise = false): Availability => ({
    unavailable: [],
    holds: [{ from: new Date(from), until: until === null ? null : new Date(until), activationId: 'a', exercise }],
  });

  it.each([
    ['over before', booked('2026-01-10T00:00:00Z', '2026-01-16T11:00:00Z'), 'ready', []],
    ['now', booked('2026-01-16T10:00:00Z', '2026-01-16T12:00:00Z'), 'unavailable', ['BOOKED']],
    ['inside the window', booked('2026-01-18T10:00:00Z', '2026-01-18T12:00:00Z'), 'unavailable', ['BOOKED']],
    ['at the very end of the shortest stay', booked('2026-01-26T11:00:00Z', '2026-01-27T11:00:00Z'), 'unavailable', ['BOOKED']],
    ['just after the shortest stay', booked('2026-01-26T11:00:00.001Z', '2026-01-27T11:00:00Z'), 'ready', []],
    ['without an end', booked('2026-01-01T00:00:00Z', null), 'unavailable', ['BOOKED_OPEN']],
    ['in use', held('2026-01-16T10:00:00Z', null), 'deployed', ['DEPLOYED']],
    ['released', held('2026-01-10T10:00:00Z', '2026-01-16T11:00:00Z'), 'ready', []],
    ['to be used within the stay', held('2026-01-17T10:00:00Z', null), 'unavailable', ['BOOKED_OPEN']],
    ['in an exercise', held('2026-01-16T10:00:00Z', null, true), 'ready', []],
  ] as const)('%s → %s', (_name, availability, status, expected) => {
    const result = readiness({}, { availability });
    expect(result.status).toBe(status);
    expect(result.reasons.map((reason) => reason.code)).toEqual(expected);
  });

  it('says "not ready" of a booked location that would not be ready without the booking either, with both reasons', () => {
    const result = readiness({ empty: 'no' }, { availability: booked('2026-01-16T10:00:00Z', '2026-01-17T23:00:00Z') });
    expect(result.status).toBe('not-ready');
    expect(codes(result)).toEqual(['availability BOOKED', 'empty NOT_EMPTY']);
    expect(result.reasons[0]?.text.nl).toBe('Niet beschikbaar van 16 januari 2026 tot en met 17 januari 2026: beurs.');
  });
});

describe('what expires next', () => {
  it('is the mandatory criterion that first stops counting', () => {
    expect(readiness().nextExpiry).toEqual({ criterion: 'access', on: '2026-02-15', notReadyFrom: new Date('2026-02-15T23:00:00Z') });
  });

  it('counts a paper by the last call it can serve, and names its own last day', () => {
    const permit = { ...readyFacts().permit!, endsOn: '2026-02-20' };
    expect(readiness({ permit }).nextExpiry).toEqual({ criterion: 'permit', on: '2026-02-20', notReadyFrom: new Date('2026-02-10T23:00:00Z') });
  });

  it('is not what has failed already', () => {
    const past = readiness({}, { at: new Date('2026-02-20T12:00:00Z') });
    expect(past.nextExpiry?.criterion).toBe('power-heating');
  });
});
