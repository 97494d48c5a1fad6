import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What it does with the next file. `found`: by name. `reply`: says this, whatever it is. */
export type ClamdBehaviour =
  | { readonly kind: 'look' | 'hang' | 'hang-up' | 'too-long' | 'chatter' }
  | { readonly kind: 'found'; readonly name: string }
  | { readonly kind: 'reply'; readonly text: string };

/**
 * A stand-in for clamd on a free loopback port, made from its documentation ("ClamD Protocol"): reads `zINSTREAM` and its
 * chunks, and answers with a line that ends in a zero. With `look` a file is infected when it holds the word EICAR.
 */
export type ClamdServer = {
  readonly url: string;
  /** The files that came in whole. */
  readonly files: Buffer[];
  behaviour: ClamdBehaviour;
  stop(): Promise<void>;
};

const COMMAND = Buffer.from('zINSTREAM\0', 'latin1');

export async function startClamd(): Promise<ClamdServer> {
  const sockets = new Set<Socket>();
  const files: Buffer[] = [];
  const state: { behaviour: ClamdBehaviour } = { behaviour: { kind: 'look' } };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, files, state.behaviour);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.defineProperty(
    {
      url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, files, behaviour: state.behaviour,
      stop: async () => {
        const closed = once(server, 'close');
        server.close();
        for (const socket of sockets) socket.destroy();
        await closed;
      },
    },
    'behaviour', { get: () => state.behaviour, set: (behaviour: ClamdBehaviour) => void (state.behaviour = behaviour) },
  );
}

function serve(socket: Socket, files: Buffer[], behaviour: ClamdBehaviour): void {
  let come = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    come = Buffer.concat([come, data]);
    if (behaviour.kind === 'hang-up' && come.length > 1000) return void socket.destroy();
    // clamd stops reading a stream longer than it wants, says so, and closes.
    if (behaviour.kind === 'too-long' && come.length > 1000) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    if (behaviour.kind === 'hang') return;
    if (behaviour.kind === 'chatter') return void socket.write('x'.repeat(5000));
    const file = wholeFile(come);
    if (file === 'unknown') return void socket.end('UNKNOWN COMMAND\0');
    if (!file) return;
    files.push(file);
    socket.end(`${replyTo(file, behaviour)}\0`);
  });
}

function replyTo(file: Buffer, behaviour: ClamdBehaviour): string {
  if (behaviour.kind === 'found') return `stream: ${behaviour.name} FOUND`;
  if (behaviour.kind === 'reply') return behaviour.text;
  return file.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
}

/** The bytes between the command and the chunk of no length; undefined while it is still under way. */
function wholeFile(come: Buffer): Buffer | 'unknown' | undefined {
  const head = come.subarray(0, COMMAND.length);
  if (!head.equals(COMMAND.subarray(0, head.length))) return 'unknown';
  const chunks: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= come.length; ) {
    const length = come.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    if (at + 4 + length > come.length) return undefined;
    chunks.push(come.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
