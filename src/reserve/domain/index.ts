export {
  coverage,
  coverageAt,
  type CoverageDay,
  type CoverageFigures,
  coverageSpan,
  type LocationShare,
  type RequestedReserve,
  type Supply,
  type SupplyStatus,
} from './coverage.js';
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
export { distanceKm } from './distance.js';
