import type { GroupKey, Instant, Scope } from '../kernel/index.js';
import type { Database } from '../platform/database/index.js';
import { contactSightOf } from './domain/contact-sight.js';
import { dayAt } from './domain/day-edges.js';
import { codesNowIn } from './domain/municipalities.js';
import { searchedWords, wordSearch } from './domain/search-words.js';

export const LOCATION_SORTS = ['name', 'municipality', 'places', 'nextExpiry', 'relevance'] as const;
export type LocationSort = (typeof LOCATION_SORTS)[number];

/** What a list is limited to; what is left out restricts nothing. */
export type LocationSearch = {
  readonly text?: string | undefined;
  /** True: only those that count; false: only those that do not. At the instant, or on the whole of the day, asked about. */
  readonly ready?: boolean | undefined;
  /** CBS codes. */
  readonly municipalityCode?: string | undefined;
  readonly provinceCode?: string | undefined;
  /** Verified places. */
  readonly minimumPlaces?: number | undefined;
  /** All of these may stay there. */
  readonly groups?: readonly GroupKey[] | undefined;
};

/** The stretch of time asked about: an instant, or up to (not including) the end of a day. */
export type Stretch = { readonly from: Instant; readonly until: Instant };
export type Slice = { readonly sort: LocationSort; readonly offset: number; readonly limit: number };

/** An exact total means looking at all that fit. Up to here it is worth it; beyond, "more than 500" says as much. */
export const COUNTED_TO = 500;

/** How many fit, exact up to COUNTED_TO; beyond it `more` is true. */
export type Counted = { readonly total: number; readonly more: boolean };
/** `revision` is another one after every change of what a location's standing follows from. */
export type FoundLocation = { readonly id: string; readonly revision: string; readonly organisationId: string; readonly provinceCode: string };
export type FoundLocations = Counted & { /** In order. */ readonly found: readonly FoundLocation[]; readonly hasNext: boolean };

/** SQL with its parameters, numbered as they come. */
class Statement {
  readonly parameters: unknown[] = [];
  add(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }
}

/**
 * Finds locations by the stored standings and words: a page of ids, and how many fit. The rows themselves are read, and
 * assessed, by whoever asked. Search looks only at what the one who asks may know: addresses of others only when public.
 */
export async function findLocations(database: Database, scope: Scope, search: LocationSearch, stretch: Stretch, slice: Slice): Promise<FoundLocations> {
  const words = await candidatesOf(database, search.text);
  const statement = new Statement();
  const from = fromWhere(statement, scope, search, stretch, words);
  const order = orderOf(statement, slice.sort, search, words);
  const last = slice.offset + slice.limit + 1;
  // One walk gives both the page and the count. Its limit also tells the planner how far to expect to go.
  const rows = await database.query<Partial<FoundLocation> & { total: number }>(
    `WITH fitting AS MATERIALIZED (
       SELECT s.location_id, row_number() OVER (ORDER BY ${order}) AS n FROM ${from} ORDER BY ${order} LIMIT ${statement.add(Math.max(COUNTED_TO + 1, last))})
     SELECT c.total, p.location_id AS id, r.revision, r.organisation_id AS "organisationId", r.province_code AS "provinceCode"
       FROM (SELECT count(*)::int AS total FROM fitting) c
       LEFT JOIN (fitting p JOIN location_listings r ON r.location_id = p.location_id) ON p.n > ${statement.add(slice.offset)} AND p.n <= ${statement.add(last)}
      ORDER BY p.n`, statement.parameters);
  const found = rows[0]!.id === null ? [] : (rows as readonly FoundLocation[]);
  return { found: found.slice(0, slice.limit), hasNext: found.length > slice.limit, ...counted(rows[0]!.total) };
}

