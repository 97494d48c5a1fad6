import { Injectable } from '@nestjs/common';
import { isId, NOT_FOUND, Problem, type Instant, type Scope } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import type { ShareAnswer } from './domain/index.js';

/** What one municipality was asked for one request, with its name. */
export type ShareView = {
  readonly id: string;
  readonly reserveRequestId: string;
  readonly municipalityId: string;
  readonly municipalityName: string;
  /** CBS code. */
  readonly municipalityCode: string | null;
  readonly placesAsked: number;
  readonly answer: ShareAnswer;
  readonly placesPromised: number | null;
  readonly conditions: string | null;
  readonly reason: string | null;
  readonly mandate: string | null;
  readonly askedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly version: number;
};

/**
 * Reads shares of requests. A municipality sees its own, the province those of what it was asked itself; PRO, operations and the
 * auditor see all; the Red Cross and COA none.
 */
@Injectable()
export class ReserveShares {
  /** By municipality. */
  async ofRequest(source: Database | Tx, scope: Scope, requestId: string): Promise<ShareView[]> {
    return this.read(source, scope, 's.reserve_request_id = $3', requestId);
  }

  /** Throws REQUEST.NOT_FOUND, also when it is a share of another request. */
  async byId(source: Database | Tx, scope: Scope, requestId: string, id: string): Promise<ShareView> {
    const [share] = isId(id) ? await this.read(source, scope, 's.id = $3', id) : [];
    if (share?.reserveRequestId !== requestId) throw new Problem(NOT_FOUND);
    return share;
  }

  private async read(source: Database | Tx, scope: Scope, where: string, id: string): Promise<ShareView[]> {
    const organisationId = scope.kind === 'system' ? null : scope.organisationId;
    return source.query<ShareView>(
      `SELECT s.id, s.reserve_request_id AS "reserveRequestId", s.municipality_id AS "municipalityId", o.name AS "municipalityName", o.code AS "municipalityCode",
              s.places_asked AS "placesAsked", s.answer, s.places_promised AS "placesPromised", s.conditions, s.reason, s.mandate, s.asked_at AS "askedAt",
              s.answered_at AS "answeredAt", s.version
         FROM reserve_shares s JOIN organisations o ON o.id = s.municipality_id JOIN reserve_requests r ON r.id = s.reserve_request_id
        WHERE ${where} AND (
          $1 IN ('system', 'ministry', 'operations', 'auditor')
          OR ($1 = 'province' AND r.province_id = $2::uuid)
          OR ($1 = 'municipality' AND s.municipality_id = $2::uuid))
        ORDER BY o.name, s.id`,
      [scope.kind, organisationId, id],
    );
  }
}
