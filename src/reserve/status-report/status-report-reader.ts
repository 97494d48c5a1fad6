import { Injectable } from '@nestjs/common';
import { dayOf, SYSTEM_SCOPE, type Instant, type LocalDay, type Scope } from '../../kernel/index.js';
import { Locations, PastLocations, type RegisteredLocation } from '../../locations/index.js';
import { type Organisation, Organisations } from '../../organisations/index.js';
import { Database } from '../../platform/database/index.js';
import { RecordReader, type TimelineEntry } from '../../record/index.js';
import { differenceOf, type ReportedLocation, type ReportLine, reportLines, type ShareStep, sharesAfter, type Situation, type SpreadFigures, spreadTotals } from '../domain/index.js';
import { type ReadyLocation, readyLocations } from '../ready-places.js';
import { ReserveRequests, type ReserveRequestView } from '../reserve-requests.js';
import { instantOf, reportDays, type ReportQuery } from './report-query.js';

export type NamedLine = ReportLine & { readonly municipality: Pick<Organisation, 'id' | 'name' | 'code'> };

/** How a request stands on a day, municipality by municipality, and what changed since the last meeting. Nothing in it says where a location is. */
export type StatusReport = {
  readonly request: ReserveRequestView;
  readonly date: LocalDay;
  /** Null: there is nothing to compare with yet. */
  readonly since: LocalDay | null;
  /** The figures are of this instant. */
  readonly at: Instant;
  /** True for a day ahead: as things stand now. */
  readonly expected: boolean;
  readonly madeAt: Instant;
  /** By name. */
  readonly lines: readonly NamedLine[];
  readonly totals: SpreadFigures;
  readonly difference: SpreadFigures | null;
  readonly short: number;
};

const SHARE_ACTIONS = ['reserve-share.asked', 'reserve-share.answered'];

/** Makes the report for the regietafel. */
@Injectable()
export class StatusReportReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly organisations: Organisations,
    private readonly locations: Locations,
    private readonly past: PastLocations,
    private readonly record: RecordReader,
  ) {}

  /** Throws REQUEST.NOT_FOUND. */
  async of(scope: Scope, requestId: string, query: ReportQuery): Promise<StatusReport> {
    const request = await this.requests.byId(this.database, scope, requestId);
    const now = await this.database.now();
    const { date, since } = reportDays(query, request.createdAt, dayOf(now));
    const steps = (await this.record.ofSubject(this.database, requestId)).filter(({ action }) => SHARE_ACTIONS.includes(action));
    const at = instantOf(date, now);
    const after = await this.situation(request, steps, at, now);
    const before = since === null ? null : await this.situation(request, steps, instantOf(since, now), now);
    const municipalities = await this.organisations.list(this.database, SYSTEM_SCOPE, { kind: 'municipality', provinceCode: request.provinceCode });
    const byId = new Map(municipalities.map(({ id, name, code }) => [id, { id, name, code }]));
    const lines = reportLines([...byId.keys()], after, before).map((line) => ({ ...line, municipality: byId.get(line.municipalityId)! }));
    const totals = spreadTotals(lines.map(({ figures }) => figures));
    const were = spreadTotals(lines.flatMap(({ figures, difference }) => (difference ? [differenceOf(figures, difference)] : [])));
    return {
      request, date, since, at, expected: at > now, madeAt: now, lines, totals, difference: before && differenceOf(totals, were), short: Math.max(0, request.places - totals.verified),
    };
  }

  private async situation(request: ReserveRequestView, steps: readonly TimelineEntry[], at: Instant, now: Instant): Promise<Situation> {
    const shares = sharesAfter(steps.filter((step) => step.at <= at).map(({ after }) => after as ShareStep));
    return { shares, locations: readyLocations(await this.locationsAt(request, at, now), request, at, { ignoreExercises: true }).map(reported) };
  }

  private async locationsAt({ provinceCode }: ReserveRequestView, at: Instant, now: Instant): Promise<readonly RegisteredLocation[]> {
    return at >= now ? this.locations.ofProvince(this.database, SYSTEM_SCOPE, provinceCode) : this.past.ofProvince(this.database, provinceCode, at);
  }
}

const reported = ({ location, counts, readiness, status }: ReadyLocation): ReportedLocation => ({
  id: location.id, name: location.name, municipalityId: location.organisationId, places: counts, expiring: counts > 0 && readiness.status === 'ready-expiring', inUse: status === 'busy',
  causes: readiness.reasons.filter(({ severity }) => severity === 'blocking'),
});
