import type { Scope } from '../../kernel/index.js';

/** How far somebody sees: everything, the organisations of their province, or their own organisation. */
export type Reach = 'everything' | 'province' | 'own';
type ReachByKind = Readonly<Record<Scope['kind'], Reach>>;

/** Name, kind and code are no secret: who serves a request or holds a building must be nameable by everyone in it. */
const ORGANISATIONS: ReachByKind = {
  system: 'everything',
  ministry: 'everything',
  province: 'everything',
  municipality: 'everything',
  'red-cross': 'everything',
  coa: 'everything',
  operations: 'everything',
  auditor: 'everything',
};

/** A municipality must never see another's contacts (DOMAIN.md, "Who uses it"). */
const CONTACTS: ReachByKind = {
  system: 'everything',
  ministry: 'everything',
  province: 'province',
  municipality: 'own',
  'red-cross': 'own',
  coa: 'own',
  operations: 'everything',
  auditor: 'everything',
};

/** What is asked of an organisation before its rows are shown. A part that is undefined restricts nothing. */
export type Sight = { readonly organisationId?: string; readonly provinceCode?: string };

export const organisationsSeenBy = (scope: Scope): Sight => sightOf(scope, ORGANISATIONS);
export const contactsSeenBy = (scope: Scope): Sight => sightOf(scope, CONTACTS);

function sightOf(scope: Scope, reaches: ReachByKind): Sight {
  const reach = reaches[scope.kind];
  if (reach === 'everything' || scope.kind === 'system') return {};
  // A province without a code would otherwise match every organisation that has none either.
  if (reach === 'province' && scope.provinceCode !== null) return { provinceCode: scope.provinceCode };
  return { organisationId: scope.organisationId };
}
