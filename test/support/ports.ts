import { once } from 'node:events';
import { createServer } from 'node:net';

/** A loopback port that nobody listens on now. Somebody may take it before its user does: who can ask for port 0 should. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
