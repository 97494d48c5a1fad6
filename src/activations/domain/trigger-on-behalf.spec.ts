import { describe, expect, it } from '@jest/globals';
import { ON_BEHALF_POLICY } from '../../../config/on-behalf.js';
import { addSeconds, type Problem, type Result } from '../../kernel/index.js';
import { machineFaults } from './state-machine.js';
import { callBack, confirmOrder, lapsesAt, refuseOrder, TRIGGER_REQUEST_MACHINE, withdrawOrder, type By, type Official, type Order } from './trigger-on-behalf.js';

const NOW = new Date('2026-11-25T02:00:00Z');
const A: By = { kind: 'operations', personId: 'a' };
const B: By = { kind: 'operations', personId: 'b' };
const MACHINE: By = { kind: 'operations', personId: null };
const OFFICIAL: Official = { isValid: true, telephone: '+31592000001' };
const ORDER: Order = { state: 'called', recordedBy: 'a', recordedByName: 'Ann', lapsesAt: lapsesAt(NOW, ON_BEHALF_POLICY) };
const REACHED: Order = { ...ORDER, state: 'called-back' };
const outcome = (result: Result<string, Problem>): string => (result.ok ? result.value : result.error.type.code);
const late = (order: Order): Date => order.lapsesAt;

describe('an order by telephone', () => {
  it('has a sound life, in which nothing but a confirmation triggers', () => {
    expect(machineFaults(TRIGGER_REQUEST_MACHINE)).toEqual([]);
    expect(TRIGGER_REQUEST_MACHINE.transitions.filter(({ to }) => to === 'confirmed')).toMatchObject([{ from: ['called-back'], by: ['operations'] }]);
  });

  it.each<[string, By, Official, number, string | null]>([
    ['now', A, OFFICIAL, 0, null],
    ['half an hour ago', A, OFFICIAL, -1800, null],
    ['longer ago', A, OFFICIAL, -1801, 'REQUEST.INVALID'],
    ['yet to come', A, OFFICIAL, 1, 'REQUEST.INVALID'],
    ['without a valid mandate', A, { ...OFFICIAL, isValid: false }, 0, 'TRIGGER_REQUEST.MANDATE_NOT_VALID'],
    ['by a machine', MACHINE, OFFICIAL, 0, 'TRIGGER_REQUEST.PERSON_NEEDED'],
  ])('recorded %s', (_when, by, official, seconds, code) => {
    expect(refuseOrder(by, official, addSeconds(NOW, seconds), NOW, ON_BEHALF_POLICY)?.type.code ?? null).toBe(code);
  });

  const call = { result: 'reached', telephone: '+31592000001' } as const;
  it.each<[string, string, Result<string, Problem>]>([
    ['reaches the official', 'called-back', callBack(ORDER, A, call, OFFICIAL, NOW)],
    ['does not', 'called', callBack(REACHED, A, { ...call, result: 'not-reached' }, OFFICIAL, NOW)],
    ['by another than who recorded it', 'TRIGGER_REQUEST.OTHER_CALLER', callBack(ORDER, B, call, OFFICIAL, NOW)],
    ['by a machine', 'TRIGGER_REQUEST.PERSON_NEEDED', callBack(ORDER, MACHINE, call, OFFICIAL, NOW)],
    ['at another number', 'TRIGGER_REQUEST.NOT_REGISTERED_NUMBER', callBack(ORDER, A, { ...call, telephone: '+31592000002' }, OFFICIAL, NOW)],
    ['too late', 'TRIGGER_REQUEST.CLOSED', callBack(ORDER, A, call, OFFICIAL, late(ORDER))],
  ])('called back: %s', (_what, expected, result) => {
    expect(outcome(result)).toBe(expected);
  });

  const at = '+31592000001';
  it.each<[string, string, Result<string, Problem>]>([
    ['by a second person', 'confirmed', confirmOrder(REACHED, B, OFFICIAL, at, NOW)],
    ['by the same person', 'TRIGGER_REQUEST.SAME_PERSON', confirmOrder(REACHED, A, OFFICIAL, at, NOW)],
    ['by a machine', 'TRIGGER_REQUEST.PERSON_NEEDED', confirmOrder(REACHED, MACHINE, OFFICIAL, at, NOW)],
    ['by another kind of organisation', 'TRIGGER_REQUEST.NOT_YOURS', confirmOrder(REACHED, { kind: 'ministry', personId: 'c' }, OFFICIAL, at, NOW)],
    ['before calling back', 'TRIGGER_REQUEST.NOT_CALLED_BACK', confirmOrder(ORDER, B, OFFICIAL, null, NOW)],
    ['on a mandate withdrawn since', 'TRIGGER_REQUEST.MANDATE_NOT_VALID', confirmOrder(REACHED, B, { ...OFFICIAL, isValid: false }, at, NOW)],
    ['with another number registered since', 'TRIGGER_REQUEST.NOT_REGISTERED_NUMBER', confirmOrder(REACHED, B, { ...OFFICIAL, telephone: '+31592000009' }, at, NOW)],
    ['too late', 'TRIGGER_REQUEST.CLOSED', confirmOrder(REACHED, B, OFFICIAL, at, late(REACHED))],
    ['a second time', 'TRIGGER_REQUEST.CLOSED', confirmOrder({ ...REACHED, state: 'confirmed' }, B, OFFICIAL, at, NOW)],
  ])('confirmed %s', (_how, expected, result) => {
    expect(outcome(result)).toBe(expected);
  });

  it('is withdrawn by any person of operations, while it is open', () => {
    expect([withdrawOrder(ORDER, B, NOW), withdrawOrder(REACHED, A, NOW), withdrawOrder(ORDER, MACHINE, NOW), withdrawOrder(ORDER, A, late(ORDER))].map(outcome)).toEqual([
      'withdrawn', 'withdrawn', 'TRIGGER_REQUEST.PERSON_NEEDED', 'TRIGGER_REQUEST.CLOSED',
    ]);
  });
});
