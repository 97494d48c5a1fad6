import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DirectoryWriter } from '../../src/organisations/index.js';
import { SYSTEM_ACTOR } from '../../src/kernel/index.js';
import { Database } from '../../src/platform/database/index.js';
import { DRAFT_TERMS } from '../../config/drafts.js';
import { ForgetDrafts } from '../../src/locations/forget-drafts.js';
import { day, readyBody } from '../integration/location-body.js';
import { PNG } from '../support/files.js';
import { addMember, MEMBER_PASSWORD, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

type Json = Record<string, unknown> & { id: string; items: Json[] };

let site: Site;
let assen: Member;
let emmen: Member;
const CRITERIA = ['fire-safety', 'water-legionella', 'power-heating', 'sanitary', 'access'];

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
});
afterAll(() => site?.close());

const call = (member: Member, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${site.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${member.apiKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
const json = async (response: Response): Promise<Json> => (await response.json()) as Json;
const register = async (name: string): Promise<string> => (await json(await call(assen, 'POST', 'standby-locations', readyBody({ name })))).id;
const location = async (id: string) => json(await call(assen, 'GET', `standby-locations/${id}`));
const visitor = (member = assen): Promise<Visitor> => new Visitor(site).signIn(member.email);
const where = (response: Response): [number, string | null] => [response.status, response.headers.get('location')];
const start = (who: Visitor, id: string, more: Record<string, string> = {}) => who.post(`/locaties/${id}/schouw`, { inspectedAt: `${day(-1)}T10:00`, inspector: 'Kim Schouw, toezichthouder', ...more });
const page = async (who: Visitor, path: string): Promise<string> => (await who.get(path)).text();

describe('an inspection, one criterion at a time', () => {
  it('is walked through without script, counts only once it is finished, and is then recorded once', async () => {
    const id = await register('Gymzaal Oost');
    const path = `/locaties/${id}/schouw`;
    const who = await visitor();
    expect(await page(who, path)).toContain('Begin met schouwen');
    expect(where(await start(who, id))).toEqual([303, `${path}/fire-safety`]);
    for (const [index, criterion] of CRITERIA.entries()) {
      const shown = await page(who, `${path}/${criterion}`);
      expect(shown).toContain(`Punt ${index + 1} van 5`);
      expect(shown.match(/type="radio"/g)).toHaveLength(3);
      const next = CRITERIA[index + 1] ?? 'overzicht';
      expect(where(await who.post(`${path}/${criterion}`, { value: 'yes', evidence: `rapport ${index + 1}`, go: next }))).toEqual([303, `${path}/${next}`]);
    }
    expect(await location(id)).toMatchObject({ inspections: [], readiness: { status: 'not-ready' } });
    const overview = await page(who, `${path}/overzicht`);
    for (const text of ['rapport 3', 'Kim Schouw', 'Daarna is de locatie', 'Inzetbaar']) expect(overview).toContain(text);
    expect(where(await who.post(`${path}/afronden`, {}))).toEqual([303, `/locaties/${id}?gelukt=geschouwd`]);
    expect(await location(id)).toMatchObject({ inspections: [{ inspector: 'Kim Schouw, toezichthouder', findings: CRITERIA.map((criterion) => ({ criterion, value: 'yes' })) }], readiness: { status: 'ready' } });
    // Pressed again, and the page that is left is of a new inspection.
    expect(where(await who.post(`${path}/afronden`, {}))).toEqual([303, `/locaties/${id}?gelukt=geschouwd`]);
    expect((await location(id))['inspections']).toHaveLength(1);
    expect(await page(who, path)).not.toContain('U bent al bezig');
    const listed = await page(who, `/locaties/${id}?gelukt=geschouwd`);
    for (const text of ['De schouw is vastgelegd.', '84 van 100: slaapoppervlak, 4 m² per persoon', 'Geschouwd']) expect(listed).toContain(text);
  });

  it('is there again after the browser was closed, with everything that was typed, right or wrong', async () => {
    const id = await register('Gymzaal West');
    const path = `/locaties/${id}/schouw`;
    const first = await visitor();
    await start(first, id);
    await first.post(`${path}/fire-safety`, { value: 'yes', go: 'water-legionella' });
    const saved = await first.send('POST', `${path}/water-legionella`, { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', origin: site.url }, new URLSearchParams({ evidence: 'analyse van', validUntil: 'morg' }).toString());
    expect([saved.status, await saved.json()]).toEqual([200, { version: expect.any(Number), savedAt: expect.any(String) }]);

    const second = await visitor();
    const begun = await page(second, path);
    expect(begun).toContain('U bent al bezig');
    expect(begun).toContain(`href="${path}/power-heating"`);
    const step = await page(second, `${path}/water-legionella`);
    for (const typed of ['analyse van', 'morg']) expect(step).toContain(`value="${typed}"`);
    const refused = await second.post(`${path}/water-legionella`, { evidence: 'analyse van', validUntil: 'morgen', go: 'power-heating' });
    expect(refused.status).toBe(400);
    const wrong = await refused.text();
    for (const text of ['Kies ja, nee of onbekend.', 'href="#field-validUntil"', 'value="morgen"']) expect(wrong).toContain(text);
    // It can be left as it is, and must be right in the end.
    expect(where(await second.post(`${path}/afronden`, {}))).toEqual([303, `${path}/water-legionella?nakijken`]);
    expect(await page(second, `${path}/water-legionella?nakijken`)).toContain('href="#field-validUntil"');
    expect(where(await second.post(`${path}/water-legionella`, { go: 'clear' }))).toEqual([303, `${path}/water-legionella`]);
    expect(where(await second.post(`${path}/afronden`, {}))).toEqual([303, `/locaties/${id}?gelukt=geschouwd`]);
    expect(await location(id)).toMatchObject({ inspections: [{ findings: [{ criterion: 'fire-safety' }] }] });
  });

  it('of two inspectors is two inspections under way', async () => {
    const id = await register('Gymzaal Noord');
    const directory = site.app.get(DirectoryWriter);
    const email = 'tweede@assen.example';
    await site.app.get(Database).transaction((tx) => directory.createPerson(tx, SYSTEM_ACTOR, { organisationId: assen.organisationId, name: 'Tweede', function: 'schouwer', email, password: MEMBER_PASSWORD }));
    const [one, two] = [await visitor(), await new Visitor(site).signIn(email)];
    for (const who of [one, two]) await start(who, id);
    await one.post(`/locaties/${id}/schouw/sanitary`, { value: 'yes', go: 'access' });
    await two.post(`/locaties/${id}/schouw/sanitary`, { value: 'no', go: 'access' });
    await one.post(`/locaties/${id}/schouw/afronden`, {});
    expect(await location(id)).toMatchObject({ inspections: [{ findings: [{ criterion: 'sanitary', value: 'yes' }] }] });
    expect(await page(two, `/locaties/${id}/schouw/overzicht`)).toContain('Niet in orde');
  });

  it('takes photos as evidence, which are kept with the documents, and refuses what is none without losing a word', async () => {
    const id = await register('Gymzaal Zuid');
    const path = `/locaties/${id}/schouw/sanitary`;
    const who = await visitor();
    await start(who, id);
    const upload = (bytes: Uint8Array, fields: Record<string, string>): Promise<Response> => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([bytes as BlobPart]), 'IMG_0001.png');
      const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return fetch(`${site.url}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: site.url }, body: form });
    };
    const refused = await upload(Buffer.from('geen plaatje'), { value: 'yes', note: 'vier stuks', go: 'access' });
    expect(refused.status).toBe(415);
    expect(await refused.text()).toContain('vier stuks');
    expect(where(await upload(PNG, { value: 'yes', note: 'vier stuks', go: 'photo' }))).toEqual([303, path]);
    expect(where(await upload(PNG, { value: 'yes', go: 'access' }))).toEqual([303, `/locaties/${id}/schouw/access`]);
    const documents = (await json(await call(assen, 'GET', `standby-locations/${id}/documents`))).items;
    expect(documents.map(({ kind, label }) => [kind, label])).toEqual([['photo', 'Toiletten en douches'], ['photo', 'Toiletten en douches']]);
    const shown = await page(who, path);
    expect(shown).toContain(`/locaties/${id}/documenten/${documents[1]!.id}`);
    await who.post(path, { value: 'yes', go: `drop:${documents[0]!.id}` });
    await who.post(`/locaties/${id}/schouw/afronden`, {});
    expect(await location(id)).toMatchObject({ inspections: [{ findings: [{ criterion: 'sanitary', photoIds: [documents[1]!.id] }] }] });
    expect(await page(who, `/locaties/${id}`)).toContain(`/locaties/${id}/documenten/${documents[1]!.id}`);
    const foreign = await call(assen, 'POST', 'inspections', { standbyLocationId: await register('Elders'), inspectedAt: new Date(Date.now() - 60_000).toISOString(), inspector: 'Kim', findings: [{ criterion: 'sanitary', value: 'yes', photoIds: [documents[1]!.id] }] });
    expect([foreign.status, (await json(foreign))['errors']]).toEqual([400, [expect.objectContaining({ path: 'findings.0.photoIds', code: 'no-photo' })]]);
  });

  it('reports the defects that were noted, when it is finished and not before', async () => {
    const id = await register('Gymzaal Gebrek');
    const path = `/locaties/${id}/schouw/fire-safety`;
    const who = await visitor();
    await start(who, id);
    const half = await who.post(path, { value: 'no', 'defect.description': 'Nooddeur klemt', 'defect.dueOn': '', go: 'access' });
    expect([half.status, await half.text()]).toEqual([400, expect.stringContaining('href="#field-defect-dueOn"')]);
    await who.post(path, { value: 'no', 'defect.description': 'Nooddeur klemt', 'defect.ownerId': assen.organisationId, 'defect.dueOn': day(7), go: 'water-legionella' });
    const list = async () => (await json(await call(assen, 'GET', `standby-locations/${id}/defects`))).items;
    expect(await list()).toEqual([]);
    await who.post(`/locaties/${id}/schouw/afronden`, {});
    const inspectionId = ((await location(id))['inspections'] as { id: string }[])[0]!.id;
    expect(await list()).toMatchObject([{ criterion: 'fire-safety', description: 'Nooddeur klemt', dueOn: day(7), inspectionId, state: 'open' }]);
    // To inspect that one again one goes there at once.
    expect(await page(who, `/locaties/${id}/schouw?punt=fire-safety`)).toContain('name="punt" value="fire-safety"');
    expect(where(await start(who, id, { punt: 'fire-safety' }))).toEqual([303, path]);
  });

  it('can be thrown away, and is nobody else’s', async () => {
    const id = await register('Gymzaal Weg');
    const who = await visitor();
    const stranger = await visitor(emmen);
    expect([(await stranger.get(`/locaties/${id}/schouw`)).status, (await start(stranger, id)).status, (await stranger.post(`/locaties/${id}/schouw/access`, { value: 'yes' })).status]).toEqual([403, 403, 403]);
    await start(who, id);
    await who.post(`/locaties/${id}/schouw/access`, { value: 'yes', go: 'stop' });
    expect(where(await who.post(`/locaties/${id}/schouw/weggooien`, {}))).toEqual([303, `/locaties/${id}/schouw`]);
    expect((await who.post(`/locaties/${id}/schouw/access`, { value: 'yes', go: 'stop' })).status).toBe(409);
    expect(where(await who.get(`/locaties/${id}/schouw/access`))).toEqual([303, `/locaties/${id}/schouw?punt=access`]);
    expect((await who.get(`/locaties/${id}/schouw/dak`)).status).toBe(404);
    expect((await location(id))['inspections']).toEqual([]);
  });
});

describe('an inspection that nobody goes on with', () => {
  it('is taken away after its term', async () => {
    const id = await register('Gymzaal Verlaten');
    await start(await visitor(), id);
    const kept = async (): Promise<number> => (await site.database.sql('SELECT 1 FROM inspection_drafts WHERE location_id = $1', [id])).length;
    await site.database.shiftClock((DRAFT_TERMS.inspectionDays - 1) * 86_400);
    await site.app.get(ForgetDrafts, { strict: false }).forget();
    expect(await kept()).toBe(1);
    await site.database.shiftClock((DRAFT_TERMS.inspectionDays + 1) * 86_400);
    await site.app.get(ForgetDrafts, { strict: false }).forget();
    expect(await kept()).toBe(0);
    await site.database.shiftClock(0);
  });
});
