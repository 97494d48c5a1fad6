import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import type { Database, Tx } from '../platform/database/index.js';
import { DEFAULT_RULES } from './default-rules.js';
import { isOpenPlace } from './domain/address-sight.js';
import { groupsSheltered, type KnownLocation, KNOWN_MUNICIPALITIES } from './domain/index.js';
import { sortKey, wordsOf } from './domain/search-words.js';
import { type Standing, standingsFrom } from './domain/standings.js';
import { Locations } from './locations.js';
import type { RegisteredLocation } from './registered-location.js';
import { basisOn } from './standings-basis.js';

/** The standings of a location as they ought to be stored. */
export const standingsOf = ({ facts, inspections, availability }: KnownLocation, now: Instant): Standing[] =>
  standingsFrom({ facts, inspections, availability }, DEFAULT_RULES, now);

type ListingRow = { location_id: string; organisation_id: string; province_code: string; open_words: string[]; all_words: string[]; name_words: string[] };

/**
 * Writes anew how these locations stand over time and by which words they are found. Called in the transaction of every
 * change that readiness follows from, after the change. Withdrawn ones are on no list.
 */
export async function writeStandings(tx: Tx, locationIds: readonly string[]): Promise<void> {
  if (locationIds.length === 0) return;
  const now = await tx.now();
  const offered = (await new Locations().byIds(tx, SYSTEM_SCOPE, [...new Set(locationIds)])).filter(({ withdrawnAt }) => withdrawnAt === null);
  const listings = offered.map(listingRow);
  await addWords(tx, listings);
  await tx.query('DELETE FROM location_standings WHERE location_id = ANY($1::uuid[])', [locationIds]);
  await tx.query(
    `INSERT INTO location_standings (location_id, from_at, until_at, status, places, expires_at, groups, municipality_code, province_code, municipality_key, name_key)
     SELECT location_id, COALESCE(from_at, '-infinity'), COALESCE(until_at, 'infinity'), status, places, expires_at, groups, municipality_code, province_code, municipality_key, name_key
       FROM jsonb_to_recordset($1::jsonb) AS s (location_id uuid, from_at timestamptz, until_at timestamptz, status text, places integer, expires_at timestamptz, groups text[],
                                                municipality_code text, province_code text, municipality_key text, name_key text)`,
    [JSON.stringify(offered.flatMap((location) => standingRows(location, now)))]);
  await tx.query(
    `UPDATE location_listings l SET basis = $2, organisation_id = n.organisation_id, province_code = n.province_code,
            open_words = COALESCE(n.open_words, '{}'), all_words = COALESCE(n.all_words, '{}'), name_words = COALESCE(n.name_words, '{}')
       FROM unnest($3::uuid[]) AS changed (id)
       LEFT JOIN jsonb_to_recordset($1::jsonb) AS n (location_id uuid, organisation_id uuid, province_code text, open_words text[], all_words text[], name_words text[]) ON n.location_id = changed.id
      WHERE l.location_id = changed.id`,
    [JSON.stringify(listings), basisOn(now), locationIds]);
}

// In order, so that two who add the same new words wait for each other instead of crosswise; known ones are not touched.
async function addWords(tx: Tx, listings: readonly ListingRow[]): Promise<void> {
  const words = [...new Set(listings.flatMap(({ all_words: all }) => all))].sort();
  if (words.length === 0) return;
  await tx.query(
    `INSERT INTO location_words (word) SELECT word FROM unnest($1::text[]) AS w (word)
      WHERE NOT EXISTS (SELECT 1 FROM location_words k WHERE k.word = w.word) ORDER BY word COLLATE "C" ON CONFLICT DO NOTHING`, [words]);
}

function standingRows(location: RegisteredLocation, now: Instant): Record<string, unknown>[] {
  const { id, name, municipalityName, facts, address: { municipalityCode, provinceCode } } = location;
  const same = {
    location_id: id, groups: groupsSheltered(facts), municipality_code: municipalityCode, province_code: provinceCode, municipality_key: sortKey(municipalityName), name_key: sortKey(name),
  };
  return standingsOf(location, now).map(({ from, until, status, places, expiresAt }) => ({ ...same, from_at: from, until_at: until, status, places, expires_at: expiresAt }));
}

const REGISTERED_IN = new Map(KNOWN_MUNICIPALITIES.map(({ code, name }) => [code, name]));

// After a merger it is found by both names.
function listingRow({ id, organisationId, name, reference, municipalityName, facts, address }: RegisteredLocation): ListingRow {
  const open = wordsOf(name, reference, municipalityName, REGISTERED_IN.get(address.municipalityCode) ?? null);
  const all = [...new Set([...open, ...wordsOf(`${address.street} ${address.houseNumber}`, address.postcode, address.place)])];
  return {
    location_id: id, organisation_id: organisationId, province_code: address.provinceCode, name_words: wordsOf(name),
    open_words: isOpenPlace(facts.confidentiality) ? all : open, all_words: all,
  };
}

/** Has these worked out anew by the next pass of the keeper. */
export async function markForLists(source: Database | Tx, locationIds: readonly string[]): Promise<void> {
  await source.query(`UPDATE location_listings SET basis = '' WHERE location_id = ANY($1::uuid[])`, [locationIds]);
}

/** How many locations are not yet where they ought to be in the lists, counted up to a thousand. */
export async function staleListings(source: Database | Tx): Promise<number> {
  const rows = await source.query<{ stale: number }>(
    `SELECT count(*)::int AS stale FROM (SELECT 1 FROM location_listings WHERE basis < $1 UNION ALL SELECT 1 FROM location_listings WHERE basis > $1 LIMIT 1000) s`, [basisOn(await source.now())]);
  return rows[0]!.stale;
}
