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

/** Stands for a name that was there and is no longer known. */
export const NO_LONGER_KNOWN = '…';

type Restored = Omit<StandbyLocation, 'id' | 'createdAt' | 'updatedAt'>;

/**
 * The way back: a location from what stands on the record of it. A personal value that is `purged` is null where there was none,
 * and otherwise no more than a sign that there was one.
 */
export function locationFromRecord({ facts, personal }: RecordedLocation, purged: readonly string[]): Restored {
  const known = (name: string, was: unknown): unknown => (!purged.includes(name) ? (personal[name] ?? null) : was === true ? NO_LONGER_KNOWN : null);
  const part = (name: string): Facts | null => (facts[name] ?? null) as Facts | null;
  const {
    organisationId, reference, name, street, houseNumber, postcode, place, municipalityCode, provinceCode, bagId, latitude, longitude, claimedPlaces, version, withdrawnAt, hasNotes, ...rest
  } = facts;
  const without = (of: Facts | null, ...names: string[]): Facts | null => of && Object.fromEntries(Object.entries(of).filter(([key]) => !names.includes(key)));
  const agreement = part('ownerAgreement');
  const decision = part('collegeDecision');
  const stored = {
    ...UNKNOWN_BUILDING, ...rest,
    owner: { ...without(part('owner'), 'hasName'), name: known('ownerName', part('owner')?.['hasName']) },
    site: { ...without(part('site'), 'hasNeighboursToInform'), neighboursToInform: known('neighboursToInform', part('site')?.['hasNeighboursToInform']) },
    notes: known('notes', hasNotes),
    ownerAgreement: agreement && { ...without(agreement, 'hasSignatory'), signatory: known('signatory', agreement['hasSignatory']) },
    collegeDecision: decision && { ...without(decision, 'hasMandatedOfficial'), mandatedOfficial: known('mandatedOfficial', decision['hasMandatedOfficial']) },
  };
  const columns = { organisationId, reference, name, street, houseNumber, postcode, place, municipalityCode, provinceCode, bagId, latitude, longitude, claimedPlaces, version };
  const contacts = purged.includes('contacts') ? [] : (personal['contacts'] ?? []);
  // What the record holds was made from a row of exactly this shape.
  return { ...columns, withdrawnAt: withdrawnAt ? new Date(withdrawnAt as string) : null, facts: stored, contacts } as unknown as Restored;
}

/** What differs, from what to what. */
export function changedParts(before: Facts, after: Facts): { readonly before: Facts; readonly after: Facts } {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isDeepStrictEqual(before[name] ?? null, after[name] ?? null));
  const part = (facts: Facts): Facts => Object.fromEntries(names.map((name) => [name, facts[name] ?? null]));
  return { before: part(before), after: part(after) };
}
