import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { STORAGE_POLICY } from '../../../config/documents.js';
import { ScannerUnavailable, VirusScanner, type ScanVerdict } from './virus-scanner.js';

/** A verdict is a line; whatever sends more is not clamd. */
const LONGEST_REPLY = 1000;

/**
 * clamd over TCP (docs.clamav.net, "ClamD Protocol"): `zINSTREAM`, then chunks of a four-byte length and the bytes, then a
 * length of zero; one reply, ended by a zero. One connection a file.
 */
export class ClamdScanner extends VirusScanner {
  readonly place: string;
  private readonly host: string;
  private readonly port: number;

  /** `url`: `tcp://host:port`. */
  constructor(url: string, private readonly seconds: number = STORAGE_POLICY.scanSeconds.value) {
    super();
    const { hostname, port } = new URL(url);
    this.host = hostname.replace(/^\[|\]$/g, '');
    this.port = Number(port);
    this.place = `clamd at ${hostname}:${port}`;
  }

  async scan(content: Readable): Promise<ScanVerdict> {
    const socket = connect({ host: this.host, port: this.port });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      socket.destroy();
    }, this.seconds * 1000);
    try {
      const reply = replyOf(socket);
      // clamd answers and hangs up in the middle of a file that is too long for it: then the reply counts, not the broken pipe.
      await Promise.race([send(socket, content), reply]).catch(() => undefined);
      return verdictOf(await reply);
    } catch (error) {
      throw new ScannerUnavailable(`${this.place}: ${late ? `no verdict within ${this.seconds} s` : reasonOf(error)}.`);
    } finally {
      clearTimeout(timer);
      socket.destroy();
      content.destroy();
    }
  }
}

async function send(socket: Socket, content: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0', 'latin1'));
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (chunk.length === 0) continue;
    await write(socket, lengthOf(chunk.length));
    await write(socket, chunk);
  }
  await write(socket, lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

const write = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));

/** The text before the zero that ends it. */
const replyOf = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let reply = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      reply += text;
      if (reply.includes('\0')) resolve(reply.split('\0')[0]!.trim());
      else if (reply.length > LONGEST_REPLY) reject(new Error('answered something else than a verdict'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('hung up without a verdict')));
  });

function verdictOf(reply: string): ScanVerdict {
  if (/^stream: OK$/.test(reply)) return { result: 'clean' };
  const found = /^stream: (.{1,200}) FOUND$/.exec(reply)?.[1];
  if (found) return { result: 'infected', name: found };
  throw new Error(`answered "${reply.slice(0, 120)}"`);
}

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message;
