import { Injectable } from '@nestjs/common';
import type { Criterion } from '../../../config/readiness.js';
import { isId, NOT_FOUND, Problem, type Instant, type LocalDay, type Scope } from '../../kernel/index.js';
import type { Database, Tx } from '../../platform/database/index.js';
import { contactSightOf } from '../domain/contact-sight.js';
import type { DefectState } from '../domain/index.js';

export type Named = { readonly id: string; readonly name: string };

/** A defect of a location, with who is concerned by name. */
export type Defect = {
  readonly id: string;
  readonly locationId: string;
  readonly locationName: string;
  /** The municipality of the location. */
  readonly municipalityId: string;
  readonly criterion: Criterion;
  readonly description: string;
  readonly owner: Named;
  /** Last day, included. */
  readonly dueOn: LocalDay;
  readonly inspectionId: string | null;
  readonly openedBy: Named;
  readonly openedAt: Instant;
  readonly state: DefectState;
  /** The evidence that it was solved, or the reason why it was withdrawn; null while it is open. */
  readonly outcome: string | null;
  readonly closedAt: Instant | null;
};

export type DefectFilter = { readonly locationId?: string; readonly ids?: readonly string[]; readonly open?: boolean };

const COLUMNS = `d.id, d.location_id AS "locationId", l.name AS "locationName", l.organisation_id AS "municipalityId", d.criterion, d.description,
  json_build_object('id', d.owner_id, 'name', owner.name) AS owner, d.due_on::text AS "dueOn", d.inspection_id AS "inspectionId",
  json_build_object('id', d.opened_by_id, 'name', opener.name) AS "openedBy", d.opened_at AS "openedAt", d.state, d.outcome, d.closed_at AS "closedAt"`;
// Who sees a location's contacts sees its defects; so does whoever has to see to one.
const SEES = `($1::boolean OR l.organisation_id = $2::uuid OR l.province_code = $3::text OR d.owner_id = $4::uuid)`;

/** Reads defects. For who may not see one it is not there. */
@Injectable()
export class Defects {
  /** The open ones by the day they are due, then the closed ones, the newest first. */
  async list(source: Database | Tx, scope: Scope, { locationId, ids, open }: DefectFilter): Promise<Defect[]> {
    const { everything, organisationId, provinceCode } = contactSightOf(scope);
    return source.query<Defect>(
      `SELECT ${COLUMNS} FROM defects d JOIN standby_locations l ON l.id = d.location_id
         JOIN organisations owner ON owner.id = d.owner_id JOIN organisations opener ON opener.id = d.opened_by_id
        WHERE ${SEES} AND ($5::uuid IS NULL OR d.location_id = $5) AND ($6::uuid[] IS NULL OR d.id = ANY($6)) AND ($7::boolean IS NULL OR (d.state = 'open') = $7)
        ORDER BY d.state <> 'open', CASE WHEN d.state = 'open' THEN d.due_on END, d.closed_at DESC, d.opened_at, d.id`,
      [everything, organisationId, provinceCode, scope.kind === 'system' ? null : scope.organisationId, locationId ?? null, ids ?? null, open ?? null]);
  }

  /** Throws REQUEST.NOT_FOUND (404). */
  async byId(source: Database | Tx, scope: Scope, id: string): Promise<Defect> {
    const [found] = isId(id) ? await this.list(source, scope, { ids: [id] }) : [];
    if (!found) throw new Problem(NOT_FOUND);
    return found;
  }
}
