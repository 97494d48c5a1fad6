import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readyBody } from '../integration/location-body.js';
import { addressDocument, ADDRESSES, startAddressService, type AddressService } from '../support/address-service.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

type Json = ReturnType<typeof JSON.parse>;

const VLAGTWEDDE = 'adr-00000000000000000000000000000009';
const [MEPPEL, , ASSEN] = ADDRESSES.map(({ id }) => String(id));
let site: Site;
let service: AddressService;
let meppel: Member;
let visitor: Visitor;

beforeAll(async () => {
  service = await startAddressService([...ADDRESSES, addressDocument({ id: VLAGTWEDDE, weergavenaam: 'Grensweg 3, 9561ZZ Ter Apel', gemeentecode: '0048', gemeentenaam: 'Vlagtwedde', provinciecode: 'PV20' })]);
  site = await startSite({ addressLookupUrl: service.url });
  meppel = await addMember(site, 'municipality', { code: 'GM0119', provinceCode: 'PV22' });
  visitor = await new Visitor(site).signIn(meppel.email);
});
beforeEach(() => {
  service.mood = 'answer';
});
afterAll(async () => {
  await site?.close();
  await service?.close();
});

const TYPED = { name: 'Hal', notes: 'wat ik typte', 'contacts.0.name': 'Piket', addressSearch: 'proefstraat 12' };
const step = async (name: string, fields: Record<string, string> = {}, path = '/locaties/nieuw'): Promise<string> => {
  const response = await visitor.post(path, { ...TYPED, ...fields, step: name });
  expect([name, response.status]).toEqual([name, 200]);
  const page = await response.text();
  for (const typed of ['value="Hal"', '>wat ik typte<', 'value="Piket"']) expect(page).toContain(typed);
  return page;
};
const asked = async (path: string, form: Record<string, string>): Promise<Json> => (await visitor.post(`/locaties/adressen${path}`, form)).json();

describe('the search for an address, without script', () => {
  it('offers what fits and takes what is chosen; nothing is registered by it', async () => {
    const found = await step('find-address');
    expect(found).toContain(`value="${MEPPEL}"`);
    expect(found).toContain('Proefstraat 12a-2, 7941ZZ Meppel');
    const taken = await step('take-address', { addressChoice: MEPPEL!, postcode: 'oud', latitude: '52,9' });
    for (const [name, value] of Object.entries({ street: 'Proefstraat', houseNumber: '12', postcode: '7941 ZZ', place: 'Meppel', bagId: '0119010000000001', latitude: '52.69583' })) {
      expect(taken).toMatch(new RegExp(`name="${name}"[^>]*value="${value}"`));
    }
    expect(await site.database.sql('SELECT id FROM standby_locations')).toEqual([]);
  });

  it('searches on Enter while there is no address, and saves on Enter when there is one', async () => {
    await step('default');
    expect((await visitor.post('/locaties/nieuw', { ...TYPED, street: 'Weg', step: 'default' })).status).toBe(400);
  });

  it('of an address in another municipality says where it lies and fills in nothing', async () => {
    const page = await step('take-address', { addressChoice: ASSEN!, street: 'Eigen straat' });
    expect(page).toContain('Dit adres ligt in Assen.');
    expect(page).toContain('value="Eigen straat"');
  });

  it.each([['none', 'Geen adres gevonden.'], ['error', 'De adresdienst antwoordt nu niet.'], ['garbage', 'De adresdienst antwoordt nu niet.']] as const)('with a service that is %s says so', async (mood, text) => {
    service.mood = mood;
    expect(await step('find-address')).toContain(text);
  });

  it('with too little to look for asks for more, and without a choice searches', async () => {
    expect(await step('find-address', { addressSearch: 'a' })).toContain('Typ ten minste een straat of postcode');
    expect(await step('take-address')).toContain(`value="${MEPPEL}"`);
    expect(await step('take-address', { addressChoice: 'adr-0' })).toContain('Dit adres is niet meer te vinden.');
  });

  it('works in the form of a change too, which keeps its version', async () => {
    const made = await fetch(`${site.url}/api/v1/standby-locations`, { method: 'POST', headers: { authorization: `Bearer ${meppel.apiKey}`, 'content-type': 'application/json' }, body: JSON.stringify(readyBody()) });
    const { id } = (await made.json()) as Json;
    const page = await step('take-address', { addressChoice: MEPPEL!, version: '1' }, `/locaties/${id}/wijzigen`);
    expect(page).toMatch(/name="street"[^>]*value="Proefstraat"/);
    expect(page).toContain('<input type="hidden" name="version" value="1"');
    expect((await visitor.post(`/locaties/${id}/wijzigen`, { ...TYPED, step: 'more:rooms', version: '1' })).status).toBe(200);
  });
});

