import { UNKNOWN_BUILDING } from '../domain/index.js';
import { readyFacts } from '../domain/ready-location.fixture.js';
import { StandbyLocation } from '../standby-location.entity.js';

export const minute = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 0, n));

/** The ready location of the tests as it is stored, with one contact. */
export function storedRow(): StandbyLocation {
  const { id, name, municipalityCode, claimedPlaces, findingsVoidedAt: _voided, floorPlanDocument: _plan, ...facts } = readyFacts();
  return Object.assign(new StandbyLocation(), {
    id, organisationId: 'org', reference: 'R-1', name, street: 'Verzonnen weg', houseNumber: '1', postcode: '9401 AB', place: 'Assen', municipalityCode, provinceCode: 'PV22', bagId: null, latitude: 52.9, longitude: 6.5,
    claimedPlaces, facts: { ...UNKNOWN_BUILDING, ...facts, contacts: [{ role: 'opens', confirmedOn: '2025-12-01', notReachedOn: null }], findingsVoidedAt: null },
    contacts: [{ role: 'opens', name: 'Sleuteldienst', function: 'piket', telephone: '+31592000100', email: null }], version: 1, createdAt: minute(1), updatedAt: minute(1), withdrawnAt: null,
  });
}
