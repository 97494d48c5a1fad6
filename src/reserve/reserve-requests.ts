import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, type LocalDay, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import type { AnswerState } from './domain/index.js';
import { ReserveRequest } from './reserve-request.entity.js';

/** A reserve request with the name of the province that was asked, and the request for its next period when there is one. */
export type ReserveRequestView = ReserveRequest & { readonly provinceName: string; readonly extension: Extension | null };

/** The request for the next period. A municipality sees it once the province has accepted it. */
export type Extension = { readonly id: string; readonly answer: AnswerState; readonly periodTo: LocalDay };

type Source = Database | Tx;

/** Reads reserve requests; each organisation sees those that concern it. */
@Injectable()
export class ReserveRequests {
  /** Throws REQUEST.NOT_FOUND when it does not exist or may not be seen. */
  async byId(source: Source, scope: Scope, id: string): Promise<ReserveRequestView> {
    const [request] = await this.read(source, scope, [id]);
    if (!request) throw new Problem(NOT_FOUND);
    return request;
  }

  /** By province, the latest period first. */
  async list(source: Source, scope: Scope): Promise<ReserveRequestView[]> {
    return this.read(source, scope, null);
  }

  /** Locks the request, then reads it. The clock has not been read yet. */
  async lock(tx: Tx, scope: Scope, id: string): Promise<ReserveRequestView> {
    await tx.lock('reserve_requests', id);
    return this.byId(tx, scope, id);
  }

  private async read(source: Source, scope: Scope, ids: readonly string[] | null): Promise<ReserveRequestView[]> {
    const organisationId = scope.kind === 'system' ? null : scope.organisationId;
    const provinceCode = scope.kind === 'system' ? null : scope.provinceCode;
    const found = await source.query<{ id: string; name: string; extension: Extension | null }>(
      `SELECT r.id, o.name, CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'answer', e.answer, 'periodTo', e.period_to) END AS extension
         FROM reserve_requests r
         JOIN organisations o ON o.id = r.province_id
         LEFT JOIN reserve_requests e ON e.extends_id = r.id AND e.answer <> 'released' AND ($2 <> 'municipality' OR e.answer = 'accepted')
        WHERE ($1::uuid[] IS NULL OR r.id = ANY($1)) AND (
          $2 IN ('system', 'ministry', 'operations', 'auditor')
          OR ($2 = 'province' AND r.province_id = $3)
          OR ($2 = 'red-cross' AND r.red_cross_id = $3)
          OR ($2 = 'coa' AND r.coa_id = $3)
          OR ($2 = 'municipality' AND (
            (r.province_code = $4 AND r.answer = 'accepted')
            -- A municipality that was asked for a share sees what it was asked for.
            OR EXISTS (SELECT 1 FROM reserve_shares s WHERE s.reserve_request_id = r.id AND s.municipality_id = $3))))
        ORDER BY o.name, r.period_from DESC, r.id`,
      [ids, scope.kind, organisationId, provinceCode],
    );
    const rows = await source.manager.findBy(ReserveRequest, found.map(({ id }) => ({ id })));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return found.map(({ id, name, extension }) => ({ ...byId.get(id)!, provinceName: name, extension }));
  }
}
