import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import pg from 'pg';

/** A transaction pooler before the server of `url`. */
export type TransactionPooler = { readonly url: string; close(): Promise<void> };

const SSL_REQUEST = 80_877_103;
const IDLE = 'I'.charCodeAt(0);

/**
 * Stands for PgBouncer with `pool_mode = transaction` and `ignore_startup_parameters = options`, as far as our driver talks to
 * it: a client keeps its connection, and each of its transactions goes to the session of the server that was free longest, so
 * never twice in a row to the same one. What a session was told (LISTEN, SET) stays behind there, startup options are dropped.
 */
export async function startTransactionPooler(url: string, size = 4): Promise<TransactionPooler> {
  const sessions = await Promise.all(Array.from({ length: size }, () => openSession(url)));
  const free = [...sessions];
  const waiting: ((session: Session) => void)[] = [];
  const take = (): Promise<Session> => new Promise((resolve) => {
    const session = free.shift();
    if (session) resolve(session);
    else waiting.push(resolve);
  });
  const release = (session: Session): void => {
    const next = waiting.shift();
    if (next) next(session);
    else free.push(session);
  };

  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => clients.delete(client));
    void serve(client, take, release).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    url: through.href,
    close: async () => {
      for (const client of clients) client.destroy();
      for (const { socket } of sessions) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A session of the server: signed in, and from then on without a driver. */
type Session = { readonly socket: Socket; readonly frames: FrameReader };

async function openSession(url: string): Promise<Session> {
  const socket = new Socket();
  const client = new pg.Client({ connectionString: url, stream: () => socket });
  await client.connect();
  socket.removeAllListeners('data').removeAllListeners('end').removeAllListeners('close');
  const session = { socket, frames: new FrameReader() };
  // Nobody is listening while it is free: what it says then (a notification) is lost.
  socket.on('data', (bytes: Buffer) => session.frames.push(bytes));
  return session;
}

async function serve(client: Socket, take: () => Promise<Session>, release: (session: Session) => void): Promise<void> {
  const incoming = client[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let held: Session | undefined;
  await greet(client, incoming);
  for (let part = await incoming.next(); !part.done; part = await incoming.next()) {
    // Terminate ends the client's connection, not the session.
    if (part.value[0] === 'X'.charCodeAt(0)) break;
    if (!held) {
      const session = held = await take();
      session.frames.listener = (frame) => {
        client.write(frame);
        if (frame[0] !== 'Z'.charCodeAt(0) || frame[5] !== IDLE) return;
        session.frames.listener = undefined;
        held = undefined;
        release(session);
      };
    }
    held.socket.write(part.value);
  }
  client.end();
}

/** Answers the startup itself, whatever options it asks for. */
async function greet(client: Socket, incoming: AsyncIterator<Buffer>): Promise<void> {
  const first = (await incoming.next()).value as Buffer;
  if (first.readInt32BE(4) === SSL_REQUEST) {
    client.write('N');
    await incoming.next();
  }
  const settings = { server_version: '18', client_encoding: 'UTF8', DateStyle: 'ISO, MDY', integer_datetimes: 'on', standard_conforming_strings: 'on' };
  const ok = frame('R', Buffer.alloc(4));
  client.write(Buffer.concat([ok, ...Object.entries(settings).map(([name, value]) => frame('S', Buffer.from(`${name}\0${value}\0`))), frame('Z', Buffer.from('I'))]));
}

function frame(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** Cuts what the server says into its messages. */
class FrameReader {
  listener: ((frame: Buffer) => void) | undefined;
  private rest: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    this.rest = Buffer.concat([this.rest, bytes]);
    while (this.rest.length >= 5 && this.rest.length > this.rest.readInt32BE(1)) {
      const end = 1 + this.rest.readInt32BE(1);
      this.listener?.(this.rest.subarray(0, end));
      this.rest = this.rest.subarray(end);
    }
  }
}
