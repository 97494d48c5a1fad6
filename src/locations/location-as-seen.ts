import type { Scope } from '../kernel/index.js';
import { type Inspection, seesPlace, UNKNOWN_BUILDING } from './domain/index.js';
import type { RegisteredLocation } from './registered-location.js';

/** Text that is there and may not be seen: empty, so that a rule still finds that there is some. Null stays null. */
const WITHHELD = '';
const withheld = (text: string | null): string | null => (text === null ? null : WITHHELD);

/**
 * A location without what this scope may not see. Facts on which readiness rests stay: how a location stands is the same
 * for everybody. `location` is as it was read, with its contacts as the scope may see them.
 */
export function asSeenBy(scope: Scope, location: RegisteredLocation): RegisteredLocation {
  const { organisationId, address: { provinceCode }, facts: { confidentiality } } = location;
  const addressVisible = seesPlace(scope, { organisationId, provinceCode, confidentiality });
  const forParties = location.contactsVisible ? location : withoutPartiesOnly(location);
  return addressVisible ? { ...forParties, addressVisible } : { ...withoutAddress(forParties), addressVisible };
}

/** What is between the municipality and those who plan with it: the owner's name, costs and notes. */
function withoutPartiesOnly(location: RegisteredLocation): RegisteredLocation {
  const { facts } = location;
  const { costs, notes } = UNKNOWN_BUILDING;
  return { ...location, facts: { ...facts, owner: { ...facts.owner, name: null }, costs, notes } };
}

function withoutAddress(location: RegisteredLocation): RegisteredLocation {
  const { facts, address: { municipalityCode, provinceCode } } = location;
  return {
    ...location,
    address: { street: WITHHELD, houseNumber: WITHHELD, postcode: WITHHELD, place: WITHHELD, municipalityCode, provinceCode },
    bagId: null, latitude: null, longitude: null,
    facts: { ...facts, site: { ...facts.site, sharedWith: null, neighboursToInform: null } },
    inspections: location.inspections.map(withoutEvidence),
  };
}

const withoutEvidence = (inspection: Inspection): Inspection => ({
  ...inspection, findings: inspection.findings.map((finding) => ({ ...finding, evidence: withheld(finding.evidence), note: withheld(finding.note), photoIds: [] })),
});
