export { ALWAYS_AVAILABLE, type Availability, type Block, blocksAt, type Hold, type UnavailablePeriod } from './availability.js';
export {
  type Accessibility,
  BUILDING_KINDS,
  type BuildingFacts,
  type BuildingKind,
  type Catering,
  type Costs,
  type Kitchen,
  KITCHENS,
  type Laundry,
  type Owner,
  OWNER_KINDS,
  type OwnerKind,
  type Site,
  UNKNOWN_BUILDING,
  type Utilities,
} from './building-facts.js';
export { CAPACITY_FACTORS, type CapacityFactorKey } from './capacity-factors.js';
export { afterConfirming, type Confirmation, confirmingSuffices, confirmUnchanged, type KeptContact, type Renewed } from './confirm-unchanged.js';
export { afterReport, type ContactReport, isOutOfReach } from './contact-report.js';
export { CONTACT_ROLE_LABELS, CRITERION_LABELS, GROUP_LABELS, OTHER_PURPOSE_LABELS } from './criterion-labels.js';
export { DEFECT_STATES, type DefectState, type DefectStep, isOverdue, mayOpenDefect, stepDefect } from './defect.js';
export { distanceKm } from './distance.js';
export { canBe, DOCUMENT_KIND_LABELS, DOCUMENT_KINDS, type DocumentKind, type FloorPlanDocument, floorPlanOf } from './documents.js';
export { cleanFileName, nameWithoutEnding } from './document-name.js';
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
export { draftDecision, type DraftDecision, type DraftSent } from './draft-decision.js';
export { isDutchLatitude, isDutchLongitude, NETHERLANDS, type PostcodeFault, readHouseNumber, readPostcode } from './dutch-address.js';
export { digestOf, digestsOpen } from './digest-day.js';
export { expiriesOf, type Expiry, type ExpiryNotice, type ExpiryRules, lastCountingDay, nextNoticeAt, noticesDue, stillToTell } from './expiry.js';
export { type DatedFinding, type Finding, type Inspection, INSPECTED_CRITERIA, type InspectedCriterion, newestFindings } from './inspection.js';
export { EMPTY_STEP, firstOpenStep, type InspectionStep, type InspectionSteps, isAnswered, isInspectedCriterion, placeOf } from './inspection-steps.js';
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
  ROOM_USES,
  type Rooms,
  type RoomUse,
  STAY_MODES,
  type StayMode,
  type YesNoUnknown,
} from './location.js';
export { addressQuery } from './address-query.js';
export { isOpenPlace, type PlacedLocation, seesPlace } from './address-sight.js';
export { codesNowIn, KNOWN_MUNICIPALITIES, municipalityOn } from './municipalities.js';
export { LEAD_TIME_SOURCES, type LeadTimeMeasurement, type LeadTimeSource, type LeadTimeWindows, measurementThatCounts, provesLeadTime } from './measured-lead-time.js';
export { type NoticeCode, NOTICES, wordsOf } from './readiness-notices.js';
export { CRITERIA, type ReadinessContext, spanSecondsOf } from './readiness-timelines.js';
export { type CapacityFactor, type VerifiedCapacity, verifiedCapacity } from './verified-capacity.js';
export { changesBack, type PastState, type PastStep, stateAt, type StateChange, type StateThen } from './past-state.js';
