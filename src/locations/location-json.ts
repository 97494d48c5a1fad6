import { z } from 'zod';
import { INFORMED_KINDS } from '../../config/informed-parties.js';
import { GROUP_KEYS, type Language, type LocalDay, dayOf } from '../kernel/index.js';
import type { AssessedLocation } from './assess-location.js';
import { BUILDING_RESPONSE } from './building-json.js';
import {
  CAPACITY_FACTORS, type CapacityFactor, CONFIDENTIALITIES, CONTACT_ROLES, CRITERIA, INSPECTED_CRITERIA, type Inspection, OTHER_PURPOSES, PERMIT_BASES, READINESS_STATUSES, ROOM_USES, STAY_MODES,
} from './domain/index.js';
import { listed, type ListedLocation } from './listed-location.js';
import type { RegisteredLocation } from './registered-location.js';

const instant = z.iso.datetime().describe('UTC.');
const day = z.iso.date();
const answer = z.enum(['yes', 'no', 'unknown']);
const orNull = <S extends z.ZodType>(schema: S) => schema.nullable();

const FACTOR = z.object({
  factor: z.enum(CAPACITY_FACTORS), label: z.string(), allows: orNull(z.int()).describe('Persons; null: does not limit.'), known: z.boolean(), mandatory: z.boolean(),
  figure: z.string(), source: z.string(),
});
const REASON = z.object({
  criterion: z.enum([...CRITERIA, 'availability']), label: z.string(), code: z.string(), severity: z.enum(['blocking', 'expiring', 'advice']), text: z.string(), cure: z.string(),
  since: orNull(day), until: orNull(day),
});
const part = orNull(z.string());
const ADDRESS = z
  .object({ street: part, houseNumber: part, postcode: part, place: part, municipalityCode: z.string(), provinceCode: z.string() })
  .describe('All but the codes are null where the address is confidential to you.');

export const SUMMARY_RESPONSE = z.object({
  id: z.uuid(), organisationId: z.uuid(), reference: orNull(z.string()), name: z.string(), municipalityName: z.string(), address: ADDRESS,
  addressVisible: z.boolean().describe('False: address, point, BAG identifier and evidence are not for you.'),
  latitude: orNull(z.number()).describe('WGS84.'), longitude: orNull(z.number()).describe('WGS84.'), leadTimeHours: orNull(z.number()).describe('Measured, else as stated.'),
  readiness: z.object({
    status: z.enum(READINESS_STATUSES).describe('Derived. `ready` and `ready-expiring` count.'), reasons: z.array(REASON),
    nextExpiry: orNull(z.object({ criterion: z.enum(CRITERIA), on: day, notReadyFrom: instant })),
  }),
  capacity: z.object({
    places: z.int().describe('Verified.'), claimed: z.int(), blocked: z.int(), normSetId: z.string(), limiting: FACTOR, summary: z.string(),
  }),
  version: z.int().describe('The ETag, as a number.'),
});

const FINDING = z.object({ criterion: z.enum(INSPECTED_CRITERIA), value: answer, evidence: orNull(z.string()), validUntil: orNull(day), note: orNull(z.string()), photoIds: z.array(z.uuid()).optional() });
export const INSPECTION_RESPONSE = z.object({
  id: z.uuid(), standbyLocationId: z.uuid(), inspectedAt: instant, inspector: orNull(z.string()).describe('Null where you may not see it.'), findings: z.array(FINDING),
});
export const UNAVAILABILITY_RESPONSE = z.object({ id: z.uuid(), standbyLocationId: z.uuid(), from: day, until: orNull(day), reason: z.string() });

const CONTACT = z.object({
  role: z.enum(CONTACT_ROLES), name: z.string(), function: z.string(), telephone: orNull(z.string()), email: orNull(z.string()), confirmedOn: orNull(day), notReachedOn: orNull(day),
});
const FACTS = z.object({
  stayMode: z.enum(STAY_MODES), wholeBuilding: answer, claimedPlaces: z.int(), floorAreaM2: orNull(z.number()), sleepingAreaM2: orNull(z.number()), ceilingHeightM: orNull(z.number()),
  rooms: orNull(z.array(z.object({ count: z.int(), use: z.enum(ROOM_USES), areaM2: orNull(z.number()) }))),
  toilets: orNull(z.int()), showers: orNull(z.int()), empty: answer,
  ownerAgreement: orNull(z.object({
    signedOn: orNull(day), signatory: orNull(z.string()), endsOn: orNull(day),
    whoPays: z.object({ reserving: orNull(z.string()), use: orNull(z.string()), damage: orNull(z.string()) }),
    insurerTold: answer,
  })),
  collegeDecision: orNull(z.object({
    decidedOn: day, reference: orNull(z.string()), maximumPersons: orNull(z.int()), groups: z.array(z.enum(GROUP_KEYS)), longestStayDays: orNull(z.int()), conditions: orNull(z.string()),
    informBeforeOpening: z.array(z.enum(INFORMED_KINDS)).optional(), endsOn: orNull(day), mandatedOfficial: orNull(z.string()),
  })),
  permit: orNull(z.object({ basis: z.enum(PERMIT_BASES), endsOn: orNull(day), maximumPersons: orNull(z.int()) })),
  fireUseNotificationOn: orNull(day), alsoPromisedTo: z.union([z.literal('unknown'), z.array(z.enum(OTHER_PURPOSES))]),
  blockedPlaces: z.array(z.object({ places: z.int(), reason: z.string(), until: orNull(day) })),
  leadTimeHours: orNull(z.number()), measuredLeadTimeHours: orNull(z.number()), floorPlanOnFile: answer,
  floorPlanDocument: orNull(z.object({ validUntil: orNull(day) })).describe('The floor plan among the documents that holds longest; it counts like `floorPlanOnFile: yes` until its last day.'),
  suits: z.object({ families: answer, singleAdults: answer, unaccompaniedMinors: answer, wheelchairUsers: answer }),
  confidentiality: z.enum(CONFIDENTIALITIES), findingsVoidedAt: orNull(instant),
  ...BUILDING_RESPONSE,
});
export const LOCATION_RESPONSE = SUMMARY_RESPONSE.extend({
  bagId: orNull(z.string()), facts: FACTS, factors: z.array(FACTOR).describe('What each factor allows.'),
  criteria: z.array(z.object({ criterion: z.enum(CRITERIA), label: z.string(), mandatory: z.boolean(), met: z.boolean(), validUntil: orNull(day) })),
  contacts: orNull(z.array(CONTACT)).describe('Null where you may not see them.'),
  inspections: z.array(INSPECTION_RESPONSE).describe('Newest first.'), unavailabilities: z.array(UNAVAILABILITY_RESPONSE),
  holds: z.array(z.object({ activationId: z.uuid(), exercise: z.boolean(), from: instant })),
  updatedAt: instant, withdrawnAt: orNull(instant), serverNow: instant.describe('The instant that readiness was worked out for.'),
});

