import { Injectable } from '@nestjs/common';
import type { Instant, Scope } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { offsetOf, type Page } from '../platform/http/index.js';
import { assessLocation, type AssessedLocation } from './assess-location.js';
import { DEFAULT_RULES } from './default-rules.js';
import { contactSightOf } from './domain/contact-sight.js';
import { holdsUntil } from './domain/holds-until.js';
import { KeptAnswers, ListedAnswer } from './kept-answers.js';
import { filtersOf, type ListFilter, type ListQuery, searchOf, sortOf, stretchOf, without } from './list-query.js';
import { listed } from './listed-location.js';
import { countLocations, findLocations, type FoundLocation } from './location-search.js';
import { staleListings } from './location-standings.js';
import { Locations } from './locations.js';

/** A page of the list. `total` is exact up to the number that is counted to; beyond it `more` is true. */
export type LocationsPage = Page<ListedAnswer> & {
  readonly more: boolean;
  readonly hasNext: boolean;
  /** The instant that readiness and places were worked out for. */
  readonly asOf: Instant;
};

/** What the list would hold without one of the filters. */
export type Loosened = { readonly filter: ListFilter; readonly total: number; readonly more: boolean };

/** The registry with how every location stands now, or on a day to come. */
@Injectable()
export class AssessedLocations {
  private readonly kept = new KeptAnswers();

  constructor(
    private readonly database: Database,
    private readonly locations: Locations,
  ) {}

  /** Which locations and in what order comes from the stored standings; how each of them stands comes from the rules. */
  async page(scope: Scope, query: ListQuery, now: Instant): Promise<LocationsPage> {
    const { page, pageSize } = query;
    const stretch = stretchOf(query, now);
    const { found, ...rest } = await findLocations(this.database, scope, searchOf(query), stretch, { sort: sortOf(query), offset: offsetOf(query), limit: pageSize });
    const answers = await this.answersOf(scope, found, stretch.from, stretch.from === now);
    return { items: found.flatMap(({ id }) => answers.get(id) ?? []), page, pageSize, ...rest, asOf: stretch.from };
  }

  /** By id. An answer for now is kept; one for another day is asked too seldom for that. */
  private async answersOf(scope: Scope, found: readonly FoundLocation[], at: Instant, keep: boolean): Promise<Map<string, ListedAnswer>> {
    const keyOf = keysFor(scope);
    const answers = new Map<string, ListedAnswer>();
    const missing = new Map<string, FoundLocation>();
    for (const one of found) {
      const answer = keep ? this.kept.get(keyOf(one), one.revision, at) : undefined;
      if (answer) answers.set(one.id, answer);
      else missing.set(one.id, one);
    }
    if (missing.size === 0) return answers;
    for (const location of await this.locations.byIds(this.database, scope, [...missing.keys()])) {
      const answer = new ListedAnswer(listed(assessLocation(location, at)));
      answers.set(location.id, answer);
      const one = missing.get(location.id)!;
      if (keep) this.kept.keep(keyOf(one), one.revision, holdsUntil(location, DEFAULT_RULES, at), answer);
    }
    return answers;
  }

  /** For a list that came out empty: which single filter stands in the way, and what there is without it. */
  async loosened(scope: Scope, query: ListQuery, now: Instant): Promise<Loosened[]> {
    const results: Loosened[] = [];
    for (const filter of filtersOf(query)) {
      const looser = without(query, filter);
      results.push({ filter, ...(await countLocations(this.database, scope, searchOf(looser), stretchOf(looser, now))) });
    }
    return results.filter(({ total }) => total > 0);
  }

  /** How many locations are still on their way into the lists: after a start with other rules, for a moment. */
  pending(): Promise<number> {
    return staleListings(this.database);
  }

  /** Throws REQUEST.NOT_FOUND (404). */
  async one(scope: Scope, id: string): Promise<AssessedLocation & { readonly now: Instant }> {
    const now = await this.database.now();
    return { ...assessLocation(await this.locations.byId(this.database, scope, id), now), now };
  }
}

/** Its parties see all of a location, and the same; what another organisation sees of it is that one's own business. */
function keysFor(scope: Scope): (found: FoundLocation) => string {
  const { everything, organisationId, provinceCode } = contactSightOf(scope);
  if (everything || scope.kind === 'system') return ({ id }) => id;
  const isParty = (found: FoundLocation): boolean => found.organisationId === organisationId || (provinceCode !== null && found.provinceCode === provinceCode);
  return (found) => (isParty(found) ? found.id : `${found.id} ${scope.organisationId}`);
}
