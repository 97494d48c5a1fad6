import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StandingsKeeper } from '../../src/locations/index.js';
import { day, goodInspection, readyBody } from '../integration/location-body.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = ReturnType<typeof JSON.parse>;

let site: Site;
let assen: Member;
let emmen: Member;
let ministry: Member;
const made = new Map<string, string>();

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  ministry = await addMember(site, 'ministry');
  for (const [name, changes, inspected] of [
    ['Sporthal Noord', { confidentiality: 'public' }, true], ['Loods Zuid', { confidentiality: 'confidential', street: 'Geheimepad' }, true], ['School Oost', { confidentiality: 'public', sleepingAreaM2: 80 }, false],
  ] as const) {
    const { id } = (await (await call(assen, 'POST', 'standby-locations', readyBody({ name, ...changes }))).json()) as Json;
    if (inspected) await call(assen, 'POST', 'inspections', goodInspection(id));
    made.set(name, id);
  }
});
afterAll(() => site?.close());

function call(member: Member, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${member.apiKey}`, 'accept-language': 'nl', ...(body !== undefined && { 'content-type': 'application/json' }) };
  return fetch(`${site.url}/api/v1/${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
const list = async (query: string, member = ministry): Promise<Json> => (await call(member, 'GET', `standby-locations?${query}`)).json();
const names = async (query: string, member = ministry): Promise<string[]> => (await list(query, member)).items.map(({ name }: Json) => name);

describe('the list over the API', () => {
  it('is filtered, in order and counted, in JSON that says as of when', async () => {
    const answer = await call(ministry, 'GET', 'standby-locations?ready=true&minimumPlaces=80&groups=families,singleAdults&province=PV22&municipality=GM0106&sort=name&pageSize=1');
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({
      items: [{ name: 'Loods Zuid', readiness: { status: 'ready', reasons: [] }, capacity: { places: 84, claimed: 100 } }], page: 1, pageSize: 1, total: 2, more: false, hasNext: true, asOf: expect.stringMatching(/Z$/),
    });
    expect(await names('ready=true&sort=name&pageSize=1&page=2')).toEqual(['Sporthal Noord']);
    expect(await names('ready=false')).toEqual(['School Oost']);
    expect(await names(`readyOn=${day(20)}`)).toEqual(['Loods Zuid', 'Sporthal Noord']);
    expect(await names('text=sportal')).toEqual(['Sporthal Noord']);
  });

  it('names every wrong key at once, in the reader’s language', async () => {
    const answer = await call(ministry, 'GET', `standby-locations?ready=ja&readyOn=${day(-1)}&minimumPlaces=0&groups=dieren&sort=kleur&kleur=rood`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, expect.stringContaining('application/problem+json')]);
    const { errors } = (await answer.json()) as Json;
    expect(errors.map(({ path }: Json) => path).sort()).toEqual(['groups', 'kleur', 'minimumPlaces', 'ready', 'readyOn', 'sort']);
    expect(errors.find(({ path }: Json) => path === 'readyOn').message).toBe('Kies vandaag of een latere dag.');
  });

  it('does not tell by searching where a confidential location is', async () => {
    expect(await names('text=geheimepad')).toEqual(['Loods Zuid']);
    expect(await names('text=geheimepad', assen)).toEqual(['Loods Zuid']);
    expect(await names('text=geheimepad', emmen)).toEqual([]);
    expect(await names('text=loods', emmen)).toEqual(['Loods Zuid']);
  });

  it('shows a change at once, although it remembers what it worked out', async () => {
    const id = made.get('School Oost')!;
    expect((await list('text=school')).items[0].readiness.status).toBe('not-ready');
    await call(assen, 'POST', 'inspections', goodInspection(id));
    expect((await list('text=school')).items[0].readiness.status).toBe('ready');
    const period = await (await call(assen, 'POST', 'unavailabilities', { standbyLocationId: id, from: day(0), reason: 'beurs' })).json() as Json;
    expect((await list('text=school')).items[0].readiness).toMatchObject({ status: 'unavailable', reasons: [{ code: 'BOOKED_OPEN' }] });
    await call(assen, 'DELETE', `unavailabilities/${period.id}`);
    expect((await list('text=school')).items[0].readiness.status).toBe('ready');
  });

  it('gives each reader the words of their own language', async () => {
    const label = async (language: string): Promise<string> =>
      ((await (await fetch(`${site.url}/api/v1/standby-locations?text=loods`, { headers: { authorization: `Bearer ${ministry.apiKey}`, 'accept-language': language } })).json()) as Json).items[0].capacity.limiting.label;
    expect([await label('nl'), await label('en'), await label('nl')]).toEqual(['slaapoppervlak', 'sleeping area', 'slaapoppervlak']);
  });

  it('describes its keys in OpenAPI', async () => {
    const { paths } = (await (await fetch(`${site.url}/api/v1/openapi.json`)).json()) as Json;
    expect(paths['/api/v1/standby-locations'].get.parameters.map(({ name }: Json) => name)).toEqual(
      expect.arrayContaining(['text', 'ready', 'readyOn', 'municipality', 'province', 'minimumPlaces', 'groups', 'sort', 'page', 'pageSize']));
  });
});

describe('the list on its page', () => {
  const page = async (path: string): Promise<{ status: number; text: string }> => {
    const response = await (await new Visitor(site).signIn(ministry.email)).get(path);
    return { status: response.status, text: await response.text() };
  };

  it('keeps the filters in the form, in links and in the address', async () => {
    const { text } = await page('/locaties?text=hal&ready=true&province=PV22&groups=families&groups=singleAdults&minimumPlaces=40');
    expect(text).toContain('value="hal"');
    expect(text).toMatch(/<option[^>]*value="PV22"[^>]*selected/);
    expect(text.match(/<input[^>]*name="groups"[^>]*checked/g)).toHaveLength(2);
    expect(text).toContain('href="/locaties?text=hal&amp;ready=true&amp;province=PV22&amp;groups=families&amp;groups=singleAdults"');
    expect(text).toContain('1 locatie');
  });

  it('takes an empty field for no filter', async () => {
    const { status, text } = await page('/locaties?text=&ready=&readyOn=&municipality=&province=&minimumPlaces=&sort=');
    expect([status, text.includes('3 locaties')]).toEqual([200, true]);
  });

  it('says beside the field what cannot be used, keeps it there, and shows the list without it', async () => {
    const { status, text } = await page(`/locaties?readyOn=${day(-3)}&minimumPlaces=veel&ready=true`);
    expect(status).toBe(400);
    for (const part of ['Kies vandaag of een latere dag.', 'Hier hoort een getal.', 'value="veel"', '3 locaties', 'href="#field-readyOn"']) expect(text).toContain(part);
  });

  it('when nothing fits says which filter to loosen, and how many there are without it', async () => {
    const { status, text } = await page('/locaties?text=loods&municipality=GM0114');
    expect(status).toBe(200);
    expect(text).toContain('Geen locatie voldoet aan deze filters.');
    expect(text).toContain('<a href="/locaties?text=loods">Zonder het filter “Gemeente Emmen”</a>: 1 locatie');
    expect(text).not.toContain('Zonder het filter “Zoekt op');
    expect((await page('/locaties?text=onvindbaarheid&minimumPlaces=9000')).text).toContain('Geen enkel filter staat alleen in de weg');
  });

  it('does not stumble over an address that somebody mistyped', async () => {
    expect((await page('/locaties?page=drie')).status).toBe(200);
    const beyond = (await page('/locaties?page=99')).text;
    expect(beyond).toContain('Zo ver loopt de lijst niet.');
    expect(beyond).toMatch(/<a href="\/locaties">Naar het begin van de lijst/);
  });
});

describe('the list as a file', () => {
  it('has what the list has, with the same filters and in the same order', async () => {
    const visitor = await new Visitor(site).signIn(ministry.email);
    const text = await (await visitor.get('/locaties?text=oost&sort=name')).text();
    const href = /href="(\/locaties\/exporteren\/csv[^"]*)"/.exec(text)![1]!.replaceAll('&amp;', '&');
    expect(href).toBe('/locaties/exporteren/csv?text=oost&sort=name');
    const lines = (await (await visitor.get(href)).text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('School Oost');
    expect((await call(ministry, 'GET', 'location-exports?readyOn=2001-01-01')).status).toBe(400);
  });
});

describe('checking the lists', () => {
  const check = (): Promise<{ status: number; output: string }> => {
    const env = { ...process.env, DATABASE_URL: site.database.appUrl, NODE_OPTIONS: '' };
    return new Promise((resolve) => {
      execFile(process.execPath, ['dist/src/main.js', 'check-lists'], { env }, (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, output: stdout + stderr }));
    });
  };

  it('says that they are right, or which location is not, and has that one worked out anew', async () => {
    expect(await check()).toEqual({ status: 0, output: 'The lists of 3 locations are right.\n' });
    const id = made.get('Loods Zuid')!;
    await site.database.sql('UPDATE location_standings SET places = 999 WHERE location_id = $1', [id]);
    expect(await check()).toEqual({ status: 1, output: `Of 3 locations 1 differed and will be worked out anew: ${id}.\n` });
    const state = async (): Promise<unknown> => ((await (await fetch(`${site.url}/readyz`)).json()) as Json).locationsToWorkOut;
    expect(await state()).toBe(1);
    await site.app.get(StandingsKeeper).rebuild();
    expect([(await check()).status, await state()]).toEqual([0, 0]);
  }, 90_000);
});
