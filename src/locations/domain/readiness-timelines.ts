import type { Criterion, ReadinessPolicy } from '../../../config/readiness.js';
import type { Translated } from '../../kernel/index.js';
import {
  collegeDecisionTimeline,
  emptyTimeline,
  fireUseNotificationTimeline,
  floorPlanTimeline,
  leadTimeTimeline,
  type Measure,
  milestonesTimeline,
  notPromisedTimeline,
  ownerAgreementTimeline,
  permitTimeline,
  stayModeTimeline,
} from './criteria-of-facts.js';
import { contactsTimeline } from './contacts-criterion.js';
import { inspectedTimeline } from './criteria-of-inspections.js';
import { findingsByCriterion, type Inspection, INSPECTED_CRITERIA, type InspectedCriterion } from './inspection.js';
import type { LocationFacts } from './location.js';
import type { Timeline } from './timeline.js';

/** What readiness is asked for. */
export type ReadinessContext = {
  /** Seconds; the reserve request's window, also for an exercise with a compressed one: a lead time is not compressed with it. */
  readonly windowSeconds: number;
  /** Names of the milestones that no organisation owes under the reserve request; none when asked outside a request. */
  readonly unownedMilestones?: readonly Translated[];
};

type FactsCriterion = Exclude<Criterion, InspectedCriterion>;
const OF_FACTS: Readonly<Record<FactsCriterion, (location: LocationFacts, measure: Measure) => Timeline>> = {
  'college-decision': collegeDecisionTimeline,
  'owner-agreement': ownerAgreementTimeline,
  empty: emptyTimeline,
  'stay-mode': stayModeTimeline,
  permit: permitTimeline,
  'fire-use-notification': fireUseNotificationTimeline,
  'not-promised-elsewhere': notPromisedTimeline,
  contacts: contactsTimeline,
  'milestones-owned': milestonesTimeline,
  'floor-plan': floorPlanTimeline,
  'lead-time': leadTimeTimeline,
};
const FACTS_CRITERIA = Object.keys(OF_FACTS) as FactsCriterion[];

/** Every criterion, in the order in which they are shown. */
export const CRITERIA: readonly Criterion[] = [
  'college-decision',
  'owner-agreement',
  'empty',
  'stay-mode',
  'permit',
  'fire-use-notification',
  'not-promised-elsewhere',
  ...INSPECTED_CRITERIA,
  'contacts',
  'milestones-owned',
  'floor-plan',
  'lead-time',
];

/** Seconds that a location must stay usable, counted from the call: the window and then the shortest stay worth having. */
export const spanSecondsOf = (policy: ReadinessPolicy, context: ReadinessContext): number =>
  context.windowSeconds + policy.minimumStayDays.value * 86_400;

/** How every criterion of the location stands at every instant from `from` (epoch milliseconds) on, given what is known of it. */
export function readinessTimelines(
  location: LocationFacts,
  inspections: readonly Inspection[],
  policy: ReadinessPolicy,
  context: ReadinessContext,
  from: number,
): Readonly<Record<Criterion, Timeline>> {
  const { windowSeconds, unownedMilestones = [] } = context;
  const measure: Measure = { policy, windowSeconds, spanMs: spanSecondsOf(policy, context) * 1000, unownedMilestones };
  const findings = findingsByCriterion(inspections, from);
  const voidedAt = location.findingsVoidedAt?.getTime() ?? null;
  const timelines: Partial<Record<Criterion, Timeline>> = {};
  for (const criterion of FACTS_CRITERIA) timelines[criterion] = OF_FACTS[criterion](location, measure);
  for (const criterion of INSPECTED_CRITERIA) {
    timelines[criterion] = inspectedTimeline(findings[criterion], policy.criteria[criterion], voidedAt);
  }
  return timelines as Record<Criterion, Timeline>;
}
