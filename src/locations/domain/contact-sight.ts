import type { Scope } from '../../kernel/index.js';

/** Of which locations somebody may see the contacts: of all, of those of one organisation, or of those in one province. */
export type ContactSight = { readonly everything: boolean; readonly organisationId: string | null; readonly provinceCode: string | null };

const NOTHING: ContactSight = { everything: false, organisationId: null, provinceCode: null };

/**
 * A municipality never sees another's contacts; a province sees those within it. The Red Cross and COA get the numbers
 * they need with their alert, not before there is an activation.
 */
export function contactSightOf(scope: Scope): ContactSight {
  switch (scope.kind) {
    case 'system':
    case 'ministry':
    case 'operations':
    case 'auditor':
      return { ...NOTHING, everything: true };
    case 'province':
      return { ...NOTHING, provinceCode: scope.provinceCode };
    case 'municipality':
      return { ...NOTHING, organisationId: scope.organisationId };
    default:
      return NOTHING;
  }
}
