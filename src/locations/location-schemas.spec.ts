import { describe, expect, it } from '@jest/globals';
import { Problem } from '../kernel/index.js';
import { parseInput } from '../platform/http/index.js';
import { UNKNOWN_BUILDING } from './domain/index.js';
import { INSPECTION_SCHEMA, UNAVAILABILITY_SCHEMA } from './inspection-schemas.js';
import { LOCATION_SCHEMA } from './location-schemas.js';

const least = { name: 'Hal', street: 'Verzonnen weg', houseNumber: '1', postcode: '9401ab', place: 'Assen', claimedPlaces: 40 };
const locationId = '0190a0a0-0000-7000-8000-000000000001';

function wrong(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path, code }) => `${path} ${code}`).sort();
    throw error;
  }
  return [];
}

describe('a location as given', () => {
  it('needs little, and takes what is left out as unknown, never as yes or zero', () => {
    expect(parseInput(LOCATION_SCHEMA, least)).toMatchObject({
      postcode: '9401 AB', stayMode: 'unknown', empty: 'unknown', toilets: null, alsoPromisedTo: 'unknown', collegeDecision: null, contacts: [],
      suits: { families: 'unknown' }, confidentiality: 'confidential',
    });
  });

  it('names every wrong field at once, rules over several fields among them', () => {
    expect(wrong(() => parseInput(LOCATION_SCHEMA, {
      ...least, name: '', postcode: '0401 AB', claimedPlaces: 0, bagId: '123', latitude: 48.86, sleepingAreaM2: 50, floorAreaM2: 40, municipalityCode: 'GM9999', surprise: 1,
      collegeDecision: { decidedOn: '2026-02-30', groups: ['everybody'] }, ownerAgreement: { signedOn: '2026-05-01', endsOn: '2026-04-01' },
      contacts: [{ role: 'opens', name: 'A', function: 'B' }],
    }))).toEqual([
      'bagId not-a-bag-id', 'claimedPlaces too-small', 'collegeDecision.decidedOn not-a-day', 'collegeDecision.groups.0 not-a-choice', 'contacts.0.telephone unreachable',
      'latitude outside-the-netherlands', 'longitude half-a-point', 'municipalityCode not-a-choice', 'name required', 'ownerAgreement.endsOn inverted-period', 'postcode not-a-postcode',
      'sleepingAreaM2 larger-than-floor', 'surprise unknown',
    ]);
  });

  it('keeps unaccompanied minors for a decision that names them', () => {
    const suits = { unaccompaniedMinors: 'yes' };
    const decided = (groups: string[]) => ({ ...least, suits, collegeDecision: { decidedOn: '2026-02-01', groups } });
    expect(wrong(() => parseInput(LOCATION_SCHEMA, { ...least, suits }))).toEqual(['suits.unaccompaniedMinors not-in-the-decision']);
    expect(wrong(() => parseInput(LOCATION_SCHEMA, decided(['families'])))).toEqual(['suits.unaccompaniedMinors not-in-the-decision']);
    expect(parseInput(LOCATION_SCHEMA, decided(['families', 'unaccompaniedMinors'])).suits.unaccompaniedMinors).toBe('yes');
  });

  it('does not have more toilets and showers for a wheelchair than there are', () => {
    expect(wrong(() => parseInput(LOCATION_SCHEMA, { ...least, toilets: 2, accessibleToilets: 3, showers: 1, accessibleShowers: 2 }))).toEqual(['accessibleShowers more-than-all', 'accessibleToilets more-than-all']);
    expect(parseInput(LOCATION_SCHEMA, { ...least, toilets: 2, accessibleToilets: 2, accessibleShowers: 2 })).toMatchObject({ accessibleToilets: 2, accessibleShowers: 2 });
  });

  it('takes a building of which nothing is said as unknown, to the last question', () => {
    expect(parseInput(LOCATION_SCHEMA, least)).toMatchObject(UNKNOWN_BUILDING);
    expect(parseInput(LOCATION_SCHEMA, { ...least, utilities: { heating: 'yes' } }).utilities).toEqual({ ...UNKNOWN_BUILDING.utilities, heating: 'yes' });
  });

  it.each([
    [{ postcode: '49074' }, 'postcode foreign-postcode'], [{ postcode: '9401 SS' }, 'postcode never-issued'], [{ postcode: '9401' }, 'postcode letters-missing'],
    [{ houseNumber: 'zonder' }, 'houseNumber not-a-house-number'], [{ latitude: 6.56, longitude: 52.99 }, 'latitude outside-the-netherlands'],
    [{ utilities: { powerKva: -1 } }, 'utilities.powerKva too-small'], [{ laundry: { washers: 1001 } }, 'laundry.washers too-large'], [{ laundry: { washers: 1.5 } }, 'laundry.washers wrong-type'],
    [{ accessibility: { coach: 'perhaps' } }, 'accessibility.coach not-a-choice'], [{ buildingKind: 'castle' }, 'buildingKind not-a-choice'], [{ catering: { kitchen: 'yes' } }, 'catering.kitchen not-a-choice'],
    [{ site: { sharedWith: 'a'.repeat(501) } }, 'site.sharedWith too-long'], [{ notes: 'a'.repeat(4001) }, 'notes too-long'], [{ costs: { once: 100_000_001 } }, 'costs.once too-large'],
    [{ owner: { kind: 'company', nickname: 'x' } }, 'owner.nickname unknown'],
  ])('names what is wrong about the address and the building (%#)', (given, complaint) => {
    expect(wrong(() => parseInput(LOCATION_SCHEMA, { ...least, ...given }))).toContain(complaint);
  });

  it.each([[{ name: 'a'.repeat(201) }], [{ claimedPlaces: 10_001 }], [{ toilets: 1001 }], [{ contacts: Array.from({ length: 11 }, () => ({ role: 'opens', name: 'A', function: 'B', telephone: '0592 000 100' })) }]])(
    'refuses what is beyond its limit (%#)', (beyond) => {
      expect(wrong(() => parseInput(LOCATION_SCHEMA, { ...least, ...beyond }))).toHaveLength(1);
    });
});

