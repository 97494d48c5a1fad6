import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, SYSTEM_SCOPE, type Scope } from '../kernel/index.js';
import { Organisations, type Organisation } from '../organisations/index.js';
import { Database } from '../platform/database/index.js';
import { type SpreadFigures, spreadFigures, spreadTotals } from './domain/index.js';
import { type ReadyLocation, ReadyPlaces } from './ready-places.js';
import { ReserveRequests, type ReserveRequestView } from './reserve-requests.js';
import { ReserveShares, type ShareView } from './reserve-shares.js';

/** One municipality in the comparison. `share` is null where it was not asked. */
export type SpreadLine = SpreadFigures & { readonly municipality: Pick<Organisation, 'id' | 'name' | 'code'>; readonly share: ShareView | null };

export type Spread = {
  readonly request: ReserveRequestView;
  /** By name: whoever was asked or has places. A municipality finds itself only. */
  readonly lines: readonly SpreadLine[];
  /** Null for a municipality: the others' numbers are not its own. */
  readonly totals: SpreadFigures | null;
  /** Those that the province can ask, by name. */
  readonly municipalities: readonly Pick<Organisation, 'id' | 'name' | 'code'>[];
};

/** What a request asks of each municipality beside what each really has. */
@Injectable()
export class SpreadReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly shares: ReserveShares,
    private readonly readyPlaces: ReadyPlaces,
    private readonly organisations: Organisations,
  ) {}

  /** Throws REQUEST.NOT_FOUND, also for a municipality that was not asked. */
  async of(scope: Scope, requestId: string): Promise<Spread> {
    const request = await this.requests.byId(this.database, scope, requestId);
    const shares = await this.shares.ofRequest(this.database, scope, requestId);
    if (scope.kind === 'municipality' && shares.length === 0) throw new Problem(NOT_FOUND);
    const now = await this.database.now();
    const locations = await this.readyPlaces.at(this.database, scope, request, now, { ignoreExercises: true });
    const municipalities = await this.organisations.list(this.database, SYSTEM_SCOPE, { kind: 'municipality', provinceCode: request.provinceCode });
    const all = spreadLines(municipalities, shares, locations);
    const own = scope.kind === 'municipality' ? scope.organisationId : null;
    const lines = all.filter(({ municipality, share, verified }) => (own === null ? share !== null || verified > 0 : municipality.id === own));
    return { request, lines, totals: own === null ? spreadTotals(lines) : null, municipalities };
  }
}

/** A line per municipality, whether it was asked or not. `locations` as they stand at the moment that the figures are of. */
export function spreadLines(municipalities: readonly Organisation[], shares: readonly ShareView[], locations: readonly ReadyLocation[]): SpreadLine[] {
  const shareOf = new Map(shares.map((share) => [share.municipalityId, share]));
  return municipalities.map(({ id, name, code }) => {
    const own = locations.filter(({ location }) => location.organisationId === id);
    const sum = (some: readonly ReadyLocation[]): number => some.reduce((total, { counts }) => total + counts, 0);
    const share = shareOf.get(id) ?? null;
    const has = { verified: sum(own), expiring: sum(own.filter(({ readiness }) => readiness.status === 'ready-expiring')) };
    return { municipality: { id, name, code }, share, ...spreadFigures(share, has) };
  });
}
