import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, dayOf, type OrganisationKind } from '../../src/kernel/index.js';
import { addOneOfEach, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

const today = dayOf(new Date());
let site: Site;
let members: Readonly<Record<OrganisationKind, Member>>;

beforeAll(async () => {
  site = await startSite();
  members = await addOneOfEach(site);
});
afterAll(() => site?.close());

type Answered = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

async function api(kind: OrganisationKind, method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  const response = await fetch(`${site.url}/api/v1/${path}`, {
    method, headers: { authorization: `Bearer ${members[kind].apiKey}`, 'content-type': 'application/json', ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}
const fieldsOf = ({ body }: Answered): string[] => JSON.stringify(body).match(/"path":"[^"]*"/g)?.map((text) => text.slice(8, -1)) ?? [];
const parties = () => ({
  provinceId: members.province.organisationId, redCrossId: members['red-cross'].organisationId, coaId: members.coa.organisationId, operationsId: members.operations.organisationId,
});
const asked = () => ({ ...parties(), places: 100, groups: { families: 60, singleAdults: 40 }, periodFrom: today, periodTo: addDays(today, 60) });
const create = async (): Promise<string> => (await api('ministry', 'POST', 'reserve-requests', asked())).body['id'] as string;

describe('reserve requests over the API', () => {
  it('are made once per key, with the window as ISO 8601', async () => {
    const key = { 'idempotency-key': 'proef-sleutel-0001' };
    const first = await api('ministry', 'POST', 'reserve-requests', asked(), key);
    expect([first.status, first.headers.get('etag'), first.headers.get('location')]).toEqual([201, '"1"', `/api/v1/reserve-requests/${String(first.body['id'])}`]);
    expect(first.body).toMatchObject({ window: 'PT72H', normSet: 'euaa-sphere', answer: 'asked', counted: false, version: 1, groups: { families: 60, wheelchairUsers: 0 } });
    expect((await api('ministry', 'POST', 'reserve-requests', asked(), key)).body['id']).toBe(first.body['id']);
    expect((await api('province', 'POST', 'reserve-requests', asked())).status).toBe(403);
  });

  it('name every wrong field at once', async () => {
    const wrong = await api('ministry', 'POST', 'reserve-requests', { ...asked(), coaId: 'x', places: 90, periodFrom: addDays(today, 9), periodTo: today, window: 'PT1S', extra: 1 });
    expect(wrong.status).toBe(400);
    expect(fieldsOf(wrong).sort()).toEqual(['coaId', 'extra', 'groups', 'periodTo', 'window']);
  });

  it('are answered by who read them', async () => {
    const id = await create();
    const answers = `reserve-requests/${id}/answers`;
    expect((await api('province', 'POST', answers, { step: 'accept' })).status).toBe(428);
    expect((await api('coa', 'POST', answers, { step: 'accept' }, { 'if-match': '"1"' })).status).toBe(403);
    const accepted = await api('province', 'POST', answers, { step: 'accept' }, { 'if-match': '"1"' });
    expect([accepted.status, accepted.headers.get('etag'), accepted.body['counted']]).toEqual([201, '"2"', true]);
    const stale = await api('province', 'POST', answers, { step: 'decline', reason: 'vol', askAgainOn: addDays(today, 9) }, { 'if-match': '"1"' });
    expect([stale.status, stale.body['code']]).toEqual([412, 'REQUEST.STALE_VERSION']);
    expect((await api('ministry', 'POST', answers, { step: 'ask-again' }, { 'if-match': '"2"' })).body['code']).toBe('RESERVE.ANSWER_NOT_POSSIBLE');
    expect((await api('province', 'GET', 'reserve-requests/nergens')).status).toBe(404);
  });

  it('give their coverage for a year at most', async () => {
    const id = await create();
    await api('province', 'POST', `reserve-requests/${id}/answers`, { step: 'accept' }, { 'if-match': '"1"' });
    const days = async (to: string): Promise<Answered> => api('ministry', 'GET', `coverage?reserveRequestId=${id}&from=${today}&to=${to}`);
    const year = await days(addDays(today, 365));
    expect([year.status, (year.body['days'] as unknown[]).length]).toEqual([200, 366]);
    expect((year.body['days'] as unknown[])[0]).toEqual({ day: today, at: expect.any(String), requested: 100, ready: 0, expiring: 0, blocked: 0, short: 100 });
    expect(year.body).toMatchObject({ breaksNext: { day: today, kind: 'short-already', short: 100, locations: [], elsewhere: 0, cure: null }, nMinusOne: [], locations: [] });
    expect(fieldsOf(await days(addDays(today, 366)))).toEqual(['to']);
    expect(fieldsOf(await days(addDays(today, -1)))).toEqual(['to']);
    expect(fieldsOf(await api('ministry', 'GET', `coverage?reserveRequestId=x&from=${today}&to=${addDays(today, -1)}&more=1`)).sort()).toEqual(['more', 'reserveRequestId', 'to']);
  });
});

describe('reserve requests on the pages', () => {
  const visit = (kind: OrganisationKind): Promise<Visitor> => new Visitor(site).signIn(members[kind].email);
  const form = () => ({
    ...parties(), places: '100', 'groups.families': '60', 'groups.singleAdults': '40', 'groups.unaccompaniedMinors': '0', 'groups.wheelchairUsers': '0', periodFrom: today, periodTo: addDays(today, 60),
    window: 'PT72H', normSet: 'euaa-sphere',
  });

  it('are asked by the ministry, declined and accepted by the province', async () => {
    const pro = await visit('ministry');
    expect(await (await pro.get('/reserveverzoeken/nieuw')).text()).toContain('name="provinceId"');
    const wrong = await pro.post('/reserveverzoeken/nieuw', { ...form(), places: '99' });
    expect(wrong.status).toBe(400);
    const again = await wrong.text();
    expect(again).toContain('value="99"');
    expect(again).toContain('samen gelijk zijn aan het aantal plekken');
    const made = await pro.post('/reserveverzoeken/nieuw', form());
    expect(made.status).toBe(303);
    const path = made.headers.get('location')!.split('?')[0]!;

    const province = await visit('province');
    const empty = await province.post(path, { step: 'decline', version: '1', reason: 'Geen <ruimte>', askAgainOn: '' });
    expect(empty.status).toBe(400);
    expect(await empty.text()).toContain('Geen &lt;ruimte>');
    expect((await province.post(path, { step: 'decline', version: '1', reason: 'Geen ruimte', askAgainOn: addDays(today, 30) })).status).toBe(303);
    const declined = await (await pro.get(path)).text();
    expect(declined).toContain('Geen ruimte');
    expect(declined).toContain('Telt niet mee');
    expect(declined).not.toContain('id="coverage"');
    expect(declined).not.toContain('/inzetten/nieuw?');

    expect((await province.post(path, { step: 'accept', version: '1' })).status).toBe(412);
    expect((await province.post(path, { step: 'accept', version: '2' })).status).toBe(303);
    const accepted = await (await pro.get(path)).text();
    expect(accepted).toContain(`/inzetten/nieuw?reserveverzoek=${path.split('/').at(-1)!}`);
    expect(accepted).toContain('id="coverage"');
    expect(accepted).toContain('Sphere Handbook 2018');
    expect(await (await province.get(path)).text()).not.toContain('/inzetten/nieuw?');
  });

  it('show in both languages, with forms only for who may decide', async () => {
    const id = await create();
    const auditor = await visit('auditor');
    const page = await (await auditor.get(`/reserveverzoeken/${id}`)).text();
    expect(page).not.toContain('name="step"');
    expect((await auditor.get('/reserveverzoeken/nieuw')).status).toBe(403);
    expect((await auditor.get('/reserveverzoeken')).status).toBe(200);
    await auditor.post('/taal', { language: 'en', returnTo: '/' });
    const list = await (await auditor.get('/reserveverzoeken')).text();
    expect(list).toContain('Reserve requests');
    expect((await (await visit('municipality')).get(`/reserveverzoeken/${id}`)).status).toBe(404);
  });
});
