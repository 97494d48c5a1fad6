import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { ReserveRequest } from './reserve-request.entity.js';

/** A reserve request with the name of the province that was asked. */
export type ReserveRequestView = Omit<ReserveRequest, 'createdAt'> & { readonly provinceName: string };

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
    const found = await source.query<{ id: string; name: string }>(
      `SELECT r.id, o.name FROM reserve_requests r JOIN organisations o ON o.id = r.province_id
        WHERE ($1::uuid[] IS NULL OR r.id = ANY($1)) AND (
          $2 IN ('system', 'ministry', 'operations', 'auditor')
          OR ($2 = 'province' AND r.province_id = $3)
          OR ($2 = 'red-cross' AND r.red_cross_id = $3)
          OR ($2 = 'coa' AND r.coa_id = $3)
          OR ($2 = 'municipality' AND r.province_code = $4 AND r.answer = 'accepted'))
        ORDER BY o.name, r.period_from DESC, r.id`,
      [ids, scope.kind, organisationId, provinceCode],
    );
    const rows = await source.manager.findBy(ReserveRequest, found.map(({ id }) => ({ id })));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return found.map(({ id, name }) => ({ ...byId.get(id)!, provinceName: name }));
  }
}
