import { describe, expect, it } from '@jest/globals';
import { type Criterion, READINESS_POLICY, type ReadinessPolicy } from '../../../config/readiness.js';
import { addDays, addMonths, addSeconds, endOfDay, type LocalDay, startOfDay } from '../../kernel/index.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { evaluateReadiness, type Readiness } from './evaluate-readiness.js';
import { type Finding, INSPECTED_CRITERIA, type InspectedCriterion, type Inspection } from './inspection.js';
import type { ContactFact, LocationFacts } from './location.js';
import { findingOf, inspectionOf, readyFacts } from './ready-location.fixture.js';
import { CRITERIA, type ReadinessContext } from './readiness-timelines.js';

const SITUATIONS = ['yes', 'no', 'unknown', 'expired', 'expires today', 'never inspected'] as const;
type Situation = (typeof SITUATIONS)[number];

/** What makes the situation, and the code of the reason that it gives; null: none, the location is ready. */
type Case = {
  readonly facts?: Partial<LocationFacts>;
  /** In place of "yes" on this criterion; null: nobody looked. */
  readonly finding?: Partial<Finding> | null;
  readonly context?: Partial<ReadinessContext>;
  readonly code: string | null;
  /** Default: `ready` without a code, `not-ready` with one. */
  readonly status?: Readiness['status'];
};
/** Nothing can stand so with this criterion: it has no term, or is not a question. */
const CANNOT_BE = 'cannot be';
type Cases = Readonly<Record<Situation, Case | typeof CANNOT_BE>>;
const WITHOUT_TERM = { expired: CANNOT_BE, 'expires today': CANNOT_BE } as const;

const TODAY = '2026-01-16';
const YESTERDAY = '2026-01-15';
const NOON = new Date(`${TODAY}T11:00:00Z`);
const WINDOW = { windowSeconds: 72 * 3600 };

const base = readyFacts();
const decision = base.collegeDecision!;
const agreement = base.ownerAgreement!;
const permit = base.permit!;
const opener = (changes: Partial<ContactFact>, others: Partial<ContactFact> = {}): Partial<LocationFacts> => ({
  contacts: base.contacts.map((contact) => ({ ...contact, ...others, ...(contact.role === 'opens' && changes) })),
});
/** The plan is in the documents, and nobody said otherwise. */
const planUntil = (validUntil: LocalDay): Partial<LocationFacts> => ({ floorPlanOnFile: 'unknown', floorPlanDocument: { validUntil } });

const inspected = (): Cases => ({
  yes: { finding: {}, code: null },
  no: { finding: { value: 'no' }, code: 'FINDING_NO' },
  unknown: { finding: { value: 'unknown' }, code: 'FINDING_UNKNOWN' },
  expired: { finding: { validUntil: YESTERDAY }, code: 'FINDING_EXPIRED' },
  'expires today': { finding: { validUntil: TODAY }, code: 'FINDING_EXPIRING', status: 'ready-expiring' },
  'never inspected': { finding: null, code: 'FINDING_NEVER_MADE' },
});

