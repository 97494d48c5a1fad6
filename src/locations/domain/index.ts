export { ALWAYS_AVAILABLE, type Availability, type Block, blocksAt, type Hold, type UnavailablePeriod } from './availability.js';
export { CAPACITY_FACTORS, type CapacityFactorKey } from './capacity-factors.js';
export { CONTACT_ROLE_LABELS, CRITERION_LABELS, GROUP_LABELS, OTHER_PURPOSE_LABELS } from './criterion-labels.js';
export {
  countsAsReady,
  type CriterionState,
  evaluateReadiness,
  type NextExpiry,
  type Readiness,
  READINESS_STATUSES,
  type ReadinessStatus,
  type Reason,
} from './evaluate-readiness.js';
export { type DatedFinding, type Finding, type Inspection, INSPECTED_CRITERIA, type InspectedCriterion, newestFindings } from './inspection.js';
export { changePoints, type KnownLocation, type LocationSupply, locationSupply, type SupplyRules, type SupplyStep } from './location-supply.js';
export {
  ANSWERS,
  type BlockedPlaces,
  type CollegeDecision,
  CONFIDENTIALITIES,
  type Confidentiality,
  CONTACT_ROLES,
  type ContactFact,
  type ContactRole,
  groupsSheltered,
  type LocationFacts,
  OTHER_PURPOSES,
  type OtherPurpose,
  type OwnerAgreement,
  type Permit,
  PERMIT_BASES,
  type PermitBasis,
  type Rooms,
  STAY_MODES,
  type StayMode,
  type YesNoUnknown,
} from './location.js';
export { type NoticeCode, NOTICES } from './readiness-notices.js';
export { CRITERIA, type ReadinessContext, spanSecondsOf } from './readiness-timelines.js';
export { type CapacityFactor, type VerifiedCapacity, verifiedCapacity } from './verified-capacity.js';
