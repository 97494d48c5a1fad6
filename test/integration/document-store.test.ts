import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/index.js';
import { ContentMismatch, StoreUnavailable, type DocumentStore, type ObjectFacts } from '../../src/platform/storage/index.js';
import { FileStore } from '../../src/platform/storage/file-store.js';
import { S3Store } from '../../src/platform/storage/s3-store.js';
import { storagePlaceOf, type S3Place } from '../../src/platform/storage/storage-url.js';
import { S3_SECRET, signatureOf, startS3Server, type S3Server } from '../support/s3-server.js';

const factsOf = (bytes: Buffer): ObjectFacts => ({ size: bytes.length, sha256: createHash('sha256').update(bytes).digest() });
const messageOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing was refused', (error: Error) => `${error.name}: ${error.message}`);

let folder: string;
let s3: S3Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adh-store-'));
  s3 = await startS3Server();
});
afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const placeOfS3 = (changes: Partial<S3Place> = {}): S3Place => ({ ...(storagePlaceOf(s3.url) as S3Place), ...changes });

/** What every store has to do. TEST_S3_URL adds a real service to those that are tried. */
const STORES: readonly (readonly [string, () => DocumentStore])[] = [
  ['files in a folder', () => new FileStore(join(folder, 'documents'))],
  ['an S3-compatible service', () => new S3Store(placeOfS3())],
  ['an S3-compatible service, below a prefix', () => new S3Store(placeOfS3({ prefix: 'achter de hand/één/' }))],
  ...(process.env['TEST_S3_URL'] ? [['the service of TEST_S3_URL', () => new S3Store(storagePlaceOf(process.env['TEST_S3_URL']!) as S3Place)] as const] : []),
];

describe.each(STORES)('%s', (_name, open) => {
  let store: DocumentStore;
  beforeEach(() => { store = open(); });

  const put = async (bytes: Buffer, chunk = bytes.length || 1): Promise<string> => {
    const id = newId();
    const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, index) => bytes.subarray(index * chunk, (index + 1) * chunk));
    await store.put(id, Readable.from(parts), factsOf(bytes));
    return id;
  };
  const all = async (id: string): Promise<Buffer> => buffer((await store.get(id))!.stream);

  it.each([['a few bytes', 11, 11], ['many, in pieces', 3_000_000, 65_536]])('gives back %s as they were', async (_size, size, chunk) => {
    const bytes = randomBytes(size);
    const id = await put(bytes, chunk);
    const found = await store.get(id);
    expect(found?.size).toBe(size);
    expect((await buffer(found!.stream)).equals(bytes)).toBe(true);
    expect(await store.exists(id)).toBe(true);
  });

  it.each([[0, 0], [0, 9], [5, 7], [10, 10]])('gives the part from %p to %p, and the size of the whole', async (start, end) => {
    const bytes = randomBytes(11);
    const found = await store.get(await put(bytes), { start, end });
    expect(found?.size).toBe(11);
    expect(await buffer(found!.stream)).toEqual(bytes.subarray(start, end + 1));
  });

  it('has nothing where nothing was written', async () => {
    expect([await store.get(newId()), await store.exists(newId())]).toEqual([undefined, false]);
  });

  it('deletes, and deletes again', async () => {
    const id = await put(randomBytes(5));
    await store.delete(id);
    expect([await store.get(id), await store.exists(id)]).toEqual([undefined, false]);
    await store.delete(id);
    await store.delete(newId());
  });

  it.each([
    ['fewer', Buffer.from('1234')],
    ['more', Buffer.from('123456')],
    ['others', Buffer.from('54321')],
  ])('keeps nothing of what is not what was announced: %s', async (_what, sent) => {
    const id = newId();
    await expect(store.put(id, Readable.from([sent]), factsOf(Buffer.from('12345')))).rejects.toThrow();
    expect(await store.exists(id)).toBe(false);
  });

  it('keeps nothing of what breaks off', async () => {
    const id = newId();
    const broken = Readable.from((async function* () { yield Buffer.alloc(1000); throw new Error('the line broke'); })());
    await expect(store.put(id, broken, factsOf(Buffer.alloc(2000)))).rejects.toThrow();
    expect(await store.exists(id)).toBe(false);
  });

  it('takes only ids for names', async () => {
    for (const name of ['../app-secret', 'a/b', '', 'plattegrond.pdf']) {
      await expect(store.put(name, Readable.from([]), factsOf(Buffer.alloc(0)))).rejects.toThrow('Not an id.');
      await expect(store.get(name)).rejects.toThrow('Not an id.');
      await expect(store.delete(name)).rejects.toThrow('Not an id.');
    }
  });

  it('takes many at once', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, async () => {
      const bytes = randomBytes(50_000);
      return { bytes, id: await put(bytes, 4096) };
    }));
    for (const { bytes, id } of many) expect((await all(id)).equals(bytes)).toBe(true);
  });
});

