import { Resolver } from 'node:dns/promises';
import { request as overHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { hostOf } from './domain/endpoint-url.js';
import type { SendError } from './webhook-schemas.js';

// Said here and not by the resolver: that asks every name server of the machine as often, and waits longer each time.
const NAME_SECONDS = WEBHOOK_POLICY.nameSeconds.value * WEBHOOK_POLICY.nameTries.value;

/** What a name stands for now. Broken off by the signal. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

export type OutwardRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** Asked of each address before anything is connected, and of the other end again once it is. */
  readonly mayConnectTo: (address: string) => boolean;
};

export type Answer = { readonly status: number; readonly retryAfter: string | null };

/** Nothing came back. `outcomeUnknown`: the other side may have read it nevertheless. */
export class NoAnswer extends Error {
  constructor(
    readonly reason: SendError,
    readonly outcomeUnknown: boolean,
  ) {
    super(reason);
    this.name = 'NoAnswer';
  }
}

/**
 * Asks DNS itself. `lookup` of the operating system takes a thread of the few that all of the process shares, for as long as the
 * name server of somebody else pleases: our own look-ups and files would wait for it. What stands in /etc/hosts is therefore not
 * found, nor is a name of the local network; neither is an endpoint's. What has come after `seconds` is what there is: a name
 * server that says nothing of one kind of address leaves time for the other. `servers`: others than those of the machine, for tests.
 */
export const resolveByDns = (servers?: readonly string[], seconds = NAME_SECONDS): Resolve => async (host, signal) => {
  if (isIP(host)) return [host];
  // One for each question: breaking it off breaks off no other.
  const resolver = new Resolver({ timeout: WEBHOOK_POLICY.nameSeconds.value * 1000, tries: WEBHOOK_POLICY.nameTries.value });
  if (servers) resolver.setServers(servers);
  const stop = (): void => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  const late = setTimeout(stop, seconds * 1000);
  try {
    // Most names have addresses of one kind only; every one that is found is looked at.
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
  }
};

/**
 * Posts once, follows nothing, and connects to none but an address that was looked at: the name is resolved here, once, and the
 * connection is made to what came out. Gives the status line's number; of the rest no more is read than keeps the other side
 * content. Throws NoAnswer.
 */
export async function postOutward(request: OutwardRequest, resolve: Resolve): Promise<Answer> {
  const target = new URL(request.url);
  const addresses = await resolved(hostOf(target), request.signal, resolve);
  if (!addresses.every(request.mayConnectTo)) throw new NoAnswer('address', false);
  return exchange(target, addresses, request);
}

async function resolved(host: string, signal: AbortSignal, resolve: Resolve): Promise<readonly string[]> {
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new NoAnswer('timeout', false)), { once: true }));
  const addresses = await Promise.race([resolve(host, signal).catch(() => []), late]);
  if (addresses.length === 0) throw new NoAnswer('name', false);
  return addresses;
}

function exchange(target: URL, addresses: readonly string[], { headers, body, signal, mayConnectTo }: OutwardRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const secure = target.protocol === 'https:';
    const options = { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, agent: false, lookup: pinnedTo(addresses), signal } as const;
    const outgoing: ClientRequest = secure ? overHttps(target, options) : overHttp(target, options);
    outgoing.once('socket', (socket: Socket) => {
      socket.once('connect', () => {
        if (!mayConnectTo(socket.remoteAddress ?? '')) outgoing.destroy(new NoAnswer('address', false));
      });
      // Not one byte before the other end is known: without TLS at once, with it when the certificate has been found good.
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        if (outgoing.destroyed) return;
        sent = true;
        outgoing.end(body);
      });
    });
    outgoing.once('response', (response) => {
      letEnd(response);
      resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'] ?? null });
    });
    outgoing.on('error', (error) => reject(noAnswerFrom(error, sent, signal.aborted)));
  });
}

/** The answer of DNS is not asked for a second time: it may be another one by then. */
const pinnedTo = (addresses: readonly string[]): LookupFunction => (_host, options, done) => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  if (options.all) done(null, found);
  else done(null, found[0]!.address, found[0]!.family);
};

function letEnd(response: IncomingMessage): void {
  let left = WEBHOOK_POLICY.answerBytes.value;
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) response.destroy();
  });
  // The status has been read; how the rest ends changes nothing.
  response.on('error', () => undefined);
}

function noAnswerFrom(error: Error & { code?: string }, sent: boolean, late: boolean): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (late) return new NoAnswer('timeout', sent);
  return new NoAnswer(/CERT|SELF_SIGNED|TLS|SSL|UNABLE_TO|EPROTO/.test(error.code ?? '') ? 'certificate' : 'connection', sent);
}
