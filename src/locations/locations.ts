import { Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem, type LocalDay, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { contactSightOf } from './domain/contact-sight.js';
import { codesNowIn } from './domain/index.js';
import { asSeenBy } from './location-as-seen.js';
import { type LocationRow, readParts, registered, SEES } from './location-parts.js';
import type { RegisteredLocation } from './registered-location.js';

/** CBS codes; what is left out restricts nothing. */
export type LocationFilter = { readonly municipalityCode?: string | undefined; readonly provinceCode?: string | undefined };

/** What a code stands for depends on the day: a municipality can have been merged into another. */
const TODAY = `(app_now() AT TIME ZONE 'Europe/Amsterdam')::date::text`;
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
    const sight = [everything, organisationId, provinceCode] as const;
    const rows = await source.query<LocationRow>(`SELECT ${COLUMNS} FROM standby_locations l WHERE ${where} ORDER BY l.name, l.id`, [...sight, ...parameters]);
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const partsOf = await readParts(source, sight, ids, null);
    return rows.map((row) => asSeenBy(scope, registered(row, partsOf(row.id))));
  }
}
