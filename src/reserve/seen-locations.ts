import type { Scope } from '../kernel/index.js';
import type { BreaksNext, Cure, FragileDay } from './domain/index.js';

/** Whether a location's details are shown: everybody who may see a request sees all, a municipality its own. */
export const showsLocation = (scope: Scope, ownerId: string): boolean => scope.kind !== 'municipality' || scope.organisationId === ownerId;

/** How many more there are that the reader does not see. */
type Elsewhere = { readonly elsewhere: number };

/** What breaks next, with the locations that the reader sees. */
export type BreakSeen = Omit<BreaksNext, 'cure'> & Elsewhere & { readonly cure: (Cure & Elsewhere) | null };

/** A day that does not bear a loss, with the locations that the reader sees. */
export type FragileDaySeen = FragileDay & Elsewhere;

type Seen = ReadonlySet<string>;

export function breakSeenBy(seen: Seen, found: BreaksNext | null): BreakSeen | null {
  if (found === null) return null;
  const locations = found.locations.filter(({ locationId }) => seen.has(locationId));
  const steps = found.cure?.steps.filter(({ locationId }) => seen.has(locationId)) ?? [];
  const cure = found.cure && { ...found.cure, steps, elsewhere: found.cure.steps.length - steps.length };
  return { ...found, locations, elsewhere: found.locations.length - locations.length, cure };
}

/** Days that share one list go on sharing it. */
export function fragileDaysSeenBy(seen: Seen, days: readonly FragileDay[]): FragileDaySeen[] {
  let last: { readonly all: readonly string[]; readonly own: readonly string[] } | undefined;
  return days.map((day) => {
    if (last?.all !== day.locationIds) last = { all: day.locationIds, own: day.locationIds.filter((id) => seen.has(id)) };
    return { ...day, locationIds: last.own, elsewhere: day.locationIds.length - last.own.length };
  });
}
