import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId, SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { ChangeLocation, ConfirmUnchanged, LocationHolds, Locations, LOCATION_SCHEMA, voidConditionFindings, WithdrawLocation } from '../../src/locations/index.js';
import { CarryOut } from '../../src/platform/due-moments/index.js';
import { Database } from '../../src/platform/database/index.js';
import { openReadinessRoom, type Party, type ReadinessRoom } from '../factories/readiness-room.js';
import { readyBody } from './location-body.js';

jest.setTimeout(60_000);

let room: ReadinessRoom;
beforeAll(async () => { room = await openReadinessRoom(); });
afterAll(() => room?.close());

/** The clock goes back between tests: what the test before left over, or has told on a day to come, is not part of this one. */
beforeEach(async () => {
  await room.site.database.sql('UPDATE due_moments SET superseded_at = app_now() WHERE done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL');
  await room.site.database.sql('DELETE FROM readiness_digest_expiries');
  await room.site.database.sql('DELETE FROM readiness_digests');
  for (const party of [room.province, room.operations]) room.mail(party);
});

const subjects = (party: Party): string[] => room.mail(party).map(({ subject }) => subject);
const planned = (subjectId: string) =>
  room.site.database.sql<{ due_at: Date; state: string; lane: string }>(
    `SELECT due_at, lane, CASE WHEN done_at IS NOT NULL THEN 'done' WHEN superseded_at IS NOT NULL THEN 'superseded' ELSE 'open' END AS state
       FROM due_moments WHERE subject_id = $1 ORDER BY due_version`, [subjectId]);
const contacts = (confirmedOn: string, more: Record<string, unknown> = {}) =>
  ['authorises', 'opens', 'alternate'].map((role) => ({ role, name: `Sam ${role}`, function: 'piket', telephone: '0592 000 100', confirmedOn, ...more }));

describe('a finding that runs out', () => {
  it('is told 30, 14 and 3 days before, at seven in the morning, and to province and operations once it has', async () => {
    const assen = await room.municipality();
    await room.goTo('2026-02-10T12:00:00Z');
    const id = await room.register(assen, { name: 'Sporthal De Fictie' });
    await room.inspect(assen, id, '2026-02-10T11:00:00Z', { sanitary: { validUntil: '2026-04-15' } });
    const told: [string, string[]][] = [];
    for (const instant of [
      '2026-03-15T23:00:01Z', '2026-03-16T05:59:00Z', '2026-03-16T06:00:01Z', '2026-03-16T18:00:00Z', '2026-03-31T22:00:01Z', '2026-04-01T05:00:01Z', '2026-04-11T22:00:01Z', '2026-04-12T05:00:01Z', '2026-04-15T05:00:01Z',
      '2026-04-15T22:00:01Z', '2026-04-16T04:59:00Z',
    ]) {
      await room.at(instant);
      told.push([instant, subjects(assen)]);
    }
    expect(told.filter(([, mail]) => mail.length > 0)).toEqual([
      ['2026-03-16T06:00:01Z', ['Reservelocaties: 1 onderdeel loopt af']],
      // Seven in summer time.
      ['2026-04-01T05:00:01Z', ['Reservelocaties: 1 onderdeel loopt af']],
      ['2026-04-12T05:00:01Z', ['Reservelocaties: 1 onderdeel loopt af']],
    ]);
    expect([subjects(room.province), subjects(room.operations)]).toEqual([[], []]);

    await room.at('2026-04-16T05:00:01Z');
    const [municipal] = room.mail(assen);
    expect(municipal?.subject).toBe('Reservelocaties: 1 onderdeel verlopen');
    expect(municipal?.text).toContain('Toiletten en douches: De bevinding was geldig tot en met 15 april 2026. Laat dit punt opnieuw schouwen en leg het bewijs vast.');
    expect(municipal?.text).toContain(`${room.site.url}/locaties/${id}`);
    const [provincial] = room.mail(room.province);
    expect(provincial?.text).toContain('Sporthal De Fictie, Assen – nu niet inzetbaar');
    expect(provincial?.text).not.toContain('/bevestigen/');
    expect(subjects(room.operations)).toEqual(['Reservelocaties: 1 onderdeel verlopen']);
    await room.at('2026-04-17T05:00:01Z');
    expect([subjects(assen), subjects(room.province), subjects(room.operations)]).toEqual([[], [], []]);
    expect(await room.site.database.sql(`SELECT action, after FROM record_entries WHERE subject_id = $1 AND action = 'location.criterion-expired'`, [id])).toEqual([
      { action: 'location.criterion-expired', after: { criterion: 'sanitary', lastDay: '2026-04-15' } },
    ]);
    expect((await planned(id)).map(({ lane, state }) => [lane, state])).toEqual([...Array.from({ length: 4 }, () => ['routine', 'done'])]);
    expect(await room.site.database.sql(`SELECT DISTINCT lane FROM deliveries WHERE address = $1`, [assen.address])).toEqual([{ lane: 'routine' }]);
  });

  it.each([
    ['2026-03-29', '2026-03-29T21:59:58Z', '2026-03-30T05:00:01Z'],
    ['2026-10-25', '2026-10-25T22:59:58Z', '2026-10-26T06:00:01Z'],
  ])('on %s, a night in which the clock changes, holds to the end of that day and is told at seven on the next', async (validUntil, lastMoment, morning) => {
    const owner = await room.municipality();
    await room.goTo(`${validUntil.slice(0, 8)}10T12:00:00Z`);
    const id = await room.register(owner);
    await room.inspect(owner, id, `${validUntil.slice(0, 8)}10T11:00:00Z`, { sanitary: { validUntil } });
    await room.at(lastMoment);
    room.mail(owner);
    expect((await planned(id)).filter(({ state }) => state === 'open').map(({ due_at }) => due_at.getTime() - Date.parse(lastMoment))).toEqual([2000]);
    await room.at(new Date(Date.parse(lastMoment) + 3000).toISOString());
    await room.at(new Date(Date.parse(morning) - 60_000).toISOString());
    expect(subjects(owner)).toEqual([]);
    await room.at(morning);
    expect([subjects(owner), subjects(room.province)]).toEqual([['Reservelocaties: 1 onderdeel verlopen'], ['Reservelocaties: 1 onderdeel verlopen']]);
  });
});

