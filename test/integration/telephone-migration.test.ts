import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { NormaliseTelephones1795392000070 } from '../../migrations/1795392000070-normalise-telephones.js';
import { isTelephone, newId } from '../../src/kernel/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

let db: TestDatabase;
const organisationId = newId();

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql(`INSERT INTO organisations (id, kind, name, code, province_code, created_at) VALUES ($1, 'municipality', 'Assen', 'GM0106', 'PV22', app_now())`, [organisationId]);
});
afterAll(() => db?.drop());

const migrate = (): Promise<void> => new NormaliseTelephones1795392000070().up({ query: (text: string) => db.sql(text) } as unknown as QueryRunner);

// What was written, and what becomes of it.
const WRITTEN: readonly (readonly [string, string])[] = [
  ['0592 000 100', '+31592000100'], ['(0592) 000-100', '+31592000100'], ['+31 (0)592 000 100', '+31592000100'], ['0031 592 000100', '+31592000100'],
  ['06-12345678', '+31612345678'], ['088 123 4567', '+31881234567'], ['+49 5932 1234', '+4959321234'], ['+31592000100', '+31592000100'],
  // One number only, or none at all: somebody has to look.
  ['+49 (0)5932 1234', '+49 (0)5932 1234'], ['592000100', '592000100'], ['0592 0001', '0592 0001'], ['088 12345', '088 12345'], ['0900-8844', '0900-8844'],
  ['14 0592', '14 0592'], ['112', '112'], ['0592 000 100 / 06 12345678', '0592 000 100 / 06 12345678'],
];

describe('telephone numbers from before', () => {
  it('of organisations are one writing where they mean one number, else as they were', async () => {
    for (const [index, [written]] of WRITTEN.entries()) {
      await db.sql(`INSERT INTO contacts (id, organisation_id, name, function, telephone, rank, created_at) VALUES ($1, $2, 'Piket', 'piket', $3, $4, app_now())`, [newId(), organisationId, written, index + 1]);
    }
    await migrate();
    const rows = await db.sql<{ telephone: string }>('SELECT telephone FROM contacts ORDER BY rank');
    expect(rows.map(({ telephone }) => telephone)).toEqual(WRITTEN.map(([, expected]) => expected));
    for (const { telephone } of rows) expect([telephone, isTelephone(telephone)]).toEqual([telephone, telephone.startsWith('+') && !telephone.includes('(')]);
  });

  it('of locations likewise, in their order and with everything else as it was', async () => {
    const contact = (telephone: string | null, name: string) => ({ role: 'opens', name, function: 'beheer', telephone, email: 'sleutels@assen.example' });
    const before = [contact('0592 000 100', 'Een'), contact(null, 'Twee'), contact('receptie', 'Drie')];
    await db.sql(
      `INSERT INTO standby_locations (id, organisation_id, name, street, house_number, postcode, place, municipality_code, province_code, claimed_places, facts, contacts, created_at, updated_at)
       VALUES ($1, $2, 'Hal', 'Straat', '1', '9401 AB', 'Assen', 'GM0106', 'PV22', 10, '{}', $3, app_now(), app_now()), ($4, $2, 'Leeg', 'Straat', '2', '9401 AB', 'Assen', 'GM0106', 'PV22', 10, '{}', '[]', app_now(), app_now())`,
      [newId(), organisationId, JSON.stringify(before), newId()]);
    await migrate();
    const rows = await db.sql<{ contacts: unknown }>('SELECT contacts FROM standby_locations ORDER BY name');
    expect(rows.map(({ contacts }) => contacts)).toEqual([[contact('+31592000100', 'Een'), contact(null, 'Twee'), contact('receptie', 'Drie')], []]);
  });
});
