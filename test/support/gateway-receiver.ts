import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedRequest = { readonly key: string; readonly authorization: string | undefined; readonly body: { readonly id: string; readonly to: string; readonly text: string; readonly language: string; readonly exercise: boolean } };

/** What the receiver does with requests for one number: answers with a status, or never. */
export type GatewayBehaviour = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'hang';

export type GatewayReceiver = {
  readonly url: string;
  /** In order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  behave(number: string, behaviour: GatewayBehaviour): void;
  clear(): void;
  stop(): Promise<void>;
};

/** A real HTTP server on a free loopback port that takes messages as an SMS or voice service does, or not. */
export async function startGatewayReceiver(): Promise<GatewayReceiver> {
  const requests: ReceivedRequest[] = [];
  const behaviours = new Map<string, GatewayBehaviour>();
  const server = createServer((request, response) => {
    void receive(request).then((received) => {
      requests.push(received);
      answer(response, behaviours.get(received.body.to) ?? { status: 202 });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messages`,
    requests,
    behave: (number, behaviour) => void behaviours.set(number, behaviour),
    clear: () => {
      requests.length = 0;
      behaviours.clear();
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function receive(request: IncomingMessage): Promise<ReceivedRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { 'idempotency-key': key, authorization } = request.headers;
  return { key: String(key), authorization, body: JSON.parse(Buffer.concat(parts).toString()) as ReceivedRequest['body'] };
}

function answer(response: ServerResponse, behaviour: GatewayBehaviour): void {
  if (behaviour === 'hang') return;
  response.writeHead(behaviour.status, behaviour.headers).end();
}