describe('files in a folder', () => {
  it('are named by their id alone, and only this user can read them', async () => {
    const own = join(folder, 'own');
    const store = new FileStore(own);
    const id = newId();
    await store.put(id, Readable.from([Buffer.from('x')]), factsOf(Buffer.from('x')));
    expect(await readdir(own)).toEqual([id]);
    expect(((await stat(join(own, id))).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(own)).mode & 0o777).toString(8)).toBe('700');
  });

  it('leave nothing after a refusal, and what a crash left half-written goes with its id', async () => {
    const own = join(folder, 'crashed');
    const store = new FileStore(own);
    const id = newId();
    expect(await messageOf(store.put(id, Readable.from([Buffer.from('xy')]), factsOf(Buffer.from('x'))))).toBe(`${ContentMismatch.name}: The bytes are not the ones announced.`);
    expect(await readdir(own)).toEqual([]);
    await writeFile(join(own, `${id}.partial`), 'half');
    expect(await store.exists(id)).toBe(false);
    await store.delete(id);
    expect(await readdir(own)).toEqual([]);
  });
});

describe('an S3-compatible service', () => {
  const object = async (): Promise<string> => {
    const id = newId();
    await new S3Store(placeOfS3()).put(id, Readable.from([Buffer.from('0123456789abcdef')]), factsOf(Buffer.from('0123456789abcdef')));
    return id;
  };
  beforeEach(() => { s3.trouble = 'none'; });

  it('is stood in for by one that signs as Amazon’s example does', () => {
    const empty = createHash('sha256').digest('hex');
    const headers = { host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9', 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' };
    expect(signatureOf('GET', '/test.txt', headers, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'us-east-1')).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });

  it.each([
    ['the wrong secret', { secretAccessKey: 'geheim' }, 'SignatureDoesNotMatch'],
    ['the wrong key', { accessKeyId: 'geheim' }, 'InvalidAccessKeyId'],
    ['the wrong region', { region: 'mars' }, 'AuthorizationHeaderMalformed'],
  ])('refuses %s, and the error holds no secret', async (_what, changes, code) => {
    const store = new S3Store(placeOfS3(changes));
    const message = await messageOf(store.get(newId()));
    expect(message).toMatch(new RegExp(`^StoreUnavailable: GET at http://127\\.0\\.0\\.1:\\d+/documenten/: answered 403 ${code}\\.$`));
    for (const secret of ['geheim', S3_SECRET, 'AKIA']) expect([message, store.place].join()).not.toContain(secret);
  });

  it('refuses bytes that are not the ones that were signed', async () => {
    const message = await messageOf(new S3Store(placeOfS3()).put(newId(), Readable.from([Buffer.from('54321')]), factsOf(Buffer.from('12345'))));
    expect(message).toContain('answered 400 XAmzContentSHA256Mismatch.');
  });

  it.each(['get', 'delete', 'exists'] as const)('that is in trouble is not taken for one without the object (%s)', async (method) => {
    const id = await object();
    const store = new S3Store(placeOfS3(), { answerSeconds: 0.2, writeSeconds: 0.2 });
    for (const [trouble, expected] of [['slow-down', 'answered 503'], ['hang', 'no answer within 0.2 s']] as const) {
      s3.trouble = trouble;
      expect(await messageOf(store[method](id))).toContain(expected);
    }
    s3.trouble = 'none';
    expect(await store.exists(id)).toBe(true);
  });

  it('without its bucket is in trouble, too', async () => {
    s3.trouble = 'no-bucket';
    const store = new S3Store(placeOfS3());
    expect(await messageOf(store.get(newId()))).toContain('404 NoSuchBucket');
    expect(await messageOf(store.delete(newId()))).toContain('404 NoSuchBucket');
  });

  it('that does not take a file in is given up, and one that is away says so', async () => {
    s3.trouble = 'hang';
    const store = new S3Store(placeOfS3(), { answerSeconds: 0.2, writeSeconds: 0.3 });
    const endless = Readable.from((function* () { for (let sent = 0; sent < 20_000; sent += 1) yield Buffer.alloc(65_536); })());
    await expect(store.put(newId(), endless, { size: 20_000 * 65_536, sha256: Buffer.alloc(32) })).rejects.toThrow(StoreUnavailable);
    expect(endless.destroyed).toBe(true);
    expect(await messageOf(new S3Store(placeOfS3({ bucketUrl: 'http://127.0.0.1:1/x' })).get(newId()))).toMatch(/ECONNREFUSED|bad port/);
  });

  it('that breaks off in the middle is seen to', async () => {
    const id = await object();
    s3.trouble = 'break-off';
    const found = await new S3Store(placeOfS3()).get(id);
    await expect(buffer(found!.stream)).rejects.toThrow();
  });
});
