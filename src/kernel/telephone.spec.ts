import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTelephone, isTelephone, telephoneFrom } from './telephone.js';

const read = (text: string): string => {
  const result = telephoneFrom(text);
  return result.ok ? result.value : result.error;
};

describe('a telephone number', () => {
  it.each([
    '0592 000 100', '0592-000100', '(0592) 000 100', '0592.000.100', '0592/000100', ' 0592–000100 ', '+31 592 000 100', '+31 (0)592 000 100', '0031 592 000100',
    '00 31 (0)592-000100', '592000100',
  ])('is one number in whatever writing: %j', (text) => {
    expect(read(text)).toBe('+31592000100');
  });

  it.each([
    ['06-1234 5678', '+31612345678', '06 12345678'],
    ['010 123 45 67', '+31101234567', '010 123 4567'],
    ['088 123 4567', '+31881234567', '088 123 4567'],
    ['085-0123456', '+31850123456', '085 012 3456'],
    ['0800-0432', '+318000432', '0800 0432'],
    // Across the border from Ter Apel.
    ['+49 (0) 5932 1234', '+4959321234', '+49 5932 1234'],
    ['0032 2 555 12 12', '+3225551212', '+32 2 555 12 12'],
  ])('is read and shown: %j', (text, stored, shown) => {
    expect([read(text), formatTelephone(stored)]).toEqual([stored, shown]);
  });

  it.each([
    ['bel mij', 'not-a-number'], ['', 'not-a-number'], ['+', 'not-a-number'], ['0592 000 100 of 06 12345678', 'not-a-number'], ['+31 592 000 100x', 'not-a-number'],
    ['0592 12', 'too-short'], ['0592 0001', 'too-short'], ['088 12345', 'too-short'], ['06 1234567', 'too-short'], ['0', 'too-short'], ['+49 1', 'too-short'],
    ['0592 000 1001', 'too-long'], ['06 123456789', 'too-long'], ['097 000000000', 'too-long'],
    ['112', 'special'], ['14 0592', 'special'], ['+31 14 020', 'special'], ['116 123', 'special'],
    ['0900-8844', 'premium'], ['0900 123 4567', 'premium'], ['0906 1234', 'premium'], ['+31 909 1234', 'premium'],
    ['0592000100;ext=5', 'extension'],
    ['081 1234567', 'not-a-number'], ['+999 12345678', 'not-a-number'],
  ])('is not %j: %s', (text, fault) => {
    expect(read(text)).toBe(fault);
  });

  it('stays what it is when it is read again, as stored and as shown', () => {
    const local = fc.tuple(fc.constantFrom('592', '50', '20', '6', '88', '85'), fc.stringMatching(/^\d{8}$/)).map(([area, digits]) => `+31${area}${digits.slice(0, 9 - area.length)}`);
    fc.assert(fc.property(local, (stored) => {
      expect([isTelephone(stored), read(stored), read(formatTelephone(stored))]).toEqual([true, stored, stored]);
    }));
  });

  it('of old that could not be understood is recognised, and shown as it stands', () => {
    for (const stored of ['0592 12', '0592 000 100', 'receptie']) expect([isTelephone(stored), formatTelephone(stored)]).toEqual([false, stored]);
  });
});