/** The ids of all that fit, in order: for who works through them in portions. */
export async function allLocations(database: Database, scope: Scope, search: LocationSearch, stretch: Stretch, sort: LocationSort): Promise<string[]> {
  const words = await candidatesOf(database, search.text);
  const statement = new Statement();
  const from = fromWhere(statement, scope, search, stretch, words);
  const rows = await database.query<{ id: string }>(`SELECT s.location_id AS id FROM ${from} ORDER BY ${orderOf(statement, sort, search, words)}`, statement.parameters);
  return rows.map(({ id }) => id);
}

/** How many locations fit, counted up to COUNTED_TO. */
export async function countLocations(database: Database, scope: Scope, search: LocationSearch, stretch: Stretch): Promise<Counted> {
  const statement = new Statement();
  const from = fromWhere(statement, scope, search, stretch, await candidatesOf(database, search.text));
  const rows = await database.query<{ total: number }>(`SELECT ${countOf(from)} AS total`, statement.parameters);
  return counted(rows[0]!.total);
}

const countOf = (from: string): string => `(SELECT count(*)::int FROM (SELECT 1 FROM ${from} LIMIT ${COUNTED_TO + 1}) c)`;
const counted = (total: number): Counted => ({ total: Math.min(total, COUNTED_TO), more: total > COUNTED_TO });

function fromWhere(statement: Statement, scope: Scope, search: LocationSearch, stretch: Stretch, words: readonly Candidates[]): string {
  const listings = words.length > 0 ? ' JOIN location_listings l ON l.location_id = s.location_id' : '';
  return `location_standings s${listings} WHERE ${conditions(statement, scope, search, stretch, words).join(' AND ')}`;
}

function conditions(statement: Statement, scope: Scope, search: LocationSearch, stretch: Stretch, words: readonly Candidates[]): string[] {
  const at = statement.add(stretch.from);
  const { municipalityCode, provinceCode, groups = [] } = search;
  return [
    `s.from_at <= ${at} AND s.until_at > ${at}`,
    ...(municipalityCode === undefined ? [] : [`s.municipality_code = ${codesOf(statement, municipalityCode, stretch)}`]),
    ...(provinceCode === undefined ? [] : [`s.province_code = ${statement.add(provinceCode)}`]),
    ...(groups.length === 0 ? [] : [`s.groups @> ${statement.add(groups)}::text[]`]),
    ...overStretch(statement, stretch, search),
    ...words.map((candidates) => findable(statement, scope, candidates.all)),
  ];
}

/** What was registered under the code of a municipality that has been merged into this one lies in it too. */
function codesOf(statement: Statement, municipalityCode: string, { from }: Stretch): string {
  const codes = codesNowIn(municipalityCode, dayAt(from.getTime()));
  return codes.length === 1 ? statement.add(codes[0]) : `ANY(${statement.add(codes)}::text[])`;
}

type Test = (standing: string) => string;
const COUNTS: Test = (standing) => `${standing}.status IN ('ready', 'ready-expiring')`;

/** What must hold at the instant or, on a day, from its beginning to its end: then no later standing of it may say otherwise. */
function overStretch(statement: Statement, { from, until }: Stretch, { ready, minimumPlaces }: LocationSearch): string[] {
  const day = until > from ? [statement.add(from), statement.add(until)] : undefined;
  const throughout = (test: Test): string =>
    day ? `(${test('s')} AND NOT EXISTS (SELECT 1 FROM location_standings d WHERE d.location_id = s.location_id AND d.from_at > ${day[0]} AND d.from_at < ${day[1]} AND NOT (${test('d')})))` : test('s');
  const minimum = minimumPlaces === undefined ? undefined : statement.add(minimumPlaces);
  const tests: Test[] = [...(ready === true ? [COUNTS] : []), ...(minimum === undefined ? [] : [(standing: string) => `${standing}.places >= ${minimum}`])];
  return [
    ...(tests.length === 0 ? [] : [throughout((standing) => tests.map((test) => test(standing)).join(' AND '))]),
    ...(ready === false ? [`NOT ${throughout(COUNTS)}`] : []),
  ];
}

