import type { Scope } from '../../kernel/index.js';
import { contactSightOf } from './contact-sight.js';
import type { Confidentiality } from './location.js';

/** A location as far as it matters for who may know where it is. */
export type PlacedLocation = { readonly organisationId: string; readonly provinceCode: string; readonly confidentiality: Confidentiality };

/** True when everybody may know where it is. What the council knows is not yet what everybody may know. */
export const isOpenPlace = (confidentiality: Confidentiality): boolean => confidentiality === 'public';

/**
 * Who may know where a location is: see its address, its point, its documents and the evidence of its inspections, find it by its
 * address and see it on a map. Who sees the contacts may (its municipality, its province, who watches over everything); others only
 * when it is public. The Red Cross and COA get any other address with the activation that uses it, never from the registry.
 */
export function seesPlace(scope: Scope, { organisationId, provinceCode, confidentiality }: PlacedLocation): boolean {
  if (isOpenPlace(confidentiality)) return true;
  const sight = contactSightOf(scope);
  return sight.everything || sight.organisationId === organisationId || (sight.provinceCode !== null && sight.provinceCode === provinceCode);
}
