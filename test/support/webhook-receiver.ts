import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestCertificate } from './certificate.js';

/** What the receiver answers: a status, with headers, after a while; `body` of so many bytes. `hang` never answers, `close` breaks the connection. */
export type HookAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly bodyBytes?: number; readonly delayMs?: number } | 'hang' | 'close';

export type ReceivedHook = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: Record<string, unknown>;
  /** The receiver's own clock. */
  readonly at: Date;
  /** The status that was sent; undefined as long as there was none. */
  answered: number | undefined;
};

export type WebhookReceiver = {
  readonly port: number;
  /** The address of one endpoint at it. */
  url(path: string): string;
  /** In order of arrival. */
  readonly received: readonly ReceivedHook[];
  /** Connections that were made since the start, or since `clear`. */
  readonly connections: number;
  /** What this path answers, one after the other; the last one goes on. Default 204. */
  answers(path: string, ...answers: readonly HookAnswer[]): void;
  at(path: string): ReceivedHook[];
  /** Breaks every connection, as a restart would: whoever waits for an answer gets none. */
  cut(): void;
  /** From the next connection on it shows this one. Only where it began with one. */
  showCertificate(certificate: TestCertificate): void;
  clear(): void;
  close(): Promise<void>;
};

export type ReceiverPlace = {
  /** Over https with this; default http. */
  readonly certificate?: TestCertificate;
  /** Default 127.0.0.1 and a free port. */
  readonly address?: string;
  readonly port?: number;
};

/** The system of another organisation: a real HTTP server on this machine that keeps what it gets. */
export async function startWebhookReceiver({ certificate, address: host = '127.0.0.1', port: wanted = 0 }: ReceiverPlace = {}): Promise<WebhookReceiver> {
  const scripts = new Map<string, HookAnswer[]>();
  const received: ReceivedHook[] = [];
  let connections = 0;
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => void take(request, response, received, scripts).catch(() => undefined);
  const server: Server | SecureServer = certificate ? createSecureServer(certificate, onRequest) : createServer(onRequest);
  server.on('connection', () => { connections += 1; });
  server.listen(wanted, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver got no port.');
  const { port } = address;
  return {
    port, received,
    get connections() { return connections; },
    url: (path) => `${certificate ? 'https' : 'http'}://${host}:${port}${path}`,
    answers: (path, ...answers) => void scripts.set(path, [...answers]),
    at: (path) => received.filter((hook) => hook.path === path),
    cut: () => server.closeAllConnections(),
    showCertificate: (shown) => { if ('setSecureContext' in server) server.setSecureContext(shown); },
    clear: () => {
      connections = 0;
      received.length = 0;
      scripts.clear();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function take(request: IncomingMessage, response: ServerResponse, received: ReceivedHook[], scripts: ReadonlyMap<string, HookAnswer[]>): Promise<void> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const path = request.url ?? '/';
  const hook: ReceivedHook = { path, headers: request.headers, body, event: JSON.parse(body) as Record<string, unknown>, at: new Date(), answered: undefined };
  received.push(hook);
  const script = scripts.get(path) ?? [];
  const answer = (script.length > 1 ? script.shift() : script[0]) ?? { status: 204 };
  if (answer === 'hang') return;
  if (answer === 'close') {
    request.socket.destroy();
    return;
  }
  if (answer.delayMs) await sleep(answer.delayMs);
  if (response.destroyed) return;
  hook.answered = answer.status;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.bodyBytes ? Buffer.alloc(answer.bodyBytes, 32) : undefined);
}

/** What a receiver does by Standard Webhooks, written down here once more: which of its keys signed this. */
export function signedBy({ headers, body }: ReceivedHook, ...secrets: readonly string[]): string[] {
  const content = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  const given = String(headers['webhook-signature']).split(' ');
  return secrets.filter((secret) => {
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
    return given.includes(`v1,${createHmac('sha256', key).update(content, 'utf8').digest('base64')}`);
  });
}
