import { Injectable } from '@nestjs/common';
import { Alerts } from '../alerts/index.js';
import { Problem, type Instant } from '../kernel/index.js';
import { LOCATION_BUSY as HELD, LocationHolds } from '../locations/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { EndActivation } from './end-activation.js';

// How often an exercise may slip in between our locks and our hold before the real activation gives up.
const ATTEMPTS = 3;

/** Which locations an activation may take from an exercise: all of a province, one, or (an exercise itself) none. */
export type Wanted = { readonly provinceCode: string } | { readonly locationId: string } | 'nothing';

/** Under an exercise nothing is held: a real activation takes the location, and the exercise ends with that reason. */
@Injectable()
export class ExerciseTakeOver {
  constructor(
    private readonly holds: LocationHolds,
    private readonly alerts: Alerts,
    private readonly endActivation: EndActivation,
  ) {}

  /**
   * Locks the exercises that hold what is wanted, together with `activationIds`, and the alerts of all of them. In one go and in
   * the order of their ids, before the clock is read.
   */
  async lock(tx: Tx, wanted: Wanted, activationIds: readonly string[] = []): Promise<void> {
    const rows = wanted === 'nothing' ? [] : await tx.query<{ id: string }>(
      `SELECT DISTINCT a.id FROM activations a JOIN location_holds h ON h.activation_id = a.id AND h.released_at IS NULL
         JOIN standby_locations l ON l.id = h.location_id
        WHERE a.exercise AND a.status = 'running' AND ($1::text IS NULL OR l.province_code = $1) AND ($2::uuid IS NULL OR l.id = $2)`,
      ['provinceCode' in wanted ? wanted.provinceCode : null, 'locationId' in wanted ? wanted.locationId : null],
    );
    const ids = [...new Set([...activationIds, ...rows.map(({ id }) => id)])].sort();
    if (ids.length === 0) return;
    await tx.lock('activations', ...ids);
    for (const id of ids) await this.alerts.lockTopic(tx, id);
  }

  /** Ends the exercises that hold any of these locations. They are locked. */
  async end(tx: Tx, locationIds: readonly string[], now: Instant): Promise<void> {
    const running = await this.holds.running(tx, locationIds);
    const ids = new Set(running.filter(({ exercise }) => exercise).map(({ activationId }) => activationId));
    for (const id of [...ids].sort()) await this.endActivation.takenOver(tx, id, now);
  }

  /** Does the work of a real activation again when an exercise that began meanwhile was in its way. */
  async despiteExercises<T>(database: Database, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (attempt === ATTEMPTS || !(await this.isHeldByExercise(database, error))) throw error;
      }
    }
  }

  private async isHeldByExercise(database: Database, error: unknown): Promise<boolean> {
    if (!(error instanceof Problem) || error.type !== HELD) return false;
    const holder = error.extra['activationId'];
    const rows = await database.query(`SELECT 1 FROM activations WHERE id = $1::uuid AND exercise`, [holder ?? null]);
    return rows.length > 0;
  }
}
