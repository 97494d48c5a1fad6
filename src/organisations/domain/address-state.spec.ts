import { describe, expect, it } from '@jest/globals';
import { addressState, type AddressFacts } from './address-state.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 1, 3, hour));
const facts = (change: Partial<AddressFacts>): AddressFacts => ({ email: 'piket@assen.example', testedAt: null, verifiedAt: null, refusedAt: null, ...change });

describe('what is known of an e-mail address', () => {
  it.each([
    ['nothing, where there is none', { email: null }, 'none'],
    ['that nobody has tried it', {}, 'unverified'],
    ['that a test message is not confirmed yet', { testedAt: at(9) }, 'awaiting'],
    ['that somebody has confirmed it', { testedAt: at(9), verifiedAt: at(10) }, 'verified'],
    ['that somebody has, while a newer test message is on its way', { testedAt: at(11), verifiedAt: at(10) }, 'verified'],
    ['that a test message was refused', { testedAt: at(9), refusedAt: at(9) }, 'refused'],
    ['that an alert was refused, without any test', { refusedAt: at(9) }, 'refused'],
    ['that it is tried again after a refusal', { testedAt: at(11), refusedAt: at(9) }, 'awaiting'],
  ] as [string, Partial<AddressFacts>, string][])('%s', (_name, change, expected) => {
    expect(addressState(facts(change))).toBe(expected);
  });
});
