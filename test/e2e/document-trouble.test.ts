import { readdir, readlink } from 'node:fs/promises';
import { request as httpRequest, type ClientRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { uploadEndlessly, uploadWithoutListening } from '../support/endless-upload.js';
import { pdf } from '../support/files.js';
import { startS3Server, type S3Server } from '../support/s3-server.js';
import { waitFor } from '../support/wait-for.js';
import { added, documentsAt, filesIn, json, keyOf, registerLocation, upload, type Json } from './document-room.js';
import { addMember, startSite, type Member, type Site } from './site.js';

jest.setTimeout(60_000);

const MEGABYTE = 1024 * 1024;
let site: Site;
let assen: Member;
let location: string;

beforeAll(async () => {
  site = await startSite();
  assen = await addMember(site, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
});
afterAll(() => site?.close());
beforeEach(async () => { location = await registerLocation(site, assen); });

const path = (): string => documentsAt(location);
const listed = async (): Promise<Json[]> => (await json(await fetch(`${site.url}${path()}`, { headers: keyOf(assen) }))).items;

describe('two gigabytes', () => {
  it.each([
    ['of which nobody says how much it will be', 2048, {}],
    ['announced as what it is', 2048, { 'content-length': 2048 * MEGABYTE + 300 }],
    ['or just a little too much', 20.0625, {}],
  ])('are cut off at twenty megabytes: %s', async (_how, megabytes, headers) => {
    const { status, body, atAnswer } = await uploadEndlessly(`${site.url}${path()}`, { ...keyOf(assen), ...headers }, megabytes * MEGABYTE);
    expect([status, (JSON.parse(body) as Json)['code']]).toEqual([413, 'UPLOAD.TOO_LARGE']);
    expect((JSON.parse(body) as Json).errors[0]).toMatchObject({ path: 'file', message: expect.stringContaining('hooguit 20 MB') });
    expect(atAnswer).toBeLessThan(48 * MEGABYTE);
    expect(await filesIn(site, 'uploads')).toEqual([]);
    expect(await filesIn(site, 'documents')).toEqual(expect.not.arrayContaining([expect.stringMatching(/partial/)]));
  });

  it('are not read at all from a stranger, and from who goes on sending the line is cut', async () => {
    const { answer, sent } = await uploadWithoutListening(`${site.url}${path()}`, 2048 * MEGABYTE);
    expect(answer).toBe('HTTP/1.1 401 Unauthorized');
    // 64 MB, and what lies in the buffers of both sides.
    expect(sent).toBeLessThan(256 * MEGABYTE);
  });

  it('leave the service working', async () => {
    expect(await added(site, assen, location)).toMatchObject({ kind: 'floor-plan' });
  });
});

describe('who hangs up half-way', () => {
  it('leaves nothing behind', async () => {
    const request: ClientRequest = httpRequest(`${site.url}${path()}`, { method: 'POST', headers: { ...keyOf(assen), 'content-type': 'multipart/form-data; boundary=b' } });
    request.on('error', () => undefined);
    request.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n');
    request.write(Buffer.alloc(200_000, ' '));
    if (process.platform === 'linux') await waitFor('the file to come in', async () => (await openUploads()) === 1, { timeoutMs: 5000 });
    request.destroy();
    await waitFor('the file to be let go', async () => (await openUploads()) === 0, { timeoutMs: 5000 });
    expect(await listed()).toEqual([]);
  });

  /** Files without a name that this process holds open in the folder for uploads. Elsewhere than on Linux nobody can tell. */
  async function openUploads(): Promise<number> {
    const links = await Promise.all((await readdir('/proc/self/fd').catch(() => [])).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
    return links.filter((link) => link.includes('/uploads/') && link.endsWith('(deleted)')).length;
  }
});

describe('kept in an S3-compatible service', () => {
  let s3: S3Server;
  let elsewhere: Site;
  let member: Member;
  let at: string;

  beforeAll(async () => {
    s3 = await startS3Server();
    elsewhere = await startSite({ storageUrl: s3.url });
    member = await addMember(elsewhere, 'municipality', { code: 'GM0106', provinceCode: 'PV22' });
  });
  afterAll(async () => {
    await elsewhere?.close();
    await s3?.stop();
  });
  beforeEach(async () => {
    s3.trouble = 'none';
    at = await registerLocation(elsewhere, member);
  });
  const content = (id: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${elsewhere.url}${documentsAt(at)}/${id}/content`, { headers: { ...keyOf(member), ...headers } });

  it('a document comes back as it went, whole and in part', async () => {
    const { id } = await added(elsewhere, member, at);
    expect(s3.objects.get(id)).toEqual(pdf());
    expect(Buffer.from(await (await content(id)).arrayBuffer())).toEqual(pdf());
    const part = await content(id, { range: 'bytes=1-3' });
    expect([part.status, await part.text()]).toEqual([206, 'PDF']);
    expect(await filesIn(elsewhere, 'documents')).toEqual([]);
  });

  it('a service in trouble is told as such, and nothing is half on file', async () => {
    const { id } = await added(elsewhere, member, at);
    s3.trouble = 'slow-down';
    const refused = await upload(elsewhere, member, at);
    expect([refused.status, (await json(refused))['code'], refused.headers.get('retry-after')]).toEqual([503, 'STORAGE.UNAVAILABLE', '5']);
    expect([(await content(id)).status, (await json(await content(id)))['code']]).toEqual([503, 'STORAGE.UNAVAILABLE']);
    s3.trouble = 'none';
    s3.objects.delete(id);
    expect((await json(await content(id)))['code']).toBe('DOCUMENT.CONTENT_MISSING');
    const list = await fetch(`${elsewhere.url}${documentsAt(at)}`, { headers: keyOf(member) });
    expect((await json(list)).items).toHaveLength(1);
  });

  it('a document that breaks off on the way is shorter than it said, and the service goes on', async () => {
    const { id } = await added(elsewhere, member, at);
    s3.trouble = 'break-off';
    const response = await content(id);
    await expect(response.arrayBuffer()).rejects.toThrow();
    s3.trouble = 'none';
    expect((await content(id)).status).toBe(200);
  });
});
