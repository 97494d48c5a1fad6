import { randomUUID } from 'node:crypto';
import { MUNICIPALITIES } from '../../config/places.js';
import { addDays, type Instant, type LocalDay, startOfDay } from '../../src/kernel/index.js';
import { INSPECTED_CRITERIA, type Inspection, type LocationFacts, type RegisteredLocation, UNKNOWN_BUILDING } from '../../src/locations/index.js';
import type { TestDatabase } from '../support/database.js';
import { sameNumbers } from './harness.js';

const DRENTHE = MUNICIPALITIES.filter(({ provinceCode }) => provinceCode === 'PV22');

/**
 * So many locations of Drenthe as a registry of some years holds them: inspected two to four times, some with a defect, papers
 * that end in the coming year, contacts confirmed in the last weeks, some with a booking or two, a few with blocked places.
 */
export function manyLocations(count: number, today: LocalDay, organisationOf: (municipalityCode: string) => string = () => randomUUID()): RegisteredLocation[] {
  const next = sameNumbers(2026);
  const upTo = (most: number): number => Math.floor(next() * most);
  const day = (from: number, to: number): LocalDay => addDays(today, from + upTo(to - from));
  const at = (when: LocalDay): Instant => new Date(startOfDay(when).getTime() + (8 + upTo(9)) * 3_600_000);

  const factsOf = (id: string, name: string, municipalityCode: string): LocationFacts => {
    const places = 10 + upTo(111);
    const paper = (): LocalDay => day(20, 400);
    return {
      ...UNKNOWN_BUILDING, id, name, municipalityCode, stayMode: 'day-and-night', wholeBuilding: 'yes', claimedPlaces: places, floorAreaM2: places * 9, sleepingAreaM2: places * (3.6 + next()), ceilingHeightM: 3.2,
      rooms: upTo(3) === 0 ? [{ count: Math.ceil(places / 6), use: 'bedroom', areaM2: 25 }] : null, toilets: Math.ceil(places / 20), showers: Math.ceil(places / 45), empty: upTo(40) === 0 ? 'unknown' : 'yes',
      ownerAgreement: { signedOn: day(-300, -60), signatory: 'Eigenaar', endsOn: paper(), whoPays: { reserving: 'ministerie', use: 'ministerie', damage: 'ministerie' }, insurerTold: 'yes' },
      collegeDecision: {
        decidedOn: day(-300, -60), reference: `B-${id.slice(0, 8)}`, maximumPersons: places, groups: ['families', 'singleAdults'], longestStayDays: 180, conditions: null, endsOn: paper(),
        mandatedOfficial: 'Piketambtenaar openbare orde',
      },
      permit: { basis: 'environmental-permit', endsOn: paper(), maximumPersons: null }, fireUseNotificationOn: day(-300, -40), alsoPromisedTo: [],
      blockedPlaces: upTo(15) === 0 ? [{ places: 5, reason: 'lekkage', until: day(5, 120) }] : [], leadTimeHours: 24 + upTo(48), measuredLeadTimeHours: null,
      contacts: (['authorises', 'opens', 'alternate'] as const).map((role) => ({ role, confirmedOn: day(-25, 0), notReachedOn: null })), floorPlanOnFile: 'yes',
      suits: { families: 'yes', singleAdults: 'yes', unaccompaniedMinors: 'no', wheelchairUsers: 'unknown' }, confidentiality: 'confidential', findingsVoidedAt: null, floorPlanDocument: null,
    };
  };
  // One in each of the last quarters.
  const inspectionsOf = (): Inspection[] => {
    const quarters = 2 + upTo(3);
    return Array.from({ length: quarters }, (_, index) => ({
      id: randomUUID(), inspectedAt: at(day(-90 * (quarters - index), -90 * (quarters - index - 1) - 1)), inspector: 'Toezichthouder gebouwen',
      findings: INSPECTED_CRITERIA.map((criterion) => ({ criterion, value: upTo(60) === 0 ? ('no' as const) : ('yes' as const), evidence: 'Ter plaatse gezien', validUntil: null, note: null })),
    }));
  };
  const bookings = (): RegisteredLocation['availability']['unavailable'] =>
    Array.from({ length: Math.max(0, upTo(5) - 2) }, () => {
      const from = day(-10, 170);
      return { id: randomUUID(), from: startOfDay(from), until: startOfDay(addDays(from, 1 + upTo(6))), reason: 'Beurs' };
    });

  return Array.from({ length: count }, (_, index) => {
    const { code, name: municipalityName } = DRENTHE[index % DRENTHE.length]!;
    const id = randomUUID();
    const name = `Gebouw ${index + 1}`;
    return {
      id, organisationId: organisationOf(code), reference: null, municipalityName, name, bagId: null, latitude: 52.5 + next(), longitude: 6.2 + next(),
      address: { street: 'Proefstraat', houseNumber: String(1 + index), postcode: '9401 ZZ', place: municipalityName, municipalityCode: code, provinceCode: 'PV22' },
      facts: factsOf(id, name, code), inspections: inspectionsOf(), availability: { unavailable: bookings(), holds: [] }, contacts: [], contactsVisible: true, addressVisible: true, version: 1,
      updatedAt: startOfDay(today), withdrawnAt: null,
    };
  });
}

const BATCH = 1000;

/** Writes locations to the database as they would stand there. */
export async function store(database: TestDatabase, locations: readonly RegisteredLocation[]): Promise<void> {
  for (let from = 0; from < locations.length; from += BATCH) await storeBatch(database, locations.slice(from, from + BATCH));
  await database.sql('ANALYZE standby_locations, inspections, location_unavailabilities');
}

async function storeBatch(database: TestDatabase, locations: readonly RegisteredLocation[]): Promise<void> {
  const rows = locations.map(({ id, organisationId, name, address, latitude, longitude, facts: { id: _id, name: _name, municipalityCode: _code, claimedPlaces, ...facts } }) => ({
    id, organisation_id: organisationId, name, street: address.street, house_number: address.houseNumber, postcode: address.postcode, place: address.place,
    municipality_code: address.municipalityCode, province_code: address.provinceCode, latitude, longitude, claimed_places: claimedPlaces, facts,
  }));
  await database.sql(
    `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, latitude, longitude, claimed_places, facts, contacts, created_at, updated_at)
     SELECT id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, latitude, longitude, claimed_places, facts, '[]', app_now(), app_now()
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, organisation_id uuid, name text, street text, house_number text, postcode text, place text, municipality_code text, province_code text,
                                               latitude float8, longitude float8, claimed_places integer, facts jsonb)`, [JSON.stringify(rows)]);
  await database.sql(
    `INSERT INTO inspections (id, location_id, inspected_at, inspector, findings, created_at)
     SELECT id, location_id, inspected_at, inspector, findings, inspected_at
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, location_id uuid, inspected_at timestamptz, inspector text, findings jsonb)`,
    [JSON.stringify(locations.flatMap(({ id, inspections }) => inspections.map((one) => ({ id: one.id, location_id: id, inspected_at: one.inspectedAt, inspector: one.inspector, findings: one.findings }))))]);
  await database.sql(
    `INSERT INTO location_unavailabilities (id, location_id, starts_at, ends_at, reason, created_at)
     SELECT id, location_id, starts_at, ends_at, reason, app_now()
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, location_id uuid, starts_at timestamptz, ends_at timestamptz, reason text)`,
    [JSON.stringify(locations.flatMap(({ id, availability }) => availability.unavailable.map((one) => ({ id: one.id, location_id: id, starts_at: one.from, ends_at: one.until, reason: one.reason }))))]);
}
