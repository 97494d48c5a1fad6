import type { MigrationInterface, QueryRunner } from 'typeorm';

// As the facts were named when this migration was written; what is in the code may change later, this may not.
const UNKNOWN_BUILDING = {
  buildingKind: 'unknown',
  owner: { kind: 'unknown', name: null },
  countsForSpreidingswet: 'unknown',
  accessibleToilets: null,
  accessibleShowers: null,
  utilities: { hotWater: 'unknown', heating: 'unknown', power: 'unknown', powerKva: null, backupPower: 'unknown', backupPowerHours: null, network: 'unknown' },
  catering: { kitchen: 'unknown', mealsAtOnce: null, diningSeats: null, mealsMayBeBroughtIn: 'unknown' },
  laundry: { onSite: 'unknown', washers: null, dryers: null },
  accessibility: { parkingSpaces: null, coach: 'unknown', publicTransportM: null, wheelchair: 'unknown' },
  site: { fenced: 'unknown', shared: 'unknown', sharedWith: null, neighboursToInform: null },
  costs: { reservingPerMonth: null, usePerDay: null, once: null, note: null },
  notes: null,
};

/** What a shelter survey asks about a building. Nobody was asked yet about the locations that there are: unknown. */
export class AddBuildingFacts1795392000010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    // What a location has already wins.
    await q.query('UPDATE standby_locations SET facts = $1::jsonb || facts', [JSON.stringify(UNKNOWN_BUILDING)]);
    await q.query(`
      UPDATE standby_locations SET facts = jsonb_set(facts, '{ownerAgreement}', '{"insurerTold": "unknown"}'::jsonb || (facts->'ownerAgreement'))
       WHERE jsonb_typeof(facts->'ownerAgreement') = 'object'`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`UPDATE standby_locations SET facts = (facts - $1::text[]) #- '{ownerAgreement,insurerTold}'`, [Object.keys(UNKNOWN_BUILDING)]);
  }
}
