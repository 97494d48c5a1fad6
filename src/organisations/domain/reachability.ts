import type { OrganisationKind } from '../../kernel/index.js';

/** What became of telephoning a contact. */
export const OUTCOMES = ['reached', 'not-reached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

type Reporter = { readonly kind: OrganisationKind | 'system'; readonly organisationId: string | null };

/** True for who may say that a contact of this organisation was telephoned: itself, and who telephones everybody. */
export const reportsOn = ({ kind, organisationId: own }: Reporter, organisationId: string): boolean =>
  kind === 'system' || kind === 'operations' || kind === 'ministry' || own === organisationId;
