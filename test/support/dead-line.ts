import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server of this machine that can go dead without being closed, as when a cable is pulled. */
export type DeadLine = {
  /** The given URL, through the line. */
  readonly url: string;
  /** Nothing passes any more on the connections there are, not even that one end hangs up; nobody is told. `newOnes`: nor on later ones. */
  goDead(options?: { readonly newOnes?: boolean }): void;
  /** How many connections were made through it so far. */
  laid(): number;
  close(): Promise<void>;
};

export async function layLine(to: string): Promise<DeadLine> {
  const target = new URL(to);
  const pairs = new Set<{ near: Socket; far: Socket; dead: boolean }>();
  let deadFromNow = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const pair = { near, far: connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true }), dead: deadFromNow };
    pairs.add(pair);
    for (const [from, into] of [[pair.near, pair.far], [pair.far, pair.near]] as const) {
      from.on('data', (bytes) => { if (!pair.dead) into.write(bytes); });
      from.on('end', () => { if (!pair.dead) into.end(); });
      from.on('error', () => undefined);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as { port: number };
  const url = new URL(to);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    goDead: ({ newOnes = false } = {}) => {
      for (const pair of pairs) pair.dead = true;
      deadFromNow = newOnes;
    },
    laid: () => pairs.size,
    close: async () => {
      for (const { near, far } of pairs) for (const socket of [near, far]) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
