import { Injectable } from '@nestjs/common';
import { SYSTEM_SCOPE, type Instant } from '../kernel/index.js';
import { Locations, verifiedCapacity, type VerifiedCapacity } from '../locations/index.js';
import type { Tx } from '../platform/database/index.js';
import { normSetOf, ReserveRequests } from '../reserve/index.js';
import type { Activation } from './activation.entity.js';
import type { Deployment } from './deployment.entity.js';

/** How many persons a location in use can shelter by what is known of it now, with what limits it. */
@Injectable()
export class VerifiedPlaces {
  constructor(
    private readonly locations: Locations,
    private readonly requests: ReserveRequests,
  ) {}

  async at(tx: Tx, { reserveRequestId }: Pick<Activation, 'reserveRequestId'>, { locationId }: Pick<Deployment, 'locationId'>, now: Instant): Promise<VerifiedCapacity> {
    const request = await this.requests.byId(tx, SYSTEM_SCOPE, reserveRequestId);
    const { facts } = await this.locations.byId(tx, SYSTEM_SCOPE, locationId);
    return verifiedCapacity(facts, normSetOf(request), now);
  }
}
