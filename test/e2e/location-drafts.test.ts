import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DRAFT_LIMITS, DRAFT_TERMS } from '../../config/drafts.js';
import { newId } from '../../src/kernel/index.js';
import { ForgetDrafts } from '../../src/locations/forget-drafts.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = ReturnType<typeof JSON.parse>;
type Form = Readonly<Record<string, string>>;

let site: Site;
let assen: Member;
let emmen: Member;
let ministry: Member;
let visitor: Visitor;
let id: string;
/** Of the form that saves first; each test has forms of its own. */
let one: string;

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  ministry = await addMember(site, 'ministry');
  visitor = await new Visitor(site).signIn(assen.email);
});
beforeEach(async () => {
  await site.database.sql('DELETE FROM location_drafts');
  id = newId();
  one = newId();
});
afterAll(() => site?.close());

const COMPLETE = { name: 'Buurthuis', street: 'Brink', houseNumber: '4', postcode: '9401 AA', place: 'Assen', claimedPlaces: '30' };
const asScript = (of = visitor) => ({ accept: 'application/json', origin: of.site.url });

/** Saves as the page's script does. */
async function save(fields: Form, { version = 0, key = one, draft = id, by = visitor }: { version?: number; key?: string; draft?: string; by?: Visitor } = {}): Promise<{ status: number; body: Json }> {
  const response = await by.post(`/locaties/concepten/${draft}`, { ...fields, draftId: draft, version: String(version), idempotencyKey: key }, asScript(by));
  return { status: response.status, body: await response.json() };
}
const open = async (draft = id, by = visitor): Promise<string> => (await by.get(`/locaties/concepten/${draft}`)).text();
const kept = () => site.database.sql<{ id: string; version: number; fields: Json }>('SELECT id, version, fields FROM location_drafts ORDER BY created_at, id');
const hidden = (page: string, name: string): string => new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page)![1]!;

describe('a draft', () => {
  it('keeps the form as it was sent, wrong or not, and gives it back', async () => {
    expect(await save({ name: 'Hal "Zuid"', postcode: 'onzin', 'contacts.0.name': 'Piket', 'utilities.heating': 'no' })).toMatchObject({ status: 200, body: { version: 1, savedAt: expect.any(String) } });
    expect(await save({ name: 'Hal "Zuid"', postcode: 'onzin 2', 'contacts.0.name': '' }, { version: 1 })).toMatchObject({ status: 200, body: { version: 2 } });
    const page = await open();
    for (const text of ['value="Hal &quot;Zuid&quot;"', 'value="onzin 2"', `action="/locaties/nieuw"`]) expect(page).toContain(text);
    expect([page.includes('Piket'), hidden(page, 'draftId'), hidden(page, 'version')]).toEqual([false, id, '2']);
    const list = await (await visitor.get('/locaties')).text();
    expect(list).toContain(`<a href="/locaties/concepten/${id}">Verder met Hal &quot;Zuid&quot;</a>`);
    expect(list).toContain('door u');
  });

  it('is saved with a button where there is no script', async () => {
    const saved = await visitor.post(`/locaties/concepten/${id}`, { name: 'Hal', version: '0', idempotencyKey: 'k', draftId: id });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `/locaties/concepten/${id}?gelukt=bewaard`]);
    expect(await (await visitor.get(saved.headers.get('location')!)).text()).toContain('Het concept is bewaard.');
  });

  it('goes on when the answer to the last save was lost', async () => {
    await save({ name: 'Een' });
    expect(await save({ name: 'Twee' })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await kept()).toMatchObject([{ version: 2, fields: { name: 'Twee' } }]);
  });

  it('that somebody else changed is left alone; the second is told, and keeps what it typed', async () => {
    await save({ name: 'Eerste' });
    await save({ name: 'Eerste, verder' }, { version: 1, key: 'first' });
    const late = await save({ name: 'Tweede' }, { version: 1, key: 'second' });
    expect(late).toMatchObject({ status: 412, body: { code: 'DRAFT.CHANGED', title: 'Dit concept is in een ander venster gewijzigd' } });
    const page = await (await visitor.post(`/locaties/concepten/${id}`, { name: 'Tweede', version: '1', idempotencyKey: 'second', draftId: id })).text();
    expect(page).toContain('value="Tweede"');
    expect(page).toContain(`href="/locaties/concepten/${id}"`);
    const fork = hidden(page, 'draftId');
    expect([fork === id, hidden(page, 'version')]).toEqual([false, '0']);
    expect(await save({ name: 'Tweede' }, { draft: fork, key: hidden(page, 'idempotencyKey') })).toMatchObject({ status: 200 });
    expect((await kept()).map(({ fields }) => fields.name)).toEqual(['Eerste, verder', 'Tweede']);
  });

  it('saved by twenty at once is made once, and one of them goes on', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => save({ name: `Nummer ${n}` }, { key: `form-${n}` })));
    const won = results.flatMap(({ status }, n) => (status === 200 ? [`Nummer ${n}`] : []));
    expect([won.length, results.filter(({ status }) => status === 412).length]).toEqual([1, 19]);
    expect(await kept()).toMatchObject([{ version: 1, fields: { name: won[0] } }]);
  });
});

