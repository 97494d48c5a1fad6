import { Injectable } from '@nestjs/common';
import { IMPORT_POLICY } from '../../../config/import.js';
import type { Database, Tx } from '../../platform/database/index.js';
import { ExpiryPlan } from '../expiry-plan.js';
import { locationsChanged } from '../location-changed.js';
import { type ClaimedImport, rowsToWrite } from './location-import.js';
import { ClaimLost, IMPORT_TOPIC, LocationImports } from './location-imports.js';

/**
 * What follows from locations that were written: the same that follows from a change by hand, some of them at a time and each
 * portion in a transaction of its own, so that nobody waits long for a lock. What a crash leaves undone is done afterwards.
 */
@Injectable()
export class FollowUp {
  constructor(
    private readonly imports: LocationImports,
    private readonly plan: ExpiryPlan,
  ) {}

  /** Throws ClaimLost. */
  async run(database: Database, claimed: ClaimedImport, stopped: () => boolean): Promise<void> {
    const total = rowsToWrite(claimed);
    let found = -1;
    while (found !== 0) {
      if (stopped()) throw new ClaimLost('This process is stopping.');
      found = await database.transaction((tx) => this.portion(tx, claimed, total));
    }
    await database.transaction((tx) => this.finish(tx, claimed));
  }

  private async portion(tx: Tx, claimed: ClaimedImport, total: number): Promise<number> {
    const rows = await tx.query<{ row_number: number; location_id: string }>(
      `SELECT row_number, location_id FROM location_import_rows WHERE import_id = $1 AND outcome IN ('new', 'changed') AND NOT followed_up ORDER BY row_number LIMIT $2`, [claimed.id, IMPORT_POLICY.followUpBatch.value]);
    if (rows.length === 0) return 0;
    const ids = rows.map(({ location_id: id }) => id);
    await tx.lock('standby_locations', ...ids);
    await this.changed(tx, ids);
    const [left] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM location_import_rows WHERE import_id = $1 AND outcome IN ('new', 'changed') AND NOT followed_up`, [claimed.id]);
    await this.imports.progress(tx, claimed, { done: total - left!.count + rows.length, total, rowsRead: claimed.rowsRead });
    await tx.query('UPDATE location_import_rows SET followed_up = true WHERE import_id = $1 AND row_number = ANY($2::integer[])', [claimed.id, rows.map(({ row_number: row }) => row)]);
    return rows.length;
  }

  /** The one place from which everything hears of imported locations that hears of a location registered or changed by hand. */
  private async changed(tx: Tx, ids: readonly string[]): Promise<void> {
    await this.plan.replan(tx, ids);
    await locationsChanged(tx, ...ids);
  }

  /** What was written need not be kept; what was left out stays to be corrected, until it is cleared away. */
  private async finish(tx: Tx, claimed: ClaimedImport): Promise<void> {
    await this.imports.progress(tx, claimed, { done: 1, total: 1, rowsRead: claimed.rowsRead });
    await tx.query('DELETE FROM location_import_parts WHERE import_id = $1', [claimed.id]);
    await tx.query(`DELETE FROM location_import_rows WHERE import_id = $1 AND outcome <> 'wrong'`, [claimed.id]);
    await tx.query(
      `UPDATE location_imports SET status = 'done', finished_at = $2, chosen_by = NULL, claim = NULL, lease_until = NULL, attempts = 0, version = version + 1 WHERE id = $1`, [claimed.id, await tx.now()]);
    await tx.notify(IMPORT_TOPIC, claimed.id);
  }
}
