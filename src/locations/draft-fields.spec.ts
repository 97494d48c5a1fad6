import { describe, expect, it } from '@jest/globals';
import { DRAFT_LIMITS } from '../../config/drafts.js';
import { Problem } from '../kernel/index.js';
import { draftFieldsOf } from './draft-fields.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.type.code;
    throw error;
  }
  return 'kept';
};

describe('what is kept of an unfinished form', () => {
  it('is what was typed, wrong or not, without the fields of the page', () => {
    expect(draftFieldsOf({
      name: 'Hal', postcode: 'onzin', claimedPlaces: 'veel', 'contacts.0.name': 'Piket', alsoPromisedTo: ['none', 'booking'], toilets: '', idempotencyKey: 'k', version: '3', step: 'save',
      draftId: 'x', addressSearch: 'Weg 1', addressChoice: 'adr-1',
    })).toEqual({ name: 'Hal', postcode: 'onzin', claimedPlaces: 'veel', 'contacts.0.name': 'Piket', alsoPromisedTo: ['none', 'booking'] });
  });

  it('has no names that no form has, and no characters that cannot be stored', () => {
    expect(draftFieldsOf({ __proto__: 'x', 'a b': 'x', [`n${'a'.repeat(100)}`]: 'x', name: 'Ha\0l \ud800!', notes: '😀' })).toEqual({ name: 'Hal \uFFFD!', notes: '😀' });
  });

  it('is refused when it is more than a form can hold', () => {
    expect(codeOf(() => draftFieldsOf({ notes: 'a'.repeat(DRAFT_LIMITS.bytes) }))).toBe('DRAFT.TOO_LARGE');
    expect(codeOf(() => draftFieldsOf(Object.fromEntries(Array.from({ length: DRAFT_LIMITS.fields + 1 }, (_, n) => [`rooms.${n}.count`, '1']))))).toBe('DRAFT.TOO_LARGE');
    expect(codeOf(() => draftFieldsOf({ notes: 'a'.repeat(DRAFT_LIMITS.bytes - 100) }))).toBe('kept');
  });
});
