import { Injectable } from '@nestjs/common';
import { dayOf, type Instant } from '../../kernel/index.js';
import type { Database, Tx } from '../../platform/database/index.js';
import { RecordReader } from '../../record/index.js';
import { stateAt } from '../domain/index.js';
import { type LocationRow, readParts, registered } from '../location-parts.js';
import { locationFromRecord, recordedLocation } from '../location-record.js';
import type { RegisteredLocation } from '../registered-location.js';
import { StandbyLocation } from '../standby-location.entity.js';

/** A location as it was. `purged`: personal values that are no longer known, by their name on the record. */
export type PastLocation = { readonly location: RegisteredLocation; readonly purged: readonly string[] };

/**
 * Locations as of an instant gone by, from what they are now and what is on the record about them (ADR 0019). Whole, whoever asks:
 * what is shown of them is for the caller to limit.
 */
@Injectable()
export class PastLocations {
  constructor(private readonly record: RecordReader) {}

  /** Those that were offered in the province at that instant, by name. */
  async ofProvince(source: Database | Tx, provinceCode: string, at: Instant): Promise<RegisteredLocation[]> {
    // The province of a building does not change.
    const rows = await source.manager.createQueryBuilder(StandbyLocation, 'l').where('l.provinceCode = :provinceCode AND l.createdAt <= :at', { provinceCode, at }).orderBy('l.name').addOrderBy('l.id').getMany();
    const found = await this.at(source, rows, at);
    return found.map(({ location }) => location).filter(({ withdrawnAt }) => withdrawnAt === null);
  }

  /** One location; undefined when it does not exist or was not registered yet. */
  async byId(source: Database | Tx, id: string, at: Instant): Promise<PastLocation | undefined> {
    return (await this.at(source, await source.manager.findBy(StandbyLocation, { id }), at))[0];
  }

  private async at(source: Database | Tx, rows: readonly StandbyLocation[], at: Instant): Promise<PastLocation[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const stepsOf = await this.record.ofSubjectsSince(source, ids, at);
    const partsOf = await readParts(source, [true, null, null], ids, at);
    return rows.flatMap((row) => {
      const state = stateAt(recordedLocation(row), stepsOf(row.id), at);
      if (state === undefined) return [];
      const { contacts, facts, ...was } = locationFromRecord({ facts: state.facts, personal: state.personal }, state.purged);
      const then: LocationRow = {
        id: row.id, organisation_id: was.organisationId, reference: was.reference, name: was.name, street: was.street, house_number: was.houseNumber, postcode: was.postcode, place: was.place,
        municipality_code: was.municipalityCode, province_code: was.provinceCode, bag_id: was.bagId, latitude: was.latitude, longitude: was.longitude, claimed_places: was.claimedPlaces,
        facts, contacts: [...contacts], sees: true, today: dayOf(at), version: was.version, updated_at: state.changedAt, withdrawn_at: was.withdrawnAt,
      };
      return [{ location: registered(then, partsOf(row.id)), purged: state.purged }];
    });
  }
}

