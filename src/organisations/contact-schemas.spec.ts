import { describe, expect, it } from '@jest/globals';
import { Problem } from '../kernel/index.js';
import { parseInput } from '../platform/http/index.js';
import { CONTACT_CHANGE, CONTACT_INPUT } from './contact-schemas.js';

const DESK = { name: 'Piket', function: 'piketdienst', telephone: '+31592000001' };

function errorsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Problem) return error.fields.map(({ path, code }) => `${path} ${code}`);
    throw error;
  }
}

describe('a new contact', () => {
  it('is taken with either an e-mail address or a telephone number', () => {
    expect(parseInput(CONTACT_INPUT, { ...DESK, name: '  Piket ' })).toEqual(DESK);
    expect(errorsOf(() => parseInput(CONTACT_INPUT, { name: 'A', function: 'b', email: 'dienst@assen.example' }))).toEqual([]);
  });

  it('has its telephone number in one writing, however it was typed', () => {
    for (const typed of ['0592 000 001', '0592-000001', '0031 (0)592 000 001']) expect(parseInput(CONTACT_INPUT, { ...DESK, telephone: typed })).toEqual(DESK);
  });

  it('is refused without both, beside everything else that is wrong', () => {
    expect(errorsOf(() => parseInput(CONTACT_INPUT, {}))).toEqual(['name required', 'function required', 'email unreachable']);
    expect(errorsOf(() => parseInput(CONTACT_INPUT, { ...DESK, email: null, telephone: null, rank: 0, extra: 1 })).sort()).toEqual(['email unreachable', 'extra unknown', 'rank too-small']);
  });

  it.each([
    ['a line break in the name', { name: 'Piket\r\nBcc: x@evil.example' }, 'name wrong-format'],
    ['a name of blanks', { name: '   ' }, 'name required'],
    ['a name without end', { name: 'x'.repeat(121) }, 'name too-long'],
    ['an e-mail address that is none', { email: 'dienst' }, 'email not-an-email'],
    ['letters in a telephone number', { telephone: 'bel mij' }, 'telephone not-a-telephone-number'],
    ['a telephone number that is too short', { telephone: '0592 001' }, 'telephone number-too-short'],
    ['a telephone number that is too long', { telephone: '0592 000 0001' }, 'telephone number-too-long'],
    ['the emergency number', { telephone: '112' }, 'telephone special-number'],
    ['a premium number', { telephone: '0900-8844' }, 'telephone premium-number'],
    ['a number behind an exchange', { telephone: '0592000001;ext=12' }, 'telephone number-with-extension'],
    ['a telephone number without end', { telephone: '0'.repeat(61) }, 'telephone too-long'],
    ['half a rank', { rank: 1.5 }, 'rank wrong-type'],
    ['a language we do not speak', { language: 'de' }, 'language not-a-choice'],
    ['an organisation that is no id', { organisationId: '1' }, 'organisationId not-an-id'],
    ['a text for yes or no', { duty: 'yes' }, 'duty wrong-type'],
  ])('is refused with %s', (_what, wrong, expected) => {
    expect(errorsOf(() => parseInput(CONTACT_INPUT, { ...DESK, ...wrong }))).toEqual([expected]);
  });
});

describe('a change of a contact', () => {
  it('names only what changes, and cannot move it to another organisation', () => {
    expect(parseInput(CONTACT_CHANGE, { email: null })).toEqual({ email: null });
    expect(errorsOf(() => parseInput(CONTACT_CHANGE, { organisationId: '019b7c1e-0000-7000-8000-000000000000', version: 3 }))).toEqual(['organisationId unknown', 'version unknown']);
  });
});
