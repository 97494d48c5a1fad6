import type { Instant } from '../kernel/index.js';
import type { Availability, Inspection, LocationFacts, UnavailablePeriod } from './domain/index.js';
import type { LocationContact } from './standby-location.entity.js';

/** Street, house number, postcode and place are empty for who may not see where it is (`addressVisible`). */
export type Address = {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly place: string;
  readonly municipalityCode: string;
  readonly provinceCode: string;
};

/** A standby location with everything that is known of it. */
export type RegisteredLocation = {
  readonly id: string;
  readonly organisationId: string;
  /** The municipality's own name for it in its administration. */
  readonly reference: string | null;
  readonly municipalityName: string;
  readonly name: string;
  readonly address: Address;
  /** False when address, point, BAG identifier, evidence and what else tells where it is are left out because they may not be seen. */
  readonly addressVisible: boolean;
  readonly bagId: string | null;
  /** WGS84, decimal degrees. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly facts: LocationFacts;
  /** Oldest first. The inspector is empty for who may not see the contacts; evidence and notes are for who may not see the address. */
  readonly inspections: readonly Inspection[];
  /** With the holds that run now. */
  readonly availability: Omit<Availability, 'unavailable'> & { readonly unavailable: readonly (UnavailablePeriod & { readonly id: string })[] };
  /** Empty for who may not see them. */
  readonly contacts: readonly LocationContact[];
  /** False when `contacts` is empty because they may not be seen. */
  readonly contactsVisible: boolean;
  readonly version: number;
  readonly updatedAt: Instant;
  /** Null while the municipality offers it. */
  readonly withdrawnAt: Instant | null;
};
