import { MUNICIPALITIES } from '../../config/places.js';
import { INVALID_INPUT, Problem, type FieldError } from '../kernel/index.js';
import type { LocationBody } from './location-schemas.js';
import type { StandbyLocation, StoredFacts } from './standby-location.entity.js';

/** What is known of a location besides what the municipality states: a change leaves it as it is. */
export type Established = Pick<StoredFacts, 'measuredLeadTimeHours' | 'findingsVoidedAt'>;
export const NOTHING_ESTABLISHED: Established = { measuredLeadTimeHours: null, findingsVoidedAt: null };

export type StatedLocation = Omit<StandbyLocation, 'id' | 'organisationId' | 'version' | 'createdAt' | 'updatedAt' | 'withdrawnAt'>;

/** The columns and facts of what a municipality states. Throws REQUEST.INVALID (400) for a building in another municipality. */
export function statedLocation(body: LocationBody, ownMunicipalityCode: string | null, established: Established): StatedLocation {
  const { reference, name, street, houseNumber, postcode, place, municipalityCode = ownMunicipalityCode, bagId, latitude, longitude, claimedPlaces, contacts, ...facts } = body;
  const municipality = MUNICIPALITIES.find(({ code }) => code === municipalityCode);
  if (!municipality || municipality.code !== ownMunicipalityCode) throw new Problem(INVALID_INPUT, {}, [NOT_YOUR_MUNICIPALITY]);
  return {
    reference, name, street, houseNumber, postcode, place, municipalityCode: municipality.code, provinceCode: municipality.provinceCode, bagId, latitude, longitude, claimedPlaces,
    contacts: contacts.map(({ confirmedOn: _confirmed, notReachedOn: _missed, ...personal }) => personal),
    facts: { ...facts, ...established, contacts: contacts.map(({ role, confirmedOn, notReachedOn }) => ({ role, confirmedOn, notReachedOn })) },
  };
}

const NOT_YOUR_MUNICIPALITY: FieldError = {
  path: 'municipalityCode', code: 'not-your-municipality',
  message: { nl: 'U kunt alleen gebouwen in uw eigen gemeente aanbieden.', en: 'You can offer buildings in your own municipality only.' },
};
