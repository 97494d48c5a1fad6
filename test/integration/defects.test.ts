import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Problem, type Actor } from '../../src/kernel/index.js';
import { Locations } from '../../src/locations/index.js';
import { assessLocation } from '../../src/locations/assess-location.js';
import { CloseDefect } from '../../src/locations/defects/close-defect.js';
import { Defects } from '../../src/locations/defects/defects.js';
import { OpenDefect } from '../../src/locations/defects/open-defect.js';
import { Database } from '../../src/platform/database/index.js';
import { openReadinessRoom, type Party, type ReadinessRoom } from '../factories/readiness-room.js';

jest.setTimeout(60_000);

let room: ReadinessRoom;
let assen: Party;
let emmen: Party;
let coa: Party;
let locationId = '';
beforeAll(async () => {
  room = await openReadinessRoom();
  [assen, emmen] = [await room.municipality(), await room.municipality()];
  coa = await room.party('coa', 'COA Noord');
});
afterAll(() => room?.close());
beforeEach(async () => {
  await room.site.database.sql('UPDATE due_moments SET superseded_at = app_now() WHERE done_at IS NULL AND lapsed_at IS NULL AND superseded_at IS NULL');
  await room.site.database.sql('DELETE FROM readiness_digest_defects');
  await room.site.database.sql('DELETE FROM readiness_digest_expiries');
  await room.site.database.sql('DELETE FROM readiness_digests');
  await room.goTo('2026-03-20T12:00:00Z');
  locationId = await room.register(assen, { name: 'Zaal met gebrek' });
  for (const party of [assen, emmen, coa, room.province, room.operations]) room.mail(party);
});

const open = (actor: Actor, more: Record<string, unknown> = {}): Promise<string> =>
  room.site.app.get(OpenDefect).run(actor, locationId, { criterion: 'sanitary', description: 'Kraan lekt', ownerId: coa.id, dueOn: '2026-03-29', ...more });
const close = (actor: Actor, id: string, step: 'solve' | 'withdraw' = 'solve', outcome = 'Nieuwe kraan, foto gezien') => room.site.app.get(CloseDefect).run(actor, id, step, outcome);
const seenBy = async ({ actor }: Pick<Party, 'actor'>): Promise<string[]> => (await new Defects().list(room.site.app.get(Database), actor.scope, { locationId })).map(({ state }) => state);
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Problem ? [error.type.code, ...error.fields.map(({ path, code }) => `${path} ${code}`)].join(' ') : Promise.reject(error)));
const subjects = (party: Party): string[] => room.mail(party).map(({ subject }) => subject);
const history = () => room.site.database.sql<{ action: string; after: Record<string, unknown> }>(`SELECT action, after FROM record_entries WHERE subject_id = $1 AND action LIKE 'location.defect%' ORDER BY at, id`, [locationId]);

