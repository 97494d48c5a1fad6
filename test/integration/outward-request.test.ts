import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { NoAnswer, postOutward, resolveByDns, type Answer, type Resolve } from '../../src/webhooks/outward-request.js';
import { makeCertificate } from '../support/certificate.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

// Nobody vouches for it.
const selfSigned = makeCertificate('hook.example');
let receiver: WebhookReceiver;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
});
beforeEach(() => receiver.clear());
afterAll(() => receiver?.close());

const isOurs = (address: string): boolean => address === '127.0.0.1';
/** To a name that stands for nothing outside this test: whoever looked it up once more would not arrive. */
const post = (resolve: Resolve, mayConnectTo = isOurs): Promise<Answer> => postOutward(
  { url: `http://hook.example:${receiver.port}/naam`, headers: { 'content-type': 'application/json' }, body: '{}', signal: new AbortController().signal, mayConnectTo }, resolve);

describe('an address that must not be reached', () => {
  it('is refused when one of several is such a one', async () => {
    const before = receiver.connections;
    await expect(post(async () => ['127.0.0.1', '10.0.0.1'])).rejects.toMatchObject(new NoAnswer('address', false));
    expect(receiver.connections).toBe(before);
  });

  it('is not reached by a name that stands for another one the second time: it is asked once, and the answer is kept', async () => {
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    const asked: string[] = [];
    const rebinding = async (host: string): Promise<readonly string[]> => {
      asked.push(host);
      return answers[asked.length - 1] ?? [];
    };
    expect(await post(rebinding)).toEqual({ status: 204, retryAfter: null });
    expect([asked, receiver.at('/naam').length]).toEqual([['hook.example'], 1]);
    await expect(post(rebinding)).rejects.toMatchObject(new NoAnswer('address', false));
    expect(receiver.at('/naam')).toHaveLength(1);
  });

  it('is sent nothing when the other end turns out to be such a one', async () => {
    let questions = 0;
    await expect(post(async () => ['127.0.0.1'], () => (questions += 1) === 1)).rejects.toMatchObject(new NoAnswer('address', false));
    expect([questions, receiver.at('/naam').length]).toEqual([2, 0]);
  });
});

/** A name server on this machine. `addressOf`: the IPv4 address of a name, or nothing: then it stays silent. */
async function startNameServer(addressOf: (name: string, kind: 'A' | 'AAAA') => string | undefined): Promise<{ readonly address: string; readonly asked: string[]; close(): void }> {
  const socket: Socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (question, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (; question[at] !== 0; at += question[at]! + 1) labels.push(question.toString('ascii', at + 1, at + 1 + question[at]!));
    const name = labels.join('.');
    const isIpv4 = question.readUInt16BE(at + 1) === 1;
    const kind = isIpv4 ? 'A' : 'AAAA';
    asked.push(`${name} ${kind}`);
    const found = addressOf(name, kind);
    if (found === undefined) return;
    const header = Buffer.from(question.subarray(0, 12));
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(isIpv4 ? 1 : 0, 6);
    header.writeUInt32BE(0, 8);
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...found.split('.').map(Number)]);
    socket.send(Buffer.concat([header, question.subarray(12, at + 5), ...(isIpv4 ? [answer] : [])]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { address: `127.0.0.1:${socket.address().port}`, asked, close: () => void socket.close() };
}

describe('a name', () => {
  it('is asked of DNS, for both kinds of address; a private one is refused as ever', async () => {
    const server = await startNameServer((name) => (name === 'hook.example' ? '127.0.0.1' : '10.0.0.1'));
    const resolve = resolveByDns([server.address]);
    try {
      expect(await post(resolve)).toEqual({ status: 204, retryAfter: null });
      expect([...server.asked].sort()).toEqual(['hook.example A', 'hook.example AAAA']);
      const before = receiver.connections;
      await expect(post((_, signal) => resolve('other.example', signal))).rejects.toMatchObject(new NoAnswer('address', false));
      // No name of this machine's own hosts file, however it is written there.
      await expect(post((_, signal) => resolve('localhost', signal))).rejects.toMatchObject(new NoAnswer('address', false));
      expect(receiver.connections).toBe(before);
    } finally {
      server.close();
    }
  });

  it('of which the name server says one kind of address and of the other nothing is reached at what was said, in good time', async () => {
    const half = await startNameServer((name, kind) => (kind === 'AAAA' ? undefined : name === 'hook.example' ? '127.0.0.1' : '10.0.0.1'));
    const resolve = resolveByDns([half.address], 0.3);
    try {
      const began = performance.now();
      expect(await post(resolve)).toEqual({ status: 204, retryAfter: null });
      expect(performance.now() - began).toBeLessThan(2500);
      await expect(post((_, signal) => resolve('other.example', signal))).rejects.toMatchObject(new NoAnswer('address', false));
      expect(half.asked).toContain('hook.example AAAA');
    } finally {
      half.close();
    }
  });

  it('whose name server is silent keeps no look-up of our own waiting, and is given up when there is no time left', async () => {
    const silent = await startNameServer(() => undefined);
    try {
      const signal = AbortSignal.timeout(1500);
      const waiting = Array.from({ length: 20 }, () => resolveByDns([silent.address])('slow.example', signal));
      const began = performance.now();
      await lookup('localhost');
      expect(performance.now() - began).toBeLessThan(1000);
      expect(await Promise.all(waiting)).toEqual(waiting.map(() => []));
      expect(performance.now() - began).toBeLessThan(3000);
      expect(silent.asked.length).toBeGreaterThanOrEqual(40);
    } finally {
      silent.close();
    }
  });
});

describe('a receiver whose certificate nobody vouches for', () => {
  it('is sent nothing', async () => {
    const read: string[] = [];
    const server = createServer(selfSigned, (incoming, response) => {
      read.push(incoming.url ?? '');
      response.writeHead(204).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `https://hook.example:${port}/geheim`;
    try {
      const sent = postOutward({ url, headers: {}, body: '{}', signal: AbortSignal.timeout(10_000), mayConnectTo: isOurs }, async () => ['127.0.0.1']);
      await expect(sent).rejects.toMatchObject(new NoAnswer('certificate', false));
      expect(read).toEqual([]);
      // It does answer whoever trusts it.
      const trusting = request({ host: '127.0.0.1', port, path: '/vertrouwd', servername: 'hook.example', ca: selfSigned.cert }).end();
      const [answer] = (await once(trusting, 'response')) as [{ statusCode: number; resume(): void }];
      answer.resume();
      expect([answer.statusCode, read]).toEqual([204, ['/vertrouwd']]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