/** A paper that ends today is no use to anybody who comes in the window and stays: only its last day of use is "expiring". */
const TABLE: Readonly<Record<Criterion, Cases>> = {
  'college-decision': {
    yes: { code: null },
    no: { facts: { collegeDecision: { ...decision, longestStayDays: 6 } }, code: 'DECISION_STAY_TOO_SHORT' },
    unknown: { facts: { collegeDecision: { ...decision, maximumPersons: null } }, code: 'PAPER_INCOMPLETE' },
    expired: { facts: { collegeDecision: { ...decision, endsOn: YESTERDAY } }, code: 'PAPER_ENDED' },
    'expires today': { facts: { collegeDecision: { ...decision, endsOn: TODAY } }, code: 'PAPER_ENDS_TOO_SOON' },
    'never inspected': { facts: { collegeDecision: null }, code: 'PAPER_MISSING' },
  },
  'owner-agreement': {
    yes: { code: null },
    no: { facts: { ownerAgreement: { ...agreement, signedOn: null } }, code: 'PAPER_INCOMPLETE' },
    unknown: { facts: { ownerAgreement: { ...agreement, whoPays: { ...agreement.whoPays, use: null } } }, code: 'PAPER_INCOMPLETE' },
    expired: { facts: { ownerAgreement: { ...agreement, endsOn: YESTERDAY } }, code: 'PAPER_ENDED' },
    'expires today': { facts: { ownerAgreement: { ...agreement, endsOn: TODAY } }, code: 'PAPER_ENDS_TOO_SOON' },
    'never inspected': { facts: { ownerAgreement: null }, code: 'PAPER_MISSING' },
  },
  empty: {
    ...WITHOUT_TERM,
    yes: { code: null },
    no: { facts: { empty: 'no' }, code: 'NOT_EMPTY' },
    unknown: { facts: { empty: 'unknown' }, code: 'EMPTY_UNKNOWN' },
    'never inspected': { facts: { empty: 'unknown' }, code: 'EMPTY_UNKNOWN' },
  },
  'stay-mode': {
    ...WITHOUT_TERM,
    yes: { code: null },
    no: { facts: { stayMode: 'night-only' }, code: 'NIGHT_ONLY' },
    unknown: { facts: { stayMode: 'unknown' }, code: 'STAY_MODE_UNKNOWN' },
    'never inspected': { facts: { stayMode: 'unknown' }, code: 'STAY_MODE_UNKNOWN' },
  },
  permit: {
    yes: { code: null },
    no: { facts: { permit: null }, code: 'PAPER_MISSING' },
    unknown: { facts: { permit: { ...permit, basis: 'unknown' } }, code: 'PAPER_MISSING' },
    expired: { facts: { permit: { ...permit, endsOn: YESTERDAY } }, code: 'PAPER_ENDED' },
    'expires today': { facts: { permit: { ...permit, endsOn: TODAY } }, code: 'PAPER_ENDS_TOO_SOON' },
    'never inspected': { facts: { permit: null }, code: 'PAPER_MISSING' },
  },
  'fire-use-notification': {
    ...WITHOUT_TERM,
    yes: { code: null },
    no: { facts: { fireUseNotificationOn: null }, code: 'NOTIFICATION_MISSING' },
    unknown: { facts: { fireUseNotificationOn: null }, code: 'NOTIFICATION_MISSING' },
    'never inspected': { facts: { fireUseNotificationOn: null }, code: 'NOTIFICATION_MISSING' },
  },
  'not-promised-elsewhere': {
    ...WITHOUT_TERM,
    yes: { code: null },
    no: { facts: { alsoPromisedTo: ['spreidingswet'] }, code: 'PROMISED_ELSEWHERE' },
    unknown: { facts: { alsoPromisedTo: 'unknown' }, code: 'PROMISED_UNKNOWN' },
    'never inspected': { facts: { alsoPromisedTo: 'unknown' }, code: 'PROMISED_UNKNOWN' },
  },
  'fire-safety': inspected(),
  'water-legionella': inspected(),
  'power-heating': inspected(),
  sanitary: inspected(),
  access: inspected(),
  contacts: {
    yes: { code: null },
    no: { facts: opener({ notReachedOn: TODAY }), code: 'CONTACT_NOT_REACHED' },
    unknown: { facts: opener({ confirmedOn: null }), code: 'CONTACT_UNCONFIRMED' },
    expired: { facts: opener({ confirmedOn: '2025-12-15' }), code: 'CONTACT_EXPIRED' },
    'expires today': { facts: opener({ confirmedOn: '2025-12-16' }), code: 'CONTACT_EXPIRING', status: 'ready-expiring' },
    'never inspected': { facts: { contacts: [] }, code: 'CONTACT_MISSING' },
  },
  'milestones-owned': {
    ...WITHOUT_TERM,
    yes: { context: { unownedMilestones: [] }, code: null },
    no: { context: { unownedMilestones: [{ nl: 'bedden', en: 'beds' }] }, code: 'MILESTONE_UNOWNED' },
    unknown: CANNOT_BE,
    'never inspected': { context: {}, code: null },
  },
  'floor-plan': {
    yes: { code: null },
    no: { facts: { floorPlanOnFile: 'no' }, code: 'FLOOR_PLAN_MISSING' },
    unknown: { facts: { floorPlanOnFile: 'unknown' }, code: 'FLOOR_PLAN_UNKNOWN' },
    expired: { facts: planUntil(YESTERDAY), code: 'FLOOR_PLAN_EXPIRED' },
    'expires today': { facts: planUntil(TODAY), code: 'FLOOR_PLAN_EXPIRING', status: 'ready-expiring' },
    'never inspected': { facts: { floorPlanOnFile: 'unknown' }, code: 'FLOOR_PLAN_UNKNOWN' },
  },
  'lead-time': {
    ...WITHOUT_TERM,
    yes: { code: null },
    no: { facts: { leadTimeHours: 73 }, code: 'LEAD_TIME_TOO_LONG' },
    unknown: { facts: { leadTimeHours: null }, code: 'LEAD_TIME_UNKNOWN' },
    'never inspected': { facts: { leadTimeHours: null, measuredLeadTimeHours: null }, code: 'LEAD_TIME_UNKNOWN' },
  },
};

