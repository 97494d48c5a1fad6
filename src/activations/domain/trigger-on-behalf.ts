import { addSeconds, err, INVALID_INPUT, isBefore, Problem, type Instant, type Result } from '../../kernel/index.js';
import type { OnBehalfPolicy } from '../../../config/on-behalf.js';
import {
  MANDATE_NOT_VALID, NOT_CALLED_BACK, NOT_REGISTERED_NUMBER, OTHER_CALLER, PERSON_NEEDED, SAME_PERSON, TRIGGER_REQUEST_CLOSED, TRIGGER_REQUEST_NOT_YOURS,
} from './on-behalf-errors.js';
import { type MayAct, type StateMachine, takeStep } from './state-machine.js';

export const TRIGGER_REQUEST_STATES = ['called', 'called-back', 'confirmed', 'lapsed', 'withdrawn'] as const;
export type TriggerRequestState = (typeof TRIGGER_REQUEST_STATES)[number];
export type TriggerRequestStep = 'reach' | 'not-reach' | 'confirm' | 'lapse' | 'withdraw';

export const CALL_BACK_RESULTS = ['reached', 'not-reached'] as const;
export type CallBackResult = (typeof CALL_BACK_RESULTS)[number];

/**
 * The life of an official's order by telephone. Calling back again is possible after reaching the official too: the registered number may
 * have been changed in between.
 */
export const TRIGGER_REQUEST_MACHINE: StateMachine<TriggerRequestState, TriggerRequestStep> = {
  states: TRIGGER_REQUEST_STATES,
  initial: 'called',
  final: ['confirmed', 'lapsed', 'withdrawn'],
  notYours: TRIGGER_REQUEST_NOT_YOURS,
  transitions: [
    { name: 'reach', from: ['called', 'called-back'], to: 'called-back', by: ['operations'], notFromHere: TRIGGER_REQUEST_CLOSED },
    { name: 'not-reach', from: ['called', 'called-back'], to: 'called', by: ['operations'], notFromHere: TRIGGER_REQUEST_CLOSED },
    { name: 'confirm', from: ['called-back'], to: 'confirmed', by: ['operations'], notFromHere: NOT_CALLED_BACK },
    { name: 'lapse', from: ['called', 'called-back'], to: 'lapsed', by: ['system'], notFromHere: TRIGGER_REQUEST_CLOSED },
    { name: 'withdraw', from: ['called', 'called-back'], to: 'withdrawn', by: ['operations'], notFromHere: TRIGGER_REQUEST_CLOSED },
  ],
};

export type Order = { readonly state: TriggerRequestState; readonly recordedBy: string; readonly recordedByName: string; readonly lapsesAt: Instant };
export type By = { readonly kind: MayAct; readonly personId: string | null };
/** What is known of the official now. `telephone`: the registered number. */
export type Official = { readonly isValid: boolean; readonly telephone: string | null };

/** Until when an order that is recorded now must be confirmed. */
export const lapsesAt = (recordedAt: Instant, policy: OnBehalfPolicy): Instant => addSeconds(recordedAt, policy.lapseMinutes.value * 60);

/**
 * Why an order may not be recorded; null when it may. TRIGGER_REQUEST.PERSON_NEEDED, TRIGGER_REQUEST.MANDATE_NOT_VALID, or
 * REQUEST.INVALID for a call that is yet to come, or so long ago that it is no order any more.
 */
export function refuseOrder(by: By, official: Official, calledAt: Instant, now: Instant, policy: OnBehalfPolicy): Problem | null {
  if (by.personId === null) return new Problem(PERSON_NEEDED);
  if (!official.isValid) return new Problem(MANDATE_NOT_VALID);
  const minutes = policy.lapseMinutes.value;
  if (isBefore(now, calledAt)) {
    return new Problem(INVALID_INPUT, {}, [{ path: 'calledAt', code: 'in-the-future', message: { nl: 'Dit tijdstip moet nog komen.', en: 'This time is yet to come.' } }]);
  }
  if (isBefore(calledAt, addSeconds(now, -minutes * 60))) {
    const message = { nl: `Dit is langer dan ${minutes} minuten geleden. Laat de ambtenaar opnieuw bellen.`, en: `This is more than ${minutes} minutes ago. Have the official call again.` };
    return new Problem(INVALID_INPUT, {}, [{ path: 'calledAt', code: 'too-long-ago', message }]);
  }
  return null;
}

/** The state after calling back. Whoever recorded the order does so, at the number that is registered now. */
export function callBack(order: Order, by: By, call: { readonly result: CallBackResult; readonly telephone: string }, official: Official, now: Instant): Result<TriggerRequestState, Problem> {
  const problem = stale(order, now) ?? (by.personId === null ? new Problem(PERSON_NEEDED) : null);
  if (problem) return err(problem);
  if (by.personId !== order.recordedBy) return err(new Problem(OTHER_CALLER, { recordedBy: order.recordedByName }));
  if (call.telephone !== official.telephone) return err(new Problem(NOT_REGISTERED_NUMBER));
  return takeStep(TRIGGER_REQUEST_MACHINE, order.state, call.result === 'reached' ? 'reach' : 'not-reach', by.kind);
}

/**
 * The state after a second person confirmed: four eyes, on a mandate that still holds, and on having reached the number that is
 * registered at this moment. `reachedAt`: the number at which the official was reached.
 */
export function confirmOrder(order: Order, by: By, official: Official, reachedAt: string | null, now: Instant): Result<TriggerRequestState, Problem> {
  const problem = stale(order, now) ?? refuseConfirmer(order, by);
  if (problem) return err(problem);
  const next = takeStep(TRIGGER_REQUEST_MACHINE, order.state, 'confirm', by.kind);
  if (!next.ok) return next;
  if (!official.isValid) return err(new Problem(MANDATE_NOT_VALID));
  return reachedAt === official.telephone ? next : err(new Problem(NOT_REGISTERED_NUMBER));
}

/** The state after withdrawing: any person of operations may. */
export function withdrawOrder(order: Order, by: By, now: Instant): Result<TriggerRequestState, Problem> {
  const problem = stale(order, now) ?? (by.personId === null ? new Problem(PERSON_NEEDED) : null);
  return problem ? err(problem) : takeStep(TRIGGER_REQUEST_MACHINE, order.state, 'withdraw', by.kind);
}

function refuseConfirmer(order: Order, { personId }: By): Problem | null {
  if (personId === null) return new Problem(PERSON_NEEDED);
  return personId === order.recordedBy ? new Problem(SAME_PERSON) : null;
}

// Once its time is over an order has lapsed, also when nobody has written that down yet.
const stale = (order: Order, now: Instant): Problem | null =>
  TRIGGER_REQUEST_MACHINE.final.includes(order.state) || !isBefore(now, order.lapsesAt) ? new Problem(TRIGGER_REQUEST_CLOSED) : null;
