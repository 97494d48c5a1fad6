export * from './after-action.js';
export type { AfterActionFacts, AlertedOrganisation, Sees, SentMessage, TelephonedOrganisation } from './after-action-facts.js';
export type { AnswerDelays, CallReport, Delays, DeliveryReport, OrganisationDelays } from './answer-delays.js';
export type { ComparedMilestone, EarlierUse, LocationComparison } from './compare-activations.js';
export { isFault, type Judged, type MilestoneReport, type Owner, secondsAfter, type Took, type Verdict, VERDICTS } from './milestone-verdict.js';
