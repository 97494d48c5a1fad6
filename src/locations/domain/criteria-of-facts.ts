import type { ReadinessPolicy } from '../../../config/readiness.js';
import type { LocalDay, Translated } from '../../kernel/index.js';
import { listed, OTHER_PURPOSE_LABELS } from './criterion-labels.js';
import { daysLater, endMs, startMs } from './day-edges.js';
import type { CollegeDecision, LocationFacts, OwnerAgreement } from './location.js';
import { noticeOf } from './readiness-notices.js';
import { failed, MET, type Phase, termPhases, type Timeline, timelineOf } from './timeline.js';

/** What the criteria are judged against. */
export type Measure = {
  readonly policy: ReadinessPolicy;
  readonly windowSeconds: number;
  /** Milliseconds from the call to the end of the shortest stay worth having. */
  readonly spanMs: number;
  readonly unownedMilestones: readonly Translated[];
};

const NOT_RECORDED = failed(() => noticeOf('PAPER_MISSING'));

type Part<Paper> = readonly [name: Translated, value: (paper: Paper) => unknown];

/** The names of the parts that are missing; text of blanks is missing too. */
function missingParts<Paper>(paper: Paper, parts: readonly Part<Paper>[]): Translated[] {
  const isMissing = (value: unknown) => value === null || (typeof value === 'string' && value.trim() === '');
  return parts.filter(([, value]) => isMissing(value(paper))).map(([name]) => name);
}

/** A paper in force from one day through another, which must outlast the window and the shortest stay: [t, t + span]. */
function paperTimeline(startsOn: LocalDay | null, endsOn: LocalDay | null, expiringDays: number, measure: Measure): Timeline {
  const start = startsOn === null ? -Infinity : startMs(startsOn);
  const phases: Phase[] = [];
  if (startsOn !== null) phases.push({ from: -Infinity, state: 'failed', notice: () => noticeOf('PAPER_NOT_YET', { on: { day: startsOn } }, { until: startsOn }) });
  if (endsOn === null) return timelineOf([...phases, { from: start, state: 'met', lastDay: null }]);
  const params = () => ({ lastDay: { day: endsOn }, minimumStayDays: measure.policy.minimumStayDays.value });
  const until = endMs(endsOn) - measure.spanMs;
  phases.push(
    ...termPhases({
      from: start,
      until,
      lastDay: endsOn,
      expiringDays,
      expiring: () => noticeOf('PAPER_EXPIRING', params(), { until: endsOn }),
      over: () => noticeOf('PAPER_ENDS_TOO_SOON', params(), { until: endsOn }),
    }),
    { from: Math.max(start, endMs(endsOn)), state: 'failed', notice: () => noticeOf('PAPER_ENDED', params(), { since: daysLater(endsOn, 1) }), ended: endsOn },
  );
  return timelineOf(phases);
}

const DECISION_PARTS: readonly Part<CollegeDecision>[] = [
  [{ nl: 'kenmerk', en: 'reference' }, (decision) => decision.reference],
  [{ nl: 'maximumaantal personen', en: 'maximum number of persons' }, (decision) => decision.maximumPersons],
  [{ nl: 'groepen', en: 'groups' }, (decision) => decision.groups[0] ?? null],
  [{ nl: 'gemandateerde functionaris', en: 'mandated official' }, (decision) => decision.mandatedOfficial],
];

export function collegeDecisionTimeline({ collegeDecision: decision }: LocationFacts, measure: Measure): Timeline {
  if (decision === null) return NOT_RECORDED;
  const parts = missingParts(decision, DECISION_PARTS);
  if (parts.length > 0) return failed(() => noticeOf('PAPER_INCOMPLETE', { parts: listed(parts) }));
  const minimumStayDays = measure.policy.minimumStayDays.value;
  const { longestStayDays } = decision;
  if (longestStayDays !== null && longestStayDays < minimumStayDays) {
    return failed(() => noticeOf('DECISION_STAY_TOO_SHORT', { longestStayDays, minimumStayDays }));
  }
  return paperTimeline(decision.decidedOn, decision.endsOn, measure.policy.criteria['college-decision'].expiringDays, measure);
}

const AGREEMENT_PARTS: readonly Part<OwnerAgreement>[] = [
  [{ nl: 'datum van ondertekening', en: 'date of signature' }, (agreement) => agreement.signedOn],
  [{ nl: 'ondertekenaar', en: 'signatory' }, (agreement) => agreement.signatory],
  [{ nl: 'wie het reserveren betaalt', en: 'who pays for reserving' }, (agreement) => agreement.whoPays.reserving],
  [{ nl: 'wie het gebruik betaalt', en: 'who pays for use' }, (agreement) => agreement.whoPays.use],
  [{ nl: 'wie schade betaalt', en: 'who pays for damage' }, (agreement) => agreement.whoPays.damage],
];

