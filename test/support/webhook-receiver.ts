import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the receiver answers: a status, with headers; `hang` never answers; `body` of so many bytes. */
export type HookAnswer = { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly bodyBytes?: number } | 'hang';

export type ReceivedHook = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string; readonly event: Record<string, unknown> };

export type WebhookReceiver = {
  readonly port: number;
  /** The address of one endpoint at it. */
  url(path: string): string;
  /** In order of arrival. */
  readonly received: readonly ReceivedHook[];
  /** Connections that were ever made. */
  readonly connections: number;
  /** What this path answers, one after the other; the last one goes on. Default 204. */
  answers(path: string, ...answers: readonly HookAnswer[]): void;
  at(path: string): ReceivedHook[];
  clear(): void;
  close(): Promise<void>;
};

/** The system of another organisation: a real HTTP server on this machine that keeps what it gets. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const scripts = new Map<string, HookAnswer[]>();
  const received: ReceivedHook[] = [];
  let connections = 0;
  const server = createServer((request, response) => void take(request, response, received, scripts));
  server.on('connection', () => { connections += 1; });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver got no port.');
  const { port } = address;
  return {
    port, received,
    get connections() { return connections; },
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answers: (path, ...answers) => void scripts.set(path, [...answers]),
    at: (path) => received.filter((hook) => hook.path === path),
    clear: () => {
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
  received.push({ path, headers: request.headers, body, event: JSON.parse(body) as Record<string, unknown> });
  const script = scripts.get(path) ?? [];
  const answer = (script.length > 1 ? script.shift() : script[0]) ?? { status: 204 };
  if (answer === 'hang') return;
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
