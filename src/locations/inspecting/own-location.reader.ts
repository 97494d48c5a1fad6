import { Injectable } from '@nestjs/common';
import { NOT_FOUND, Problem, type Actor } from '../../kernel/index.js';
import { Database } from '../../platform/database/index.js';
import { LOCATION_NOT_YOURS } from '../location-problems.js';
import { Locations } from '../locations.js';
import type { RegisteredLocation } from '../registered-location.js';

/** Reads a location for a page on which its municipality does something. */
@Injectable()
export class OwnLocation {
  constructor(
    private readonly locations: Locations,
    private readonly database: Database,
  ) {}

  /** Throws REQUEST.NOT_FOUND (404), also when it has been withdrawn, and LOCATION.NOT_YOURS (403). */
  async byId(actor: Actor, id: string): Promise<RegisteredLocation> {
    const location = await this.locations.byId(this.database, actor.scope, id);
    if (location.organisationId !== actor.organisationId) throw new Problem(LOCATION_NOT_YOURS);
    if (location.withdrawnAt !== null) throw new Problem(NOT_FOUND);
    return location;
  }
}
