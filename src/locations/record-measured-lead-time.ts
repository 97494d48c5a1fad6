import { err, newId, ok, type Actor, type Result } from '../kernel/index.js';
import type { Tx } from '../platform/database/index.js';
import { RecordBook } from '../record/index.js';
import { type LeadTimeMeasurement, type LeadTimeWindows, measurementThatCounts, provesLeadTime } from './domain/index.js';
import { locationsChanged } from './location-changed.js';

/** A measurement to write down, with the windows by which it is judged. */
export type MeasuredLeadTime = LeadTimeMeasurement & LeadTimeWindows & { readonly locationId: string; readonly activationId: string };

/**
 * Writes down how long it really took, from the call until people could come in: it replaces what was stated, and the
 * newest measurement counts. Refused for an exercise with a compressed window, which proves nothing; nothing is written
 * then. Called within the decision that opens the location, which has locked its activation and read the clock. Throws for
 * hours that are not above zero and for a location that does not exist: a mistake in the code.
 */
export async function recordMeasuredLeadTime(tx: Tx, actor: Actor, measured: MeasuredLeadTime): Promise<Result<{ readonly hours: number }, 'compressed-exercise'>> {
  const { locationId, activationId, hours, measuredAt, source } = measured;
  if (!provesLeadTime(source, measured)) return err('compressed-exercise');
  if (!(hours > 0)) throw new Error(`A lead time of ${hours} hours was measured.`);
  const now = await tx.now();
  const [location] = await tx.query<{ hours: number | null }>(
    `SELECT (facts ->> 'measuredLeadTimeHours')::double precision AS hours FROM standby_locations WHERE id = $1 FOR NO KEY UPDATE`, [locationId]);
  if (!location) throw new Error(`Location ${locationId} does not exist.`);
  await tx.query(
    'INSERT INTO lead_time_measurements (id, location_id, hours, measured_at, source, activation_id, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), locationId, hours, measuredAt, source, activationId, now]);
  const all = await tx.query<LeadTimeMeasurement>('SELECT hours, measured_at AS "measuredAt", source FROM lead_time_measurements WHERE location_id = $1', [locationId]);
  const counts = measurementThatCounts(all)!.hours;
  await tx.query(
    `UPDATE standby_locations SET facts = jsonb_set(facts, '{measuredLeadTimeHours}', to_jsonb($2::double precision)), version = version + 1, updated_at = $3 WHERE id = $1`,
    [locationId, counts, now]);
  await new RecordBook().add(tx, actor, {
    action: 'location.lead-time-measured', subjectKind: 'location', subjectId: locationId, activationId, exercise: source === 'exercise',
    before: { measuredLeadTimeHours: location.hours }, after: { measuredLeadTimeHours: counts, measured: { hours, measuredAt, source } },
  });
  await locationsChanged(tx, locationId);
  return ok({ hours: counts });
}