describe('forty locations that run out on one day', () => {
  it('are one message to each organisation, and one link to confirm them', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const names = Array.from({ length: 40 }, (_, index) => `Zaal ${String(index + 1).padStart(2, '0')}`);
    for (const name of names) await room.register(owner, { name, contacts: contacts('2026-05-01') });
    await room.morning('2026-05-18');
    const mail = room.mail(owner);
    expect(mail.map(({ subject }) => subject)).toEqual(['Reservelocaties: 40 onderdelen lopen af']);
    expect(names.filter((name) => !mail[0]!.text.includes(`${name}, `))).toEqual([]);
    expect(mail[0]!.text.match(/\/bevestigen\/[\w-]{43}/g)).toHaveLength(1);
    expect(mail[0]!.text).toContain('De locatie telt hiermee mee tot en met maandag 1 juni 2026: nog 14 dagen.');
    expect(await room.site.database.sql('SELECT count(*)::integer AS digests FROM readiness_digests WHERE organisation_id = $1', [owner.id])).toEqual([{ digests: 1 }]);

    await room.morning('2026-06-02');
    expect([subjects(owner), subjects(room.province), subjects(room.operations)]).toEqual([
      ['Reservelocaties: 40 onderdelen verlopen'], ['Reservelocaties: 40 onderdelen verlopen'], ['Reservelocaties: 40 onderdelen verlopen'],
    ]);
  });
});

describe('what changed meanwhile', () => {
  it('is not told: renewed between the notice and the message', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const id = await room.register(owner, { contacts: contacts('2026-05-01') });
    await room.at('2026-05-17T22:00:01Z');
    await room.goTo('2026-05-18T04:00:00Z');
    await room.site.app.get(ConfirmUnchanged).run(owner.actor, [{ id }]);
    await room.at('2026-05-18T05:00:01Z');
    expect(subjects(owner)).toEqual([]);
    // Its day is done; the next notice is of the new term.
    expect((await planned(id)).map(({ due_at, state }) => [due_at.toISOString(), state])).toEqual([
      ['2026-05-17T22:00:00.000Z', 'done'], ['2026-05-28T22:00:00.000Z', 'superseded'], ['2026-06-03T22:00:00.000Z', 'open'],
    ]);
  });

  it('is planned anew in the transaction of the change, and not when that fails', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const id = await room.register(owner, { contacts: contacts('2026-05-01') });
    const open = async () => (await planned(id)).filter(({ state }) => state === 'open').map(({ due_at }) => due_at.toISOString());
    expect(await open()).toEqual(['2026-05-17T22:00:00.000Z']);
    await room.inspect(owner, id, '2026-05-01T07:00:00Z', { access: { validUntil: '2026-05-10' } });
    expect(await open()).toEqual(['2026-05-06T22:00:00.000Z']);
    await expect(room.site.app.get(ChangeLocation).run(owner.actor, id, 99, LOCATION_SCHEMA.parse(readyBody()))).rejects.toThrow('CHANGED_MEANWHILE');
    expect(await open()).toEqual(['2026-05-06T22:00:00.000Z']);
    await room.site.app.get(WithdrawLocation).run(owner.actor, id, 1);
    expect(await open()).toEqual([]);
  });

  it('does not swallow what was due before the change and still is so', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const id = await room.register(owner, { contacts: contacts('2026-05-01') });
    // The service was away: the notice of midnight has not been carried out when something else of the location changes.
    await room.goTo('2026-05-18T08:00:00Z');
    await room.inspect(owner, id, '2026-05-18T07:00:00Z', { sanitary: {} });
    await room.at('2026-05-18T08:05:00Z');
    expect(subjects(owner)).toEqual([]);
    await room.at('2026-05-18T08:20:01Z');
    expect(subjects(owner)).toEqual(['Reservelocaties: 1 onderdeel loopt af']);
  });
});

