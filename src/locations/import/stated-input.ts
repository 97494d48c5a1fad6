import { UNKNOWN_BUILDING } from '../domain/index.js';
import { LOCATION_SCHEMA } from '../location-schemas.js';
import type { StandbyLocation } from '../standby-location.entity.js';

const KNOWN = new Set(Object.keys(LOCATION_SCHEMA.shape));

/** What a municipality has stated of a location, as it would state it again: the input of LOCATION_SCHEMA. */
export function statedInput({ contacts, facts, ...columns }: StandbyLocation): Record<string, unknown> {
  const stated = { ...UNKNOWN_BUILDING, ...facts, ...columns, contacts: contacts.map((contact, index) => ({ ...facts.contacts[index], ...contact })) };
  return Object.fromEntries(Object.entries(stated).filter(([name]) => KNOWN.has(name)));
}
