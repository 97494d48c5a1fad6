import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { newId } from '../../src/kernel/index.js';
import { ImportRunner } from '../../src/locations/import/import-runner.js';
import { bytesInMemory } from '../../src/locations/import/file-bytes.js';
import { readSheet } from '../../src/locations/import/read-sheet.js';
import { type Cell, shownCell } from '../../src/locations/import/cells.js';
import { readyBody } from '../integration/location-body.js';
import { addMember, addOneOfEach, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

let site: Site;
let members: Awaited<ReturnType<typeof addOneOfEach>>;
let assen: Visitor;

beforeAll(async () => {
  site = await startSite();
  members = await addOneOfEach(site);
  assen = await new Visitor(site).signIn(members.municipality.email);
}, 60_000);
afterAll(() => site?.close());

type Upload = { readonly name?: string; readonly content: string | Buffer; readonly key?: string };

/** Sends a real multipart form, as a browser does. */
async function upload({ name = 'locaties.csv', content, key = newId() }: Upload, visitor = assen): Promise<Response> {
  const form = new FormData();
  form.set('idempotencyKey', key);
  form.set('file', new Blob([new Uint8Array(Buffer.from(content as string))]), name);
  const encoded = new Request('http://localhost', { method: 'POST', body: form });
  const cookie = [...visitor.cookies].map(([cookieName, value]) => `${cookieName}=${value}`).join('; ');
  return fetch(`${site.url}/locaties/importeren`, { method: 'POST', redirect: 'manual', headers: { cookie, origin: site.url, 'content-type': encoded.headers.get('content-type')! }, body: Buffer.from(await encoded.arrayBuffer()) });
}
async function checked(from: Upload, visitor = assen): Promise<string> {
  const response = await upload(from, visitor);
  expect(response.status).toBe(303);
  const path = response.headers.get('location')!;
  await site.app.get(ImportRunner, { strict: false }).run(path.split('/').at(-1)!);
  return path;
}
const text = async (path: string, visitor = assen): Promise<string> => (await visitor.get(path)).text();
const versionIn = (page: string): string => /name="version" value="(\d+)"/.exec(page)![1]!;
const shown = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ');
async function decide(path: string, what: string, form: Record<string, string> = {}): Promise<Response> {
  const response = await assen.post(`${path}/${what}`, { version: versionIn(await text(path)), ...form });
  await site.app.get(ImportRunner, { strict: false }).run(path.split('/').at(-1)!);
  return response;
}
const rowsOf = async (bytes: ArrayBuffer | Buffer, name: string): Promise<string[][]> => {
  const { rows } = await readSheet(bytesInMemory(Buffer.from(bytes as ArrayBuffer)), name);
  const found: string[][] = [];
  for await (const { cells } of rows) found.push(Array.from({ length: Math.max(...cells.keys()) + 1 }, (_, index) => shownCell(cells.get(index) as Cell | undefined)));
  return found;
};
const download = async (path: string, visitor = assen): Promise<{ name: string; type: string; bytes: Buffer; disposition: string }> => {
  const response = await visitor.get(path);
  expect(response.status).toBe(200);
  const disposition = response.headers.get('content-disposition') ?? '';
  return { name: /filename="([^"]+)"/.exec(disposition)?.[1] ?? '', disposition, type: response.headers.get('content-type')!, bytes: Buffer.from(await response.arrayBuffer()) };
};

const HEADER = 'Kenmerk;Naam;Straat;Huisnummer;Postcode;Plaats;Aangeboden plekken';
const GOOD = 'A-1;Hal De Fictie;Verzonnen weg;1;9401AB;Assen;100';

describe('the template', () => {
  it.each([['sjabloon-locaties', 'csv'], ['sjabloon-locaties', 'xlsx'], ['template-locations', 'csv'], ['template-locations', 'xlsx']])('%s.%s is read without a word about it, but for its example', async (name, ending) => {
    const file = await download(`/locaties/importeren/sjablonen/${name}.${ending}`);
    expect(file.name).toBe(`${name}.${ending}`);
    const path = await checked({ name: file.name, content: file.bytes });
    const page = shown(await text(path));
    expect(page).toContain('Dit is de voorbeeldrij van het sjabloon. Verwijder haar.');
    expect(page).toContain('Er klopt 1 ding niet.');
  });

  it('is not there under another name', async () => expect((await assen.get('/locaties/importeren/sjablonen/geheim.csv')).status).toBe(404));
});