const isInspected = (criterion: Criterion): criterion is InspectedCriterion => (INSPECTED_CRITERIA as readonly Criterion[]).includes(criterion);

/** Everything else was found in order on the day before; what is asked is how the location stands at noon. */
function inspectionsFor(criterion: Criterion, { finding = {} }: Case): Inspection[] {
  const findings = INSPECTED_CRITERIA.flatMap((one) => (one !== criterion ? [findingOf(one)] : finding === null ? [] : [findingOf(one, finding)]));
  return [inspectionOf('one', `${YESTERDAY}T11:00:00Z`, findings)];
}

const standing = (criterion: Criterion, example: Case): Readiness =>
  evaluateReadiness(readyFacts(example.facts), inspectionsFor(criterion, example), ALWAYS_AVAILABLE, READINESS_POLICY, NOON, { ...WINDOW, ...example.context });

describe('the table of criteria', () => {
  it('has every criterion that there is, and no other, with every situation', () => {
    expect(Object.keys(TABLE).sort()).toEqual([...CRITERIA].sort());
    expect(Object.keys(READINESS_POLICY.criteria).sort()).toEqual([...CRITERIA].sort());
    for (const criterion of CRITERIA) expect([criterion, ...Object.keys(TABLE[criterion]).sort()]).toEqual([criterion, ...[...SITUATIONS].sort()]);
  });

  const rows = CRITERIA.flatMap((criterion) => SITUATIONS.map((situation) => ({ criterion, situation, example: TABLE[criterion]?.[situation] })));

  it.each(rows.filter(({ example }) => example !== CANNOT_BE))('$criterion × $situation', ({ criterion, example }) => {
    const { code, status = code === null ? 'ready' : 'not-ready' } = example as Case;
    const result = standing(criterion, example as Case);
    expect(result.status).toBe(status);
    // Nothing but this criterion gives a reason, and the reason says what cures it, in both languages.
    expect(result.reasons.map((reason) => [reason.criterion, reason.code])).toEqual(code === null ? [] : [[criterion, code]]);
    for (const { text, cure } of result.reasons) expect([text.nl, text.en, cure.nl, cure.en].filter((words) => words.length < 5)).toEqual([]);
    expect(result.criteria.find((state) => state.criterion === criterion)?.met).toBe(status !== 'not-ready');
  });

  it.each(rows.filter(({ example, situation }) => example === CANNOT_BE && situation === 'expired'))('$criterion has no end: it is met without a last day', ({ criterion }) => {
    const state = standing(criterion, TABLE[criterion].yes as Case).criteria.find((one) => one.criterion === criterion);
    expect(state).toMatchObject({ met: true, validUntil: null });
  });
});

