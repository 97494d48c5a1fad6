import { type FieldError, INVALID_INPUT, type LocalDay, Problem } from '../kernel/index.js';
import { municipalityOn } from './domain/index.js';
import type { LocationBody } from './location-schemas.js';
import type { StandbyLocation, StoredFacts } from './standby-location.entity.js';

/** What is known of a location besides what the municipality states: a change leaves it as it is. */
export type Established = Pick<StoredFacts, 'measuredLeadTimeHours' | 'findingsVoidedAt'>;
export const NOTHING_ESTABLISHED: Established = { measuredLeadTimeHours: null, findingsVoidedAt: null };

export type StatedLocation = Omit<StandbyLocation, 'id' | 'organisationId' | 'version' | 'createdAt' | 'updatedAt' | 'withdrawnAt'>;

/** The municipality in which somebody may offer buildings: its code as they had it, and the day that is meant. */
export type OwnMunicipality = { readonly code: string | null; readonly today: LocalDay };

/**
 * The columns and facts of what a municipality states. A building keeps the code under which it was registered when its
 * municipality is merged into another. Throws REQUEST.INVALID (400) for a building in another municipality, or one that no
 * longer exists.
 */
export function statedLocation(body: LocationBody, own: OwnMunicipality, established: Established): StatedLocation {
  const { reference, name, street, houseNumber, postcode, place, municipalityCode: given, bagId, latitude, longitude, claimedPlaces, contacts, ...facts } = body;
  const { code, provinceCode } = municipalityOf(given, own);
  return {
    reference, name, street, houseNumber, postcode, place, municipalityCode: code, provinceCode, bagId, latitude, longitude, claimedPlaces,
    contacts: contacts.map(({ confirmedOn: _confirmed, notReachedOn: _missed, ...personal }) => personal),
    facts: { ...facts, ...established, contacts: contacts.map(({ role, confirmedOn, notReachedOn }) => ({ role, confirmedOn, notReachedOn })) },
  };
}

function municipalityOf(given: string | undefined, { code: own, today }: OwnMunicipality): { code: string; provinceCode: string } {
  const now = municipalityOn(own, today);
  if (given !== undefined) {
    const meant = municipalityOn(given, today);
    if (meant && meant.code !== given) throw new Problem(INVALID_INPUT, {}, [merged(given, meant.name, meant.code)]);
    if (meant?.code !== now?.code) throw new Problem(INVALID_INPUT, {}, [NOT_YOUR_MUNICIPALITY]);
  }
  if (!now || own === null) throw new Problem(INVALID_INPUT, {}, [NOT_YOUR_MUNICIPALITY]);
  return { code: own, provinceCode: now.provinceCode };
}

const NOT_YOUR_MUNICIPALITY: FieldError = {
  path: 'municipalityCode', code: 'not-your-municipality',
  message: { nl: 'U kunt alleen gebouwen in uw eigen gemeente aanbieden.', en: 'You can offer buildings in your own municipality only.' },
};

const merged = (code: string, name: string, newCode: string): FieldError => ({
  path: 'municipalityCode', code: 'municipality-merged', params: { code, name, newCode },
  message: {
    nl: 'Gemeente {code} bestaat niet meer: zij hoort nu bij {name}. Gebruik {newCode}, of laat de code weg.',
    en: 'Municipality {code} no longer exists: it is part of {name} now. Use {newCode}, or leave the code out.',
  },
});
