import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OrganisationKind } from '../../src/kernel/index.js';
import { goodInspection, readyBody } from '../integration/location-body.js';
import { addMember, addOneOfEach, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = ReturnType<typeof JSON.parse>;
type Who = OrganisationKind | 'emmen' | 'groningen';
type Confidentiality = 'confidential' | 'council-informed' | 'public';

const CONFIDENTIALITIES: readonly Confidentiality[] = ['confidential', 'council-informed', 'public'];
const SEE_ALL: readonly Who[] = ['ministry', 'operations', 'auditor', 'municipality', 'province'];
const SEE_PUBLIC: readonly Who[] = ['red-cross', 'coa', 'emmen', 'groningen'];
/** What stands in the building's facts and tells where it is. */
const TELLING = ['Geheimstraat', '9401 AB', 'Verborgendorp', '0106010000012345', '52.9912', '6.5634', 'fotorapport achterdeur', 'zijde kanaal', 'judovereniging', 'buren aan nummer 3'];
/** What is between the municipality and those who plan with it, wherever it is. */
const FOR_PARTIES = ['Stichting Vastgoed', '1234.5', 'sleutelkluis', 'sleutelkastje'];

let site: Site;
let members: Record<Who, Member>;
const ids = new Map<Confidentiality, string>();

beforeAll(async () => {
  site = await startSite();
  members = {
    ...(await addOneOfEach(site)),
    emmen: await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' }),
    groningen: await addMember(site, 'province', { code: 'PV20', provinceCode: 'PV20' }),
  };
  for (const confidentiality of CONFIDENTIALITIES) ids.set(confidentiality, await register(confidentiality));
});
afterAll(() => site?.close());

function call(who: Who, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${members[who].apiKey}`, 'accept-language': 'nl', ...(body !== undefined && { 'content-type': 'application/json' }) };
  return fetch(`${site.url}/api/v1/${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
const read = async (who: Who, path: string): Promise<Json> => (await call(who, 'GET', path)).json();

async function register(confidentiality: Confidentiality): Promise<string> {
  const made = (await (await call('municipality', 'POST', 'standby-locations', readyBody({
    name: `Gebouw ${confidentiality}`, confidentiality, street: 'Geheimstraat', place: 'Verborgendorp', bagId: '0106010000012345', latitude: 52.9912, longitude: 6.5634,
    owner: { kind: 'foundation', name: 'Stichting Vastgoed' }, site: { fenced: 'yes', shared: 'yes', sharedWith: 'judovereniging', neighboursToInform: 'buren aan nummer 3' },
    costs: { reservingPerMonth: 1234.5, note: 'huur van de sleutelkluis' }, notes: 'code van het sleutelkastje bij het piket',
  }))).json()) as Json;
  const { findings, ...inspection } = goodInspection(made.id) as Json;
  const seen = await call('municipality', 'POST', 'inspections', { ...inspection, findings: findings.map((finding: Json) => ({ ...finding, evidence: 'fotorapport achterdeur', note: 'zijde kanaal' })) });
  expect(seen.status).toBe(201);
  return made.id;
}

const cases = [
  ...SEE_ALL.flatMap((who) => CONFIDENTIALITIES.map((confidentiality) => [who, confidentiality, true] as const)),
  ...SEE_PUBLIC.flatMap((who) => CONFIDENTIALITIES.map((confidentiality) => [who, confidentiality, confidentiality === 'public'] as const)),
];

describe('where a location is', () => {
  it.each(cases)('in the API, to %s, when it is %s: %s', async (who, confidentiality, seen) => {
    const id = ids.get(confidentiality)!;
    const one = await read(who, `standby-locations/${id}`);
    const listed = (await read(who, 'standby-locations?pageSize=100')).items.find((item: Json) => item.id === id);
    const inspections = await read(who, `inspections?standbyLocationId=${id}`);
    for (const shown of [one, listed]) {
      expect(shown).toMatchObject({ name: `Gebouw ${confidentiality}`, addressVisible: seen, address: { street: seen ? 'Geheimstraat' : null, municipalityCode: 'GM0106' }, latitude: seen ? 52.9912 : null });
    }
    expect(inspections.items[0].findings[0]).toMatchObject({ value: 'yes', evidence: seen ? 'fotorapport achterdeur' : null });
    const everything = JSON.stringify([one, listed, inspections]);
    expect(TELLING.filter((text) => everything.includes(text))).toEqual(seen ? TELLING : []);
    expect(FOR_PARTIES.filter((text) => everything.includes(text))).toEqual(SEE_ALL.includes(who) ? FOR_PARTIES : []);
  });

  it.each(cases)('on the pages, to %s, when it is %s: %s', async (who, confidentiality, seen) => {
    const visitor = await new Visitor(site).signIn(members[who].email);
    const page = await (await visitor.get(`/locaties/${ids.get(confidentiality)}`)).text();
    expect(page).toContain(`Gebouw ${confidentiality}`);
    expect(page.includes('Geheimstraat')).toBe(seen);
    expect(page.includes('Adres vertrouwelijk')).toBe(!seen);
    expect(page.includes('fotorapport achterdeur')).toBe(seen);
    if (!seen) expect(TELLING.filter((text) => page.includes(text))).toEqual([]);
  });

  it.each(cases)('on the map, to %s, when it is %s: %s', async (who, confidentiality, seen) => {
    const visitor = await new Visitor(site).signIn(members[who].email);
    const answer = await visitor.get(`/locaties?weergave=kaart&text=${confidentiality}`);
    const page = await answer.text();
    expect(page).toContain(`Gebouw ${confidentiality}`);
    expect([page.includes('data-latitude="52.9912"'), page.includes('niet openbaar')]).toEqual([seen, !seen]);
    expect(page.includes('1 locatie staat niet op de kaart: haar adres is voor uw organisatie niet zichtbaar.')).toBe(!seen);
    if (!seen) expect(TELLING.filter((text) => page.includes(text))).toEqual([]);
    // The one page that may show images of another site.
    expect(answer.headers.get('content-security-policy')).toContain("img-src 'self' https://service.pdok.nl data:;");
    expect((await visitor.get('/locaties')).headers.get('content-security-policy')).not.toContain('pdok');
  });

  it('is said not to be known where it has no point', async () => {
    const { id } = (await (await call('municipality', 'POST', 'standby-locations', readyBody({ name: 'Gebouw zonderpunt', latitude: null, longitude: null }))).json()) as Json;
    const visitor = await new Visitor(site).signIn(members.ministry.email);
    const page = await (await visitor.get('/locaties?weergave=kaart&text=zonderpunt')).text();
    expect([page.includes('geen punt bekend'), page.includes('1 locatie staat niet op de kaart: er is geen punt van bekend.'), page.includes('class="map-marker"')]).toEqual([true, true, false]);
    await site.database.sql('UPDATE standby_locations SET withdrawn_at = app_now() WHERE id = $1', [id]);
  });

  it('has no bearing on how the map is framed for who may not know it', async () => {
    const visitor = await new Visitor(site).signIn(members.coa.email);
    const drawn = async (): Promise<string> => /<svg class="location-map__drawing"[^]*?<\/svg>/.exec(await (await visitor.get('/locaties?weergave=kaart')).text())![0];
    const before = await drawn();
    await site.database.sql(`UPDATE standby_locations SET latitude = 50.8, longitude = 5.7 WHERE id = $1`, [ids.get('confidential')]);
    expect(await drawn()).toBe(before);
  });

  it('makes no difference to how the location stands', async () => {
    const standing = async (who: Who): Promise<unknown> => {
      const { readiness, capacity } = await read(who, `standby-locations/${ids.get('confidential')}`);
      return { readiness, capacity };
    };
    expect(await standing('coa')).toEqual(await standing('ministry'));
    expect(await standing('coa')).toMatchObject({ readiness: { status: 'ready' }, capacity: { places: 84 } });
  });
});