export function ownerAgreementTimeline({ ownerAgreement: agreement }: LocationFacts, measure: Measure): Timeline {
  if (agreement === null) return NOT_RECORDED;
  const parts = missingParts(agreement, AGREEMENT_PARTS);
  if (parts.length > 0) return failed(() => noticeOf('PAPER_INCOMPLETE', { parts: listed(parts) }));
  return paperTimeline(agreement.signedOn, agreement.endsOn, measure.policy.criteria['owner-agreement'].expiringDays, measure);
}

export function emptyTimeline({ empty }: LocationFacts): Timeline {
  if (empty === 'yes') return MET;
  return failed(() => noticeOf(empty === 'no' ? 'NOT_EMPTY' : 'EMPTY_UNKNOWN'));
}

export function stayModeTimeline({ stayMode }: LocationFacts): Timeline {
  if (stayMode === 'day-and-night') return MET;
  return failed(() => noticeOf(stayMode === 'night-only' ? 'NIGHT_ONLY' : 'STAY_MODE_UNKNOWN'));
}

export function permitTimeline({ permit }: LocationFacts, measure: Measure): Timeline {
  if (permit === null || permit.basis === 'unknown') return NOT_RECORDED;
  return paperTimeline(null, permit.endsOn, measure.policy.criteria.permit.expiringDays, measure);
}

export function fireUseNotificationTimeline(location: LocationFacts, { policy }: Measure): Timeline {
  const { value, perMunicipality } = policy.fireUseThreshold;
  const persons = location.collegeDecision?.maximumPersons ?? location.claimedPlaces;
  if (persons <= (perMunicipality[location.municipalityCode] ?? value)) return MET;
  const days = policy.fireUseNotificationDays.value;
  const filedOn = location.fireUseNotificationOn;
  if (filedOn === null) return failed(() => noticeOf('NOTIFICATION_MISSING', { days }));
  const usableFrom = daysLater(filedOn, days);
  const tooRecent = () =>
    noticeOf('NOTIFICATION_TOO_RECENT', { on: { day: filedOn }, usableFrom: { day: usableFrom } }, { until: daysLater(usableFrom, -1) });
  return [
    { from: -Infinity, state: 'failed', notice: tooRecent },
    { from: startMs(usableFrom), state: 'met', lastDay: null },
  ];
}

export function notPromisedTimeline({ alsoPromisedTo }: LocationFacts): Timeline {
  if (alsoPromisedTo === 'unknown') return failed(() => noticeOf('PROMISED_UNKNOWN'));
  if (alsoPromisedTo.length === 0) return MET;
  return failed(() => noticeOf('PROMISED_ELSEWHERE', { purposes: listed(alsoPromisedTo.map((purpose) => OTHER_PURPOSE_LABELS[purpose])) }));
}

export const milestonesTimeline = (_location: LocationFacts, { unownedMilestones }: Measure): Timeline =>
  unownedMilestones.length === 0 ? MET : failed(() => noticeOf('MILESTONE_UNOWNED', { milestones: listed(unownedMilestones) }));

/** Stated to be on file, or among the documents: the document proves it by itself, whatever was stated. */
export function floorPlanTimeline({ floorPlanOnFile, floorPlanDocument }: LocationFacts, { policy }: Measure): Timeline {
  if (floorPlanOnFile === 'yes') return MET;
  if (floorPlanDocument === null) return failed(() => noticeOf(floorPlanOnFile === 'no' ? 'FLOOR_PLAN_MISSING' : 'FLOOR_PLAN_UNKNOWN'));
  const { validUntil } = floorPlanDocument;
  if (validUntil === null) return MET;
  return termPhases({
    from: -Infinity,
    until: endMs(validUntil),
    lastDay: validUntil,
    expiringDays: policy.criteria['floor-plan'].expiringDays,
    expiring: () => noticeOf('FLOOR_PLAN_EXPIRING', { lastDay: { day: validUntil } }, { until: validUntil }),
    over: () => noticeOf('FLOOR_PLAN_EXPIRED', { lastDay: { day: validUntil } }, { since: daysLater(validUntil, 1) }),
  });
}

export function leadTimeTimeline({ leadTimeHours, measuredLeadTimeHours }: LocationFacts, { windowSeconds }: Measure): Timeline {
  const hours = measuredLeadTimeHours ?? leadTimeHours;
  if (hours === null) return failed(() => noticeOf('LEAD_TIME_UNKNOWN'));
  const windowHours = windowSeconds / 3600;
  if (hours <= windowHours) return MET;
  return failed(() => noticeOf(measuredLeadTimeHours === null ? 'LEAD_TIME_TOO_LONG' : 'LEAD_TIME_MEASURED_TOO_LONG', { hours, windowHours }));
}
