export { axisSteps, type DayMark, dayMarks, labelEvery } from './chart-scale.js';
export { type Cause, type Cure, type CureStep } from './cheapest-cure.js';
export { coverage, coverageAt, type CoverageDay, type CoverageFigures, coverageSpan } from './coverage.js';
export { type FragileDay, nMinusOne } from './n-minus-one.js';
export {
  ALREADY_EXTENDED,
  extensionPeriod,
  IN_USE,
  LONGEST_PERIOD_DAYS,
  noticeAt,
  ONLY_ACCEPTED_EXTENDS,
  openDecision,
  type PeriodDecision,
  periodEnd,
  periodNotices,
  releaseProblem,
} from './period-end.js';
export { coverageStretches, fragileStretches, type Stretch } from './stretches.js';
export {
  isSuitable,
  type LocationShare,
  type RequestedReserve,
  requestedOn,
  sharesAt,
  type Supply,
  supplyCourse,
  type SupplyCourse,
  type SupplyStatus,
} from './supply-course.js';
export { type BreaksNext, type CausesAt, type FailingLocation, whatBreaksNext } from './what-breaks-next.js';
export {
  type Answer,
  ANSWER_NOT_POSSIBLE,
  ANSWER_STATES,
  ANSWER_TRANSITIONS,
  type AnswerDetails,
  type AnswerState,
  type AnswerStep,
  isCounted,
  mayTake,
  NOT_ANSWERED,
  possibleAnswerSteps,
  REQUEST_NOT_YOURS,
  type ReserveRequestFacts,
  takeAnswerStep,
} from './reserve-request.js';
export {
  answerShare,
  canBeSpread,
  maySpread,
  NOT_SPREADABLE,
  SHARE_ANSWERS,
  SHARE_ASKED,
  SHARE_NOT_YOURS,
  type ShareAnswer,
  type ShareDecision,
  type ShareState,
  type SpreadFigures,
  spreadFigures,
  spreadTotals,
} from './share.js';
export {
  differenceOf,
  reportLines,
  type ReportChange,
  type ReportedLocation,
  type ReportLine,
  sharesAfter,
  type ShareStep,
  type Situation,
} from './status-report.js';
