import type { Instant, LocalDay } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import {
  type DocumentKind, type Finding, type FloorPlanDocument, floorPlanOf, type Inspection, type LocationFacts, municipalityOn, UNKNOWN_BUILDING,
} from './domain/index.js';
import type { RegisteredLocation } from './registered-location.js';
import type { LocationContact, StoredFacts } from './standby-location.entity.js';

/** A location as it is stored, with what the reader may see of its contacts. */
export type LocationRow = {
  id: string; organisation_id: string; reference: string | null; name: string; street: string; house_number: string; postcode: string; place: string;
  municipality_code: string; province_code: string; bag_id: string | null; latitude: number | null; longitude: number | null; claimed_places: number;
  facts: StoredFacts; contacts: LocationContact[]; sees: boolean; today: LocalDay; version: number; updated_at: Instant; withdrawn_at: Instant | null;
};
type Owned<T> = T & { location_id: string };
type InspectionOfLocation = Owned<{ id: string; inspected_at: Instant; inspector: string; findings: Finding[] }>;
type PeriodOfLocation = Owned<{ id: string; starts_at: Instant; ends_at: Instant | null; reason: string }>;
type HoldOfLocation = Owned<{ activation_id: string; exercise: boolean; starts_at: Instant }>;
type PlanOfLocation = Owned<{ kind: DocumentKind; validUntil: LocalDay | null }>;
export type Parts = { inspections: InspectionOfLocation[]; periods: PeriodOfLocation[]; holds: HoldOfLocation[]; plans: PlanOfLocation[] };

/** The sight on contacts, as parameters $1 to $3. */
export type SightParameters = readonly [everything: boolean, organisationId: string | null, provinceCode: string | null];

// What may not be seen is not read.
export const SEES = `COALESCE($1::boolean OR l.organisation_id = $2::uuid OR l.province_code = $3::text, false)`;

/** Whether what began and ended stood at the instant of the parameter; without one, whether it stands now. */
const stands = (at: Instant | null, began: string, ended: string, parameter: string): string =>
  at === null ? `${ended} IS NULL` : `${began} <= ${parameter} AND (${ended} IS NULL OR ${ended} > ${parameter})`;

/**
 * What belongs to these locations: as it stands, or as it stood at an instant gone by. Four statements, whatever the number of
 * locations, one after the other: inside a transaction there is one connection.
 */
export async function readParts(source: Database | Tx, sight: SightParameters, ids: readonly string[], at: Instant | null): Promise<(id: string) => Parts> {
  const then = at === null ? [] : [at];
  const inspections = await source.query<InspectionOfLocation>(
    `SELECT i.id, i.location_id, i.inspected_at, i.findings, CASE WHEN ${SEES} THEN i.inspector ELSE '' END AS inspector
       FROM inspections i JOIN standby_locations l ON l.id = i.location_id
      WHERE i.location_id = ANY($4::uuid[])${at === null ? '' : ' AND i.created_at <= $5'} ORDER BY i.inspected_at, i.id`, [...sight, ids, ...then]);
  const periods = await source.query<PeriodOfLocation>(
    `SELECT id, location_id, starts_at, ends_at, reason FROM location_unavailabilities
      WHERE location_id = ANY($1::uuid[]) AND ${stands(at, 'created_at', 'removed_at', '$2')} ORDER BY starts_at, id`, [ids, ...then]);
  const holds = await source.query<HoldOfLocation>(
    `SELECT location_id, activation_id, exercise, starts_at FROM location_holds WHERE location_id = ANY($1::uuid[]) AND ${stands(at, 'starts_at', 'released_at', '$2')}`, [ids, ...then]);
  // That there is one is no secret; what it shows is.
  const plans = await source.query<PlanOfLocation>(
    `SELECT location_id, kind, to_char(valid_until, 'YYYY-MM-DD') AS "validUntil" FROM location_documents
      WHERE location_id = ANY($1::uuid[]) AND kind = 'floor-plan' AND ${stands(at, 'uploaded_at', 'removed_at', '$2')}`, [ids, ...then]);
  const of = { inspections: grouped(inspections), periods: grouped(periods), holds: grouped(holds), plans: grouped(plans) };
  return (id) => ({ inspections: of.inspections(id), periods: of.periods(id), holds: of.holds(id), plans: of.plans(id) });
}

function grouped<T>(rows: readonly Owned<T>[]): (locationId: string) => Owned<T>[] {
  const groups = new Map<string, Owned<T>[]>();
  for (const row of rows) {
    const group = groups.get(row.location_id);
    if (group) group.push(row);
    else groups.set(row.location_id, [row]);
  }
  return (locationId) => groups.get(locationId) ?? [];
}

/** The facts that the rules work with, from where they are stored. What an older version of the service left out is unknown. */
export function factsOf(row: Pick<LocationRow, 'id' | 'name' | 'municipality_code' | 'claimed_places' | 'facts'>, floorPlanDocument: FloorPlanDocument | null): LocationFacts {
  const { findingsVoidedAt, ...facts } = row.facts;
  return {
    ...UNKNOWN_BUILDING, ...facts, id: row.id, name: row.name, municipalityCode: row.municipality_code, claimedPlaces: row.claimed_places,
    findingsVoidedAt: findingsVoidedAt === null ? null : new Date(findingsVoidedAt), floorPlanDocument,
  };
}

const inspectionOf = ({ id, inspected_at: inspectedAt, inspector, findings }: InspectionOfLocation): Inspection => ({ id, inspectedAt, inspector, findings });

/** A location with everything that is known of it, from where it is stored. */
export function registered(row: LocationRow, parts: Parts): RegisteredLocation {
  const { street, postcode, place } = row;
  return {
    id: row.id, organisationId: row.organisation_id, reference: row.reference, name: row.name, bagId: row.bag_id, latitude: row.latitude, longitude: row.longitude,
    municipalityName: municipalityOn(row.municipality_code, row.today)?.name ?? row.municipality_code,
    address: { street, houseNumber: row.house_number, postcode, place, municipalityCode: row.municipality_code, provinceCode: row.province_code },
    addressVisible: true,
    facts: factsOf(row, floorPlanOf(parts.plans)),
    inspections: parts.inspections.map(inspectionOf),
    availability: {
      unavailable: parts.periods.map(({ id, starts_at: from, ends_at: until, reason }) => ({ id, from, until, reason })),
      holds: parts.holds.map(({ activation_id: activationId, exercise, starts_at: from }) => ({ activationId, exercise, from, until: null })),
    },
    contacts: row.contacts, contactsVisible: row.sees, version: row.version, updatedAt: row.updated_at, withdrawnAt: row.withdrawn_at,
  };
}
