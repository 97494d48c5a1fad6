import type { Database } from '../platform/database/index.js';

/** Hours from the call until people can come in: as stated, as the newest measurement says, and as one activation measured. */
export type LeadTimes = {
  readonly locationId: string;
  readonly statedHours: number | null;
  readonly measuredHours: number | null;
  readonly measuredThenHours: number | null;
};

/** The lead times of these locations, and what this activation measured of them. Says nothing of where they are. */
export async function leadTimesOf(database: Database, locationIds: readonly string[], activationId: string): Promise<LeadTimes[]> {
  return database.query<LeadTimes>(
    `SELECT l.id AS "locationId", (l.facts ->> 'leadTimeHours')::double precision AS "statedHours", (l.facts ->> 'measuredLeadTimeHours')::double precision AS "measuredHours",
            (SELECT m.hours FROM lead_time_measurements m WHERE m.location_id = l.id AND m.activation_id = $2 ORDER BY m.measured_at DESC, m.hours DESC LIMIT 1) AS "measuredThenHours"
       FROM standby_locations l WHERE l.id = ANY($1::uuid[])`,
    [locationIds, activationId],
  );
}