describe('the search for an address, for a script', () => {
  it('finds, takes and tells, in JSON', async () => {
    expect(await asked('', { addressSearch: 'proefstraat 12 meppel' })).toMatchObject({ status: 'found', suggestions: [{ id: MEPPEL }, {}] });
    expect(await asked('', { addressSearch: 'x' })).toEqual({ status: 'too-short' });
    expect(await asked('/keuze', { addressChoice: MEPPEL! })).toMatchObject({ search: { status: 'taken', address: 'Proefstraat 12, Meppel' }, fields: { postcode: '7941 ZZ', longitude: '6.19412' } });
    expect(await asked('/keuze', { addressChoice: ASSEN! })).toEqual({ search: { status: 'elsewhere', municipality: 'Assen' }, fields: {} });
    service.mood = 'error';
    expect(await asked('', { addressSearch: 'proefstraat 12' })).toEqual({ status: 'away' });
  });

  it('is for who may register only, and for pages of the site only', async () => {
    const coa = await new Visitor(site).signIn((await addMember(site, 'coa')).email);
    expect((await coa.post('/locaties/adressen', { addressSearch: 'proefstraat' })).status).toBe(403);
    expect((await visitor.post('/locaties/adressen', { addressSearch: 'proefstraat' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await visitor.get('/locaties/adressen')).status).toBe(404);
  });

  it('takes an address whose municipality the register still has under its old code', async () => {
    const westerwolde = await new Visitor(site).signIn((await addMember(site, 'municipality', { code: 'GM1950', provinceCode: 'PV20' })).email);
    const taken = await (await westerwolde.post('/locaties/adressen/keuze', { addressChoice: VLAGTWEDDE })).json();
    expect(taken).toMatchObject({ search: { status: 'taken' } });
  });
});

describe('where no address service is set', () => {
  it('the form does not offer to search, and a search that is sent all the same loses nothing', async () => {
    const plain = await startSite();
    try {
      const member = await addMember(plain, 'municipality', { code: 'GM0119', provinceCode: 'PV22' });
      const who = await new Visitor(plain).signIn(member.email);
      const form = await (await who.get('/locaties/nieuw')).text();
      expect([form.includes('Zoek adres'), form.includes('name="street"'), form.includes('<strong>Meppel</strong>')]).toEqual([false, true, true]);
      const sent = await who.post('/locaties/nieuw', { ...TYPED, step: 'find-address' });
      expect([sent.status, (await sent.text()).includes('value="Hal"')]).toEqual([200, true]);
    } finally {
      await plain.close();
    }
  });
});

describe('a form with the code of a municipality that was merged away', () => {
  it('is told which code to use, and keeps what was typed', async () => {
    const sent = await visitor.post('/locaties/nieuw', { name: 'Hal', street: 'Weg', houseNumber: '1', postcode: '7941 AA', place: 'Meppel', claimedPlaces: '10', municipalityCode: 'GM0048' });
    const page = await sent.text();
    expect(sent.status).toBe(400);
    expect(page).toContain('Gemeente GM0048 bestaat niet meer: zij hoort nu bij Westerwolde. Gebruik GM1950, of laat de code weg.');
    expect(page).toContain('value="Hal"');
  });
});
