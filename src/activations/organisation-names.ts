import { SYSTEM_SCOPE } from '../kernel/index.js';
import type { Organisations } from '../organisations/index.js';
import type { Database, Tx } from '../platform/database/index.js';

/** The names of all organisations: every party may know the others by name. */
export async function organisationNames(organisations: Organisations, source: Database | Tx): Promise<ReadonlyMap<string, string>> {
  const all = await organisations.list(source, SYSTEM_SCOPE);
  return new Map(all.map(({ id, name }) => [id, name]));
}

/** The name of one organisation. */
export async function organisationName(organisations: Organisations, source: Database | Tx, id: string): Promise<string> {
  return (await organisations.byId(source, SYSTEM_SCOPE, id))?.name ?? '';
}
