/** The seven kinds of organisation (DOMAIN.md, "Who uses it"). */
export const ORGANISATION_KINDS = ['ministry', 'province', 'municipality', 'red-cross', 'coa', 'operations', 'auditor'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * On whose behalf data is read or written. A required argument of every repository method:
 * what an organisation may see is part of the query, not a filter afterwards.
 * `system` is for due moments, sweeps and the demo seed, never for a request.
 */
export type Scope =
  | { readonly kind: 'system' }
  | { readonly kind: OrganisationKind; readonly organisationId: string; readonly provinceCode: string | null };

export const SYSTEM_SCOPE: Scope = { kind: 'system' };
