import type { AssessedLocation } from './assess-location.js';
import type { LocationFacts, Readiness, VerifiedCapacity } from './domain/index.js';
import type { RegisteredLocation } from './registered-location.js';

/** What a list shows of a location: how it stands and why, without the papers behind it. */
export type ListedLocation = {
  readonly location: Pick<RegisteredLocation, 'id' | 'organisationId' | 'reference' | 'name' | 'municipalityName' | 'address' | 'addressVisible' | 'latitude' | 'longitude' | 'version'> & {
    readonly facts: Pick<LocationFacts, 'leadTimeHours' | 'measuredLeadTimeHours'>;
  };
  readonly readiness: Pick<Readiness, 'status' | 'reasons' | 'nextExpiry'>;
  readonly capacity: Omit<VerifiedCapacity, 'factors'>;
};

/** Keeps what a list shows and lets go of the rest. */
export function listed({ location, readiness, capacity }: AssessedLocation): ListedLocation {
  const { id, organisationId, reference, name, municipalityName, address, addressVisible, latitude, longitude, version, facts: { leadTimeHours, measuredLeadTimeHours } } = location;
  const { status, reasons, nextExpiry } = readiness;
  const { factors: _, ...figures } = capacity;
  return {
    location: { id, organisationId, reference, name, municipalityName, address, addressVisible, latitude, longitude, version, facts: { leadTimeHours, measuredLeadTimeHours } },
    readiness: { status, reasons, nextExpiry }, capacity: figures,
  };
}