describe('a service that was away', () => {
  it('tells the most urgent of what it missed, in one message, and never twice on a day', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const one = await room.register(owner, { name: 'Eerste', contacts: contacts('2026-05-01') });
    await room.register(owner, { name: 'Tweede', contacts: contacts('2026-05-02') });
    await room.at('2026-06-02T13:00:00Z');
    await room.at('2026-06-02T13:15:01Z');
    const [message, ...more] = room.mail(owner);
    expect([message?.subject, more]).toEqual(['Reservelocaties: 1 onderdeel verlopen, 1 onderdeel loopt af', []]);
    expect(message?.text).toContain('Vandaag is de laatste dag dat de locatie hiermee meetelt.');
    // Found after the message of the day: told on the next day.
    await room.inspect(owner, one, '2026-06-02T13:00:00Z', { sanitary: { validUntil: '2026-06-06' } });
    await room.at('2026-06-02T22:00:01Z');
    await room.at('2026-06-03T04:00:00Z');
    expect(subjects(owner)).toEqual([]);
    await room.at('2026-06-03T05:00:01Z');
    expect(subjects(owner)).toEqual(['Reservelocaties: 1 onderdeel verlopen, 1 onderdeel loopt af']);
  });

  it('carries out each moment once, however many do so at the same time', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const ids: string[] = [];
    for (let index = 0; index < 6; index += 1) ids.push(await room.register(owner, { contacts: contacts('2026-05-01') }));
    await room.goTo('2026-05-18T05:00:01Z');
    const carryOut = room.site.app.get(CarryOut);
    const database = room.site.app.get(Database);
    const dueNow = () => room.site.database.sql<{ id: string }>('SELECT id FROM due_moments WHERE due_at <= app_now() AND done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL');
    const all = async (): Promise<Record<string, number>> => {
      const moments = await dueNow();
      const results = await Promise.all([1, 2, 3].flatMap(() => moments.map(({ id }) => carryOut.one(database, id))));
      return results.reduce<Record<string, number>>((counts, result) => ({ ...counts, [result]: (counts[result] ?? 0) + 1 }), {});
    };
    expect(await all()).toEqual({ done: 6, gone: 12 });
    await room.goTo('2026-05-18T05:20:00Z');
    expect(await all()).toEqual({ done: 1, gone: 2 });
    await room.carryOut();
    expect(subjects(owner)).toEqual(['Reservelocaties: 6 onderdelen lopen af']);
  });
});

describe('a building in real use', () => {
  const inUse = async (exercise: boolean) => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const id = await room.register(owner, { contacts: contacts('2026-05-01') });
    await room.inspect(owner, id, '2026-05-01T07:00:00Z', { sanitary: { validUntil: '2026-06-01' } });
    const activationId = newId();
    await room.goTo('2026-05-10T08:00:00Z');
    await room.tx((tx) => new LocationHolds().take(tx, [{ locationId: id, activationId, exercise }]));
    return { owner, id, activationId };
  };
  const lines = (owner: Party): string[] => room.mail(owner).flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('- ')).map((line) => line.slice(2, line.indexOf(':'))));

  it('hears nothing of its condition, which must be proven anew anyway, and of its contacts as ever', async () => {
    const { owner, id, activationId } = await inUse(false);
    await room.morning('2026-05-18');
    expect(lines(owner)).toEqual(['Bereikbare contacten']);
    await room.tx(async (tx) => {
      await new LocationHolds().release(tx, activationId);
      await voidConditionFindings(tx, SYSTEM_ACTOR, [id]);
    });
    // Voided did not run out: nobody is told of a last day that no longer means anything.
    for (const day of ['2026-05-29', '2026-06-02']) await room.morning(day);
    expect(lines(owner)).toEqual(['Bereikbare contacten', 'Bereikbare contacten']);
    const { facts } = await new Locations().byId(room.site.app.get(Database), owner.actor.scope, id);
    expect(facts.findingsVoidedAt).not.toBeNull();
    await room.inspect(owner, id, '2026-06-02T05:00:01Z', { sanitary: { validUntil: '2026-06-20' } });
    await room.morning('2026-06-06');
    expect(lines(owner)).toEqual(['Toiletten en douches']);
  });

  it('is told of everything in an exercise', async () => {
    const { owner } = await inUse(true);
    await room.morning('2026-05-18');
    expect(lines(owner).sort()).toEqual(['Bereikbare contacten', 'Toiletten en douches']);
  });

  it('is not told what was written down before the stand-down', async () => {
    const owner = await room.municipality();
    await room.goTo('2026-05-01T08:00:00Z');
    const id = await room.register(owner);
    await room.inspect(owner, id, '2026-05-01T07:00:00Z', { sanitary: { validUntil: '2026-06-01' } });
    await room.at('2026-05-18T04:00:00Z');
    await room.tx((tx) => voidConditionFindings(tx, SYSTEM_ACTOR, [id]));
    await room.at('2026-05-18T05:00:01Z');
    expect(subjects(owner)).toEqual([]);
  });
});
