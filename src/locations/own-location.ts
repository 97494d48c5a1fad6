import { NOT_FOUND, isId, Problem, type Actor } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { LOCATION_NOT_YOURS } from './location-problems.js';
import { StandbyLocation } from './standby-location.entity.js';

/**
 * Locks a location for a change by its own municipality. Throws REQUEST.NOT_FOUND (404) when there is none or it has been
 * withdrawn, LOCATION.NOT_YOURS (403) for everybody else.
 */
export async function lockOwnLocation(tx: Tx, actor: Actor, id: string): Promise<StandbyLocation> {
  if (!isId(id)) throw new Problem(NOT_FOUND);
  await tx.lock('standby_locations', id);
  const location = await tx.manager.findOneBy(StandbyLocation, { id });
  if (!location || location.withdrawnAt) throw new Problem(NOT_FOUND);
  if (location.organisationId !== actor.organisationId) throw new Problem(LOCATION_NOT_YOURS);
  return location;
}
