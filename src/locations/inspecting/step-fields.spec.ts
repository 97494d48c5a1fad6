import { expect, it } from '@jest/globals';
import { stepFieldsOf } from './step-fields.js';

it('keeps what a step asks as it was typed, right or wrong, and nothing else', () => {
  expect(stepFieldsOf({ value: 'misschien', evidence: '', validUntil: 'morgen', note: ['een', 'twee'], 'defect.description': 'Kr\0aan \ud800', version: '3', go: 'next', __proto__: 'x', file: 'x' })).toEqual({
    value: 'misschien', validUntil: 'morgen', note: 'twee', 'defect.description': 'Kraan \uFFFD',
  });
  expect(stepFieldsOf({ note: 'x'.repeat(5000) }).note).toHaveLength(4000);
});
