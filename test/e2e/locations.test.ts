import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, goodInspection, readyBody } from '../integration/location-body.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = Record<string, unknown> & { id: string; errors?: { path: string; code: string }[] };

let site: Site;
let assen: Member;
let emmen: Member;
let ministry: Member;

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  ministry = await addMember(site, 'ministry');
});
afterAll(() => site?.close());

function call(member: Member, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${member.apiKey}`, 'accept-language': 'nl', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
  return fetch(`${site.url}/api/v1/${path}`, { method, headers: all, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
const json = async (response: Response): Promise<Json> => (await response.json()) as Json;
const register = async (changes: Record<string, unknown> = {}): Promise<string> => (await json(await call(assen, 'POST', 'standby-locations', readyBody(changes)))).id;

describe('a location through the API', () => {
  it('is registered, inspected, ready, and listed as such', async () => {
    const made = await call(assen, 'POST', 'standby-locations', readyBody({ name: 'De Veemarkt' }));
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { id } = await json(made);
    expect(made.headers.get('location')).toBe(`/api/v1/standby-locations/${id}`);
    const inspection = await call(assen, 'POST', 'inspections', goodInspection(id));
    expect(inspection.status).toBe(201);
    const shown = await json(await call(ministry, 'GET', `standby-locations/${id}`));
    expect(shown).toMatchObject({
      readiness: { status: 'ready', reasons: [] }, address: { postcode: '9401 AB' },
      capacity: { places: 84, claimed: 100, limiting: { factor: 'sleeping-area', label: 'slaapoppervlak', figure: '4 m² per persoon' } },
    });
    const listed = await json(await call(ministry, 'GET', 'standby-locations?ready=true&province=PV22&municipality=GM0106&pageSize=100'));
    expect(listed['items']).toContainEqual(expect.objectContaining({ id, name: 'De Veemarkt' }));
    const elsewhere = await json(await call(ministry, 'GET', 'standby-locations?municipality=GM0114'));
    expect(elsewhere).toMatchObject({ items: [], total: 0, page: 1 });
  });

  it('is refused with every wrong field named, and nothing is kept', async () => {
    const before = await json(await call(assen, 'GET', 'standby-locations'));
    const refused = await call(assen, 'POST', 'standby-locations', readyBody({ name: '', postcode: '12', claimedPlaces: 'veel', surprise: true }));
    expect([refused.status, refused.headers.get('content-type')]).toEqual([400, expect.stringContaining('application/problem+json')]);
    const problem = await json(refused);
    expect(problem).toMatchObject({ code: 'REQUEST.INVALID', errors: expect.any(Array) });
    expect(problem.errors!.map(({ path }) => path).sort()).toEqual(['claimedPlaces', 'name', 'postcode', 'surprise']);
    expect((await json(await call(assen, 'GET', 'standby-locations')))['total']).toBe(before['total']);
  });

  it('is made once for a repeated request', async () => {
    const key = { 'idempotency-key': 'same' };
    const body = readyBody({ name: 'Eén keer' });
    const [first, second] = [await json(await call(assen, 'POST', 'standby-locations', body, key)), await json(await call(assen, 'POST', 'standby-locations', body, key))];
    expect(second.id).toBe(first.id);
    expect((await call(assen, 'POST', 'standby-locations', readyBody({ name: 'Iets anders' }), key)).status).toBe(422);
  });

  it('is changed with the version that was read, and by its own municipality only', async () => {
    const id = await register();
    const path = `standby-locations/${id}`;
    const status = async (member: Member, headers: Record<string, string>): Promise<unknown[]> => {
      const response = await call(member, 'PUT', path, readyBody({ toilets: 3 }), headers);
      return [response.status, (await json(response))['code']];
    };
    expect(await status(assen, {})).toEqual([428, 'REQUEST.VERSION_REQUIRED']);
    expect(await status(emmen, { 'if-match': '"1"' })).toEqual([403, 'LOCATION.NOT_YOURS']);
    expect(await status(assen, { 'if-match': '"1"' })).toEqual([200, undefined]);
    // Somebody else was first: both versions, where they differ.
    const late = await call(assen, 'PUT', path, readyBody({ toilets: 4, notes: 'Ingang achter' }), { 'if-match': '"1"' });
    expect([late.status, await json(late)]).toEqual([409, expect.objectContaining({
      code: 'LOCATION.CHANGED_MEANWHILE', currentVersion: 2, differences: [{ label: 'Toiletten', current: '3', yours: '4' }, { label: 'Opmerkingen', current: null, yours: 'Ingang achter' }],
    })]);
    const read = await call(emmen, 'GET', path);
    expect(read.headers.get('etag')).toBe('"2"');
    expect(await json(read)).toMatchObject({ contacts: null, facts: { ownerAgreement: { signatory: null }, collegeDecision: { mandatedOfficial: null } }, capacity: { places: 60, limiting: { factor: 'toilets' } } });
    expect(await json(await call(assen, 'GET', path))).toMatchObject({ contacts: [{ name: 'Sam authorises', confirmedOn: day(-1) }, {}, {}] });
  });

  it('is made unavailable and available again, and withdrawn', async () => {
    const id = await register();
    const added = await call(assen, 'POST', 'unavailabilities', { standbyLocationId: id, from: day(1), until: day(2), reason: 'beurs' });
    expect(added.status).toBe(201);
    const period = (await json(added)).id;
    expect(await json(await call(assen, 'GET', `standby-locations/${id}`))).toMatchObject({ unavailabilities: [{ id: period, from: day(1), until: day(2), reason: 'beurs' }] });
    expect((await call(assen, 'DELETE', `unavailabilities/${period}`)).status).toBe(204);
    expect(await json(await call(assen, 'GET', `standby-locations/${id}`))).toMatchObject({ unavailabilities: [] });
    expect((await call(assen, 'DELETE', `standby-locations/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(204);
    expect((await call(assen, 'DELETE', `standby-locations/${id}`, undefined, { 'if-match': '"2"' })).status).toBe(404);
    expect(await json(await call(ministry, 'GET', `standby-locations/${id}`))).toMatchObject({ withdrawnAt: expect.any(String) });
  });

  it.each(['standby-locations/nonsense', 'standby-locations/0190a0a0-0000-7000-8000-000000000001', 'inspections?standbyLocationId=0190a0a0-0000-7000-8000-000000000001'])(
    'is not found at %s', async (path) => {
      expect((await call(ministry, 'GET', path)).status).toBe(404);
    });

  it('is described in OpenAPI', async () => {
    const { paths } = await json(await fetch(`${site.url}/api/v1/openapi.json`)) as unknown as { paths: Record<string, Record<string, unknown>> };
    expect(Object.keys(paths['/api/v1/standby-locations/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'put']);
    expect(Object.keys(paths['/api/v1/inspections'] ?? {}).sort()).toEqual(['get', 'post']);
    expect(paths['/locaties']).toBeUndefined();
    const body = (paths['/api/v1/standby-locations'] as Record<string, { requestBody: { content: Record<string, { schema: { properties: Record<string, unknown>; required: string[] } }> } }>)['post']!.requestBody.content['application/json']!.schema;
    expect(body.required.sort()).toEqual(['claimedPlaces', 'houseNumber', 'name', 'place', 'postcode', 'street']);
    expect(body.properties).toMatchObject({
      buildingKind: { enum: expect.arrayContaining(['sports-hall', 'unknown']), default: 'unknown' }, latitude: { anyOf: [{ type: 'number', minimum: 50.7, maximum: 53.7 }, { type: 'null' }], description: 'WGS84, degrees.' },
      utilities: { properties: { heating: { enum: ['yes', 'no', 'unknown'] }, powerKva: { anyOf: [{ type: 'number', exclusiveMinimum: 0, maximum: 100_000 }, { type: 'null' }], description: 'kVA.' } }, default: {} },
      notes: { anyOf: [{ type: 'string', maxLength: 4000 }, { type: 'null' }] }, municipalityCode: { enum: expect.arrayContaining(['GM0106', 'GM0048']) },
    });
  });
});

describe('a location on the pages', () => {
  const page = async (visitor: Visitor, path: string): Promise<string> => (await visitor.get(path)).text();
  const fields = { name: 'Wijkgebouw De Brink', street: 'Brinkpad', houseNumber: '7', postcode: '9401 zz', place: 'Assen', claimedPlaces: '40' };

  it('is registered with a form that keeps what was typed until it is right', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    const wrong = await visitor.post('/locaties/nieuw', { ...fields, postcode: 'onzin', claimedPlaces: 'veertig', 'contacts.2.name': 'Robin', 'collegeDecision.endsOn': '2027-01-01' });
    expect(wrong.status).toBe(400);
    const again = await wrong.text();
    for (const typed of ['Wijkgebouw De Brink', 'onzin', 'veertig', 'Robin', '2027-01-01']) expect(again).toContain(`value="${typed}"`);
    for (const field of ['postcode', 'claimedPlaces', 'collegeDecision-decidedOn', 'contacts-2-function', 'contacts-2-telephone']) expect(again).toContain(`href="#field-${field}"`);
    expect(again).toContain('Vul een postcode in, zoals 9401 AB.');

    const right = await visitor.post('/locaties/nieuw', fields);
    expect(right.status).toBe(303);
    const shown = await page(visitor, right.headers.get('location')!);
    expect(shown).toContain('Niet inzetbaar');
    expect(shown).toContain('Nog nooit geschouwd.');
    expect(shown).toContain('Brinkpad 7, 9401 ZZ Assen');
  });

  it('is changed on a form that shows what is known, and tells who comes second', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    const id = await register({ name: 'Loods West' });
    const form = await page(visitor, `/locaties/${id}/wijzigen`);
    for (const known of ['Loods West', '336', 'Sam alternate', 'B-2026-17', day(300)]) expect(form).toContain(`value="${known}"`);
    const change = { ...fields, name: 'Loods Noord', version: '1' };
    expect((await visitor.post(`/locaties/${id}/wijzigen`, change)).status).toBe(303);
    const second = await visitor.post(`/locaties/${id}/wijzigen`, { ...change, name: 'Loods Zuid' });
    expect(second.status).toBe(409);
    const conflict = await second.text();
    const both = /<section[^>]*id="verschillen"[^]*?<\/section>/.exec(conflict)![0];
    expect([both.includes('Loods Noord'), both.includes('Loods Zuid'), both.includes('Toiletten')]).toEqual([true, true, false]);
    expect(conflict).toContain('Iemand anders was u voor');
    expect(conflict).toContain('value="Loods Zuid"');
    expect(await page(visitor, `/locaties/${id}`)).toContain('Loods Noord');
    // Having seen both, one's own statement can hold.
    expect((await visitor.post(`/locaties/${id}/wijzigen`, { ...change, name: 'Loods Zuid', version: '2' })).status).toBe(303);
  });

  it('keeps the typed period when it is inverted, and takes it when it is right', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    const path = `/locaties/${await register()}/onbeschikbaar`;
    const inverted = await visitor.post(path, { from: '2027-02-02', until: '2027-02-01', reason: 'carnaval' });
    expect(inverted.status).toBe(400);
    expect(await inverted.text()).toContain('value="carnaval"');
    expect((await visitor.post(path, { from: '2027-02-01', until: '2027-02-02', reason: 'carnaval' })).status).toBe(303);
  });

  it('shows another municipality neither contacts nor forms', async () => {
    const visitor = await new Visitor(site).signIn(emmen.email);
    const id = await register({ name: 'Alleen kijken' });
    const shown = await page(visitor, `/locaties/${id}`);
    expect(shown).toContain('Alleen kijken');
    expect(shown).not.toMatch(/Sam |@assen\.example|wijzigen|intrekken/);
    expect((await visitor.get(`/locaties/${id}/wijzigen`)).status).toBe(403);
    expect((await visitor.post(`/locaties/${id}/wijzigen`, { ...fields, version: '1' })).status).toBe(403);
  });

  it('is offered to nobody but municipalities, in English too', async () => {
    const visitor = await new Visitor(site).signIn(ministry.email);
    expect((await visitor.get('/locaties/nieuw')).status).toBe(403);
    visitor.cookies.set('taal', 'en');
    const listed = await page(visitor, '/locaties');
    expect(listed).toContain('Standby locations');
    expect(listed).not.toContain('Register a location');
  });
});

describe('a form that is refused at an address that shows nothing by itself', () => {
  const returnTo = (page: string): string | undefined => /name="returnTo" value="([^"]*)"/.exec(page)?.[1];

  it('lets one change the language on the page that the form was on', async () => {
    const id = await register({ name: 'Taalgebouw' });
    const visitor = await new Visitor(site).signIn(assen.email);
    const path = `/locaties/${id}/onbeschikbaar`;
    expect((await visitor.get(path)).status).toBe(404);
    const refused = await visitor.post(path, {}, { origin: site.url, referer: `${site.url}/locaties/${id}?gelukt=x` });
    expect([refused.status, returnTo(await refused.text())]).toEqual([400, `/locaties/${id}?gelukt=x`]);
    const elsewhere = await visitor.post(path, {}, { origin: site.url, referer: 'https://elders.example/locaties' });
    expect(returnTo(await elsewhere.text())).toBe(path);
    expect(returnTo(await (await visitor.post(path, {}, { origin: site.url, referer: 'geen adres' })).text())).toBe(path);
  });
});
