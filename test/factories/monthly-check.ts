import type { TestDatabase } from '../support/database.js';

/**
 * Whoever is added is asked on the tenth of the month whether mail arrives. A test that moves the clock past that day, or is run
 * shortly before it, would find a message that it is not about: nobody of this database is asked until a check is planned anew.
 */
export async function withoutMonthlyCheck(database: Pick<TestDatabase, 'sql'>): Promise<void> {
  await database.sql(`UPDATE due_moments SET superseded_at = app_now() WHERE kind = 'reachability.check' AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL`);
}
