import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { day, readyBody } from '../integration/location-body.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = Record<string, unknown> & { id: string; items: Json[] };

let site: Site;
let assen: Member;
let emmen: Member;
let coa: Member;
let id = '';

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  coa = await addMember(site, 'coa');
  id = (await json(await call(assen, 'POST', 'standby-locations', readyBody({ name: 'Sporthal Gebrek' })))).id;
});
afterAll(() => site?.close());

function call(member: Member, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const all = { authorization: `Bearer ${member.apiKey}`, 'accept-language': 'nl', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
  return fetch(`${site.url}/api/v1/${path}`, { method, headers: all, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
const json = async (response: Response): Promise<Json> => (await response.json()) as Json;
const wrong = (changes: Record<string, unknown> = {}) => ({ criterion: 'fire-safety', description: 'Tweede uitgang klemt', ownerId: coa.organisationId, dueOn: day(5), ...changes });

describe('a defect through the API', () => {
  it('is reported once, seen by its parties, and solved with evidence by its owner', async () => {
    const key = { 'idempotency-key': 'defect' };
    const made = await call(assen, 'POST', `standby-locations/${id}/defects`, wrong(), key);
    expect(made.status).toBe(201);
    const defect = await json(made);
    expect(made.headers.get('location')).toBe(`/api/v1/defects/${defect.id}`);
    expect(defect).toMatchObject({ standbyLocationId: id, state: 'open', overdue: false, owner: { id: coa.organisationId, name: 'Proef coa' }, openedBy: { id: assen.organisationId }, dueOn: day(5), outcome: null });
    expect((await json(await call(assen, 'POST', `standby-locations/${id}/defects`, wrong(), key))).id).toBe(defect.id);
    const listed = async (member: Member, path: string): Promise<string[]> => (await json(await call(member, 'GET', path))).items.map((one) => one.id);
    expect([await listed(assen, `standby-locations/${id}/defects`), await listed(coa, 'defects?open=true'), await listed(emmen, 'defects'), await listed(emmen, `standby-locations/${id}/defects`)]).toEqual([[defect.id], [defect.id], [], []]);

    expect((await call(coa, 'POST', `defects/${defect.id}/solutions`, {})).status).toBe(400);
    expect((await call(emmen, 'POST', `defects/${defect.id}/solutions`, { evidence: 'x' })).status).toBe(404);
    expect((await call(coa, 'POST', `defects/${defect.id}/withdrawals`, { reason: 'x' })).status).toBe(403);
    const solved = await call(coa, 'POST', `defects/${defect.id}/solutions`, { evidence: 'Rapport 12: deur vervangen' });
    expect([solved.status, await json(solved)]).toEqual([201, expect.objectContaining({ state: 'solved', outcome: 'Rapport 12: deur vervangen', closedAt: expect.any(String) })]);
    const again = await call(assen, 'POST', `defects/${defect.id}/withdrawals`, { reason: 'x' });
    expect([again.status, (await json(again))['code']]).toEqual([409, 'DEFECT.NOT_OPEN']);
    expect(await listed(coa, 'defects?open=true')).toEqual([]);
  });

  it('is refused with every wrong field named', async () => {
    const answer = await call(assen, 'POST', `standby-locations/${id}/defects`, wrong({ criterion: 'dak', description: ' ', dueOn: 'morgen' }));
    expect(answer.status).toBe(400);
    expect(((await json(answer))['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual(['criterion', 'description', 'dueOn']);
  });
});

describe('a defect on the pages', () => {
  it('is reported, listed, solved and then inspected again', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    const form = await (await visitor.get(`/locaties/${id}/gebreken/nieuw`)).text();
    expect(form).toContain('Proef coa');
    expect(form).not.toContain(emmen.organisationId);
    const refused = await visitor.post(`/locaties/${id}/gebreken`, { ...wrong({ description: '' }), dueOn: day(-3) });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain(`value="${day(-3)}"`);
    const made = await visitor.post(`/locaties/${id}/gebreken`, { ...wrong({ description: 'Noodverlichting stuk' }) });
    const path = new URL(made.headers.get('location')!, site.url).pathname;
    expect(await (await visitor.get(`/locaties/${id}`)).text()).toContain('Noodverlichting stuk');

    const owner = await new Visitor(site).signIn(coa.email);
    const list = await (await owner.get('/locaties/gebreken')).text();
    for (const text of ['Aan uw organisatie', 'Noodverlichting stuk', 'Sporthal Gebrek']) expect(list).toContain(text);
    const empty = await owner.post(`${path}/oplossen`, { evidence: ' ' });
    expect([empty.status, await empty.text()]).toEqual([400, expect.stringContaining('Waaruit blijkt dat?')]);
    const solved = await owner.post(`${path}/oplossen`, { evidence: 'Lampen vervangen, foto bij COA' });
    expect([solved.status, solved.headers.get('location')]).toEqual([303, `${path}?gelukt=opgelost`]);
    expect(await (await owner.get(path)).text()).not.toContain('Dit punt opnieuw schouwen');
    const page = await (await visitor.get(path)).text();
    for (const text of ['Opgelost', 'Lampen vervangen, foto bij COA', 'Dit punt opnieuw schouwen', `/locaties/${id}/schouw?punt=fire-safety`]) expect(page).toContain(text);
    expect((await visitor.post(`${path}/intrekken`, { reason: 'dubbel' })).status).toBe(409);
  });

  it('is none of another municipality’s business', async () => {
    const stranger = await new Visitor(site).signIn(emmen.email);
    expect((await stranger.get(`/locaties/${id}/gebreken/nieuw`)).status).toBe(403);
    const shown = await (await stranger.get(`/locaties/${id}`)).text();
    expect(shown).not.toMatch(/Noodverlichting|Gebrek melden/);
    expect(await (await stranger.get('/locaties/gebreken')).text()).not.toContain('Noodverlichting');
  });
});
