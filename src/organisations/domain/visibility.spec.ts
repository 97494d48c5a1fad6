import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, SYSTEM_SCOPE, type OrganisationKind, type Scope } from '../../kernel/index.js';
import { contactsSeenBy, organisationsSeenBy } from './visibility.js';

const scopeOf = (kind: OrganisationKind, provinceCode: string | null = 'PV22'): Scope => ({ kind, organisationId: 'mine', provinceCode });

describe('what an organisation sees', () => {
  it.each<[OrganisationKind, object]>([
    ['ministry', {}],
    ['operations', {}],
    ['auditor', {}],
    ['province', { provinceCode: 'PV22' }],
    ['municipality', { organisationId: 'mine' }],
    ['red-cross', { organisationId: 'mine' }],
    ['coa', { organisationId: 'mine' }],
  ])('of contacts, as %s', (kind, sight) => {
    expect(contactsSeenBy(scopeOf(kind))).toEqual(sight);
  });

  it('of contacts as a province without a code: its own only', () => {
    expect(contactsSeenBy(scopeOf('province', null))).toEqual({ organisationId: 'mine' });
  });

  it('of organisations: all, by name', () => {
    for (const kind of ORGANISATION_KINDS) expect(organisationsSeenBy(scopeOf(kind))).toEqual({});
  });

  it('everything, as the system', () => {
    expect([contactsSeenBy(SYSTEM_SCOPE), organisationsSeenBy(SYSTEM_SCOPE)]).toEqual([{}, {}]);
  });
});
