import { Sweep } from '../../src/platform/due-moments/index.js';
import type { Case, Json } from './case.js';

/** Moves the clock to this many seconds from the real one, and carries out what is due by then. */
export async function passTime(the: Case, seconds: number): Promise<void> {
  await the.site.database.shiftClock(seconds);
  await the.site.app.get(Sweep).sweep();
}

/** Ends what a test left running, on the real clock, and makes the buildings as they were: what was opened and measured voids findings. */
export async function endActivations(the: Case): Promise<void> {
  await the.site.database.shiftClock(0);
  const { body } = await the.call('ministry', 'GET', '/activations?running=true');
  for (const { id } of body.items) await the.call('ministry', 'POST', `/activations/${id}/stand-downs`, { reason: 'volgende proef' });
  await the.site.database.sql('DELETE FROM lead_time_measurements');
  await the.site.database.sql(`UPDATE standby_locations SET facts = facts || '{"findingsVoidedAt": null, "measuredLeadTimeHours": null}'`);
}

export async function locationId(the: Case, name: string): Promise<string> {
  const [row] = await the.site.database.sql<{ id: string }>('SELECT id FROM standby_locations WHERE name = $1', [name]);
  return row!.id;
}

/** What an organisation (its kind or name) was sent about an activation, oldest first. */
export const messagesTo = (the: Case, activation: Json, who: string, purpose?: string): Promise<{ purpose: string; content: Json; exercise: boolean }[]> =>
  the.site.database.sql(
    `SELECT a.purpose, a.content, a.exercise FROM alerts a JOIN organisations o ON o.id = a.organisation_id
      WHERE a.topic_id = $1 AND (o.kind = $2 OR o.name = $2) AND ($3::text IS NULL OR a.purpose = $3) ORDER BY a.created_at, a.id`, [activation.id, who, purpose ?? null]);
