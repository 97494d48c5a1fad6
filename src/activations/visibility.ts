import type { Scope } from '../kernel/index.js';
import type { Activation } from './activation.entity.js';

type Seen = {
  readonly activation: Pick<Activation, 'parties'>;
  readonly deployments: readonly { readonly municipalityId: string }[];
};

/**
 * Whether an activation may be seen: by who oversees it, by who serves it, and by the municipalities whose building it uses.
 */
export function maySee(scope: Scope, { activation, deployments }: Seen): boolean {
  if (scope.kind === 'system') return true;
  const { organisationId } = scope;
  switch (scope.kind) {
    case 'ministry':
    case 'operations':
    case 'auditor':
      return true;
    case 'province':
      return activation.parties.provinceId === organisationId;
    case 'red-cross':
      return activation.parties.redCrossId === organisationId;
    case 'coa':
      return activation.parties.coaId === organisationId;
    case 'municipality':
      return deployments.some(({ municipalityId }) => municipalityId === organisationId);
  }
}

/** The same rule as a condition on `activations a`; `$1` is the kind and `$2` the organisation. */
export const VISIBLE_SQL = `(
  $1 IN ('system', 'ministry', 'operations', 'auditor')
  OR ($1 = 'province' AND a.parties->>'provinceId' = $2)
  OR ($1 = 'red-cross' AND a.parties->>'redCrossId' = $2)
  OR ($1 = 'coa' AND a.parties->>'coaId' = $2)
  OR ($1 = 'municipality' AND EXISTS (SELECT 1 FROM deployments d WHERE d.activation_id = a.id AND d.municipality_id::text = $2)))`;

export const visibleParameters = (scope: Scope): [string, string | null] => [scope.kind, scope.kind === 'system' ? null : scope.organisationId];

/** A municipality sees its own deployments only; everyone else who may see the activation sees all. */
export const seesDeployment = (scope: Scope, municipalityId: string): boolean =>
  scope.kind !== 'municipality' || scope.organisationId === municipalityId;

type Line = { readonly organisationId: string | null; readonly subjectId: string };

/**
 * Whether a line of the timeline may be seen. A municipality sees what it did itself, and of what the service did by itself what is
 * about the activation or its own part of it: `own` holds the activation, its deployments with their steps, and its messages.
 */
export const seesLine = (scope: Scope, { organisationId, subjectId }: Line, own: ReadonlySet<string>): boolean =>
  scope.kind !== 'municipality' || (organisationId === null ? own.has(subjectId) : organisationId === scope.organisationId);

/** Extra places: a municipality those only for which one of its own buildings is in. `seen`: the deployments that the reader sees. */
export const seesExtraPlaces = (scope: Scope, seen: readonly { readonly extraPlacesId: string | null }[], id: string): boolean =>
  scope.kind !== 'municipality' || seen.some(({ extraPlacesId }) => extraPlacesId === id);
