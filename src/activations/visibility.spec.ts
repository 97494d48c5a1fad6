import { describe, expect, it } from '@jest/globals';
import type { Scope } from '../kernel/index.js';
import { seesLine } from './visibility.js';

const scopeOf = (kind: Exclude<Scope['kind'], 'system'>): Scope => ({ kind, organisationId: 'emmen', provinceCode: 'PV22' }) as Scope;
const own = new Set(['activation', 'own step']);

describe('a line of the timeline', () => {
  it.each([
    ['of what the service did about the activation', { organisationId: null, subjectId: 'activation' }, true],
    ['of what the service did about its own step', { organisationId: null, subjectId: 'own step' }, true],
    ['of what the service did about another’s step', { organisationId: null, subjectId: 'other step' }, false],
    ['of what it did itself', { organisationId: 'emmen', subjectId: 'contact' }, true],
    ['of what another did at its own step', { organisationId: 'coa', subjectId: 'own step' }, false],
  ])('%s is seen by a municipality: %s', (_of, line, seen) => {
    expect(seesLine(scopeOf('municipality'), line, own)).toBe(seen);
    for (const kind of ['ministry', 'province', 'operations', 'auditor', 'coa', 'red-cross'] as const) expect(seesLine(scopeOf(kind), line, own)).toBe(true);
  });
});
