import { Injectable } from '@nestjs/common';
import { ActivationReader } from '../activations/index.js';
import type { Scope } from '../kernel/index.js';
import { Database } from '../platform/database/index.js';
import { ReadyPlaces, ReserveRequests } from '../reserve/index.js';
import type { OverviewView, RequestCard } from './overview.pages.js';

/** Reads across features what the first page shows. */
@Injectable()
export class OverviewReader {
  constructor(
    private readonly database: Database,
    private readonly requests: ReserveRequests,
    private readonly readyPlaces: ReadyPlaces,
    private readonly activations: ActivationReader,
  ) {}

  async view(scope: Scope): Promise<OverviewView> {
    const serverNow = await this.database.now();
    const requests: RequestCard[] = [];
    for (const request of await this.requests.list(this.database, scope)) {
      // Only what a province has accepted is counted.
      const counted = request.answer === 'accepted';
      requests.push({ request, coverage: counted ? await this.readyPlaces.coverageNow(this.database, scope, request, serverNow) : null });
    }
    return { serverNow, requests, running: await this.activations.list(scope, { running: true }) };
  }
}
