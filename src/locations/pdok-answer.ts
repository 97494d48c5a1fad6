import { z } from 'zod';
import type { AddressSuggestion, FoundAddress } from './address-lookup.js';
import { isDutchLatitude, isDutchLongitude, readHouseNumber, readPostcode } from './domain/index.js';

// The answers of PDOK's Locatieserver v3.1 (https://github.com/PDOK/locatieserver/wiki/API-Locatieserver). It is somebody
// else's data: each document is checked by itself, and one that is not as documented is left out.

const ENVELOPE = z.object({ response: z.object({ docs: z.array(z.unknown()).max(1000) }) });
const text = (maximum: number) => z.string().trim().min(1).max(maximum).regex(/^\P{Cc}*$/u);

const SUGGESTION = z.object({ id: z.string().regex(/^adr-[0-9A-Za-z]{1,64}$/), weergavenaam: text(200) });
const ADDRESS = z.object({
  straatnaam: text(200),
  /** Number, letter and addition together, as they are written. */
  huis_nlt: z.string().max(20).optional(),
  huisnummer: z.union([z.int(), z.string().max(20)]),
  postcode: z.string().max(10).optional(),
  woonplaatsnaam: text(100),
  gemeentecode: z.string().regex(/^\d{4}$/),
  gemeentenaam: text(100),
  adresseerbaarobject_id: z.string().regex(/^\d{16}$/).optional().catch(undefined),
  nummeraanduiding_id: z.string().regex(/^\d{16}$/).optional().catch(undefined),
  centroide_ll: z.string().max(100).optional(),
});

const docsOf = (answer: unknown): unknown[] | undefined => {
  const envelope = ENVELOPE.safeParse(answer);
  return envelope.success ? envelope.data.response.docs : undefined;
};

/** The suggestions in an answer; undefined when it is no answer of the service. */
export function suggestionsIn(answer: unknown, most: number): AddressSuggestion[] | undefined {
  return docsOf(answer)
    ?.flatMap((doc) => {
      const read = SUGGESTION.safeParse(doc);
      return read.success ? [{ id: read.data.id, label: read.data.weergavenaam }] : [];
    })
    .slice(0, most);
}

/** The address in an answer, null when there is none; undefined when it is no answer of the service. */
export function addressIn(answer: unknown): FoundAddress | null | undefined {
  const docs = docsOf(answer);
  if (!docs || docs.length === 0) return docs && null;
  const read = ADDRESS.safeParse(docs[0]);
  return read.success ? addressOf(read.data) : undefined;
}

function addressOf(doc: z.output<typeof ADDRESS>): FoundAddress | undefined {
  const houseNumber = readHouseNumber(doc.huis_nlt ?? String(doc.huisnummer));
  if (houseNumber === null) return undefined;
  const postcode = readPostcode(doc.postcode ?? '');
  return {
    street: doc.straatnaam, houseNumber, place: doc.woonplaatsnaam, municipalityName: doc.gemeentenaam, municipalityCode: `GM${doc.gemeentecode}`,
    postcode: postcode.ok ? postcode.value : null, bagId: doc.adresseerbaarobject_id ?? doc.nummeraanduiding_id ?? null, ...pointIn(doc.centroide_ll ?? ''),
  };
}

/** `POINT(longitude latitude)` in WGS84 degrees; nothing when it does not lie in the Netherlands. */
function pointIn(wkt: string): { latitude: number | null; longitude: number | null } {
  const [, x, y] = /^POINT ?\((\d{1,3}(?:\.\d+)?) (\d{1,3}(?:\.\d+)?)\)$/.exec(wkt) ?? [];
  const [longitude, latitude] = [Number(x), Number(y)];
  return isDutchLatitude(latitude) && isDutchLongitude(longitude) ? { latitude, longitude } : { latitude: null, longitude: null };
}
