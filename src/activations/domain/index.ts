export * from './activation-errors.js';
export * from './activation-events.js';
export * from './activation-state.js';
export {
  type AnswerInput,
  COMMITMENT_ANSWERS,
  type CommitmentAnswer,
  type CommitmentDetails,
  type ReliefShift,
} from './commitment-input.js';
export * from './commitment.js';
export * from './complete-milestone.js';
export * from './critical-path.js';
export { calendarEvents, type CalendarEvent, type CalendarFacts } from './calendar-events.js';
export * from './deployment-state.js';
export * from './extend-deadline.js';
export * from './extra-places.js';
export * from './information-errors.js';
export * from './informed-parties.js';
export { deadlineNearAt, deadlineOf, escalationAt, isLate, milestoneSchedule, overdueIfAskedAt, type PlannedMilestone, reminderAt } from './milestone-schedule.js';
export * from './on-behalf-errors.js';
export * from './outcome.js';
export * from './plan-comparison.js';
export {
  type Need,
  type Plan,
  planByHand,
  planDeployments,
  type PlanFigures,
  type PlannedLocation,
  type ProposedPlan,
  type RejectedLocation,
} from './plan-deployments.js';
export * from './plan-reasons.js';
export type { Candidate } from './plan-sites.js';
export * from './presence.js';
export * from './presence-days.js';
export * from './pro-confirmation.js';
export * from './ride.js';
export * from './ride-errors.js';
export * from './stay.js';
export * from './stay-errors.js';
export * from './still-needed.js';
export * from './step-durations.js';
export { type MayAct, possibleSteps } from './state-machine.js';
export * from './take-back.js';
export * from './trigger-on-behalf.js';
export {
  checkPicked,
  checkShortfall,
  checkTrigger,
  type PickedLocation,
  type ReadyFigures,
  type TriggerInput,
  triggerFieldErrors,
  type TriggerRequestFacts,
  windowOf,
} from './trigger-request.js';
