import { describe, expect, it } from '@jest/globals';
import type { FieldError } from '../kernel/index.js';
import { errorTextOf, fieldId, formAsSent } from './form-state.js';

const tooMany: FieldError = {
  path: 'groups.families',
  code: 'TOO_MANY',
  message: { nl: 'Hoogstens {max}.', en: 'At most {max}.' },
  params: { max: 100 },
};

describe('a form as it was sent', () => {
  it('keeps texts and lists of texts, and nothing else', () => {
    const body = { name: 'Sporthal', groups: ['a', 'b'], nested: { x: 1 }, count: 3, mixed: ['a', 1] };
    expect(formAsSent(body).values).toEqual({ name: 'Sporthal', groups: ['a', 'b'] });
  });

  it.each([undefined, null, 'text', 3])('is empty for %j', (body) => {
    expect(formAsSent(body).values).toEqual({});
  });

  it('has the messages of a field in the language asked', () => {
    const form = formAsSent({}, [tooMany, { ...tooMany, path: 'places' }]);
    expect(errorTextOf(form, 'groups.families', 'en')).toBe('At most 100.');
    expect(errorTextOf(form, 'groups', 'en')).toBeUndefined();
  });

  it('makes an id that an address can point at', () => {
    expect(fieldId('groups.families')).toBe('field-groups-families');
    expect(fieldId('locations[0].places')).toBe('field-locations-0-places');
  });
});
