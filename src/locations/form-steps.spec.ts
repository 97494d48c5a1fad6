import { describe, expect, it } from '@jest/globals';
import { stepOf } from './form-steps.js';

describe('the button that was pressed', () => {
  it.each([
    [{}, { kind: 'save' }], [{ step: 'save' }, { kind: 'save' }], [{ step: 'nonsense' }, { kind: 'save' }], [{ step: ['find-address', 'save'] }, { kind: 'save' }],
    [{ step: 'find-address' }, { kind: 'find-address' }], [{ step: 'take-address' }, { kind: 'take-address' }],
    [{ step: 'more:rooms' }, { kind: 'more', rows: 'rooms' }], [{ step: 'more:windows' }, { kind: 'save' }],
    [{ step: 'default', addressSearch: 'Weg 1', street: ' ' }, { kind: 'find-address' }], [{ step: 'default', addressSearch: 'Weg 1', street: 'Weg' }, { kind: 'save' }],
    [{ step: 'default', addressSearch: ' ' }, { kind: 'save' }], [{ step: 'save', addressSearch: 'Weg 1' }, { kind: 'save' }],
  ])('of %j', (body, step) => {
    expect(stepOf(body)).toEqual(step);
  });
});
