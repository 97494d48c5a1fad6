import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { NOT_FOUND, Problem, type Scope } from '../kernel/index.js';
import { Mandates, type MandateView } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import type { CallBackResult, Official } from './domain/index.js';
import { TriggerCallBack, TriggerRequest } from './trigger-request.entity.js';

/** An order with its calls back, oldest first. */
export type TriggerRequestView = { readonly request: TriggerRequest; readonly callBacks: readonly TriggerCallBack[] };

/** Reads the orders by telephone: operations and the auditor all, the ministry those given in its name. */
@Injectable()
export class TriggerRequestReader {
  constructor(
    private readonly database: Database,
    private readonly mandates: Mandates,
  ) {}

  /** The newest first. */
  async list(scope: Scope, open: boolean, limit = 100): Promise<TriggerRequest[]> {
    const own = scope.kind === 'ministry' ? { ministryId: scope.organisationId } : {};
    return this.database.manager.find(TriggerRequest, { where: { ...own, ...(open && { closedAt: IsNull() }) }, order: { recordedAt: 'DESC', id: 'DESC' }, take: limit });
  }

  /** Throws REQUEST.NOT_FOUND when it does not exist or may not be seen. */
  async view(source: Database | Tx, scope: Scope, id: string): Promise<TriggerRequestView> {
    const request = await source.manager.findOneBy(TriggerRequest, { id });
    if (!request || (scope.kind === 'ministry' && scope.organisationId !== request.ministryId)) throw new Problem(NOT_FOUND);
    return { request, callBacks: await source.manager.find(TriggerCallBack, { where: { triggerRequestId: id }, order: { at: 'ASC', id: 'ASC' } }) };
  }

  /** The official who gave the order, as registered now. */
  async officialOf(source: Database | Tx, scope: Scope, { mandateId }: TriggerRequest): Promise<MandateView> {
    return this.mandates.byId(source, scope, mandateId, await source.now());
  }
}

/** What the rules ask of an official, for orders about a request of this ministry. */
export function officialOf({ mandate, contact, telephone, state }: MandateView, ministryId: string): Official {
  // The number is what the call back rests upon: when it changed after the mandate, the ministry gives the mandate anew.
  const isSameNumber = contact.telephoneChangedAt === null || contact.telephoneChangedAt <= mandate.createdAt;
  return { isValid: state === 'valid' && mandate.organisationId === ministryId && isSameNumber, telephone };
}

/** The number at which the official was reached last; null when the last call reached nobody. */
export function reachedAt(callBacks: readonly TriggerCallBack[]): string | null {
  const last = callBacks.at(-1);
  return last && last.result === ('reached' satisfies CallBackResult) ? last.telephone : null;
}
