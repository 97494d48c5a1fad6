import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * What the service does with a request. `answer`: as documented; `none`: finds nothing; `slow`: begins after this many
 * milliseconds; `trickle`: begins at once and never ends; `huge`: sends megabytes; `garbage`: sends what is no JSON;
 * `odd`: JSON of another shape.
 */
export type ServiceMood = 'answer' | 'none' | 'error' | 'garbage' | 'odd' | 'huge' | 'redirect' | 'trickle' | { readonly slowMs: number };

export type AddressService = {
  /** For ADDRESS_LOOKUP_URL. */
  readonly url: string;
  /** What was asked, in order: path, query and headers. */
  readonly asked: readonly { readonly path: string; readonly query: URLSearchParams; readonly headers: IncomingMessage['headers'] }[];
  /** Bytes sent in all. */
  readonly sent: number;
  mood: ServiceMood;
  close(): Promise<void>;
};

/** A fictional address as the Locatieserver documents it: every field that this service reads, and some that it does not. */
export const addressDocument = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  bron: 'BAG', type: 'adres', id: 'adr-00000000000000000000000000000001', weergavenaam: 'Proefstraat 12, 7941ZZ Meppel', straatnaam: 'Proefstraat', straatnaam_verkort: 'Proefstr',
  huis_nlt: '12', huisnummer: 12, postcode: '7941ZZ', woonplaatsnaam: 'Meppel', woonplaatscode: '1000', gemeentecode: '0119', gemeentenaam: 'Meppel', provinciecode: 'PV22', provincienaam: 'Drenthe',
  provincieafkorting: 'DR', nummeraanduiding_id: '0119200000000001', adresseerbaarobject_id: '0119010000000001', identificatie: '0119010000000001-0119200000000001',
  centroide_ll: 'POINT(6.19412 52.69583)', centroide_rd: 'POINT(209700.1 523400.2)', score: 12.3, ...changes,
});

/** The addresses that it knows: two in Meppel, one in Assen, and one beside the border whose municipality was merged away. */
export const ADDRESSES: readonly Record<string, unknown>[] = [
  addressDocument(),
  addressDocument({ id: 'adr-00000000000000000000000000000002', weergavenaam: 'Proefstraat 12a-2, 7941ZZ Meppel', huis_nlt: '12a-2', huisletter: 'a', huisnummertoevoeging: '2', adresseerbaarobject_id: '0119010000000002' }),
  addressDocument({ id: 'adr-00000000000000000000000000000003', weergavenaam: 'Proefstraat 12, 9401ZZ Assen', postcode: '9401ZZ', woonplaatsnaam: 'Assen', gemeentecode: '0106', gemeentenaam: 'Assen', centroide_ll: 'POINT(6.5642 52.9929)' }),
];

const found = (docs: readonly unknown[]): string => JSON.stringify({ response: { numFound: docs.length, start: 0, maxScore: 12.3, numFoundExact: true, docs }, highlighting: {}, spellcheck: { suggestions: [], collations: [] } });

/** A stand-in for PDOK's Locatieserver v3.1 on this machine, made from its documentation. */
export async function startAddressService(addresses: readonly Record<string, unknown>[] = ADDRESSES): Promise<AddressService> {
  const state = { mood: 'answer' as ServiceMood, sent: 0, asked: [] as AddressService['asked'][number][] };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
    state.asked.push({ path: pathname, query: searchParams, headers: request.headers });
    respond(state, response, pathname, () => documentsFor(addresses, pathname, searchParams));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub got no port.');
  return {
    url: `http://127.0.0.1:${address.port}/search/v3_1`,
    get asked() { return state.asked; },
    get sent() { return state.sent; },
    get mood() { return state.mood; },
    set mood(mood) { state.mood = mood; },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function documentsFor(addresses: readonly Record<string, unknown>[], path: string, query: URLSearchParams): unknown[] {
  if (path.endsWith('/lookup')) return addresses.filter(({ id }) => id === query.get('id'));
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/);
  const fitting = addresses.filter(({ weergavenaam }) => words.every((word) => String(weergavenaam).toLowerCase().includes(word)));
  return fitting.slice(0, Number(query.get('rows') ?? 10)).map(({ id, type, weergavenaam, score }) => ({ type, weergavenaam, id, score }));
}

type State = { readonly mood: ServiceMood; sent: number };

function respond(state: State, response: ServerResponse, path: string, documents: () => unknown[]): void {
  const send = (status: number, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): void => {
    state.sent += body.length;
    response.writeHead(status, headers).end(body);
  };
  const { mood } = state;
  if (typeof mood === 'object') {
    const later = setTimeout(() => send(200, found(documents())), mood.slowMs);
    response.on('close', () => clearTimeout(later));
    return;
  }
  switch (mood) {
    case 'answer': return send(200, found(documents()));
    case 'none': return send(200, found([]));
    case 'error': return send(500, JSON.stringify({ error: { msg: 'org.apache.solr.search.SyntaxError', code: 500 } }));
    case 'garbage': return send(200, '<!DOCTYPE html><title>Proefstraat 12</title>', { 'content-type': 'text/html' });
    case 'odd': return send(200, JSON.stringify({ response: { docs: [{ id: 7 }, null, 'text', { id: 'adr-x', weergavenaam: ['no text'] }] } }));
    case 'redirect': return send(302, '', { location: `${path.replace(/\/(suggest|lookup)$/, '')}/elsewhere` });
    case 'trickle':
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"response":');
      return;
    case 'huge': return pour(state, response);
  }
}

/** Spaces without end, as fast as they are taken. */
function pour(state: State, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const piece = ' '.repeat(64 * 1024);
  const more = (): void => {
    while (!response.destroyed) {
      state.sent += piece.length;
      if (!response.write(piece)) {
        response.once('drain', more);
        return;
      }
    }
  };
  more();
}
