import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openScanner } from '../../src/platform/storage/index.js';
import { ClamdScanner } from '../../src/platform/storage/clamd-scanner.js';
import { startClamd, type ClamdBehaviour, type ClamdServer } from '../support/clamd-server.js';

let clamd: ClamdServer;
beforeAll(async () => { clamd = await startClamd(); });
afterAll(() => clamd.stop());
beforeEach(() => {
  clamd.behaviour = { kind: 'look' };
  clamd.files.length = 0;
});

const scan = (bytes: Buffer, seconds = 5) => new ClamdScanner(clamd.url, seconds).scan(Readable.from([bytes.subarray(0, 7), Buffer.alloc(0), bytes.subarray(7)]));
const large = randomBytes(5_000_000);

describe('clamd', () => {
  it.each([['small', randomBytes(20)], ['large', large]])('gets a %s file as it is and finds nothing', async (_size, bytes) => {
    expect(await scan(bytes)).toEqual({ result: 'clean' });
    expect(clamd.files[0]!.equals(bytes)).toBe(true);
  });

  it('names what it finds', async () => {
    expect(await scan(Buffer.from('xxxxxxxx EICAR xxxx'))).toEqual({ result: 'infected', name: 'Eicar-Test-Signature' });
    clamd.behaviour = { kind: 'found', name: 'Win.Test.EICAR_HDB-1 (deel 2)' };
    expect(await scan(randomBytes(20))).toEqual({ result: 'infected', name: 'Win.Test.EICAR_HDB-1 (deel 2)' });
  });

  const WITHOUT_VERDICT: readonly (readonly [string, ClamdBehaviour, RegExp])[] = [
    ['says that the file is too long', { kind: 'too-long' }, /answered "INSTREAM size limit exceeded\. ERROR"/],
    ['says that something went wrong', { kind: 'reply', text: 'stream: Can’t allocate memory ERROR' }, /answered "stream: Can’t allocate memory ERROR"/],
    ['says nothing', { kind: 'reply', text: '' }, /answered ""/],
    ['says that another file is fine', { kind: 'reply', text: 'stream: OK? FOUND OK' }, /answered/],
    ['says too much', { kind: 'reply', text: 'x'.repeat(900) }, /answered "x{120}"\.$/],
    ['does not stop talking', { kind: 'chatter' }, /answered something else than a verdict/],
    ['hangs up', { kind: 'hang-up' }, /clamd at 127\.0\.0\.1:\d+: (hung up without a verdict|EPIPE|ECONNRESET)/],
  ];
  it.each(WITHOUT_VERDICT)('that %s has given no verdict', async (_what, behaviour, expected) => {
    clamd.behaviour = behaviour;
    await expect(scan(large)).rejects.toThrow(expected);
    await expect(scan(large)).rejects.toMatchObject({ name: 'ScannerUnavailable' });
  });

  it('that hangs is given up, and the file let go', async () => {
    clamd.behaviour = { kind: 'hang' };
    const content = Readable.from([large]);
    await expect(new ClamdScanner(clamd.url, 0.2).scan(content)).rejects.toThrow('no verdict within 0.2 s');
    expect(content.destroyed).toBe(true);
  });

  it('that is away has given no verdict', async () => {
    await expect(new ClamdScanner('tcp://127.0.0.1:1', 5).scan(Readable.from([large]))).rejects.toThrow('clamd at 127.0.0.1:1: ECONNREFUSED');
  });
});

describe('no scanner', () => {
  it('says that nobody looked', async () => {
    const content = Readable.from([large]);
    expect(await openScanner({ clamdUrl: undefined }).scan(content)).toEqual({ result: 'not-scanned' });
    expect(content.destroyed).toBe(true);
  });
});
