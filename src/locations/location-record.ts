import { isDeepStrictEqual } from 'node:util';
import { UNKNOWN_BUILDING } from './domain/index.js';
import type { StandbyLocation } from './standby-location.entity.js';

type Facts = Record<string, unknown>;
export type RecordedLocation = { readonly facts: Facts; readonly personal: Facts };

/**
 * A location as it goes on the record: what may stand there for good, and apart from it what must be purgeable: names, and
 * free text in which somebody may have written one.
 */
export function recordedLocation(row: StandbyLocation): RecordedLocation {
  const { contacts, facts, version, createdAt: _created, updatedAt: _updated, id: _id, ...columns } = row;
  const { ownerAgreement, collegeDecision, owner, site, notes, ...rest } = { ...UNKNOWN_BUILDING, ...facts };
  const { signatory = null, ...agreement } = ownerAgreement ?? {};
  const { mandatedOfficial = null, ...decision } = collegeDecision ?? {};
  const { name: ownerName, ...ownership } = owner;
  const { neighboursToInform, ...grounds } = site;
  return {
    facts: {
      ...columns, ...rest, version,
      owner: { ...ownership, hasName: ownerName !== null },
      site: { ...grounds, hasNeighboursToInform: neighboursToInform !== null },
      hasNotes: notes !== null,
      ownerAgreement: ownerAgreement && { ...agreement, hasSignatory: signatory !== null },
      collegeDecision: collegeDecision && { ...decision, hasMandatedOfficial: mandatedOfficial !== null },
    },
    personal: { contacts, signatory, mandatedOfficial, ownerName, neighboursToInform, notes },
  };
}

/** What differs, from what to what. */
export function changedParts(before: Facts, after: Facts): { readonly before: Facts; readonly after: Facts } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null));
  const part = (facts: Facts): Facts => Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
  return { before: part(before), after: part(after) };
}
