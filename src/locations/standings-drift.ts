import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Database } from '../platform/database/index.js';
import type { Standing } from './domain/standings.js';
import { standingsOf } from './location-standings.js';
import { Locations } from './locations.js';

/** What the lists say otherwise than the rules. */
export type StandingsDrift = { readonly checked: number; readonly differing: readonly string[] };

const BATCH = 200;

type StandingRow = { location_id: string; from_at: Instant | number; until_at: Instant | number; status: string; places: number; expires_at: Instant | null };

/** Compares, from now on, every stored standing with what the rules answer. Never changes anything. */
export async function driftOf(database: Database): Promise<StandingsDrift> {
  const differing: string[] = [];
  let checked = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const ids = (await database.query<{ id: string }>(
      `SELECT id FROM standby_locations WHERE id > $1 ORDER BY id LIMIT $2`, [after, BATCH])).map(({ id }) => id);
    if (ids.length === 0) return { checked, differing };
    differing.push(...(await differingOf(database, ids)));
    checked += ids.length;
    after = ids.at(-1)!;
  }
}

async function differingOf(database: Database, ids: readonly string[]): Promise<string[]> {
  const now = await database.now();
  const rows = await database.query<StandingRow>(
    `SELECT location_id, from_at, until_at, status, places, expires_at FROM location_standings
      WHERE location_id = ANY($1::uuid[]) AND until_at > $2 ORDER BY location_id, from_at`, [ids, now]);
  const locations = await new Locations().byIds(database, SYSTEM_SCOPE, ids);
  return locations
    .filter((location) => {
      const stored = rows.filter((row) => row.location_id === location.id).map(standingOf);
      const right = location.withdrawnAt === null ? standingsOf(location, now) : [];
      return JSON.stringify(fromNow(stored)) !== JSON.stringify(fromNow(right));
    })
    .map(({ id }) => id);
}

// The driver gives infinity as a number.
const bound = (at: Instant | number): Instant | null => (typeof at === 'number' ? null : at);
const standingOf = (row: StandingRow): Standing => ({
  from: bound(row.from_at), until: bound(row.until_at), status: row.status as Standing['status'], places: row.places, expiresAt: row.expires_at,
});

/** The first one began some time before now: when exactly is of no account. */
const fromNow = (standings: readonly Standing[]): unknown[] =>
  standings.map(({ from, until, status, places, expiresAt }, index) => [index === 0 ? null : from, until, status, places, expiresAt]);
