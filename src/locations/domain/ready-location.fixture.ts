import type { Finding, InspectedCriterion, Inspection } from './inspection.js';
import { INSPECTED_CRITERIA } from './inspection.js';
import { ALWAYS_AVAILABLE } from './availability.js';
import { UNKNOWN_BUILDING } from './building-facts.js';
import type { KnownLocation } from './location-supply.js';
import type { LocationFacts } from './location.js';

/** Noon on 15 January 2026 in Amsterdam: the day on which the ready location of the tests was inspected. */
export const INSPECTED_AT = new Date('2026-01-15T11:00:00Z');

/** A location that is ready from its inspection on, for 100 persons, with papers to the end of 2026. */
export const readyFacts = (changes: Partial<LocationFacts> = {}): LocationFacts => ({
  ...UNKNOWN_BUILDING,
  id: 'location-1',
  name: 'Sporthal De Fictie',
  municipalityCode: 'GM0106',
  stayMode: 'day-and-night',
  wholeBuilding: 'yes',
  claimedPlaces: 100,
  floorAreaM2: 600,
  sleepingAreaM2: 400,
  ceilingHeightM: 5,
  rooms: null,
  toilets: 5,
  showers: 2,
  empty: 'yes',
  ownerAgreement: {
    signedOn: '2025-11-01',
    signatory: 'directeur',
    endsOn: '2026-12-31',
    whoPays: { reserving: 'COA', use: 'COA', damage: 'COA' },
    insurerTold: 'unknown',
  },
  collegeDecision: {
    decidedOn: '2025-12-01',
    reference: 'B-2025-17',
    maximumPersons: 100,
    groups: ['families', 'singleAdults'],
    longestStayDays: 28,
    conditions: null,
    informBeforeOpening: [],
    endsOn: '2026-12-31',
    mandatedOfficial: 'gemeentesecretaris',
  },
  permit: { basis: 'environmental-permit', endsOn: '2026-12-31', maximumPersons: null },
  fireUseNotificationOn: '2025-12-01',
  alsoPromisedTo: [],
  blockedPlaces: [],
  leadTimeHours: 48,
  measuredLeadTimeHours: null,
  contacts: [
    { role: 'authorises', confirmedOn: '2026-01-15', notReachedOn: null },
    { role: 'opens', confirmedOn: '2026-01-15', notReachedOn: null },
    { role: 'alternate', confirmedOn: '2026-01-15', notReachedOn: null },
  ],
  floorPlanOnFile: 'yes',
  floorPlanDocument: null,
  suits: { families: 'yes', singleAdults: 'yes', unaccompaniedMinors: 'no', wheelchairUsers: 'unknown' },
  confidentiality: 'confidential',
  findingsVoidedAt: null,
  ...changes,
});

export const findingOf = (criterion: InspectedCriterion, changes: Partial<Finding> = {}): Finding => ({
  criterion,
  value: 'yes',
  evidence: 'rapport',
  validUntil: null,
  note: null,
  ...changes,
});

export const inspectionOf = (id: string, at: string | Date, findings: readonly Finding[]): Inspection => ({
  id,
  inspectedAt: new Date(at),
  inspector: 'toezichthouder',
  findings,
});

/** One inspection in which everything was found in order. */
export const fullInspection = (): Inspection => inspectionOf('inspection-1', INSPECTED_AT, INSPECTED_CRITERIA.map((criterion) => findingOf(criterion)));

export const readyLocation = (changes: Partial<LocationFacts> = {}): KnownLocation => ({
  facts: readyFacts(changes),
  inspections: [fullInspection()],
  availability: ALWAYS_AVAILABLE,
});
