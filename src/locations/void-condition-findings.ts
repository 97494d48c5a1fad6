import type { Actor } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { locationsChanged } from './location-changed.js';

/**
 * After real use the condition of a building must be proven anew: what was found up to now no longer counts. Called
 * within the stand-down, which has read the clock; the rows are changed in the order of their ids.
 */
export async function voidConditionFindings(tx: Tx, actor: Actor, locationIds: readonly string[]): Promise<void> {
  const now = await tx.now();
  const record = new RecordBook();
  const ids = [...new Set(locationIds)].sort();
  for (const id of ids) {
    await tx.query(
      `UPDATE standby_locations SET facts = jsonb_set(facts, '{findingsVoidedAt}', to_jsonb($2::text)), version = version + 1, updated_at = $3 WHERE id = $1`,
      [id, now.toISOString(), now]);
    await tx.query('UPDATE inspections SET voided_at = $2 WHERE location_id = $1 AND voided_at IS NULL AND inspected_at <= $2', [id, now]);
    await record.add(tx, actor, { action: 'location.findings-voided', subjectKind: 'location', subjectId: id, after: { findingsVoidedAt: now } });
  }
  await locationsChanged(tx, ...ids);
}
