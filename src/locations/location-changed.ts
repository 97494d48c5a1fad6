import type { Tx } from '../platform/database/index.js';
import { writeStandings } from './location-standings.js';

/**
 * Something about these locations was decided: the lists follow in the same transaction, and open pages are told. Every
 * use case that changes a location ends with it.
 */
export async function locationsChanged(tx: Tx, ...locationIds: readonly string[]): Promise<void> {
  await writeStandings(tx, locationIds);
  for (const id of locationIds) await tx.notify('location', id);
}
