import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type LocalDay } from '../../src/kernel/index.js';
import { goodInspection, readyBody } from '../integration/location-body.js';
import { addOneOfEach, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = ReturnType<typeof JSON.parse>;
const DAY = 86_400;
let site: Site;
let today: LocalDay;
/** Noon of a day gone by or to come, as the database counts. */
let noon: (days: number) => string;
let members: Awaited<ReturnType<typeof addOneOfEach>>;
let id: string;
/** What the API said of the location at the time, by how many days ago that was. */
const then = new Map<number, Json>();
const moments = new Map<number, string>();

async function call(who: Member, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<{ status: number; body: Json; etag: string | null }> {
  const response = await fetch(`${site.url}/api/v1/${path}`, {
    method, headers: { authorization: `Bearer ${who.apiKey}`, 'accept-language': 'nl', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined, etag: response.headers.get('etag') };
}
/** Whose contacts were confirmed before any of this. */
const stated = (changes: Record<string, unknown>): Json => {
  const body = readyBody(changes) as Json;
  return { ...body, contacts: body.contacts.map((contact: Json) => ({ ...contact, confirmedOn: addDays(today, -62) })) };
};
const etag = async (): Promise<string> => (await call(members.municipality, 'GET', `standby-locations/${id}`)).etag!;
async function on(days: number, change: () => Promise<{ status: number }>): Promise<void> {
  await site.database.shiftClock(-days * DAY);
  expect([200, 201, 204]).toContain((await change()).status);
  then.set(days, (await call(members.municipality, 'GET', `standby-locations/${id}`)).body);
  const [{ now }] = (await site.database.sql<{ now: Date }>('SELECT app_now() AS now')) as [{ now: Date }];
  moments.set(days, now.toISOString());
}

beforeAll(async () => {
  site = await startSite();
  members = await addOneOfEach(site);
  [{ today }] = (await site.database.sql<{ today: LocalDay }>(`SELECT (app_now() AT TIME ZONE 'Europe/Amsterdam')::date::text AS today`)) as [{ today: LocalDay }];
  noon = (days) => `${addDays(today, days)}T12:00:00Z`;
  await on(60, async () => {
    const made = await call(members.municipality, 'POST', 'standby-locations', stated({ name: 'De Aula' }));
    id = made.body.id;
    return made;
  });
  await on(50, () => call(members.municipality, 'POST', 'inspections', { ...goodInspection(id), inspectedAt: noon(-51) }));
  await on(40, async () => call(members.municipality, 'PUT', `standby-locations/${id}`, stated({ name: 'De Grote Aula', toilets: 3, notes: 'Sleutel bij de beheerder' }), { 'if-match': await etag() }));
  await on(30, () => call(members.municipality, 'POST', 'unavailabilities', { standbyLocationId: id, from: addDays(today, -29), until: addDays(today, -25), reason: 'Beurs' }));
  await on(28, () => call(members.municipality, 'POST', `standby-locations/${id}/confirmations`));
  await on(26, async () => call(members.operations, 'POST', `standby-locations/${id}/reachability-reports`, { contact: 1, outcome: 'not-reached', note: 'Voicemail' }, { 'if-match': await etag() }));
  await on(24, () => call(members.municipality, 'POST', `standby-locations/${id}/defects`, { criterion: 'sanitary', description: 'Kraan lekt', ownerId: members.municipality.organisationId, dueOn: addDays(today, -10) }));
  await on(20, async () => call(members.municipality, 'PUT', `standby-locations/${id}`, stated({ name: 'De Grote Aula', toilets: 5, empty: 'no' }), { 'if-match': await etag() }));
  await on(10, async () => call(members.municipality, 'DELETE', `standby-locations/${id}`, undefined, { 'if-match': await etag() }));
  await site.database.shiftClock(0);
}, 60_000);
afterAll(() => site?.close());

const history = (who: Member, query = ''): ReturnType<typeof call> => call(who, 'GET', `standby-locations/${id}/history${query}`);
const asOf = (who: Member, at: string): ReturnType<typeof call> => call(who, 'GET', `standby-locations/${id}/as-of?at=${at}`);

describe('the history of a location', () => {
  it('says who changed what from what to what, the newest first', async () => {
    const { body } = await history(members.municipality);
    expect(body.items.map(({ action }: Json) => action)).toEqual([
      'location.withdrawn', 'location.changed', 'location.defect-opened', 'location.contact-not-reached', 'location.confirmed', 'location.unavailable', 'location.changed', 'location.inspected', 'location.registered',
    ]);
    const [, emptied, leak, missed, , booked, changed, inspected, registered] = body.items;
    expect(changed.changes).toEqual(expect.arrayContaining([
      { label: 'Naam', from: 'De Aula', to: 'De Grote Aula' }, { label: 'Toiletten', from: expect.any(String), to: '3' }, { label: 'Opmerkingen', from: null, to: 'Sleutel bij de beheerder' },
    ]));
    expect(emptied.changes).toEqual(expect.arrayContaining([{ label: 'Leeg', from: 'ja', to: 'nee' }, { label: 'Opmerkingen', from: 'Sleutel bij de beheerder', to: null }]));
    expect(changed.actor).toBe('Bo Proef, Proef municipality, met een API-sleutel');
    expect(booked.details).toEqual([expect.stringMatching(/^.+ tot en met .+$/), 'Reden: Beurs']);
    expect(leak.details).toEqual([expect.stringMatching(/op te lossen vóór/), 'Kraan lekt']);
    expect(missed.changes).toEqual([{ label: 'Contact 2: gebeld en niet bereikt op', from: null, to: expect.stringMatching(/^\d\d-\d\d-\d{4}$/) }]);
    expect(inspected.details).toEqual(expect.arrayContaining([expect.stringMatching(/: ja/)]));
    expect(registered.changes).toEqual(expect.arrayContaining([{ label: 'Naam', from: null, to: 'De Aula' }]));
  });

  it('is in the language of the reader, and in pages', async () => {
    const english = await call(members.operations, 'GET', `standby-locations/${id}/history?page=3&pageSize=3`, undefined, { 'accept-language': 'en' });
    expect([english.body.total, english.body.page, english.body.items.map(({ action }: Json) => action)]).toEqual([9, 3, ['location.changed', 'location.inspected', 'location.registered']]);
    expect(english.body.items[0].changes).toContainEqual({ label: 'Name', from: 'De Aula', to: 'De Grote Aula' });
    expect(english.body.items[0].actor).toBe('Bo Proef, Proef municipality, with an API key');
  });

  it('is for its own municipality and for who may read the record', async () => {
    const status = async (who: Member): Promise<number> => (await history(who)).status;
    expect(await Promise.all([members.municipality, members.ministry, members.operations, members.auditor, members.province, members['red-cross'], members.coa].map(status))).toEqual([200, 200, 200, 200, 403, 403, 403]);
    expect((await asOf(members.coa, moments.get(40)!)).status).toBe(403);
  });
});

describe('a location as it was', () => {
  it.each([60, 50, 40, 30, 28, 26, 24, 20, 10])('%s days ago, is what the API said of it then', async (days) => {
    const found = (await asOf(members.auditor, moments.get(days)!)).body;
    const was = then.get(days)!;
    // When one asked, not how it was.
    const { serverNow: _asked, ...rest } = found;
    const { serverNow: _then, ...expected } = was;
    expect(rest).toEqual(expected);
  });

  it('is not there before it was registered, and not known ahead', async () => {
    const problem = async (at: string): Promise<unknown> => {
      const { status, body } = await asOf(members.municipality, at);
      return [status, body.code];
    };
    expect(await problem(noon(-70))).toEqual([404, 'LOCATION.NOT_REGISTERED_YET']);
    expect(await problem(noon(1))).toEqual([400, 'LOCATION.IN_FUTURE']);
    expect(await problem('gisteren')).toEqual([400, 'REQUEST.INVALID']);
  });

  it('says that personal values of then have been erased, and does not guess them', async () => {
    const [{ entry }] = (await site.database.sql<{ entry: string }>(`SELECT id AS entry FROM record_entries WHERE subject_id = $1 AND action = 'location.changed' ORDER BY at DESC LIMIT 1`, [id])) as [{ entry: string }];
    await site.database.sql('DELETE FROM record_personal_values WHERE entry_id = $1', [entry]);
    const page = await (await (await new Visitor(site).signIn(members.municipality.email)).get(`/locaties/${id}/op?moment=${moments.get(40)}`)).text();
    expect(page).toContain('Persoonlijke gegevens van toen zijn gewist');
    expect(page).not.toContain('Sleutel bij de beheerder');
    const { body } = await history(members.municipality);
    expect(body.items[1].actor).toBe('Proef municipality, met een API-sleutel');
    expect(body.items[1].changes).toContainEqual({ label: 'Leeg', from: 'ja', to: 'nee' });
  });
});

describe('its pages', () => {
  it('show a moment that cannot be used with what was typed, and change nothing', async () => {
    const visitor = await new Visitor(site).signIn(members.municipality.email);
    const wrong = await visitor.get(`/locaties/${id}/op?moment=2099-01-01T12:00`);
    const text = await wrong.text();
    expect([wrong.status, text.includes('Kies een moment dat voorbij is'), text.includes('value="2099-01-01T12:00"')]).toEqual([400, true, true]);
    const then40 = await (await visitor.get(`/locaties/${id}/op?moment=${moments.get(40)}`)).text();
    expect(then40).toContain('Zo was het op');
    expect(then40.slice(then40.indexOf('<main')).match(/method="post"/g)).toBeNull();
  });
});