describe('the nights in which the clock changes', () => {
  // Midnight in Amsterdam: 22:00 UTC in summer time, 23:00 UTC in winter time.
  const NIGHTS: readonly (readonly [LocalDay, string])[] = [
    ['2026-03-28', '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['2026-10-24', '2026-10-24T22:00:00.000Z'],
    ['2026-10-25', '2026-10-25T23:00:00.000Z'],
  ];
  const longLived: Partial<LocationFacts> = {
    ownerAgreement: { ...agreement, endsOn: null },
    collegeDecision: { ...decision, endsOn: null },
    permit: { ...permit, endsOn: null },
  };
  // Two months: no month of this kind ends on 29 March of a common year.
  const policy: ReadinessPolicy = { ...READINESS_POLICY, criteria: { ...READINESS_POLICY.criteria, contacts: { ...READINESS_POLICY.criteria.contacts, validMonths: 2 } } };
  const ENDING: Partial<Record<Criterion, (lastDay: LocalDay, seen: LocalDay) => Partial<LocationFacts>>> = {
    'college-decision': (endsOn) => ({ collegeDecision: { ...decision, endsOn } }),
    'owner-agreement': (endsOn) => ({ ownerAgreement: { ...agreement, endsOn } }),
    permit: (endsOn) => ({ permit: { ...permit, endsOn } }),
    'floor-plan': planUntil,
    contacts: (lastDay, seen) => opener({ confirmedOn: addMonths(lastDay, -2) }, { confirmedOn: seen }),
  };
  const PAPERS: readonly Criterion[] = ['college-decision', 'owner-agreement', 'permit'];
  const KIND: Partial<Record<Criterion, string>> = { contacts: 'CONTACT', 'floor-plan': 'FLOOR_PLAN' };
  const withTerm = CRITERIA.filter((criterion) => TABLE[criterion].expired !== CANNOT_BE);

  /** The criterion ends on the day; everything else was seen to three days before. */
  function readinessAt(criterion: Criterion, lastDay: LocalDay, at: Date): Readiness {
    const seen = addDays(lastDay, -3);
    const facts = readyFacts({ ...longLived, ...opener({}, { confirmedOn: seen }), ...ENDING[criterion]?.(lastDay, seen) });
    const findings = INSPECTED_CRITERIA.map((one) => findingOf(one, one === criterion ? { validUntil: lastDay } : {}));
    return evaluateReadiness(facts, [inspectionOf('one', `${seen}T09:00:00Z`, findings)], ALWAYS_AVAILABLE, policy, at, WINDOW);
  }

  it('are tried with every criterion that has a term', () => {
    expect(withTerm.filter((criterion) => !isInspected(criterion) && ENDING[criterion] === undefined)).toEqual([]);
  });

  const rows = NIGHTS.flatMap(([lastDay, midnight]) => withTerm.map((criterion) => ({ criterion, lastDay, midnight })));
  it.each(rows)('$criterion that ends on $lastDay holds until $midnight', ({ criterion, lastDay, midnight }) => {
    const lastInstant = readinessAt(criterion, lastDay, new Date(Date.parse(midnight) - 1));
    const firstInstant = readinessAt(criterion, lastDay, new Date(midnight));
    const isPaper = PAPERS.includes(criterion);
    expect(lastInstant.status).toBe(isPaper ? 'not-ready' : 'ready-expiring');
    expect(firstInstant.status).toBe('not-ready');
    const code = ({ reasons }: Readiness): string[] => reasons.filter((reason) => reason.criterion === criterion).map((reason) => reason.code);
    const kind = KIND[criterion] ?? 'FINDING';
    expect(code(lastInstant)).toEqual([isPaper ? 'PAPER_ENDS_TOO_SOON' : `${kind}_EXPIRING`]);
    expect(code(firstInstant)).toEqual([isPaper ? 'PAPER_ENDED' : `${kind}_EXPIRED`]);
  });

  // 72 hours and 7 days of 24 hours, whatever the clocks do: 240 hours before the end of the paper.
  const across = PAPERS.flatMap((criterion) => [
    { criterion, endsOn: '2026-03-31', lastCall: '2026-03-21T21:59:59.999Z' },
    { criterion, endsOn: '2026-10-27', lastCall: '2026-10-17T22:59:59.999Z' },
  ]);
  it.each(across)('$criterion that ends on $endsOn serves a call until $lastCall, across the change', ({ criterion, endsOn, lastCall }) => {
    const seen = addDays(endsOn, -15);
    const facts = { ...longLived, ...opener({}, { confirmedOn: seen }), ...ENDING[criterion]!(endsOn, seen) };
    const inspections = [inspectionOf('one', `${seen}T09:00:00Z`, INSPECTED_CRITERIA.map((one) => findingOf(one)))];
    const at = (instant: Date): Readiness => evaluateReadiness(readyFacts(facts), inspections, ALWAYS_AVAILABLE, policy, instant, WINDOW);
    const last = new Date(lastCall);
    expect(last).toEqual(addSeconds(endOfDay(endsOn), -240 * 3600 - 0.001));
    expect(at(last).status).toBe('ready-expiring');
    expect(at(new Date(last.getTime() + 1)).reasons.map(({ code }) => code)).toContain('PAPER_ENDS_TOO_SOON');
  });

  it.each([['2026-03-29', 23], ['2026-10-25', 25]])('a booking on %s, of %i hours, blocks all of them', (day, hours) => {
    const [from, until] = [startOfDay(day), endOfDay(day)];
    expect((until.getTime() - from.getTime()) / 3_600_000).toBe(hours);
    const seen = addDays(day, -1);
    const facts = readyFacts({ ...longLived, ...opener({}, { confirmedOn: seen }) });
    const inspections = [inspectionOf('one', `${seen}T09:00:00Z`, INSPECTED_CRITERIA.map((one) => findingOf(one)))];
    const availability = { unavailable: [{ from, until, reason: 'markt' }], holds: [] };
    const at = (instant: Date): string => evaluateReadiness(facts, inspections, availability, policy, instant, WINDOW).status;
    expect([at(from), at(new Date(until.getTime() - 1)), at(until)]).toEqual(['unavailable', 'unavailable', 'ready']);
  });
});

describe('the fire-use notification', () => {
  const DAYS = READINESS_POLICY.fireUseNotificationDays.value;
  const noonOf = (day: LocalDay): Date => new Date(`${day}T10:00:00Z`);
  const policyWith = (value: number, perMunicipality: Record<string, number>): ReadinessPolicy => ({ ...READINESS_POLICY, fireUseThreshold: { ...READINESS_POLICY.fireUseThreshold, value, perMunicipality } });
  const codeAt = (facts: Partial<LocationFacts>, at: Date, policy = READINESS_POLICY): string | null => {
    const { reasons } = evaluateReadiness(readyFacts(facts), [], ALWAYS_AVAILABLE, policy, at, WINDOW);
    return reasons.find(({ criterion }) => criterion === 'fire-use-notification')?.code ?? null;
  };

  it('takes four weeks by the calendar', () => {
    expect(DAYS).toBe(28);
  });

  it.each([
    ['in winter', '2026-01-01', '2026-01-29'],
    ['over the change to summer time', '2026-03-15', '2026-04-12'],
    ['until the night of the change', '2026-03-01', '2026-03-29'],
    ['over the change to winter time', '2026-10-10', '2026-11-07'],
    ['until the longest night', '2026-09-27', '2026-10-25'],
    ['over a leap day', '2028-02-10', '2028-03-09'],
  ])('filed %s: on %s, allows use from the beginning of %s', (_name, filedOn, usableFrom) => {
    const fireUseNotificationOn = filedOn;
    expect(codeAt({ fireUseNotificationOn }, new Date(startOfDay(usableFrom).getTime() - 1))).toBe('NOTIFICATION_TOO_RECENT');
    expect(codeAt({ fireUseNotificationOn }, startOfDay(usableFrom))).toBeNull();
  });

  it.each([
    ['the default asks it of everybody', 0, {}, 1, 'NOTIFICATION_MISSING'],
    ['up to and including the default', 50, {}, 50, null],
    ['one above the default', 50, {}, 51, 'NOTIFICATION_MISSING'],
    ['up to and including the threshold of the municipality, above the default', 0, { GM0106: 10 }, 10, null],
    ['one above the threshold of the municipality', 0, { GM0106: 10 }, 11, 'NOTIFICATION_MISSING'],
    ['a municipality that is stricter than the default', 50, { GM0106: 0 }, 1, 'NOTIFICATION_MISSING'],
    ['the threshold of another municipality', 0, { GM0114: 500 }, 10, 'NOTIFICATION_MISSING'],
  ] as const)('%s', (_name, value, perMunicipality, maximumPersons, code) => {
    const facts = { fireUseNotificationOn: null, collegeDecision: { ...decision, maximumPersons } };
    expect(codeAt(facts, noonOf(TODAY), policyWith(value, perMunicipality))).toBe(code);
  });

  it('goes by what is offered while no decision names a number', () => {
    const policy = policyWith(0, { GM0106: 10 });
    expect(codeAt({ fireUseNotificationOn: null, collegeDecision: null, claimedPlaces: 10 }, noonOf(TODAY), policy)).toBeNull();
    expect(codeAt({ fireUseNotificationOn: null, collegeDecision: null, claimedPlaces: 11 }, noonOf(TODAY), policy)).toBe('NOTIFICATION_MISSING');
  });

  it('filed in the days to come, counts from then', () => {
    expect(codeAt({ fireUseNotificationOn: addDays(TODAY, 1) }, noonOf(TODAY))).toBe('NOTIFICATION_TOO_RECENT');
  });
});
