import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, SYSTEM_SCOPE, type Actor, type Instant, type Language } from '../../kernel/index.js';
import { assertMay, may, Organisations } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordReader, type TimelineEntry } from '../../record/index.js';
import { type AssessedLocation, assessLocation } from '../assess-location.js';
import { changesBack, type PastState } from '../domain/index.js';
import { recordedLocation } from '../location-record.js';
import { Locations } from '../locations.js';
import type { RegisteredLocation } from '../registered-location.js';
import { StandbyLocation } from '../standby-location.entity.js';
import { type ChangedField, changedFields } from './changed-fields.js';
import { LOCATION_IN_FUTURE, NOT_REGISTERED_YET } from './past-problems.js';
import { PastLocations } from './past-locations.js';

/** One line of a location's history. */
export type HistoryLine = {
  readonly entry: TimelineEntry;
  /** Null: the service itself. */
  readonly organisation: string | null;
  /** From what to what; empty where no stated fact changed. */
  readonly changes: readonly ChangedField[];
};

export type LocationHistory = { readonly location: RegisteredLocation; readonly lines: readonly HistoryLine[]; readonly total: number; readonly page: number; readonly pageSize: number };
export type LocationThen = AssessedLocation & { readonly at: Instant; readonly now: Instant; readonly purged: readonly string[] };

/** What happened to a location, and how it was. For its own municipality, and for who may read the record. */
@Injectable()
export class LocationHistories {
  constructor(
    private readonly database: Database,
    private readonly locations: Locations,
    private readonly past: PastLocations,
    private readonly record: RecordReader,
    private readonly organisations: Organisations,
  ) {}

  /** The newest first. Throws REQUEST.NOT_FOUND, AUTH.FORBIDDEN. */
  async of(actor: Actor, id: string, { page, pageSize }: { readonly page: number; readonly pageSize: number }): Promise<LocationHistory> {
    const location = await this.allowed(actor, id);
    const [row] = await this.database.manager.findBy(StandbyLocation, { id });
    if (!row) throw new Problem(NOT_FOUND);
    // What came after the page has to be taken back as well; what went before it need not be read.
    const { entries, total } = await this.record.newestOfSubject(this.database, id, page * pageSize);
    const shown = changesBack(recordedLocation(row), entries).slice((page - 1) * pageSize);
    const names = await this.namesOf(shown.map(({ step }) => step.organisationId));
    const lines = shown.map(({ step, before, after }) => ({
      entry: step, organisation: step.organisationId === null ? null : (names.get(step.organisationId) ?? null), changes: changesOf(step, before, after, actor.language),
    }));
    return { location, lines, total, page, pageSize };
  }

  /** Throws REQUEST.NOT_FOUND, AUTH.FORBIDDEN, LOCATION.IN_FUTURE, LOCATION.NOT_REGISTERED_YET. */
  async at(actor: Actor, id: string, at: Instant): Promise<LocationThen> {
    await this.allowed(actor, id);
    const now = await this.database.now();
    if (at > now) throw new Problem(LOCATION_IN_FUTURE);
    const found = await this.past.byId(this.database, id, at);
    if (!found) throw new Problem(NOT_REGISTERED_YET);
    return { ...assessLocation(found.location, at), at, now, purged: found.purged };
  }

  private async allowed(actor: Actor, id: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    const own = may(actor, 'location.write') && location.organisationId === actor.organisationId;
    if (!own) assertMay(actor, 'record.read');
    return location;
  }

  private async namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const known = [...new Set(ids.filter((id) => id !== null))];
    if (known.length === 0) return new Map();
    return new Map((await this.organisations.list(this.database, SYSTEM_SCOPE, { ids: known })).map(({ id, name }) => [id, name]));
  }
}

/** A registration changed nothing into everything that was filled in. */
function changesOf({ action }: TimelineEntry, before: PastState, after: PastState, language: Language): ChangedField[] {
  if (action === 'location.registered') return changedFields(null, after, language);
  return before === after ? [] : changedFields(before, after, language);
}