describe('a defect', () => {
  it('is a task of its owner, who hears of it the next morning; what is one’s own is no news', async () => {
    await open(assen.actor);
    await open(assen.actor, { ownerId: assen.id, description: 'Lamp stuk' });
    await room.morning('2026-03-21');
    const [message] = room.mail(coa);
    expect(message?.subject).toBe('Reservelocaties: 1 nieuw gebrek');
    expect(message?.text).toContain('- Zaal met gebrek, Toiletten en douches: Kraan lekt. Uiterlijk zondag 29 maart 2026.');
    expect(message?.text).toContain(`/locaties/${locationId}#gebreken`);
    expect([subjects(assen), subjects(room.province)]).toEqual([[], []]);
  });

  it('solved with evidence does not make the criterion yes: only an inspection does', async () => {
    await room.inspect(assen, locationId, '2026-03-20T11:00:00Z', { sanitary: { value: 'no' } });
    const id = await open(assen.actor);
    const sanitary = async () => assessLocation(await new Locations().byId(room.site.app.get(Database), assen.actor.scope, locationId), await room.site.app.get(Database).now()).readiness.criteria.find(({ criterion }) => criterion === 'sanitary')?.met;
    expect(await sanitary()).toBe(false);
    await close(coa.actor, id);
    expect(await sanitary()).toBe(false);
    await room.goTo('2026-03-20T13:00:00Z');
    await room.inspect(assen, locationId, '2026-03-20T12:30:00Z', { sanitary: {} });
    expect(await sanitary()).toBe(true);
    expect(await history()).toMatchObject([
      { action: 'location.defect-opened', after: { defectId: id, criterion: 'sanitary', ownerId: coa.id, dueOn: '2026-03-29' } },
      { action: 'location.defect-solved', after: { state: 'solved', criterion: 'sanitary' } },
    ]);
    expect(JSON.stringify(await history())).not.toContain('kraan');
  });

  it('past its day, in the night of the change, is told to its owner and the province, once; the municipality knows', async () => {
    const id = await open(assen.actor);
    await room.morning('2026-03-21');
    subjects(coa);
    await room.at('2026-03-29T21:59:59Z');
    await room.at('2026-03-29T22:00:01Z');
    expect(await history()).toHaveLength(2);
    await room.at('2026-03-30T05:00:01Z');
    expect([subjects(coa), subjects(room.province), subjects(assen)]).toEqual([['Reservelocaties: 1 gebrek over tijd'], ['Reservelocaties: 1 gebrek over tijd'], []]);
    await room.morning('2026-03-31');
    expect([subjects(coa), subjects(room.province)]).toEqual([[], []]);
    expect(await room.site.database.sql('SELECT lane, count(*)::integer AS count FROM due_moments WHERE subject_id = $1 GROUP BY lane', [id])).toEqual([{ lane: 'routine', count: 1 }]);
  });

  it('solved or withdrawn in time, also between midnight and the message, is told to nobody', async () => {
    const [early, late] = [await open(assen.actor), await open(assen.actor)];
    await room.morning('2026-03-21');
    subjects(coa);
    await close(coa.actor, early);
    await room.at('2026-03-29T22:00:01Z');
    await close(assen.actor, late, 'withdraw', 'Was al vervangen');
    await room.at('2026-03-30T05:00:01Z');
    expect([subjects(coa), subjects(room.province)]).toEqual([[], []]);
  });

  it('goes into the one message of the day with what runs out', async () => {
    await room.inspect(assen, locationId, '2026-03-20T11:00:00Z', { sanitary: { validUntil: '2026-03-29' } });
    await open(assen.actor, { ownerId: assen.id });
    await room.at('2026-03-29T22:00:01Z');
    await room.at('2026-03-30T05:00:01Z');
    expect([subjects(assen), subjects(room.province), subjects(room.operations)]).toEqual([
      ['Reservelocaties: 1 onderdeel verlopen, 1 gebrek over tijd'], ['Reservelocaties: 1 onderdeel verlopen, 1 gebrek over tijd'], ['Reservelocaties: 1 onderdeel verlopen'],
    ]);
  });

  it('is dealt with by one of two who do so at once', async () => {
    const id = await open(assen.actor);
    const results = await Promise.all([codeOf(close(assen.actor, id)), codeOf(close(coa.actor, id)), codeOf(close(assen.actor, id, 'withdraw'))]);
    expect(results.sort()).toEqual(['DEFECT.NOT_OPEN', 'DEFECT.NOT_OPEN', 'done']);
  });

  it('is there for its parties and for who watches, and for nobody else', async () => {
    const id = await open(assen.actor);
    expect([await seenBy(assen), await seenBy(coa), await seenBy(room.province), await seenBy(room.operations), await seenBy(emmen)]).toEqual([['open'], ['open'], ['open'], ['open'], []]);
    expect(await codeOf(close(emmen.actor, id))).toBe('REQUEST.NOT_FOUND');
    expect(await codeOf(close(room.province.actor, id))).toBe('DEFECT.NOT_YOURS');
    expect(await codeOf(close(room.operations.actor, id, 'withdraw'))).toBe('DEFECT.NOT_YOURS');
    expect(await codeOf(open(emmen.actor))).toBe('DEFECT.NOT_YOURS');
    expect(await codeOf(open(room.province.actor))).toBe('AUTH.FORBIDDEN');
    const ofDesk = await open(room.operations.actor);
    expect(await codeOf(close(room.operations.actor, ofDesk, 'withdraw', 'Verkeerde zaal'))).toBe('done');
  });

  it('names every wrong field, and is not made of them', async () => {
    expect(await codeOf(open(assen.actor, { dueOn: '2026-03-19', ownerId: '0190a0a0-0000-7000-8000-000000000001' }))).toBe('REQUEST.INVALID dueOn in-the-past ownerId unknown-organisation');
    expect(await codeOf(open(assen.actor, { dueOn: '2026-03-20' }))).toBe('done');
  });
});
