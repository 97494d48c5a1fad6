import { z } from 'zod';
import { dayOf, endOfDay, GROUP_KEYS, type Instant, type LocalDay, startOfDay } from '../kernel/index.js';
import { fieldIssue, PAGE_QUERY } from '../platform/http/index.js';
import { line } from './field-schemas.js';
import { type LocationSearch, type LocationSort, LOCATION_SORTS, type Stretch } from './location-search.js';

const MAXIMUM_PLACES = 10_000;
/** Where the calendar of days that can be worked out ends. */
const LAST_DAY = '9998-12-31';

const groups = z
  .union([z.string(), z.array(z.string())])
  .transform((value, ctx) => {
    const asked = [value].flat().flatMap((text) => text.split(',')).map((text) => text.trim()).filter((text) => text !== '');
    const known = GROUP_KEYS.filter((key) => asked.includes(key));
    if (asked.every((key) => (GROUP_KEYS as readonly string[]).includes(key))) return known;
    const choices = GROUP_KEYS.join(', ');
    fieldIssue(ctx, [], 'not-a-choice', { nl: 'Kies uit: {choices}.', en: 'Choose one of: {choices}.' }, { choices });
    return z.NEVER;
  });

const dayFrom = (today: LocalDay) =>
  z.iso.date().superRefine((day, ctx) => {
    if (day < today) fieldIssue(ctx, [], 'in-the-past', { nl: 'Kies vandaag of een latere dag.', en: 'Choose today or a later day.' });
    else if (day > LAST_DAY) fieldIssue(ctx, [], 'too-late', { nl: 'Kies een dag vóór het jaar 9999.', en: 'Choose a day before the year 9999.' });
  });

const places = z.coerce.number().int().min(1).max(MAXIMUM_PLACES);

let latest: { readonly today: LocalDay; readonly schema: ReturnType<typeof schemaFrom> } | undefined;

/** What a list of locations can be asked. `today` is the first day that can be asked about: the schema is made once a day. */
export function listQuery(today: LocalDay): ReturnType<typeof schemaFrom> {
  if (latest?.today !== today) latest = { today, schema: schemaFrom(today) };
  return latest.schema;
}

const schemaFrom = (today: LocalDay) =>
  z.strictObject({
    ...PAGE_QUERY,
    text: line(200).optional().describe('Words of the name, the reference, the municipality and, where you may know it, the address. Typing errors are forgiven.'),
    ready: z.enum(['true', 'false']).optional().describe('`true`: only those that count; with `readyOn`: on the whole of that day.'),
    readyOn: dayFrom(today).optional().describe('A day from today on, in Europe/Amsterdam: everything is asked as of then. `ready` is `true` unless said otherwise.'),
    municipality: z.string().regex(/^GM\d{4}$/).optional().describe('CBS code.'),
    province: z.string().regex(/^PV\d{2}$/).optional().describe('CBS code.'),
    minimumPlaces: places.optional().describe('Verified places at least.'),
    groups: groups.optional().describe('Groups that may all stay there, with commas.'),
    sort: z.enum(LOCATION_SORTS).optional().describe('`places` and `relevance` begin with the most, `nextExpiry` with the soonest. By relevance when there is text, else by name.'),
  });

export type ListQuery = z.output<ReturnType<typeof schemaFrom>>;

/** What the query asks of the registry. */
export function searchOf({ text, ready, readyOn, municipality, province, minimumPlaces, groups: asked }: Omit<ListQuery, 'page' | 'pageSize'>): LocationSearch {
  const answer = ready ?? (readyOn === undefined ? undefined : 'true');
  return { text, ready: answer === undefined ? undefined : answer === 'true', municipalityCode: municipality, provinceCode: province, minimumPlaces, groups: asked };
}

/** Today from now on, a later day from its beginning; without a day this instant. */
export function stretchOf({ readyOn }: Pick<ListQuery, 'readyOn'>, now: Instant): Stretch {
  if (readyOn === undefined) return { from: now, until: now };
  return { from: readyOn === dayOf(now) ? now : startOfDay(readyOn), until: endOfDay(readyOn) };
}

export const sortOf = ({ sort, text }: Pick<ListQuery, 'sort' | 'text'>): LocationSort => sort ?? (text === undefined ? 'name' : 'relevance');

/** The filters there are, in the order of the form. */
export const LIST_FILTERS = ['text', 'ready', 'readyOn', 'municipality', 'province', 'minimumPlaces', 'groups'] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/** Those that limit this list. A day makes its own question of readiness: the two go together. */
export const filtersOf = (query: Partial<ListQuery>): ListFilter[] =>
  LIST_FILTERS.filter((name) => query[name] !== undefined && [query[name]].flat().length > 0 && !(name === 'ready' && query.readyOn !== undefined));

/** The query without one of its filters. */
export function without<Q extends Partial<ListQuery>>(query: Q, filter: ListFilter): Q {
  const gone: readonly string[] = filter === 'readyOn' ? ['readyOn', 'ready'] : [filter];
  return Object.fromEntries(Object.entries(query).filter(([name]) => !gone.includes(name))) as Q;
}

/** The address of a list: the filters as they were given, and nothing that says nothing. */
export function listAddress(path: string, query: Partial<ListQuery>, more: Readonly<Record<string, string>> = {}): string {
  const { page, pageSize: _, sort, ...filters } = query;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, sort })) for (const one of [value ?? []].flat()) parameters.append(name, String(one));
  if (page !== undefined && page > 1) parameters.set('page', String(page));
  for (const [name, value] of Object.entries(more)) parameters.set(name, value);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