const factorJson = ({ label, figure, source, ...factor }: CapacityFactor, language: Language): Record<string, unknown> => ({
  ...factor, label: label[language], figure: figure[language], source: source[language],
});

/** What is empty because it may not be seen is null to a machine. */
const orWithheld = (text: string | null): string | null => text || null;

function addressJson({ address: { street, houseNumber, postcode, place, ...codes } }: Pick<RegisteredLocation, 'address'>): Record<string, unknown> {
  return { street: orWithheld(street), houseNumber: orWithheld(houseNumber), postcode: orWithheld(postcode), place: orWithheld(place), ...codes };
}

/** A location in a list. A Date becomes UTC text when it is sent. */
export function summaryJson({ location, readiness, capacity }: ListedLocation, language: Language): Record<string, unknown> {
  const { id, organisationId, reference, name, municipalityName, addressVisible, latitude, longitude, facts, version } = location;
  const { limiting, summary, ...figures } = capacity;
  return {
    id, organisationId, reference, name, municipalityName, address: addressJson(location), addressVisible, latitude, longitude, leadTimeHours: facts.measuredLeadTimeHours ?? facts.leadTimeHours,
    readiness: {
      status: readiness.status, nextExpiry: readiness.nextExpiry,
      reasons: readiness.reasons.map(({ label, text, cure, ...reason }) => ({ ...reason, label: label[language], text: text[language], cure: cure[language] })),
    },
    capacity: { ...figures, limiting: factorJson(limiting, language), summary: summary[language] }, version,
  };
}

/** What `GET /api/v1/standby-locations/{id}` answers. */
export function locationJson(assessed: AssessedLocation, language: Language, serverNow: Date): Record<string, unknown> {
  const { location, readiness, capacity } = assessed;
  return {
    ...summaryJson(listed(assessed), language), bagId: location.bagId, facts: factsJson(location), factors: capacity.factors.map((factor) => factorJson(factor, language)),
    criteria: readiness.criteria.map(({ label, ...criterion }) => ({ ...criterion, label: label[language] })),
    contacts: contactsJson(location), inspections: inspectionsJson(location), unavailabilities: unavailabilitiesJson(location),
    holds: location.availability.holds.map(({ activationId, exercise, from }) => ({ activationId, exercise, from })),
    updatedAt: location.updatedAt, withdrawnAt: location.withdrawnAt, serverNow,
  };
}

// Who signed and who is mandated may be a person: shown to who may see the contacts.
function factsJson({ facts: known, contactsVisible }: RegisteredLocation): Record<string, unknown> {
  const { id: _id, name: _name, municipalityCode: _code, contacts: _contacts, ...facts } = known;
  if (contactsVisible) return facts;
  const { ownerAgreement, collegeDecision } = facts;
  return { ...facts, ownerAgreement: ownerAgreement && { ...ownerAgreement, signatory: null }, collegeDecision: collegeDecision && { ...collegeDecision, mandatedOfficial: null } };
}

function contactsJson({ contacts, contactsVisible, facts }: RegisteredLocation): unknown {
  if (!contactsVisible) return null;
  return contacts.map((contact, index) => ({ ...contact, confirmedOn: facts.contacts[index]?.confirmedOn ?? null, notReachedOn: facts.contacts[index]?.notReachedOn ?? null }));
}

/** Newest first. */
export const inspectionsJson = ({ id, inspections, contactsVisible }: RegisteredLocation): Record<string, unknown>[] =>
  [...inspections].reverse().map((inspection: Inspection) => ({
    ...inspection, standbyLocationId: id, inspector: contactsVisible ? inspection.inspector : null,
    findings: inspection.findings.map((finding) => ({ ...finding, evidence: orWithheld(finding.evidence), note: orWithheld(finding.note) })),
  }));

const unavailabilitiesJson = ({ id, availability }: RegisteredLocation): unknown[] =>
  availability.unavailable.map((period) => ({ id: period.id, standbyLocationId: id, reason: period.reason, from: dayOf(period.from), until: lastDayOf(period.until) }));

/** The last day of a period that ends at this instant, which is the beginning of the day after. */
export const lastDayOf = (until: Date | null): LocalDay | null => (until === null ? null : dayOf(new Date(until.getTime() - 1)));