describe('a file that is uploaded', () => {
  it('is checked, shown, chosen and written, without script', async () => {
    const path = await checked({ content: `${HEADER}\n${GOOD}` });
    const page = shown(await text(path));
    expect(page).toContain('Alles klopt Er is nog niets opgeslagen.');
    expect(page).toContain('Gelezen als CSV: UTF-8, met puntkomma’s tussen de kolommen.');
    expect((await decide(path, 'inlezen', { mode: 'all' })).status).toBe(303);
    expect(shown(await text(path))).toContain('De locaties zijn ingelezen.');
    expect(shown(await text('/locaties'))).toContain('Hal De Fictie');
  });

  it('lists what is wrong by row and column, gives the whole list and the rows to correct, and takes these back', async () => {
    const path = await checked({ content: `${HEADER};Zonnepanelen\n${GOOD.replace('A-1', 'B-1')};ja\nB-2;"Zaal ""Oud""";Straat;1;9401;Assen;+100;nee` });
    const page = shown(await text(path));
    expect(page).toContain('Kolom H, “Zonnepanelen”, kennen wij niet.');
    expect(page).toMatch(/3 B-2 E: Postcode 9401 De twee letters ontbreken/);
    const problems = await download(`${path}/problemen`);
    expect(problems.name).toMatch(/^problemen-\d{4}-\d{2}-\d{2}\.csv$/);
    expect((await rowsOf(problems.bytes, 'x.csv')).map((row) => row.slice(0, 4))).toEqual([['Rij', 'Kolom', 'Kolomnaam', 'Kenmerk'], ['', 'H', 'Zonnepanelen', ''], ['3', 'E', 'Postcode', 'B-2']]);
    expect((await decide(path, 'inlezen', { mode: 'all' })).status).toBe(409);
    expect((await decide(path, 'inlezen', { mode: 'good' })).status).toBe(303);
    const rest = await download(`${path}/rest`);
    expect(rest.bytes.toString()).toContain("'+100");
    const rows = await rowsOf(rest.bytes, 'x.csv');
    expect(rows[1]!.slice(0, 9)).toEqual(['B-2', 'Zaal "Oud"', 'Straat', '1', '9401', 'Assen', "'+100", 'nee', '3']);
    const again = await checked({ content: rest.bytes.toString().replace(';9401;', ';9401AC;') });
    expect(shown(await text(again))).toContain('Er klopt 1 ding niet.');
    expect((await decide(again, 'inlezen', { mode: 'good' })).status).toBe(303);
    expect(shown(await text('/locaties'))).toContain('Zaal "Oud"'.replaceAll('"', '&quot;'));
  });

  it('gives the rows of a workbook back as a workbook', async () => {
    const template = await download('/locaties/importeren/sjablonen/template-locations.xlsx');
    const path = await checked({ name: 'x.xlsx', content: template.bytes });
    const rest = await download(`${path}/rest`);
    expect([rest.type, rest.name.endsWith('.xlsx')]).toEqual(['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', true]);
    const [header, row] = await rowsOf(rest.bytes, 'x.xlsx');
    expect([header!.slice(0, 2), header!.at(-1), row![0]]).toEqual([['Reference', 'Name'], 'Waarom niet ingelezen', 'VOORBEELD-0']);
  });

  it('that comes twice with one key is one import', async () => {
    const key = newId();
    const places = await Promise.all([upload({ content: `${HEADER}\n${GOOD}`, key }), upload({ content: `${HEADER}\n${GOOD}`, key })]);
    expect(new Set(places.map((response) => response.headers.get('location'))).size).toBe(1);
    expect((await upload({ content: `${HEADER}\n`, key })).status).toBe(422);
  });

  it.each([
    ['HTML named .xlsx', { name: 'locaties.xlsx', content: '<!doctype html><table><tr><td>Kenmerk</td></tr></table>' }, 'Dit is een webpagina of XML'],
    ['a CSV named .xlsx', { name: 'locaties.xlsx', content: `${HEADER}\n${GOOD}` }, 'Dit bestand heet .xlsx, maar er zit gewone tekst in'],
    ['of which the columns are not known', { content: 'a;b\n1;2' }, 'Het is niet duidelijk welke kolom wat is'],
  ])('%s: said in words, with the way on', async (_what, file, words) => {
    const page = shown(await text(await checked(file)));
    expect(page).toContain('Dit bestand kan niet worden gelezen');
    expect(page).toContain(words);
    expect(page).toContain('Een ander bestand uploaden');
  });

  it('that is missing or empty is said at its field', async () => {
    for (const response of [await upload({ content: '' }), await assen.send('POST', '/locaties/importeren', { origin: site.url, 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\nContent-Disposition: form-data; name="idempotencyKey"\r\n\r\n1\r\n--x--\r\n')]) {
      expect(response.status).toBe(400);
      expect(shown(await response.text())).toContain('Kies een bestand.');
    }
    expect((await assen.post('/locaties/importeren', { file: 'x' })).status).toBe(415);
  });

  it('of 2 GB is cut off with a clear message, long before it has been sent', async () => {
    const { hostname, port } = new URL(site.url);
    const cookie = [...assen.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="groot.csv"\r\nContent-Type: text/csv\r\n\r\n';
    for (const announced of ['content-length: 2147483648', 'transfer-encoding: chunked']) {
      const answer = await new Promise<{ text: string; sent: number }>((resolve, reject) => {
        const socket = connect(Number(port), hostname);
        let received = '';
        let sent = 0;
        const chunked = announced.startsWith('transfer');
        const piece = 'x'.repeat(1024 * 1024);
        const frame = (data: string): string => (chunked ? `${data.length.toString(16)}\r\n${data}\r\n` : data);
        const send = (): void => {
          while (!socket.destroyed && received === '' && sent < 200) {
            sent += 1;
            if (!socket.write(frame(piece))) return void socket.once('drain', send);
          }
        };
        socket.on('connect', () => {
          socket.write(`POST /locaties/importeren HTTP/1.1\r\nhost: ${hostname}:${port}\r\norigin: ${site.url}\r\ncookie: ${cookie}\r\ncontent-type: multipart/form-data; boundary=x\r\n${announced}\r\n\r\n${frame(head)}`);
          send();
        });
        socket.on('data', (data) => { received += data.toString(); if (received.includes('</html>')) { socket.destroy(); resolve({ text: received, sent }); } });
        socket.on('error', (error) => (received.includes('</html>') ? undefined : reject(error)));
      });
      expect(answer.text).toMatch(/^HTTP\/1\.1 413/);
      expect(shown(answer.text)).toContain('Een bestand mag hooguit 20 MB zijn.');
      expect(answer.sent).toBeLessThan(200);
    }
    expect(await site.database.sql(`SELECT 1 FROM location_imports WHERE file_name = 'groot.csv'`)).toEqual([]);
  });

  it('belongs to its municipality: nobody else sees or decides', async () => {
    const path = await checked({ content: `${HEADER}\n${GOOD.replace('A-1', 'C-1')}` });
    const emmen = await new Visitor(site).signIn((await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' })).email);
    for (const what of ['', '/problemen', '/rest', '/stream']) expect([what, (await emmen.get(path + what)).status]).toEqual([what, 404]);
    for (const what of ['/inlezen', '/opnieuw', '/verwijderen']) expect([what, (await emmen.post(path + what, { version: '2' })).status]).toEqual([what, 404]);
    const province = await new Visitor(site).signIn(members.province.email);
    expect((await province.get('/locaties/importeren')).status).toBe(403);
    expect((await upload({ content: `${HEADER}\n${GOOD}` }, province)).status).toBe(403);
    expect(shown(await text('/locaties', province))).not.toContain('Importeren');
  });

  it('that a colleague decided on meanwhile is not decided on again', async () => {
    const path = await checked({ content: `${HEADER}\n${GOOD.replace('A-1', 'D-1')}` });
    const version = versionIn(await text(path));
    expect((await decide(path, 'verwijderen')).status).toBe(303);
    const late = await assen.post(`${path}/inlezen`, { version, mode: 'all' });
    expect(late.status).toBe(409);
    expect(shown(await late.text())).toContain('Dit bestand kan nu niet worden ingelezen');
    expect(shown(await text(path))).toContain('Dit bestand is verwijderd.');
  });

  it('tells everything in English to who reads English', async () => {
    const path = await checked({ content: `${HEADER};Zonnepanelen\nE-1;;Straat;1;9401AB;Assen;x;1` });
    assen.cookies.set('taal', 'en');
    try {
      const page = shown(await text(path));
      for (const words of ['3 things are wrong.', 'Column H, “Zonnepanelen”, is not known.', 'B: Naam – Fill in this field.', 'G: Aangeboden plekken x “x” is not a number.']) expect(page).toContain(words);
      expect((await download(`${path}/problemen`)).bytes.toString()).toContain('Row,Column,Column name,Reference,What it says,What is wrong and what you can do');
      expect(shown(await text('/locaties/importeren'))).toContain('Start with the template');
    } finally {
      assen.cookies.delete('taal');
    }
  });
});

describe('an export', () => {
  const SECRET = { name: 'Vertrouwelijk gebouw', street: 'Geheimstraat', latitude: 52.9912, longitude: 6.5634, notes: '=HYPERLINK("https://kwaad.example")', confidentiality: 'confidential', claimedPlaces: 40 };
  const api = (who: Member, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${site.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${who.apiKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  let emmen: Member;

  beforeAll(async () => {
    emmen = await addMember(site, 'municipality', { code: 'GM0118', provinceCode: 'PV22' });
    for (const changes of [SECRET, { name: 'Openbaar gebouw', street: 'Marktplein', latitude: 52.7858, longitude: 6.8976, confidentiality: 'public' }, { name: 'Zonder punt', latitude: null, longitude: null, confidentiality: 'public' }]) {
      expect((await api(emmen, 'POST', 'standby-locations', readyBody({ ...changes, place: 'Emmen' }))).status).toBe(201);
    }
  });

  it.each(['csv', 'xlsx'])('as %s has the columns of the import; nothing is a formula, and a date is in its name', async (format) => {
    const owner = await new Visitor(site).signIn(emmen.email);
    const file = await download(`/locaties/exporteren/${format}?municipality=GM0118&page=3`, owner);
    expect(file.disposition).toMatch(new RegExp(`^attachment; filename="locaties-\\d{4}-\\d{2}-\\d{2}\\.${format}"$`));
    const rows = await rowsOf(file.bytes, `x.${format}`);
    const column = (header: string): string[] => rows.slice(1).map((row) => row[rows[0]!.indexOf(header)] ?? '');
    expect(column('Naam')).toEqual(['Openbaar gebouw', 'Vertrouwelijk gebouw', 'Zonder punt']);
    expect(column('Straat')[1]).toBe('Geheimstraat');
    expect(column('Inzetbaarheid nu')[0]).toBe('Niet inzetbaar');
    expect(column('Contact 1: naam')[0]).toBe('Sam authorises');
    expect(column('Opmerkingen')[1]).toBe(format === 'csv' ? "'=HYPERLINK(\"https://kwaad.example\")" : SECRET.notes);
  });

  it('comes back unchanged when it is imported again', async () => {
    const owner = await new Visitor(site).signIn(emmen.email);
    for (const format of ['csv', 'xlsx']) {
      const file = await download(`/locaties/exporteren/${format}?municipality=GM0118`, owner);
      const path = await checked({ name: file.name, content: file.bytes }, owner);
      expect([format, shown(await text(path, owner))]).toEqual([format, expect.stringContaining('Alles staat er al zo.')]);
    }
  });

  it.each(['coa', 'red-cross', 'municipality'] as const)('obeys confidentiality: %s', async (who) => {
    const csv = await (await api(members[who], 'GET', 'location-exports?municipality=GM0118')).text();
    const geo = await (await api(members[who], 'GET', 'location-exports?municipality=GM0118&format=geojson')).text();
    expect([csv.includes('Marktplein'), csv.includes('Vertrouwelijk gebouw'), geo.includes('Marktplein')]).toEqual([true, true, true]);
    for (const telling of ['Geheimstraat', '52.9912', '52,9912', '6.5634', '6,5634', 'kwaad.example', 'Sam authorises', 'gemeentesecretaris', '@assen.example']) expect([telling, csv.includes(telling), geo.includes(telling)]).toEqual([telling, false, false]);
    expect(geo).not.toContain('Vertrouwelijk gebouw');
  });

  it('as GeoJSON is RFC 7946, longitude first, and has nothing of contacts for anybody', async () => {
    const response = await api(emmen, 'GET', 'location-exports?municipality=GM0118&format=geojson');
    expect(response.headers.get('content-type')).toBe('application/geo+json');
    const body = (await response.clone().json()) as { type: string; features: { type: string; id: string; geometry: unknown; properties: Record<string, unknown> }[] };
    expect(body.type).toBe('FeatureCollection');
    expect(body.features.map(({ type, geometry, properties }) => [type, geometry, properties['name'], properties['readiness']])).toEqual([
      ['Feature', { type: 'Point', coordinates: [6.8976, 52.7858] }, 'Openbaar gebouw', 'not-ready'],
      ['Feature', { type: 'Point', coordinates: [6.5634, 52.9912] }, 'Vertrouwelijk gebouw', 'not-ready'],
    ]);
    for (const personal of ['Sam', '@', '0592', '+31', 'gemeentesecretaris', 'directeur']) expect(await response.clone().text()).not.toContain(personal);
  });

  it('follows the filters of the list, and says what is wrong with them', async () => {
    expect(JSON.parse(await (await api(members.coa, 'GET', 'location-exports?format=geojson&municipality=GM1701')).text())).toEqual({ type: 'FeatureCollection', features: [] });
    expect(JSON.parse(await (await api(members.coa, 'GET', 'location-exports?format=geojson&ready=true')).text()).features).toEqual([]);
    expect((await api(members.coa, 'GET', 'location-exports?province=Drenthe')).status).toBe(400);
    expect((await assen.get('/locaties/exporteren/pdf')).status).toBe(404);
  });
});
