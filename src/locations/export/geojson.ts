import type { Language } from '../../kernel/index.js';
import type { AssessedLocation } from '../assess-location.js';

/** A location on the map (RFC 7946); undefined for one whose point is not known or may not be seen. Nothing of its contacts. */
export function featureOf({ location, readiness, capacity }: AssessedLocation, language: Language): Record<string, unknown> | undefined {
  const { id, reference, name, municipalityName, latitude, longitude, facts, addressVisible, address: { street, houseNumber, postcode, place, municipalityCode, provinceCode } } = location;
  if (!addressVisible || latitude === null || longitude === null) return undefined;
  return {
    type: 'Feature', id,
    // Longitude first, in WGS84.
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      name, reference, street, houseNumber, postcode, place, municipality: municipalityName, municipalityCode, provinceCode, confidentiality: facts.confidentiality,
      readiness: readiness.status, places: capacity.places, claimedPlaces: facts.claimedPlaces, limiting: capacity.limiting.label[language], stayMode: facts.stayMode,
      leadTimeHours: facts.measuredLeadTimeHours ?? facts.leadTimeHours,
    },
  };
}

/** A FeatureCollection, one feature a line. */
export async function* geoJsonPieces(locations: AsyncIterable<AssessedLocation>, language: Language): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let first = true;
  for await (const assessed of locations) {
    const feature = featureOf(assessed, language);
    if (!feature) continue;
    yield `${first ? '\n' : ',\n'}${JSON.stringify(feature)}`;
    first = false;
  }
  yield '\n]}\n';
}
