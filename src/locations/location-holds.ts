import { Injectable } from '@nestjs/common';
import { newId, Problem } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { locationsChanged } from './location-changed.js';
import { LOCATION_BUSY, LOCATION_WITHDRAWN } from './location-problems.js';

export type RunningHold = { readonly locationId: string; readonly activationId: string; readonly exercise: boolean };

// How often a hold may be let go between our being refused and our looking who was in the way.
const ATTEMPTS = 3;

/** Who is using which location: at most one running activation each, by a constraint in the database. */
@Injectable()
export class LocationHolds {
  /** The running holds among these locations. */
  async running(source: Tx | Database, locationIds: readonly string[]): Promise<RunningHold[]> {
    return source.query<RunningHold>(
      `SELECT location_id AS "locationId", activation_id AS "activationId", exercise FROM location_holds
        WHERE location_id = ANY($1::uuid[]) AND released_at IS NULL ORDER BY location_id`, [locationIds]);
  }

  /**
   * Takes all of them or throws: LOCATION.BUSY (409, with `activationId` and `locationId` of the hold in the way) or
   * LOCATION.WITHDRAWN (409, with `locationId`). The caller's transaction can still be used, and must be given up.
   */
  async take(tx: Tx, holds: readonly RunningHold[]): Promise<void> {
    let open = holds;
    for (let attempt = 1; open.length > 0; attempt += 1) {
      const taken = new Set(await this.insert(tx, open));
      open = open.filter(({ locationId }) => !taken.has(locationId));
      if (open.length > 0) await this.refuse(tx, open, attempt);
    }
    await locationsChanged(tx, ...holds.map(({ locationId }) => locationId));
  }

  /** Ends the holds of an activation: on these locations, or on all. Released twice is released once. */
  async release(tx: Tx, activationId: string, locationIds?: readonly string[]): Promise<void> {
    const released = await tx.query<{ location_id: string }>(
      `UPDATE location_holds SET released_at = GREATEST(starts_at, $2::timestamptz)
        WHERE activation_id = $1 AND released_at IS NULL AND ($3::uuid[] IS NULL OR location_id = ANY($3::uuid[])) RETURNING location_id`,
      [activationId, await tx.now(), locationIds ?? null]);
    await locationsChanged(tx, ...released.map(({ location_id: id }) => id));
  }

  // The share lock makes a withdrawal wait, or makes us see it: nobody takes what is no longer offered.
  private async insert(tx: Tx, holds: readonly RunningHold[]): Promise<string[]> {
    const rows = await tx.query<{ location_id: string }>(
      `INSERT INTO location_holds (id, location_id, activation_id, exercise, starts_at)
       SELECT w.id, l.id, w.activation_id, w.exercise, $5
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[]) AS w (id, location_id, activation_id, exercise)
         JOIN standby_locations l ON l.id = w.location_id AND l.withdrawn_at IS NULL
        ORDER BY l.id FOR SHARE OF l
       ON CONFLICT (location_id) WHERE released_at IS NULL DO NOTHING
       RETURNING location_id`,
      [holds.map(() => newId()), holds.map((hold) => hold.locationId), holds.map((hold) => hold.activationId), holds.map((hold) => hold.exercise), await tx.now()]);
    return rows.map((row) => row.location_id);
  }

  private async refuse(tx: Tx, wanted: readonly RunningHold[], attempt: number): Promise<void> {
    const ids = wanted.map(({ locationId }) => locationId);
    const [inTheWay] = await this.running(tx, ids);
    if (inTheWay) throw busy(inTheWay.activationId, inTheWay.locationId);
    const offered = await tx.query<{ id: string }>('SELECT id FROM standby_locations WHERE id = ANY($1::uuid[]) AND withdrawn_at IS NULL', [ids]);
    const gone = ids.find((id) => !offered.some((location) => location.id === id));
    if (gone) throw new Problem(LOCATION_WITHDRAWN, {}, [], { locationId: gone });
    if (attempt === ATTEMPTS) throw busy(null, ids[0]!);
  }
}

const busy = (activationId: string | null, locationId: string): Problem => new Problem(LOCATION_BUSY, {}, [], { activationId, locationId });
