import { describe, expect, it } from '@jest/globals';
import { mandateState, type MandateFacts, type MandateState } from './mandate.js';

const MANDATE: MandateFacts = { validFrom: '2026-11-01', validUntil: '2026-11-30', withdrawnAt: null, telephone: '+31592000001' };

describe('a mandate', () => {
  it.each<[string, Partial<MandateFacts>, MandateState]>([
    ['2026-10-31', {}, 'to-come'],
    ['2026-11-01', {}, 'valid'],
    ['2026-11-30', {}, 'valid'],
    ['2026-12-01', {}, 'expired'],
    ['2026-11-15', { telephone: null }, 'unreachable'],
    ['2026-11-15', { withdrawnAt: new Date('2026-11-10T09:00:00Z') }, 'withdrawn'],
    ['2026-12-15', { withdrawnAt: new Date('2026-11-10T09:00:00Z'), telephone: null }, 'withdrawn'],
  ])('on %s, %j, is %s', (today, change, state) => {
    expect(mandateState({ ...MANDATE, ...change }, today)).toBe(state);
  });
});