describe('registering', () => {
  it('removes the draft in the same transaction, and only when it succeeds', async () => {
    await save(COMPLETE);
    const form = { ...COMPLETE, draftId: id, version: '1', idempotencyKey: one };
    const refused = await visitor.post('/locaties/nieuw', { ...form, claimedPlaces: 'veel' });
    expect([refused.status, (await kept()).length]).toEqual([400, 1]);
    const page = await refused.text();
    expect([hidden(page, 'draftId'), hidden(page, 'version'), hidden(page, 'idempotencyKey')]).toEqual([id, '1', one]);
    const done = await visitor.post('/locaties/nieuw', form);
    expect([done.status, await kept()]).toEqual([303, []]);
    expect((await visitor.get(`/locaties/concepten/${id}`)).status).toBe(404);
    // Pressed again, because the answer was lost: the same location, no error.
    expect((await visitor.post('/locaties/nieuw', form)).headers.get('location')).toBe(done.headers.get('location'));
  });

  it('from a second window is stopped: the draft was registered already', async () => {
    await save(COMPLETE);
    await visitor.post('/locaties/nieuw', { ...COMPLETE, draftId: id, version: '1', idempotencyKey: one });
    const before = (await site.database.sql('SELECT id FROM standby_locations')).length;
    const second = await visitor.post('/locaties/nieuw', { ...COMPLETE, name: 'Dubbel', draftId: id, version: '1', idempotencyKey: 'two' });
    const page = await second.text();
    expect([second.status, page.includes('Dit concept is er niet meer'), page.includes('value="Dubbel"')]).toEqual([409, true, true]);
    expect(await site.database.sql('SELECT id FROM standby_locations')).toHaveLength(before);
    expect(await save({ name: 'Laat' }, { version: 1, key: 'two' })).toMatchObject({ status: 409, body: { code: 'DRAFT.GONE' } });
    // On purpose then: the form that came back is one of its own.
    const fields = { ...COMPLETE, name: 'Dubbel', draftId: hidden(page, 'draftId'), version: hidden(page, 'version'), idempotencyKey: hidden(page, 'idempotencyKey') };
    expect((await visitor.post('/locaties/nieuw', fields)).status).toBe(303);
  });

  it('of what somebody else changed meanwhile is stopped, and their draft stays', async () => {
    await save(COMPLETE);
    await save({ ...COMPLETE, notes: 'van een collega' }, { version: 1, key: 'colleague' });
    const late = await visitor.post('/locaties/nieuw', { ...COMPLETE, draftId: id, version: '1', idempotencyKey: one });
    expect([late.status, (await late.text()).includes('in een ander venster gewijzigd')]).toEqual([412, true]);
    expect(await kept()).toMatchObject([{ version: 2, fields: { notes: 'van een collega' } }]);
  });
});

