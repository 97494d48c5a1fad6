import { SYSTEM_ACTOR, type Actor } from '../kernel/index.js';
import type { DemoOrganisation } from './demo-organisations.js';

/** The demo organisations that were made, by slug. */
export type Made = ReadonlyMap<string, { readonly id: string; readonly organisation: DemoOrganisation }>;

export const idOf = (made: Made, slug: string): string => made.get(slug)!.id;

/** The demo's person of an organisation, as the one who decides. */
export function actorOf(made: Made, slug: string): Actor {
  const { id, organisation } = made.get(slug)!;
  const { kind, provinceCode = null, person } = organisation;
  return { ...SYSTEM_ACTOR, scope: { kind, organisationId: id, provinceCode }, kind, organisationId: id, name: person.name, function: person.function };
}
