import { describe, expect, it } from '@jest/globals';
import { PRESENCE_POLICY } from '../../../config/presence.js';
import { type Groups, NO_GROUPS } from '../../kernel/index.js';
import { decideArrival, decideRideCancellation, missingAt, refuseRide, type RideFacts, type RideFigures, type RideInput, roomFor, type RoomFacts, usualArrival } from './ride.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 1, 10, hour));
const families = (n: number): Groups => ({ ...NO_GROUPS, families: n });
const underWay = (n: number): RideFigures => ({ boarded: families(n), arrived: null, arrivedAt: null, cancelledAt: null });
const cancelled = (n: number): RideFigures => ({ ...underWay(n), cancelledAt: at(9) });
const arrived = (n: number, hour: number): RideFigures => ({ boarded: families(n), arrived: families(n), arrivedAt: at(hour), cancelledAt: null });
const empty: RoomFacts = { planned: 60, verified: 70, counted: null, rides: [] };

describe('the room at a location', () => {
  it.each<[string, Partial<RoomFacts>, number]>([
    ['what is planned', {}, 60],
    ['what can be verified, where that is less', { verified: 40 }, 40],
    ['less who is present', { counted: { total: 20, at: at(8) } }, 40],
    ['less who is under way', { counted: { total: 20, at: at(8) }, rides: [underWay(15)] }, 25],
    ['more again when a ride is cancelled', { rides: [cancelled(15)] }, 60],
    ['less who arrived since the count', { counted: { total: 20, at: at(8) }, rides: [arrived(15, 9)] }, 25],
    ['who arrived before the count is in it', { counted: { total: 35, at: at(10) }, rides: [arrived(15, 9)] }, 25],
    ['all who arrived, before the first count', { rides: [arrived(15, 9), underWay(10)] }, 35],
    ['below zero when it is too full', { counted: { total: 61, at: at(8) } }, -1],
  ])('is %s', (_name, more, room) => {
    expect(roomFor({ ...empty, ...more })).toBe(room);
  });
});

describe('a ride', () => {
  const facts: RideFacts = { lifecycle: 'running', deployment: 'open', room: empty };
  const bus: RideInput = { carrier: 'Busbedrijf Noord', seats: 50, boarded: families(40), departedAt: at(9), expectedAt: at(11) };

  it.each<[string, Partial<RideFacts>, Partial<RideInput>, string | null, string[]]>([
    ['leaves for an open location with room', {}, {}, null, []],
    ['may take the last place', { room: { ...empty, rides: [underWay(20)] } }, {}, null, []],
    ['takes no more than there is room for', { room: { ...empty, rides: [underWay(21)] } }, {}, 'RIDE.NO_ROOM', []],
    ['does not leave for a location that is not open', { deployment: 'preparing' }, {}, 'RIDE.NOT_OPEN', []],
    ['does not leave after the end', { lifecycle: 'ended' }, {}, 'ACTIVATION.NOT_RUNNING', []],
    ['has a carrier, seats, passengers, and has left', {}, { carrier: ' ', seats: 0, boarded: NO_GROUPS, departedAt: at(11), expectedAt: at(12) }, 'REQUEST.INVALID', ['carrier', 'seats', 'boarded', 'departedAt']],
    ['arrives after it left', {}, { expectedAt: at(9) }, 'REQUEST.INVALID', ['expectedAt']],
    ['may take six hours', {}, { expectedAt: at(15) }, null, []],
    ['is not expected on another day', {}, { expectedAt: at(16) }, 'REQUEST.INVALID', ['expectedAt']],
    ['has a seat for everyone', {}, { seats: 39 }, 'REQUEST.INVALID', ['boarded']],
  ])('%s', (_name, more, input, code, fields) => {
    const problem = refuseRide({ ...facts, ...more }, { ...bus, ...input }, at(10), PRESENCE_POLICY);
    expect([problem?.type.code ?? null, problem?.fields.map(({ path }) => path) ?? []]).toEqual([code, fields]);
  });

  it('that nobody expects at a time takes an hour and a half; half an hour after its time, or after its report, it is missing', () => {
    const minutes = (instant: Date): number => (instant.getTime() - at(9).getTime()) / 60_000;
    expect(minutes(usualArrival(at(9), PRESENCE_POLICY))).toBe(90);
    expect(minutes(missingAt({ expectedAt: at(11), reportedAt: at(9) }, PRESENCE_POLICY))).toBe(150);
    expect(minutes(missingAt({ expectedAt: at(11), reportedAt: at(12) }, PRESENCE_POLICY))).toBe(210);
  });

  it.each<[string, RideFigures, object]>([
    ['under way', underWay(40), { ok: true, value: { isNew: true } }],
    ['already cancelled', cancelled(40), { ok: true, value: { isNew: false } }],
    ['that arrived: not any more', arrived(40, 9), { ok: false, error: { type: { code: 'RIDE.CLOSED' } } }],
  ])('is cancelled when it is %s', (_name, ride, expected) => {
    expect(decideRideCancellation(ride)).toMatchObject(expected);
  });

  it.each<[string, RideFigures, Groups, object]>([
    ['as it left', underWay(40), families(40), { ok: true, value: { isNew: true, differs: [] } }],
    ['with fewer', underWay(40), families(39), { ok: true, value: { isNew: true, differs: ['families'] } }],
    ['with others', underWay(40), { ...families(39), singleAdults: 1 }, { ok: true, value: { isNew: true, differs: ['families', 'singleAdults'] } }],
    ['twice, the same', arrived(40, 9), families(40), { ok: true, value: { isNew: false } }],
    ['twice, with other numbers', arrived(40, 9), families(39), { ok: false, error: { type: { code: 'RIDE.ARRIVED' } } }],
    ['although it was cancelled: not so', cancelled(40), families(40), { ok: false, error: { type: { code: 'RIDE.CLOSED' } } }],
    ['with half a person', underWay(40), families(0.5), { ok: false, error: { fields: [{ path: 'arrived.families' }] } }],
  ])('arrives %s', (_name, ride, count, expected) => {
    expect(decideArrival(ride, count)).toMatchObject(expected);
  });
});
