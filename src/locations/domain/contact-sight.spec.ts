import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, SYSTEM_SCOPE, type OrganisationKind } from '../../kernel/index.js';
import { contactSightOf } from './contact-sight.js';

const sightOf = (kind: OrganisationKind, provinceCode: string | null = 'PV22') => contactSightOf({ kind, organisationId: 'organisation-1', provinceCode });

describe('whose contacts somebody may see', () => {
  it('shows a municipality its own, and not those of its province', () => {
    expect(sightOf('municipality')).toEqual({ everything: false, organisationId: 'organisation-1', provinceCode: null });
  });

  it('shows a province those within it', () => {
    expect(sightOf('province')).toEqual({ everything: false, organisationId: null, provinceCode: 'PV22' });
  });

  it('shows a province without a code nothing', () => {
    expect(sightOf('province', null)).toEqual({ everything: false, organisationId: null, provinceCode: null });
  });

  it('shows everything only to who watches over all of it', () => {
    expect(ORGANISATION_KINDS.filter((kind) => sightOf(kind).everything)).toEqual(['ministry', 'operations', 'auditor']);
    expect(contactSightOf(SYSTEM_SCOPE).everything).toBe(true);
  });

  it('shows those who get the numbers with their alert none beforehand', () => {
    for (const kind of ['red-cross', 'coa'] as const) expect(sightOf(kind)).toEqual({ everything: false, organisationId: null, provinceCode: null });
  });
});
