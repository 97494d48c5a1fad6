import { Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem, type Instant, type LocalDay, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { contactSightOf } from './domain/contact-sight.js';
import {
  codesNowIn, type DocumentKind, type Finding, type FloorPlanDocument, floorPlanOf, type Inspection, type LocationFacts, municipalityOn, UNKNOWN_BUILDING,
} from './domain/index.js';
import { asSeenBy } from './location-as-seen.js';
import type { RegisteredLocation } from './registered-location.js';
import type { LocationContact, StoredFacts } from './standby-location.entity.js';

/** CBS codes; what is left out restricts nothing. */
export type LocationFilter = { readonly municipalityCode?: string | undefined; readonly provinceCode?: string | undefined };

type LocationRow = {
  id: string; organisation_id: string; reference: string | null; name: string; street: string; house_number: string; postcode: string; place: string;
  municipality_code: string; province_code: string; bag_id: string | null; latitude: number | null; longitude: number | null; claimed_places: number;
  facts: StoredFacts; contacts: LocationContact[]; sees: boolean; today: LocalDay; version: number; updated_at: Instant; withdrawn_at: Instant | null;
};
type Owned<T> = T & { location_id: string };
type InspectionOfLocation = Owned<{ id: string; inspected_at: Instant; inspector: string; findings: Finding[] }>;
type PeriodOfLocation = Owned<{ id: string; starts_at: Instant; ends_at: Instant | null; reason: string }>;
type HoldOfLocation = Owned<{ activation_id: string; exercise: boolean; starts_at: Instant }>;
type PlanOfLocation = Owned<{ kind: DocumentKind; validUntil: LocalDay | null }>;
type Parts = { inspections: InspectionOfLocation[]; periods: PeriodOfLocation[]; holds: HoldOfLocation[]; plans: PlanOfLocation[] };

/** What a code stands for depends on the day: a municipality can have been merged into another. */
const TODAY = `(app_now() AT TIME ZONE 'Europe/Amsterdam')::date::text`;
// $1 to $3 are the sight on contacts: what may not be seen is not read.
export const SEES = `COALESCE($1::boolean OR l.organisation_id = $2::uuid OR l.province_code = $3::text, false)`;
const COLUMNS = `l.id, l.organisation_id, l.reference, l.name, l.street, l.house_number, l.postcode, l.place, l.municipality_code, l.province_code, l.bag_id,
  l.latitude, l.longitude, l.claimed_places, l.facts, l.version, l.updated_at, l.withdrawn_at, ${TODAY} AS today, ${SEES} AS sees,
  CASE WHEN ${SEES} THEN l.contacts ELSE '[]'::jsonb END AS contacts`;


/** Reads the registry. Everybody may know which buildings there are; whose contacts and addresses one sees depends on the scope. */
@Injectable()
export class Locations {
  /** The locations that are offered in a province, by name. Five statements, whatever their number. */
  async ofProvince(source: Database | Tx, scope: Scope, provinceCode: string): Promise<RegisteredLocation[]> {
    return this.list(source, scope, { provinceCode });
  }

  /** The locations that are offered, by name. */
  async list(source: Database | Tx, scope: Scope, { municipalityCode, provinceCode }: LocationFilter = {}): Promise<RegisteredLocation[]> {
    const where = 'l.withdrawn_at IS NULL AND ($4::text[] IS NULL OR l.municipality_code = ANY($4)) AND ($5::text IS NULL OR l.province_code = $5)';
    const codes = municipalityCode === undefined ? null : await this.codesOf(source, municipalityCode);
    return this.read(source, scope, where, [codes, provinceCode ?? null]);
  }

  /** One location, also a withdrawn one. Throws REQUEST.NOT_FOUND (404). */
  async byId(source: Database | Tx, scope: Scope, id: string): Promise<RegisteredLocation> {
    const [found] = isId(id) ? await this.byIds(source, scope, [id]) : [];
    if (!found) throw new Problem(NOT_FOUND);
    return found;
  }

  /** Those of these that exist, by name, withdrawn ones too: what was deployed must stay nameable. */
  async byIds(source: Database | Tx, scope: Scope, ids: readonly string[]): Promise<RegisteredLocation[]> {
    return ids.length === 0 ? [] : this.read(source, scope, 'l.id = ANY($4::uuid[])', [ids]);
  }

  private async codesOf(source: Database | Tx, municipalityCode: string): Promise<string[]> {
    const [row] = await source.query<{ today: LocalDay }>(`SELECT ${TODAY} AS today`);
    return codesNowIn(municipalityCode, row!.today);
  }

  private async read(source: Database | Tx, scope: Scope, where: string, parameters: readonly unknown[]): Promise<RegisteredLocation[]> {
    const { everything, organisationId, provinceCode } = contactSightOf(scope);
    const sight = [everything, organisationId, provinceCode];
    const rows = await source.query<LocationRow>(`SELECT ${COLUMNS} FROM standby_locations l WHERE ${where} ORDER BY l.name, l.id`, [...sight, ...parameters]);
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    // One after the other: inside a transaction there is one connection.
    const inspections = await source.query<InspectionOfLocation>(
      `SELECT i.id, i.location_id, i.inspected_at, i.findings, CASE WHEN ${SEES} THEN i.inspector ELSE '' END AS inspector
         FROM inspections i JOIN standby_locations l ON l.id = i.location_id WHERE i.location_id = ANY($4::uuid[]) ORDER BY i.inspected_at, i.id`, [...sight, ids]);
    const periods = await source.query<PeriodOfLocation>(
      `SELECT id, location_id, starts_at, ends_at, reason FROM location_unavailabilities
        WHERE location_id = ANY($1::uuid[]) AND removed_at IS NULL ORDER BY starts_at, id`, [ids]);
    const holds = await source.query<HoldOfLocation>(
      `SELECT location_id, activation_id, exercise, starts_at FROM location_holds WHERE location_id = ANY($1::uuid[]) AND released_at IS NULL`, [ids]);
    // That there is one is no secret; what it shows is.
    const plans = await source.query<PlanOfLocation>(
      `SELECT location_id, kind, to_char(valid_until, 'YYYY-MM-DD') AS "validUntil" FROM location_documents
        WHERE location_id = ANY($1::uuid[]) AND kind = 'floor-plan' AND removed_at IS NULL`, [ids]);
    const of = { inspections: grouped(inspections), periods: grouped(periods), holds: grouped(holds), plans: grouped(plans) };
    const partsOf = (id: string): Parts => ({ inspections: of.inspections(id), periods: of.periods(id), holds: of.holds(id), plans: of.plans(id) });
    return rows.map((row) => asSeenBy(scope, registered(row, partsOf(row.id))));
  }
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

function registered(row: LocationRow, parts: Parts): RegisteredLocation {
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
