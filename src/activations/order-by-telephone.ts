import { Injectable } from '@nestjs/common';
import { ON_BEHALF_POLICY } from '../../config/on-behalf.js';
import { newId, type Actor } from '../kernel/index.js';
import { Mandates } from '../organisations/index.js';
import { Database, type Tx } from '../platform/database/index.js';
import { DueMoments } from '../platform/due-moments/index.js';
import { once, type IdempotencyKey } from '../platform/http/index.js';
import { RecordBook } from '../record/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import type { CallBackBody, OrderConfirmation, TriggerRequestBody } from './activation-schemas.js';
import { callBack, confirmOrder, lapsesAt, refuseOrder, withdrawOrder } from './domain/index.js';
import { TRIGGER_REQUEST_LAPSE } from './due-moments.js';
import { picked } from './plan-activation.js';
import { TriggerActivation } from './trigger-activation.js';
import { TriggerCallBack, TriggerRequest } from './trigger-request.entity.js';
import { officialOf, reachedAt, TriggerRequestReader, type TriggerRequestView } from './trigger-request-reader.js';

/**
 * An official on the mandate list telephones operations: one person records the order and calls the registered number back, a second
 * person confirms, and only then the clock starts.
 */
@Injectable()
export class OrderByTelephone {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly mandates: Mandates,
    private readonly reader: TriggerRequestReader,
    private readonly trigger: TriggerActivation,
    private readonly dueMoments: DueMoments,
    private readonly record: RecordBook,
  ) {}

  /**
   * Gives the id. Throws TRIGGER_REQUEST.PERSON_NEEDED, TRIGGER_REQUEST.MANDATE_NOT_VALID, ACTIVATION.LOCATION_BUSY or
   * ACTIVATION.LOCATION_NOT_READY of a building picked by hand, REQUEST.INVALID or REQUEST.NOT_FOUND.
   */
  async write(actor: Actor, body: TriggerRequestBody, key?: IdempotencyKey): Promise<string> {
    const { result } = await once(this.database, key, async (tx) => {
      const { mandateId, calledAt, ...asked } = body;
      const reserveRequest = await this.requests.byId(tx, actor.scope, asked.reserveRequestId);
      const { ministryId } = reserveRequest;
      await this.mandates.lock(tx, ministryId);
      const now = await tx.now();
      const official = await this.mandates.byId(tx, actor.scope, mandateId, now);
      const problem = refuseOrder(actor, officialOf(official, ministryId), calledAt, now, ON_BEHALF_POLICY);
      if (problem) throw problem;
      // While the official is on the line another building can be named; at the confirmation that is too late.
      if (asked.locations) picked(asked.locations, await this.readyPlaces.at(tx, actor.scope, reserveRequest, now, { ignoreExercises: !asked.exercise }));
      const request: TriggerRequest = Object.assign(new TriggerRequest(), {
        id: newId(), reserveRequestId: asked.reserveRequestId, mandateId, ministryId, operationsId: actor.organisationId!, exercise: asked.exercise, asked,
        officialFunction: official.contact.function, calledAt, recordedAt: now, recordedBy: actor.personId!, recordedByName: actor.name, lapsesAt: lapsesAt(now, ON_BEHALF_POLICY),
        state: 'called' as const, confirmedBy: null, confirmedByName: null, closedAt: null, activationId: null,
      });
      await tx.manager.insert(TriggerRequest, request);
      await this.dueMoments.plan(tx, [{ definition: TRIGGER_REQUEST_LAPSE, subjectId: request.id, dueAt: request.lapsesAt }]);
      const { reason, ...facts } = asked;
      await this.record.add(tx, actor, {
        action: 'trigger-request.recorded', subjectKind: 'trigger-request', subjectId: request.id, exercise: request.exercise,
        after: { ...facts, mandateId, calledAt, lapsesAt: request.lapsesAt },
        personal: { reason, official: { name: official.contact.name, function: request.officialFunction, telephone: official.telephone } },
      });
      return request.id;
    });
    return result;
  }

  /** What became of calling back. Throws the problems of `callBack` in the domain, and REQUEST.NOT_FOUND. */
  async calledBack(actor: Actor, id: string, call: CallBackBody): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { request } = await this.lock(tx, actor, id);
      await this.mandates.lock(tx, request.ministryId);
      const now = await tx.now();
      const official = await this.reader.officialOf(tx, actor.scope, request);
      const next = callBack(request, actor, call, officialOf(official, request.ministryId), now);
      if (!next.ok) throw next.error;
      const { result, telephone, note = null } = call;
      await tx.manager.insert(TriggerCallBack, { id: newId(), triggerRequestId: id, result, telephone, note, byName: actor.name, at: now });
      await tx.manager.update(TriggerRequest, { id }, { state: next.value });
      await this.record.add(tx, actor, {
        action: 'trigger-request.called-back', subjectKind: 'trigger-request', subjectId: id, exercise: request.exercise,
        before: { state: request.state }, after: { state: next.value, result, mandateId: request.mandateId }, personal: { name: official.contact.name, telephone, note },
      });
    });
  }

  /**
   * The second person: triggers in the same transaction, and the clock starts. Gives the activation's id. `acceptShortfall`: the official accepts it after
   * all, as far as the `shortfall` that was told. Throws the problems of `confirmOrder` in the domain, and those of triggering as they are;
   * then the order stands as it was.
   */
  async confirm(actor: Actor, id: string, given: OrderConfirmation, key?: IdempotencyKey): Promise<string> {
    const { request: { asked } } = await this.reader.view(this.database, actor.scope, id);
    const { result } = await this.trigger.guarded(asked, () => once(this.database, key, (tx) => this.confirmed(tx, actor, id, given)));
    return result;
  }

  /** Nothing will come of it. Throws TRIGGER_REQUEST.CLOSED, TRIGGER_REQUEST.PERSON_NEEDED or REQUEST.NOT_FOUND. */
  async withdraw(actor: Actor, id: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { request } = await this.lock(tx, actor, id);
      const now = await tx.now();
      const next = withdrawOrder(request, actor, now);
      if (!next.ok) throw next.error;
      await tx.manager.update(TriggerRequest, { id }, { state: next.value, closedAt: now });
      await this.dueMoments.supersede(tx, [id]);
      await this.record.add(tx, actor, {
        action: 'trigger-request.withdrawn', subjectKind: 'trigger-request', subjectId: id, exercise: request.exercise,
        before: { state: request.state }, after: { state: next.value }, personal: { reason },
      });
    });
  }

  private async confirmed(tx: Tx, actor: Actor, id: string, { acceptShortfall, shortfall }: OrderConfirmation): Promise<string> {
    const { request, callBacks } = await this.lock(tx, actor, id);
    await this.mandates.lock(tx, request.ministryId);
    const reserveRequest = await this.trigger.lock(tx, actor, request.asked);
    const now = await tx.now();
    const view = await this.reader.officialOf(tx, actor.scope, request);
    const next = confirmOrder(request, actor, officialOf(view, request.ministryId), reachedAt(callBacks), now);
    if (!next.ok) throw next.error;
    const { mandateId, officialFunction } = request;
    const official = { name: view.contact.name, function: officialFunction, telephone: view.telephone };
    const acceptedShortfall = acceptShortfall ? shortfall : undefined;
    const asked = { ...request.asked, acceptShortfall: request.asked.acceptShortfall || acceptShortfall };
    const activationId = await this.trigger.decide(tx, actor, { ...request.asked, acceptedShortfall }, reserveRequest, { triggerRequestId: id, mandateId, officialFunction, official });
    await tx.manager.update(TriggerRequest, { id }, { state: next.value, asked, closedAt: now, confirmedBy: actor.personId, confirmedByName: actor.name, activationId });
    await this.dueMoments.supersede(tx, [id]);
    await this.record.add(tx, actor, {
      action: 'trigger-request.confirmed', subjectKind: 'trigger-request', subjectId: id, activationId, exercise: request.exercise,
      before: { state: request.state, acceptShortfall: request.asked.acceptShortfall },
      after: { state: next.value, acceptShortfall: asked.acceptShortfall, acceptedShortfall, mandateId, recordedBy: request.recordedBy, confirmedBy: actor.personId },
      personal: { official, recordedBy: request.recordedByName },
    });
    return activationId;
  }

  private async lock(tx: Tx, actor: Actor, id: string): Promise<TriggerRequestView> {
    await tx.lock('trigger_requests', id);
    return this.reader.view(tx, actor.scope, id);
  }
}