describe('drafts of another organisation', () => {
  it('are not there: not to see, not to change, not to throw away, not to register', async () => {
    await save({ ...COMPLETE, name: 'Geheim plan' });
    const stranger = await new Visitor(site).signIn(emmen.email);
    expect((await stranger.get(`/locaties/concepten/${id}`)).status).toBe(404);
    expect(await (await stranger.get('/locaties')).text()).not.toContain('Geheim plan');
    const attempts = [
      await stranger.post(`/locaties/concepten/${id}`, { name: 'Gekaapt', version: '1' }, asScript()), await stranger.post(`/locaties/nieuw`, { ...COMPLETE, draftId: id, version: '1', idempotencyKey: 'x' }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404]);
    await stranger.post(`/locaties/concepten/${id}/verwijderen`, { version: '1' });
    expect(await kept()).toMatchObject([{ version: 1, fields: { name: 'Geheim plan' } }]);
  });

  it('are for municipalities only, and a colleague sees that it was not they who saved', async () => {
    await save({ name: 'Van Bo' });
    const official = await new Visitor(site).signIn(ministry.email);
    expect([(await official.get(`/locaties/concepten/${id}`)).status, (await official.post(`/locaties/concepten/${id}`, { name: 'x' })).status]).toEqual([403, 403]);
    await site.database.sql(`UPDATE location_drafts SET person_id = $1`, [ministry.personId]);
    expect(await (await visitor.get('/locaties')).text()).toContain('door een collega');
  });
});

describe('throwing a draft away', () => {
  it('needs the version that was seen, and twice is once', async () => {
    await save({ name: 'Weg' });
    await save({ name: 'Weg ermee' }, { version: 1 });
    expect((await visitor.post(`/locaties/concepten/${id}/verwijderen`, { version: '1' })).status).toBe(412);
    const throwAway = async () => (await visitor.post(`/locaties/concepten/${id}/verwijderen`, { version: '2' })).headers.get('location');
    expect([await throwAway(), await throwAway()]).toEqual(['/locaties', '/locaties']);
    expect(await kept()).toEqual([]);
  });
});

describe('the limits', () => {
  it('of size and number are told, and nothing that was typed is lost', async () => {
    expect(await save({ notes: 'a'.repeat(DRAFT_LIMITS.bytes + 1) })).toMatchObject({ status: 413, body: { code: 'DRAFT.TOO_LARGE' } });
    await site.database.sql(
      `INSERT INTO location_drafts (id, organisation_id, person_id, form_key, fields, version, created_at, updated_at)
       SELECT gen_random_uuid(), $1, $2, 'k', '{}', 1, app_now(), app_now() FROM generate_series(1, $3)`, [assen.organisationId, assen.personId, DRAFT_LIMITS.perOrganisation]);
    const full = await visitor.post(`/locaties/concepten/${id}`, { name: 'Eentje te veel', version: '0', draftId: id });
    const page = await full.text();
    expect([full.status, page.includes('Er zijn al 50 concepten'), page.includes('value="Eentje te veel"')]).toEqual([409, true, true]);
    expect(await kept()).toHaveLength(DRAFT_LIMITS.perOrganisation);
  });

  it.each(['nonsense', '0190a0a0-0000-7000-8000-00000000000x'])('of what an id is: %s is no draft', async (draft) => {
    expect((await visitor.get(`/locaties/concepten/${draft}`)).status).toBe(404);
    expect((await visitor.post(`/locaties/concepten/${draft}`, { name: 'x' }, asScript())).status).toBe(404);
  });
});

describe('drafts that nobody goes on with', () => {
  it('are taken away after their term, counted from when they were last saved, also when there are many', async () => {
    const forget = (): Promise<number> => site.app.get(ForgetDrafts, { strict: false }).forget(2);
    await save({ name: 'Hal' });
    await site.database.shiftClock((DRAFT_TERMS.registrationDays - 1) * 86_400);
    const others = [newId(), newId(), newId()];
    const by = await new Visitor(site).signIn(assen.email);
    for (const draft of others) await save({ name: 'Aula' }, { key: newId(), draft, by });
    expect(await forget()).toBe(0);
    await site.database.shiftClock((DRAFT_TERMS.registrationDays + 1) * 86_400);
    expect(await forget()).toBe(1);
    expect((await kept()).map((draft) => draft.id).sort()).toEqual([...others].sort());
    await site.database.shiftClock(2 * (DRAFT_TERMS.registrationDays + 1) * 86_400);
    expect(await forget()).toBe(3);
    await site.database.shiftClock(0);
  });
});
