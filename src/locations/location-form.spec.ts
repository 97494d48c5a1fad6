import { describe, expect, it } from '@jest/globals';
import { parseInput } from '../platform/http/index.js';
import { readyFacts } from './domain/ready-location.fixture.js';
import { decodeLocationForm, locationFields } from './location-form.js';
import { LOCATION_SCHEMA } from './location-schemas.js';
import type { RegisteredLocation } from './registered-location.js';

const contacts = (['authorises', 'opens', 'alternate'] as const).map((role) => ({ role, name: `Naam ${role}`, function: 'piket', telephone: '+31592000100', email: null }));

const registered = (): RegisteredLocation => ({
  id: 'location-1', organisationId: 'organisation-1', reference: 'A-1', municipalityName: 'Assen', name: 'Sporthal De Fictie', bagId: '0106100000000001', latitude: 52.99, longitude: 6.56,
  address: { street: 'Verzonnen weg', houseNumber: '1', postcode: '9401 AB', place: 'Assen', municipalityCode: 'GM0106', provinceCode: 'PV22' },
  addressVisible: true,
  facts: readyFacts({
    buildingKind: 'school', owner: { kind: 'foundation', name: 'Stichting' }, countsForSpreidingswet: 'no', accessibleToilets: 1, accessibleShowers: 0,
    utilities: { hotWater: 'yes', heating: 'no', power: 'yes', powerKva: 63.5, backupPower: 'unknown', backupPowerHours: null, network: 'yes' },
    catering: { kitchen: 'warming-only', mealsAtOnce: 80, diningSeats: 60, mealsMayBeBroughtIn: 'yes' }, laundry: { onSite: 'yes', washers: 2, dryers: 0 },
    accessibility: { parkingSpaces: 12, coach: 'yes', publicTransportM: 350, wheelchair: 'no' }, site: { fenced: 'no', shared: 'yes', sharedWith: 'een sportclub', neighboursToInform: 'de school\nen de winkels' },
    costs: { reservingPerMonth: 1250.5, usePerDay: 300, once: null, note: 'exclusief energie' }, notes: 'Sleutel bij het piket', rooms: [{ count: 2, use: 'bedroom', areaM2: 16.5 }], blockedPlaces: [{ places: 4, reason: 'lekkage', until: null }] }),
  inspections: [], availability: { unavailable: [], holds: [] }, contacts, contactsVisible: true, version: 3, updatedAt: new Date(0), withdrawnAt: null,
});

describe('the form of a location', () => {
  it('gives back everything that was known when nothing is changed', () => {
    const location = registered();
    const body = parseInput(LOCATION_SCHEMA, decodeLocationForm(locationFields(location)).input);
    const { id: _id, municipalityCode: _code, findingsVoidedAt: _voided, measuredLeadTimeHours: _measured, floorPlanDocument: _plan, contacts: confirmed, ...stated } = location.facts;
    expect(body).toMatchObject({ ...stated, reference: 'A-1', bagId: '0106100000000001', latitude: 52.99, longitude: 6.56, postcode: '9401 AB' });
    expect(body.contacts).toEqual(contacts.map((contact, index) => ({ ...contact, ...confirmed[index] })));
  });

  it.each([
    [undefined, 'unknown'],
    ['none', []],
    [['none', 'booking'], ['booking']],
    ['spreidingswet', ['spreidingswet']],
  ])('understands %j as promised to %j', (ticked, expected) => {
    expect(decodeLocationForm({ alsoPromisedTo: ticked }).input['alsoPromisedTo']).toEqual(expected);
  });

  it('makes numbers of numbers, with a Dutch comma too, and leaves the rest as typed', () => {
    const { input } = decodeLocationForm({ claimedPlaces: 'veel', floorAreaM2: '400,5', houseNumber: '12', 'rooms.0.count': '3' });
    expect(input).toMatchObject({ claimedPlaces: 'veel', floorAreaM2: 400.5, houseNumber: '12', rooms: [{ count: 3 }] });
  });

  it('has no decision when nothing of one was filled in', () => {
    expect(decodeLocationForm({ 'collegeDecision.reference': '', 'ownerAgreement.whoPays.use': '' }).input).not.toHaveProperty('collegeDecision');
  });
});
