import { createHash } from 'node:crypto';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../../src/kernel/index.js';
import { SETTINGS, type Settings } from '../../src/platform/config/index.js';
import { exif, HTML, JPEG, jpegWith, pdf, PNG, SVG } from '../support/files.js';
import { added as addedTo, documentForm, documentsAt, filesIn, json, keyOf, registerLocation, upload as uploadTo, type Json, type Sent } from './document-room.js';
import { addMember, startSite, type Member, type Site } from './site.js';
import { Visitor } from './visitor.js';

jest.setTimeout(60_000);

const MEGABYTE = 1024 * 1024;
let site: Site;
let assen: Member;
let emmen: Member;
let coa: Member;
let location: string;

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  emmen = await addMember(site, 'municipality', { code: 'GM0114', provinceCode: 'PV22' });
  coa = await addMember(site, 'coa');
});
afterAll(() => site?.close());
beforeEach(async () => { location = await registerLocation(site, assen); });

const upload = (sent: Sent = {}): Promise<Response> => uploadTo(site, assen, location, sent);
const added = (sent: Sent = {}): Promise<Json> => addedTo(site, assen, location, sent);
const path = (): string => documentsAt(location);
const get = (rest: string, member = assen, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => fetch(`${site.url}${path()}${rest}`, { method, headers: { ...keyOf(member), ...headers } });

describe('a document over the API', () => {
  it('is put on file, listed, told of and given back', async () => {
    const response = await upload({ fields: { kind: 'floor-plan', label: 'Begane grond', validUntil: '2031-01-01' }, name: '../plan van “Sam”.pdf' });
    const made = await json(response);
    expect([response.status, response.headers.get('etag'), response.headers.get('location')]).toEqual([201, '"1"', `${path()}/${made.id}`]);
    expect(made).toEqual({
      id: made.id, standbyLocationId: location, kind: 'floor-plan', label: 'Begane grond', fileName: 'plan van “Sam”.pdf', mediaType: 'application/pdf', sizeBytes: pdf().length,
      sha256: createHash('sha256').update(pdf()).digest('hex'), validUntil: '2031-01-01', scanned: false, uploadedBy: 'Bo Proef', uploadedAt: expect.stringMatching(/Z$/), version: 1,
    });
    expect((await json(await get(''))).items).toEqual([made]);
    expect(await json(await get(`/${made.id}`))).toEqual(made);
    expect(Buffer.from(await (await get(`/${made.id}/content`)).arrayBuffer())).toEqual(pdf());
    const shown = await json(await fetch(`${site.url}/api/v1/standby-locations/${location}`, { headers: keyOf(coa) }));
    expect(shown['facts']).toMatchObject({ floorPlanOnFile: 'no', floorPlanDocument: { validUntil: '2031-01-01' } });
    expect(shown['criteria']).toContainEqual(expect.objectContaining({ criterion: 'floor-plan', met: true, validUntil: '2031-01-01' }));
  });

  it('is made once for a repeated request', async () => {
    const headers = { 'idempotency-key': 'een' };
    const [first, second] = [await added({ headers }), await added({ headers })];
    expect(second.id).toBe(first.id);
    expect((await upload({ headers, file: PNG })).status).toBe(422);
    expect((await json(await get(''))).items).toHaveLength(1);
  });

  it('is removed with the version that was read', async () => {
    const { id } = await added();
    const status = async (headers: Record<string, string>, member = assen): Promise<unknown[]> => {
      const response = await get(`/${id}`, member, headers, 'DELETE');
      return [response.status, response.status === 204 ? undefined : (await json(response))['code']];
    };
    expect(await status({})).toEqual([428, 'REQUEST.VERSION_REQUIRED']);
    expect(await status({ 'if-match': '"2"' })).toEqual([412, 'REQUEST.STALE_VERSION']);
    expect(await status({ 'if-match': '"1"' }, emmen)).toEqual([403, 'LOCATION.NOT_YOURS']);
    expect(await status({ 'if-match': '"1"' })).toEqual([204, undefined]);
    expect(await status({ 'if-match': '"1"' })).toEqual([404, 'REQUEST.NOT_FOUND']);
    expect((await get(`/${id}/content`)).status).toBe(404);
  });

  it('is not there for who may not see the contacts', async () => {
    const { id } = await added();
    for (const rest of ['', `/${id}`, `/${id}/content`]) {
      expect([rest, (await get(rest, emmen)).status, (await get(rest, coa)).status]).toEqual([rest, 404, 403]);
    }
    expect((await fetch(`${site.url}${path()}/${id}/content`)).status).toBe(401);
  });

  it('is described in OpenAPI as a form with a file, and as a file', async () => {
    const { paths } = await json(await fetch(`${site.url}/api/v1/openapi.json`)) as unknown as { paths: Record<string, Record<string, { requestBody?: { content: unknown }; responses: Record<string, { content: unknown }> }>> };
    expect(paths['/api/v1/standby-locations/{id}/documents']!['post']!.requestBody!.content).toMatchObject({
      'multipart/form-data': { schema: { properties: { file: { type: 'string', format: 'binary' }, kind: { enum: expect.arrayContaining(['floor-plan', 'photo']) } }, required: expect.arrayContaining(['kind', 'file']) } },
    });
    expect(Object.keys(paths['/api/v1/standby-locations/{id}/documents/{documentId}/content']!['get']!.responses['200']!.content as object)).toEqual(['application/pdf', 'image/png', 'image/jpeg']);
  });
});

describe('what is sent', () => {
  it('is refused with every wrong field named, the file among them', async () => {
    const response = await upload({ fields: { kind: 'foto', validUntil: '2026-02-30', surprise: '1', label: 'x'.repeat(200) }, file: null });
    const body = await json(response);
    expect([response.status, body['code'], body.errors.map(({ path: field }) => field).sort()]).toEqual([400, 'REQUEST.INVALID', ['file', 'kind', 'label', 'surprise', 'validUntil']]);
    expect(body.errors.find(({ path: field }) => field === 'file')!.message).toBe('Kies een bestand.');
  });

  it.each([
    ['a web page called PDF', HTML, 'plan.pdf', 'application/pdf', 415, 'DOCUMENT.TYPE_NOT_ALLOWED', /webpagina \(HTML\).*PDF, PNG en JPEG/],
    ['a drawing called PNG', SVG, 'plan.png', 'image/png', 415, 'DOCUMENT.TYPE_NOT_ALLOWED', /SVG.*PDF, PNG en JPEG/],
    ['a picture with a page behind it', Buffer.concat([PNG, HTML]), 'plan.png', 'image/png', 415, 'DOCUMENT.MIXED', /PNG, en tegelijk iets anders/],
    ['half a PDF', pdf().subarray(0, 200), 'plan.pdf', 'application/pdf', 400, 'DOCUMENT.INCOMPLETE', /begint als PDF/],
    ['nothing', Buffer.alloc(0), 'plan.pdf', 'application/pdf', 400, 'DOCUMENT.EMPTY', /niets in/],
  ] as const)('is told by its content: %s', async (_what, file, name, type, status, code, message) => {
    const response = await upload({ file, name, type });
    const body = await json(response);
    expect([response.status, body['code'], body.errors[0]!.path]).toEqual([status, code, 'file']);
    expect(body.errors[0]!.message).toMatch(message);
    expect(body['allowed']).toEqual(['application/pdf', 'image/png', 'image/jpeg']);
  });

  it('counts for what it is, whatever it is called', async () => {
    expect(await added({ file: JPEG, name: 'pagina.html', type: 'text/html', fields: { kind: 'photo' } })).toMatchObject({ mediaType: 'image/jpeg', fileName: 'pagina.jpg' });
  });

  it('leaves the place out of a photo', async () => {
    const photo = jpegWith(exif(1));
    const { id } = await added({ file: photo, name: 'IMG.jpg', fields: { kind: 'photo' } });
    expect(Buffer.from(await (await get(`/${id}/content`)).arrayBuffer())).toEqual(JPEG);
  });

  const raw = (type: string | undefined, body: string): Promise<Response> =>
    fetch(`${site.url}${path()}`, { method: 'POST', headers: { ...keyOf(assen), ...(type && { 'content-type': type }) }, body: Buffer.from(body, 'latin1') });
  const part = (name: string, rest: string, value = 'x'): string => `--b\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n${value}\r\n`;

  it.each([
    ['JSON', 'application/json', '{"kind":"photo"}', 415, 'UPLOAD.EXPECTED'],
    ['a form without files', 'application/x-www-form-urlencoded', 'kind=photo', 415, 'UPLOAD.EXPECTED'],
    ['a multipart body without a boundary', 'multipart/form-data', 'x', 415, 'UPLOAD.EXPECTED'],
    ['no type at all', undefined, 'x', 415, 'UPLOAD.EXPECTED'],
    ['a body that is no form', 'multipart/form-data; boundary=b', 'x', 400, 'UPLOAD.BROKEN'],
    ['a form that ends half-way', 'multipart/form-data; boundary=b', part('kind', '', 'photo') + part('file', '; filename="a.pdf"', '%PDF-1.4'), 400, 'UPLOAD.BROKEN'],
    ['two files', 'multipart/form-data; boundary=b', `${part('file', '; filename="a.pdf"')}${part('file', '; filename="b.pdf"')}--b--\r\n`, 400, 'UPLOAD.BROKEN'],
    ['a file in another field', 'multipart/form-data; boundary=b', `${part('photo', '; filename="a.pdf"')}--b--\r\n`, 400, 'UPLOAD.BROKEN'],
    ['many fields', 'multipart/form-data; boundary=b', `${Array.from({ length: 50 }, (_, index) => part(`f${index}`, '')).join('')}--b--\r\n`, 400, 'UPLOAD.BROKEN'],
    ['a field without end', 'multipart/form-data; boundary=b', `${part('label', '', 'x'.repeat(100_000))}--b--\r\n`, 400, 'UPLOAD.BROKEN'],
  ])('is refused when it is %s', async (_what, type, body, status, code) => {
    const response = await raw(type, body);
    expect([response.status, (await json(response))['code']]).toEqual([status, code]);
    expect(await filesIn(site, 'uploads')).toEqual([]);
  });

  it('is still JSON everywhere else', async () => {
    const response = await fetch(`${site.url}/api/v1/standby-locations`, { method: 'POST', headers: keyOf(assen), body: documentForm() });
    expect([response.status, (await json(response))['code']]).toEqual([415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE']);
  });
});

describe('the content of a document', () => {
  it('is always for saving, never a page of this site', async () => {
    const { id } = await added({ name: 'plan “één” €.pdf', fields: { kind: 'permit' } });
    const response = await get(`/${id}/content`);
    const headers = Object.fromEntries(['content-type', 'content-disposition', 'content-length', 'x-content-type-options', 'content-security-policy', 'cache-control', 'accept-ranges'].map((name) => [name, response.headers.get(name)]));
    expect(headers).toEqual({
      'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="plan ???n? ?.pdf"; filename*=UTF-8\'\'plan%20%E2%80%9C%C3%A9%C3%A9n%E2%80%9D%20%E2%82%AC.pdf',
      'content-length': String(pdf().length), 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'", 'cache-control': 'no-store', 'accept-ranges': 'bytes',
    });
  });

  it('answers HEAD, and one part at a time', async () => {
    const { id, sha256 } = await added();
    const head = await get(`/${id}/content`, assen, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.headers.get('etag'), await head.text()]).toEqual([200, String(pdf().length), `"${String(sha256)}"`, '']);
    const part = await get(`/${id}/content`, assen, { range: 'bytes=0-7' });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length'), await part.text()]).toEqual([206, `bytes 0-7/${pdf().length}`, '8', '%PDF-1.4']);
    const last = await get(`/${id}/content`, assen, { range: 'bytes=-6', 'if-range': `"${String(sha256)}"` });
    expect([last.status, await last.text()]).toEqual([206, '%%EOF\n']);
    expect((await get(`/${id}/content`, assen, { range: 'bytes=-6', 'if-range': '"another"' })).status).toBe(200);
    const outside = await get(`/${id}/content`, assen, { range: 'bytes=99999-' });
    expect([outside.status, outside.headers.get('content-range'), (await json(outside))['code']]).toEqual([416, `bytes */${pdf().length}`, 'DOCUMENT.RANGE_OUTSIDE']);
  });

  it('that is gone, or not whole, is told as a fault of ours, and nothing else breaks', async () => {
    const { id } = await added();
    const file = join(site.app.get<Settings>(SETTINGS).dataDir, 'documents', id);
    await truncate(file, 10);
    const short = await get(`/${id}/content`);
    expect([short.status, (await json(short))['code'], short.headers.get('content-disposition')]).toEqual([500, 'DOCUMENT.CONTENT_MISSING', null]);
    await rm(file);
    const gone = await get(`/${id}/content`);
    expect([gone.status, (await json(gone))['code'], gone.headers.get('content-type')]).toEqual([500, 'DOCUMENT.CONTENT_MISSING', expect.stringContaining('problem+json')]);
    expect((await get(`/${id}/content`, assen, {}, 'HEAD')).status).toBe(500);
    await writeFile(file, pdf());
    expect((await get(`/${id}/content`)).status).toBe(200);
  });

  it('is left in peace when its reader hangs up', async () => {
    const { id } = await added({ file: pdf({ comment: `%${'x'.repeat(5_000_000)}\n` }) });
    const response = await get(`/${id}/content`);
    await response.body!.cancel();
    expect((await get(`/${id}`)).status).toBe(200);
  });
});

describe('documents on the pages', () => {
  const page = async (visitor: Visitor, address: string): Promise<string> => (await visitor.get(address)).text();
  const send = (visitor: Visitor, sent: Sent, headers: Record<string, string> = { origin: site.url }): Promise<Response> =>
    fetch(`${site.url}/locaties/${location}/documenten`, { method: 'POST', redirect: 'manual', headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers }, body: documentForm(sent) });

  it('are added with a form, saved, and removed after a confirmation', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    expect(await page(visitor, `/locaties/${location}`)).toContain('Er staan nog geen documenten bij deze locatie.');
    const key = newId();
    const sent = { fields: { kind: 'floor-plan', label: '', validUntil: '', idempotencyKey: key }, name: 'Plattegrond <b>.pdf' };
    const done = await send(visitor, sent);
    expect([done.status, done.headers.get('location')]).toEqual([303, `/locaties/${location}?gelukt=document#documenten`]);
    expect((await send(visitor, sent)).status).toBe(303);
    const shown = await page(visitor, `/locaties/${location}?gelukt=document`);
    expect(shown).toContain('Het document is toegevoegd.');
    expect(shown.match(/Plattegrond _b_/g)).toHaveLength(2);
    expect(shown).toContain('Document toegevoegd');
    const [, id] = /\/documenten\/([0-9a-f-]{36})"/.exec(shown)!;
    const saved = await visitor.get(`/locaties/${location}/documenten/${id}`);
    expect([saved.headers.get('content-disposition'), await saved.text()]).toEqual(['attachment; filename="Plattegrond _b_.pdf"', pdf().toString('latin1')]);

    const confirm = await page(visitor, `/locaties/${location}/documenten/${id}/verwijderen`);
    expect(confirm).toContain('Een plattegrond telt mee voor de inzetbaarheid');
    expect((await visitor.post(`/locaties/${location}/documenten/${id}/verwijderen`, { version: '9' })).status).toBe(412);
    const removed = await visitor.post(`/locaties/${location}/documenten/${id}/verwijderen`, { version: '1' });
    expect(removed.headers.get('location')).toBe(`/locaties/${location}?gelukt=document-verwijderd#documenten`);
    expect(await page(visitor, `/locaties/${location}`)).toContain('Er staan nog geen documenten bij deze locatie.');
  });

  it('come back with what was typed and what is wrong, the file aside', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    const wrong = await send(visitor, { fields: { kind: 'permit', label: 'Vergunning <2026>', validUntil: '2031-05-06' }, file: HTML });
    const again = await wrong.text();
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([415, expect.stringContaining('text/html')]);
    for (const kept of ['value="Vergunning &lt;2026>"', 'value="2031-05-06"', 'href="#field-document-file"', 'Naar zijn inhoud is dit een webpagina (HTML).', 'Kies het bestand opnieuw']) expect(again).toContain(kept);
    expect(again).toMatch(/<option value="permit" selected/);
    const large = await send(visitor, { fields: { kind: 'permit', label: 'Groot' }, file: Buffer.alloc(21 * MEGABYTE) });
    const told = await large.text();
    expect([large.status, told.includes('Een bestand mag hooguit 20 MB zijn.'), told.includes('value="Groot"')]).toEqual([413, true, true]);
    const none = await send(visitor, { fields: { kind: 'permit' }, file: null });
    expect([none.status, (await none.text()).includes('Kies een bestand.')]).toEqual([400, true]);
  });

  it('are not added from another site, and not shown to who may not see them', async () => {
    const visitor = await new Visitor(site).signIn(assen.email);
    expect((await send(visitor, {}, { origin: 'https://elders.example' })).status).toBe(403);
    const { id } = await added();
    for (const member of [emmen, coa]) {
      const stranger = await new Visitor(site).signIn(member.email);
      const shown = await page(stranger, `/locaties/${location}`);
      expect(shown).toContain('De documenten van deze gemeente zijn voor uw organisatie niet zichtbaar.');
      expect(shown).not.toContain(id);
      expect((await stranger.get(`/locaties/${location}/documenten/${id}`)).status).toBe(member === emmen ? 404 : 403);
    }
  });
});