/** A word is found where the one who asks may look: in all of what they may know, in what everybody may know of the rest. */
function findable(statement: Statement, scope: Scope, words: readonly string[]): string {
  const { everything, organisationId, provinceCode } = contactSightOf(scope);
  const any = `${statement.add(words)}::text[]`;
  if (everything) return `l.all_words && ${any}`;
  const parties = [...(organisationId === null ? [] : [`l.organisation_id = ${statement.add(organisationId)}`]), ...(provinceCode === null ? [] : [`l.province_code = ${statement.add(provinceCode)}`])];
  return parties.length === 0 ? `l.open_words && ${any}` : `(l.open_words && ${any} OR (${parties.join(' OR ')}) AND l.all_words && ${any})`;
}

const ORDERS: Readonly<Record<Exclude<LocationSort, 'relevance'>, string>> = {
  name: 's.name_key, s.location_id',
  municipality: 's.municipality_key, s.name_key, s.location_id',
  places: 's.places DESC, s.name_key, s.location_id',
  nextExpiry: 's.expires_at, s.name_key, s.location_id',
};

function orderOf(statement: Statement, sort: LocationSort, { municipalityCode }: LocationSearch, words: readonly Candidates[]): string {
  // Within one municipality there is nothing to order by municipality, and an index that goes by name.
  if (sort === 'municipality' && municipalityCode !== undefined) return ORDERS.name;
  if (sort !== 'relevance') return ORDERS[sort];
  const ranks = words.flatMap(({ exact, begun, all }) => [
    `(l.name_words && ${statement.add(exact)}::text[])::int * 8`, `(l.open_words && ${statement.add(exact)}::text[])::int * 4`,
    `(l.name_words && ${statement.add(begun)}::text[])::int * 2`, `(l.name_words && ${statement.add(all)}::text[])::int`,
  ]);
  return `${ranks.length === 0 ? '' : `${ranks.join(' + ')} DESC, `}${ORDERS.name}`;
}

/** The words on file that a typed word may stand for. */
type Candidates = { readonly exact: readonly string[]; readonly begun: readonly string[]; readonly all: readonly string[] };
type WordRow = { typed: string; word: string; begins: boolean };

// From here on two words are so alike that one may be a slip of the other: "venrand" and "veenrand" 0.7, "asen" and "assen" 0.57.
// A slip within a longer word ("venrand" in "veenrandweg") is for the operator <%, with its threshold of 0.6.
const ALIKE = 0.45;
const LAST_CHARACTER = '\uffff';

/**
 * For every typed word: itself, the words that begin with it, that contain it, or that resemble it. Which words there are
 * does not depend on who asks, nor does it show: every one of them is looked for, whether or not something has it.
 */
async function candidatesOf(database: Database, text: string | undefined): Promise<Candidates[]> {
  if (text === undefined) return [];
  const searches = searchedWords(text).map(wordSearch);
  if (searches.length === 0) return [];
  const rows = await database.query<WordRow>(
    `SELECT q.word AS typed, w.word, starts_with(w.word, q.word) AS begins
       FROM jsonb_to_recordset($1::jsonb) AS q (word text, beginnings boolean, parts boolean, "similar" boolean, transposed text[])
       CROSS JOIN LATERAL (
         SELECT k.word FROM location_words k WHERE k.word = ANY(q.transposed)
         UNION SELECT k.word FROM location_words k WHERE q.beginnings AND k.word >= q.word AND k.word < q.word || $3
         UNION SELECT k.word FROM location_words k WHERE q.parts AND k.word LIKE '%' || q.word || '%'
         UNION SELECT k.word FROM location_words k WHERE q."similar" AND k.word % q.word AND similarity(k.word, q.word) >= $2
         UNION SELECT k.word FROM location_words k WHERE q."similar" AND q.word <% k.word) w`,
    [JSON.stringify(searches), ALIKE, LAST_CHARACTER]);
  return searches.map(({ word }) => {
    const own = rows.filter(({ typed }) => typed === word);
    return { exact: [word], begun: own.filter(({ begins }) => begins).map((row) => row.word), all: [...new Set([word, ...own.map((row) => row.word)])] };
  });
}
