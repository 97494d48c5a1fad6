import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { err, ok } from '../../src/kernel/index.js';
import { PdokAddressLookup } from '../../src/locations/pdok-address-lookup.js';
import { ADDRESSES, addressDocument, startAddressService, type AddressService, type ServiceMood } from '../support/address-service.js';

let service: AddressService;
let lookup: PdokAddressLookup;

beforeAll(async () => {
  service = await startAddressService();
  lookup = new PdokAddressLookup({ addressLookupUrl: service.url });
});
beforeEach(() => {
  service.mood = 'answer';
});
afterAll(() => service?.close());

const FIRST = String(ADDRESSES[0]!['id']);
const SECOND = String(ADDRESSES[1]!['id']);

describe('looking up an address', () => {
  it('suggests what fits and then knows everything about the one that is chosen', async () => {
    expect(await lookup.suggest('proefstraat 12 meppel')).toEqual(ok([{ id: FIRST, label: 'Proefstraat 12, 7941ZZ Meppel' }, { id: SECOND, label: 'Proefstraat 12a-2, 7941ZZ Meppel' }]));
    expect(await lookup.lookup(FIRST)).toEqual(ok({
      street: 'Proefstraat', houseNumber: '12', postcode: '7941 ZZ', place: 'Meppel', municipalityCode: 'GM0119', municipalityName: 'Meppel', bagId: '0119010000000001', latitude: 52.69583, longitude: 6.19412,
    }));
    expect(await lookup.lookup(SECOND)).toMatchObject(ok({ houseNumber: '12a-2', bagId: '0119010000000002' }));
  });

  it('asks as documented, and sends nothing of who asks', async () => {
    await lookup.suggest('  Proefstraat\n 12 ');
    await lookup.lookup(FIRST);
    const [suggest, chosen] = service.asked.slice(-2);
    expect([suggest!.path, Object.fromEntries(suggest!.query)]).toEqual(['/search/v3_1/suggest', { q: 'Proefstraat 12', fq: 'type:adres', rows: '7' }]);
    expect([chosen!.path, Object.fromEntries(chosen!.query)]).toEqual(['/search/v3_1/lookup', { id: FIRST }]);
    expect(Object.keys(suggest!.headers)).not.toEqual(expect.arrayContaining([expect.stringMatching(/cookie|referer|origin|forwarded|authorization/)]));
    expect(suggest!.headers['user-agent']).toBe('achter-de-hand');
  });

  it('asks nothing at all for what is no address', async () => {
    const before = service.asked.length;
    for (const typed of ['', 'ab', 'sam@assen.example', '0592 000 100']) expect(await lookup.suggest(typed)).toEqual(ok([]));
    for (const id of ['', 'wpl-1', 'adr-1&fl=*', '../suggest']) expect(await lookup.lookup(id)).toEqual(ok(null));
    expect(service.asked).toHaveLength(before);
  });

  it('finds nothing where there is nothing', async () => {
    service.mood = 'none';
    expect(await lookup.suggest('Nergensstraat 1')).toEqual(ok([]));
    expect(await lookup.lookup(FIRST)).toEqual(ok(null));
  });

  it('is off where nobody set a service', async () => {
    const none = new PdokAddressLookup({ addressLookupUrl: undefined });
    expect([await none.suggest('Proefstraat 12'), await none.lookup(FIRST)]).toEqual([err('off'), err('off')]);
  });
});

describe('an address service that does not help', () => {
  it.each<[string, ServiceMood]>([['that is broken', 'error'], ['that sends no JSON', 'garbage'], ['that leads elsewhere', 'redirect']])('%s is away', async (_what, mood) => {
    service.mood = mood;
    expect([await lookup.suggest('Proefstraat 12'), await lookup.lookup(FIRST)]).toEqual([err('away'), err('away')]);
    expect(service.asked.map(({ path }) => path)).not.toContain('/search/v3_1/elsewhere');
  });

  it.each<[string, ServiceMood]>([['that answers after three seconds', { slowMs: 3000 }], ['that begins and never ends', 'trickle']])('%s is away after two', async (_what, mood) => {
    service.mood = mood;
    const began = performance.now();
    expect(await lookup.suggest('Proefstraat 12')).toEqual(err('away'));
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(1900);
    expect(took).toBeLessThan(2900);
  });

  it('that pours out megabytes is left after a few hundred kilobytes', async () => {
    service.mood = 'huge';
    const before = service.sent;
    const began = performance.now();
    expect(await lookup.suggest('Proefstraat 12')).toEqual(err('away'));
    expect(performance.now() - began).toBeLessThan(1900);
    expect(service.sent - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('that is not there is away', async () => {
    const nobody = await startAddressService();
    await nobody.close();
    expect(await new PdokAddressLookup({ addressLookupUrl: nobody.url }).suggest('Proefstraat 12')).toEqual(err('away'));
  });

  it('whose suggestions are of another shape has none, and whose address is, is away', async () => {
    service.mood = 'odd';
    expect([await lookup.suggest('Proefstraat 12'), await lookup.lookup(FIRST)]).toEqual([ok([]), err('away')]);
  });
});

describe('an address that is not whole', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['without a postcode', { postcode: undefined }, { postcode: null }],
    ['with a point outside the Netherlands', { centroide_ll: 'POINT(2.35 48.86)' }, { latitude: null, longitude: null }],
    ['with a point that is none', { centroide_ll: 'POINT EMPTY' }, { latitude: null, longitude: null }],
    ['without the object', { adresseerbaarobject_id: undefined }, { bagId: '0119200000000001' }],
    ['with a nonsensical object', { adresseerbaarobject_id: 'onzin', nummeraanduiding_id: 12 }, { bagId: null }],
    ['without the number in one', { huis_nlt: undefined }, { houseNumber: '12' }],
  ])('%s is taken without that part', async (_what, changes, expected) => {
    const odd = await startAddressService([addressDocument(changes)]);
    expect(await new PdokAddressLookup({ addressLookupUrl: odd.url }).lookup(FIRST)).toMatchObject(ok({ street: 'Proefstraat', ...expected }));
    await odd.close();
  });
});
