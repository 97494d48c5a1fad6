import { Injectable } from '@nestjs/common';
import type { Instant, Scope } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { offsetOf, type Page } from '../platform/http/index.js';
import { assessLocation, type AssessedLocation } from './assess-location.js';
import { countsAsReady } from './domain/index.js';
import { type LocationFilter, Locations } from './locations.js';

export type LocationSearch = LocationFilter & { readonly ready?: boolean | undefined; readonly page: number; readonly pageSize: number };

/** The registry with how every location stands now. */
@Injectable()
export class AssessedLocations {
  constructor(
    private readonly database: Database,
    private readonly locations: Locations,
  ) {}

  /** By name. Readiness is derived, so it is worked out for all that fit before a page of them is taken. */
  async page(scope: Scope, { ready, page, pageSize, ...filter }: LocationSearch): Promise<Page<AssessedLocation> & { readonly now: Instant }> {
    const now = await this.database.now();
    const all = (await this.locations.list(this.database, scope, filter)).map((location) => assessLocation(location, now));
    const fitting = ready === undefined ? all : all.filter(({ readiness }) => countsAsReady(readiness.status) === ready);
    const offset = offsetOf({ page, pageSize });
    return { items: fitting.slice(offset, offset + pageSize), page, pageSize, total: fitting.length, now };
  }

  /** Throws REQUEST.NOT_FOUND (404). */
  async one(scope: Scope, id: string): Promise<AssessedLocation & { readonly now: Instant }> {
    const now = await this.database.now();
    return { ...assessLocation(await this.locations.byId(this.database, scope, id), now), now };
  }
}
