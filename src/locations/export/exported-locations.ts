import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Instant, LocalDay, Scope } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { assessLocation, type AssessedLocation } from '../assess-location.js';
import { contactSightOf } from '../domain/contact-sight.js';
import { listQuery, searchOf, sortOf, stretchOf } from '../list-query.js';
import { allLocations } from '../location-search.js';
import { Locations } from '../locations.js';

/** What an export can be limited to: what the list can be, without its pages. `today`: the first day that can be asked about. */
export const exportQuery = (today: LocalDay) => listQuery(today).omit({ page: true, pageSize: true });
export type ExportQuery = z.output<ReturnType<typeof exportQuery>>;

/** Locations read at once: what is in memory of an export of any size. */
const PORTION = 100;

/** The locations of a list, one after the other, each with how it stands and as the one who asks may see it. */
@Injectable()
export class ExportedLocations {
  constructor(
    private readonly database: Database,
    private readonly locations: Locations,
  ) {}

  /** In the order of the list, all as of the same instant. Who registers or withdraws one meanwhile may find it in or out. */
  async *matching(scope: Scope, query: ExportQuery, now: Instant): AsyncGenerator<AssessedLocation> {
    const stretch = stretchOf(query, now);
    const ids = await allLocations(this.database, scope, searchOf(query), stretch, sortOf(query));
    for (let at = 0; at < ids.length; at += PORTION) {
      const portion = ids.slice(at, at + PORTION);
      const found = new Map((await this.locations.byIds(this.database, scope, portion)).filter(({ withdrawnAt }) => withdrawnAt === null).map((location) => [location.id, location]));
      for (const id of portion) {
        const location = found.get(id);
        if (location) yield assessLocation(location, stretch.from);
      }
    }
  }

  /** The most contacts that any location has; none for who sees nobody's. */
  async mostContacts(scope: Scope): Promise<number> {
    const { everything, organisationId, provinceCode } = contactSightOf(scope);
    if (!everything && organisationId === null && provinceCode === null) return 0;
    const [row] = await this.database.query<{ most: number | null }>(`SELECT max(jsonb_array_length(contacts)) AS most FROM standby_locations WHERE withdrawn_at IS NULL`);
    return row?.most ?? 0;
  }
}