describe('an inspection as given', () => {
  it('takes a time without an offset as Dutch time', () => {
    const body = parseInput(INSPECTION_SCHEMA, { standbyLocationId: locationId, inspectedAt: '2026-01-15T12:00', inspector: 'toezichthouder', findings: [{ criterion: 'access', value: 'yes' }] });
    expect(body.inspectedAt.toISOString()).toBe('2026-01-15T11:00:00.000Z');
    expect(body.findings).toEqual([{ criterion: 'access', value: 'yes', evidence: null, validUntil: null, note: null, photoIds: [] }]);
  });

  it('has each criterion once, and at least one', () => {
    const twice = { criterion: 'access', value: 'yes' };
    const rest = { standbyLocationId: locationId, inspectedAt: '2026-01-15T12:00Z', inspector: 'toezichthouder' };
    expect(wrong(() => parseInput(INSPECTION_SCHEMA, { ...rest, findings: [twice, twice] }))).toEqual(['findings criterion-twice']);
    expect(wrong(() => parseInput(INSPECTION_SCHEMA, { ...rest, findings: [] }))).toEqual(['findings required']);
  });
});

describe('a period of unavailability as given', () => {
  it('may have no known end, and does not end before it begins', () => {
    expect(parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: locationId, from: '2026-02-01', reason: 'beurs' }).until).toBeNull();
    expect(wrong(() => parseInput(UNAVAILABILITY_SCHEMA, { standbyLocationId: locationId, from: '2026-02-02', until: '2026-02-01', reason: 'beurs' }))).toEqual(['until inverted-period']);
  });
});
