import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SIGN_IN_POLICY } from '../../config/sign-in.js';
import { Problem, SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { DirectoryWriter, ORGANISATION_ENTITIES } from '../../src/organisations/index.js';
import { Callers } from '../../src/organisations/callers.js';
import { SignIn } from '../../src/organisations/sign-in.js';
import { hashOfToken } from '../../src/organisations/tokens.js';
import type { Settings } from '../../src/platform/config/index.js';
import { Database } from '../../src/platform/database/index.js';
import { RecordBook } from '../../src/record/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const PASSWORD = 'een lang wachtwoord';
const { throttle, session } = SIGN_IN_POLICY;

let test: TestDatabase;
let database: Database;
let assen: string;
let emmen: string;
const record = new RecordBook();
const directory = new DirectoryWriter(record);

const addPerson = (email: string): Promise<string> =>
  database.transaction((tx) => directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: assen, name: 'Bo Test', function: 'beleid', email, password: PASSWORD, language: 'en' }));
const problemCode = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'nothing', (error: unknown) => (error instanceof Problem ? error.type.code : Promise.reject(error)));

beforeAll(async () => {
  test = await createTestDatabase();
  database = await Database.connect(test.appUrl, 20, 'test', ORGANISATION_ENTITIES);
  const municipality = (name: string, code: string): Promise<string> =>
    database.transaction((tx) => directory.createOrganisation(tx, SYSTEM_ACTOR, { kind: 'municipality', name, code, provinceCode: 'PV22' }));
  assen = await municipality('Assen', 'GM0106');
  emmen = await municipality('Emmen', 'GM0114');
});
afterAll(async () => {
  await database?.close();
  await test?.drop();
});

