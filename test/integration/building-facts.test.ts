import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AddBuildingFacts1795392000010 } from '../../migrations/1795392000010-add-building-facts.js';
import { newId } from '../../src/kernel/index.js';
import { UNKNOWN_BUILDING } from '../../src/locations/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
let owner: DataSource;
const organisationId = newId();

beforeAll(async () => {
  test = await createTestDatabase();
  owner = await new DataSource({ type: 'postgres', url: test.ownerUrl }).initialize();
  await test.sql(`INSERT INTO organisations (id, kind, name, code, province_code, created_at) VALUES ($1, 'municipality', 'Assen', 'GM0106', 'PV22', app_now())`, [organisationId]);
});
afterAll(async () => {
  await owner?.destroy();
  await test?.drop();
});

async function stored(facts: object): Promise<string> {
  const id = newId();
  await test.sql(
    `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, claimed_places, facts, contacts, created_at, updated_at)
     VALUES ($1, $2, 'Hal', 'Weg', '1', '9401 AB', 'Assen', 'GM0106', 'PV22', 10, $3, '[]', app_now(), app_now())`, [id, organisationId, JSON.stringify(facts)]);
  return id;
}
const factsOf = async (id: string): Promise<unknown> => (await test.sql<{ facts: unknown }>('SELECT facts FROM standby_locations WHERE id = $1', [id]))[0]!.facts;

async function migrate(direction: 'up' | 'down'): Promise<void> {
  const runner = owner.createQueryRunner();
  await new AddBuildingFacts1795392000010()[direction](runner);
  await runner.release();
}

describe('the locations that there were before the survey', () => {
  it('have every new fact as unknown, what they had already kept, and none of it on the way back', async () => {
    const agreement = { signedOn: '2026-01-01', signatory: null, endsOn: null, whoPays: { reserving: null, use: null, damage: null } };
    const [withAgreement, without] = [await stored({ toilets: 4, ownerAgreement: agreement }), await stored({ toilets: null, ownerAgreement: null, notes: 'al bekend' })];
    await migrate('up');
    expect(await factsOf(withAgreement)).toEqual({ ...UNKNOWN_BUILDING, toilets: 4, ownerAgreement: { ...agreement, insurerTold: 'unknown' } });
    expect(await factsOf(without)).toEqual({ ...UNKNOWN_BUILDING, toilets: null, ownerAgreement: null, notes: 'al bekend' });
    await migrate('down');
    expect(await factsOf(withAgreement)).toEqual({ toilets: 4, ownerAgreement: agreement });
    expect(await factsOf(without)).toEqual({ toilets: null, ownerAgreement: null });
  });
});
