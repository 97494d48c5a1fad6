import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS } from '../../kernel/index.js';
import { reportsOn } from './reachability.js';

describe('who says that a contact was telephoned', () => {
  it('is its own organisation, whatever its kind', () => {
    for (const kind of ORGANISATION_KINDS) expect(reportsOn({ kind, organisationId: 'own' }, 'own')).toBe(true);
  });

  it('is, of another’s, only who telephones everybody', () => {
    expect(ORGANISATION_KINDS.filter((kind) => reportsOn({ kind, organisationId: 'own' }, 'other'))).toEqual(['ministry', 'operations']);
  });
});