describe('signing in', () => {
  const settings = { appSecret: 'x'.repeat(32) } as Settings;
  const callers = () => new Callers(database);
  const attempt = (email: string, more: { password?: string; ip?: string; previousTokenHash?: Buffer } = {}) =>
    new SignIn(database, record, settings).signIn({ email, password: PASSWORD, ip: '192.0.2.1', agent: null, previousTokenHash: undefined, ...more });
  const failures = async (): Promise<number> => (await test.sql<{ n: number }>('SELECT count(*)::int AS n FROM sign_in_failures'))[0]!.n;
  const known = async (token: string) => (await callers().bySession(hashOfToken(token)))?.name;

  it('gives a session that only its token opens', async () => {
    await addPerson('sessie@assen.example');
    const { token, language } = await attempt('SESSIE@assen.example');
    expect(language).toBe('en');
    expect(await callers().bySession(hashOfToken(token))).toEqual({
      organisationId: assen, organisationName: 'Assen', kind: 'municipality', provinceCode: 'PV22', personId: expect.any(String), apiKeyId: null,
      name: 'Bo Test', function: 'beleid', language: 'en',
    });
    expect(await test.sql('SELECT 1 FROM sessions WHERE token_hash = $1', [Buffer.from(token)])).toEqual([]);
    expect(await failures()).toBe(0);
  });

  it('refuses the unknown, the wrong and the removed alike', async () => {
    const id = await addPerson('weg@assen.example');
    await test.sql('UPDATE people SET active = false WHERE id = $1', [id]);
    expect(await problemCode(attempt('weg@assen.example'))).toBe('AUTH.FAILED');
    expect(await problemCode(attempt('niemand@assen.example'))).toBe('AUTH.FAILED');
    expect(await problemCode(attempt('sessie@assen.example', { password: `${PASSWORD} ` }))).toBe('AUTH.FAILED');
    await test.sql('DELETE FROM sign_in_failures');
  });

  it('counts guesses sent all at once, and looks at no password beyond the limit', async () => {
    await addPerson('doel@assen.example');
    const limit = throttle.failuresPerEmail.value;
    const outcomes = await Promise.all(Array.from({ length: limit * 2 }, (_, n) => problemCode(attempt('doel@assen.example', { password: 'fout', ip: `192.0.2.${n}` }))));
    expect(outcomes.filter((code) => code === 'AUTH.FAILED')).toHaveLength(limit);
    expect(outcomes.filter((code) => code === 'AUTH.TOO_MANY')).toHaveLength(limit);
    expect(await problemCode(attempt('DOEL@assen.example'))).toBe('AUTH.TOO_MANY');
    // Refused attempts do not lengthen the wait.
    expect(await failures()).toBe(limit);
    await test.shiftClock(throttle.windowSeconds.value + 60);
    await attempt('doel@assen.example');
    expect(await failures()).toBe(0);
    await test.shiftClock(0);
  });

  it('counts one guess each at many accounts from one network', async () => {
    const limit = throttle.failuresPerSource.value;
    await test.sql(
      `INSERT INTO sign_in_failures (id, email_digest, source_digest, at)
       SELECT gen_random_uuid(), sha256(n::text::bytea), $1, app_now() FROM generate_series(1, $2::int) n`, [await sourceDigest('2001:db8::1'), limit]);
    expect(await problemCode(attempt('sessie@assen.example', { ip: '2001:db8::ffff' }))).toBe('AUTH.TOO_MANY');
    await attempt('sessie@assen.example', { ip: '2001:db8:0:1::1' });
    await test.sql('DELETE FROM sign_in_failures');
  });

  async function sourceDigest(ip: string): Promise<Buffer> {
    await test.sql('DELETE FROM sign_in_failures');
    await problemCode(attempt('iemand@assen.example', { ip }));
    const [row] = await test.sql<{ source_digest: Buffer }>('DELETE FROM sign_in_failures RETURNING source_digest');
    return row!.source_digest;
  }

  it('a success forgets the failures of that account, not those of others', async () => {
    await problemCode(attempt('sessie@assen.example', { password: 'fout' }));
    await problemCode(attempt('doel@assen.example', { password: 'fout' }));
    await attempt('sessie@assen.example');
    expect(await failures()).toBe(1);
    await test.sql('DELETE FROM sign_in_failures');
  });

  it('ends the session that the browser came with', async () => {
    const first = await attempt('sessie@assen.example');
    const second = await attempt('sessie@assen.example', { previousTokenHash: hashOfToken(first.token) });
    expect(await known(first.token)).toBeUndefined();
    expect(await known(second.token)).toBe('Bo Test');
  });

  it('lasts while it is used, and never longer than its maximum', async () => {
    const { token } = await attempt('sessie@assen.example');
    const idle = session.idleSeconds.value;
    for (let after = idle - 10; after < session.maximumSeconds.value; after += idle - 10) {
      await test.shiftClock(after);
      expect(await known(token)).toBe('Bo Test');
    }
    await test.shiftClock(session.maximumSeconds.value + 1);
    expect(await known(token)).toBeUndefined();
    await test.shiftClock(0);
  });

  it('ends when it is not used', async () => {
    const { token } = await attempt('sessie@assen.example');
    await test.shiftClock(session.idleSeconds.value + 5);
    expect(await known(token)).toBeUndefined();
    // Signing in clears away what has expired.
    await attempt('sessie@assen.example');
    expect(await test.sql('SELECT 1 FROM sessions WHERE token_hash = $1', [hashOfToken(token)])).toEqual([]);
    await test.shiftClock(0);
  });

  it('writes "last seen" at most once per interval', async () => {
    const { token } = await attempt('sessie@assen.example');
    const version = async () => (await test.sql<{ xmin: string }>('SELECT xmin::text FROM sessions WHERE token_hash = $1', [hashOfToken(token)]))[0]!.xmin;
    const before = await version();
    await Promise.all([known(token), known(token)]);
    expect(await version()).toBe(before);
    await test.shiftClock(session.touchSeconds.value + 5);
    await known(token);
    expect(await version()).not.toBe(before);
    await test.shiftClock(0);
  });

  it('ends everywhere at once when the person is removed', async () => {
    const id = await addPerson('vertrekt@assen.example');
    const { token } = await attempt('vertrekt@assen.example');
    await test.sql('UPDATE people SET active = false WHERE id = $1', [id]);
    expect(await known(token)).toBeUndefined();
  });

  it('ends everywhere at once when the password is changed, and the old one is worth nothing', async () => {
    const id = await addPerson('nieuw-wachtwoord@assen.example');
    const { token } = await attempt('nieuw-wachtwoord@assen.example');
    const change = (password: string) => database.transaction((tx) => directory.changePassword(tx, SYSTEM_ACTOR, id, password));
    expect(await problemCode(change('te kort'))).toBe('REQUEST.INVALID');
    expect(await known(token)).toBe('Bo Test');
    await change('een ander lang wachtwoord');
    expect(await known(token)).toBeUndefined();
    expect(await problemCode(attempt('nieuw-wachtwoord@assen.example'))).toBe('AUTH.FAILED');
    await attempt('nieuw-wachtwoord@assen.example', { password: 'een ander lang wachtwoord' });
  });

  it('and out is on the record', async () => {
    const id = await addPerson('vastgelegd@assen.example');
    const { token } = await attempt('vastgelegd@assen.example');
    await new SignIn(database, record, settings).signOut(hashOfToken(token), { ...SYSTEM_ACTOR, kind: 'municipality', organisationId: assen, personId: id });
    expect(await known(token)).toBeUndefined();
    const entries = await test.sql<{ action: string }>('SELECT action FROM record_entries WHERE subject_id = $1 ORDER BY at, id', [id]);
    expect(entries.map(({ action }) => action)).toEqual(['person.created', 'session.started', 'session.ended']);
  });
});

describe('an API key', () => {
  const callerOf = (key: string) => new Callers(database).byKey(hashOfToken(key));
  const create = (personId?: string) =>
    database.transaction((tx) => directory.createApiKey(tx, SYSTEM_ACTOR, { organisationId: assen, name: 'Koppeling', ...(personId && { personId }) }));

  it('stands for a machine or a person', async () => {
    const machine = await create();
    expect(await callerOf(machine.key)).toMatchObject({ kind: 'municipality', personId: null, apiKeyId: machine.id, name: 'Koppeling', function: 'machine', language: 'nl' });
    const personId = await addPerson('sleutel@assen.example');
    const own = await create(personId);
    expect(await callerOf(own.key)).toMatchObject({ personId, apiKeyId: own.id, name: 'Bo Test', function: 'beleid', language: 'en' });
  });

  it('is worth nothing once revoked, or when its person has left or moved', async () => {
    const revoked = await create();
    await test.sql('UPDATE api_keys SET revoked_at = app_now() WHERE id = $1', [revoked.id]);
    expect(await callerOf(revoked.key)).toBeUndefined();
    const personId = await addPerson('sleutelweg@assen.example');
    const own = await create(personId);
    await test.sql('UPDATE people SET organisation_id = $2 WHERE id = $1', [personId, emmen]);
    expect(await callerOf(own.key)).toBeUndefined();
    await test.sql('UPDATE people SET organisation_id = $2, active = false WHERE id = $1', [personId, assen]);
    expect(await callerOf(own.key)).toBeUndefined();
  });
});
