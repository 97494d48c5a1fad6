import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, addMonths, dayOf, SYSTEM_ACTOR, type Actor } from '../../src/kernel/index.js';
import { Locations } from '../../src/locations/index.js';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { Database } from '../../src/platform/database/index.js';
import { openReadinessRoom, type Party, type ReadinessRoom } from '../factories/readiness-room.js';
import { day } from '../integration/location-body.js';
import { addMember, type Member } from './site.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

let room: ReadinessRoom;
let member: Member;
let assen: Party;
let other: Member;

beforeAll(async () => {
  room = await openReadinessRoom();
  const place = { code: 'GM0106', provinceCode: 'PV22' };
  member = await addMember(room.site, 'municipality', place);
  other = await addMember(room.site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  const address = 'piket@assen.example';
  await room.tx(async (tx) => {
    await room.site.app.get(DirectoryWriter).createContact(tx, SYSTEM_ACTOR, { organisationId: member.organisationId, name: 'Piket Assen', function: 'piketdienst', email: address });
  });
  const actor: Actor = { ...SYSTEM_ACTOR, scope: { kind: 'municipality', organisationId: member.organisationId, provinceCode: 'PV22' }, kind: 'municipality', organisationId: member.organisationId, name: 'Bo', function: 'tester' };
  assen = { id: member.organisationId, actor, address };
});
afterAll(() => room?.close());

const CONFIRMED_ON = day(-10);
/** Fourteen days before the last day of a confirmation of that day: the municipality is told in the morning. */
const FIRST_NOTICE = addDays(addMonths(CONFIRMED_ON, 1), -14);
const people = (changes: Readonly<Record<string, Record<string, unknown>>> = {}) =>
  ['authorises', 'opens', 'alternate'].map((role) => ({ role, name: `Sam ${role}`, function: 'piket', telephone: '0592 000 100', confirmedOn: CONFIRMED_ON, ...changes[role] }));
const confirmedOn = async (id: string): Promise<(string | null)[]> =>
  (await new Locations().byId(room.site.app.get(Database), assen.actor.scope, id)).facts.contacts.map((contact) => contact.confirmedOn);
const today = async (): Promise<string> => dayOf(await room.site.app.get(Database).now());
const call = (who: Member, method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${room.site.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${who.apiKey}`, ...headers } });
const recorded = (id: string) =>
  room.site.database.sql<{ channel: string; actor_kind: string; before: unknown; after: Record<string, unknown>; personal: { by: Record<string, unknown> } }>(
    `SELECT e.channel, e.actor_kind, e.before, e.after, p.personal FROM record_entries e LEFT JOIN record_personal_values p ON p.entry_id = e.id
      WHERE e.subject_id = $1 AND e.action = 'location.confirmed' ORDER BY e.at, e.id`, [id]);

describe('one press on the page', () => {
  it('renews the contacts of one location and says beforehand what it does', async () => {
    const id = await room.register(assen, { name: 'Sporthal Noord', contacts: people({ alternate: { notReachedOn: day(-2) } }) });
    const visitor = await new Visitor(room.site).signIn(member.email);
    const before = await (await visitor.get(`/locaties/${id}`)).text();
    expect(before).toContain('Bereikbare contacten: wie het gebruik vrijgeeft, wie het gebouw opent, bevestigd tot en met');
    expect(before).toMatch(/de vervanger: op .* niet bereikt/);
    const pressed = await visitor.post(`/locaties/${id}/bevestigen`, { version: '1' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `/locaties/${id}?gelukt=bevestigd`]);
    expect(await confirmedOn(id)).toEqual([await today(), await today(), CONFIRMED_ON]);
    const after = await (await visitor.get(`/locaties/${id}?gelukt=bevestigd`)).text();
    expect(after).toContain('De locatie is bevestigd.');
    expect(after).toContain('Hier is nu niets dat u met een druk kunt vernieuwen.');
    const [entry, ...more] = await recorded(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ channel: 'page', actor_kind: 'municipality', after: { renewed: [{ criterion: 'contacts', roles: ['authorises', 'opens'] }], findings: [] }, personal: { by: { name: 'Bo Proef', function: 'tester', ip: '127.0.0.1' } } });
    expect(JSON.stringify([entry!.before, entry!.after])).not.toContain('Sam');
  });

  it('is refused when the location changed since it was looked at, and for everybody but its municipality', async () => {
    const id = await room.register(assen, { name: 'Sporthal Zuid', contacts: people() });
    const visitor = await new Visitor(room.site).signIn(member.email);
    const stale = await visitor.post(`/locaties/${id}/bevestigen`, { version: '7' });
    expect(stale.status).toBe(412);
    expect(await stale.text()).toContain('Iemand anders was u voor');
    const stranger = await new Visitor(room.site).signIn(other.email);
    expect((await stranger.post(`/locaties/${id}/bevestigen`, { version: '1' })).status).toBe(403);
    expect((await (await stranger.get(`/locaties/${id}`)).text())).not.toContain('Ongewijzigd bevestigen');
    expect(await confirmedOn(id)).toEqual([CONFIRMED_ON, CONFIRMED_ON, CONFIRMED_ON]);
  });

  it('confirms all of them, after showing what will be renewed and what will not', async () => {
    const visitor = await new Visitor(room.site).signIn(member.email);
    const shown = await (await visitor.get('/locaties/bevestigen')).text();
    for (const text of ['Sporthal Zuid', 'Wordt vernieuwd', 'Wordt hiermee niet vernieuwd', 'Nog nooit geschouwd.', '1 locatie ongewijzigd bevestigen', 'Sporthal Noord']) expect(shown).toContain(text);
    const hidden = Object.fromEntries([...shown.matchAll(/name="(locations\.[0-9a-f-]+)" value="(\d+)"/g)].map(([, name, version]) => [name!, version!]));
    expect(Object.keys(hidden)).toHaveLength(1);
    const pressed = await visitor.post('/locaties/bevestigen', hidden);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/locaties/bevestigen?gelukt=1']);
    expect(await (await visitor.get('/locaties/bevestigen?gelukt=1')).text()).toContain('1 locatie is bevestigd.');
    expect((await visitor.post('/locaties/bevestigen', hidden)).status).toBe(412);
  });
});

describe('through the API', () => {
  it('says what it would renew, renews it once, and answers a repeated request as before', async () => {
    const id = await room.register(assen, { contacts: people({ opens: { confirmedOn: null } }) });
    const preview = (await (await call(member, 'GET', 'confirmations')).json()) as { items: { standbyLocationId: string }[] };
    expect(preview.items.find(({ standbyLocationId }) => standbyLocationId === id)).toMatchObject({
      renewed: [{ criterion: 'contacts', roles: ['authorises', 'alternate'] }], kept: [{ role: 'opens', because: 'never-confirmed', on: null }],
    });
    const key = { 'idempotency-key': 'once' };
    const first = await call(member, 'POST', `standby-locations/${id}/confirmations`, key);
    expect(first.status).toBe(201);
    const body = await first.json();
    expect(body).toMatchObject({ standbyLocationId: id, renewed: [{ criterion: 'contacts', roles: ['authorises', 'alternate'] }] });
    expect(await (await call(member, 'POST', `standby-locations/${id}/confirmations`, key)).json()).toEqual(body);
    expect(await (await call(member, 'POST', `standby-locations/${id}/confirmations`)).json()).toMatchObject({ renewed: [] });
    expect(await recorded(id)).toHaveLength(1);
    expect((await call(other, 'POST', `standby-locations/${id}/confirmations`)).status).toBe(403);
    expect((await call(member, 'POST', 'standby-locations/nonsense/confirmations')).status).toBe(404);
  });

  it('confirms all of them', async () => {
    const id = await room.register(assen, { contacts: people() });
    const answer = (await (await call(member, 'POST', 'confirmations')).json()) as { items: { standbyLocationId: string }[] };
    expect(answer.items.map(({ standbyLocationId }) => standbyLocationId)).toEqual([id]);
    expect(((await (await call(other, 'POST', 'confirmations')).json()) as { items: unknown[] }).items).toEqual([]);
  });
});

describe('the link in the message', () => {
  let link = '';
  let id = '';
  let quiet = '';
  beforeAll(async () => {
    id = await room.register(assen, { name: 'Zaal met link', contacts: people() });
    quiet = await room.register(assen, { name: 'Niet in dit bericht', contacts: people({ authorises: { confirmedOn: day(-3) }, opens: { confirmedOn: day(-3) }, alternate: { confirmedOn: day(-3) } }) });
    await room.morning(FIRST_NOTICE);
    const [message] = room.mail(assen);
    link = new URL(/http\S+\/bevestigen\/[\w-]+/.exec(message?.text ?? '')?.[0] ?? 'about:blank').pathname;
  });
  const open = (method = 'GET', path = link, form?: Record<string, string>): Promise<Response> =>
    fetch(`${room.site.url}${path}`, { method, redirect: 'manual', ...(form && { body: new URLSearchParams(form) }) });

  it('shows, however often and by whichever programme it is opened, and confirms nothing', async () => {
    const before = await confirmedOn(id);
    for (let times = 0; times < 50; times += 1) {
      const answers = await Promise.all([open('GET'), open('HEAD')]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    expect(await confirmedOn(id)).toEqual(before);
    expect(await recorded(id)).toEqual([]);
    const page = await (await open()).text();
    for (const text of ['Zaal met link', 'Piket Assen', 'is nog niets bevestigd', '1 locatie ongewijzigd bevestigen']) expect(page).toContain(text);
    expect(page).not.toContain('Niet in dit bericht');
  });

  it('is good for nothing else: not for an answer, not for another location', async () => {
    const token = link.split('/').at(-1)!;
    expect((await open('GET', `/antwoord/${token}`)).status).toBe(410);
    expect((await open('GET', `/bevestigen/${'x'.repeat(43)}`)).status).toBe(410);
    expect((await open('POST', link, { [`locations.${quiet}`]: '1' })).status).toBe(404);
    expect(await confirmedOn(quiet)).toEqual([day(-3), day(-3), day(-3)]);
    const rows = await room.site.database.sql<{ hash: string; purpose: string }>(`SELECT encode(token_hash, 'hex') AS hash, purpose FROM answer_links`);
    expect(rows.map(({ purpose }) => purpose)).toEqual(['confirm']);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('confirms when the button is pressed, in the name of whoever got the message, and again is nothing', async () => {
    const pressed = await open('POST', link, { [`locations.${id}`]: '1' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, `${link}?gelukt=1`]);
    expect(await confirmedOn(id)).toEqual([await today(), await today(), await today()]);
    expect(await recorded(id)).toMatchObject([{ channel: 'answer-link', actor_kind: 'municipality', personal: { by: { name: 'Piket Assen', function: 'piketdienst', ip: '127.0.0.1' } } }]);
    const done = await (await open('GET', `${link}?gelukt=1`)).text();
    expect(done).toContain('1 locatie is bevestigd.');
    expect((await open('POST', link, { [`locations.${id}`]: '1' })).status).toBe(412);
    expect(await recorded(id)).toHaveLength(1);
  });

  it('is dead after two weeks', async () => {
    await room.goTo(`${addDays(FIRST_NOTICE, 14)}T04:00:00Z`);
    expect((await open()).status).toBe(200);
    await room.goTo(`${addDays(FIRST_NOTICE, 14)}T12:00:00Z`);
    for (const method of ['GET', 'POST']) {
      const answer = await open(method, link, method === 'POST' ? { [`locations.${id}`]: '2' } : undefined);
      expect(answer.status).toBe(410);
      expect(await answer.text()).toContain('Deze link werkt niet meer');
    }
  });
});
