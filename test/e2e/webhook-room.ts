import { Claimer } from '../../src/platform/claims/index.js';
import { SETTINGS, type Settings } from '../../src/platform/config/index.js';
import { SweepDatabase, WorkerDatabase } from '../../src/platform/database/index.js';
import { SecretSeal } from '../../src/webhooks/secret-seal.js';
import { WebhookClaims } from '../../src/webhooks/webhook-claims.js';
import { WebhookOutcomes } from '../../src/webhooks/webhook-outcomes.js';
import { REAL_OUTSIDE, WebhookTransport, type Outside } from '../../src/webhooks/webhook-transport.js';
import { endActivations } from '../factories/activations.js';
import { startCase, type Case, type Json } from '../factories/case.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

/** The case of the source with a system of another organisation that is told of it. Nothing is sent by itself: tests say when. */
export type WebhookRoom = {
  readonly the: Case;
  readonly receiver: WebhookReceiver;
  get<T>(type: abstract new (...parts: never[]) => T): T;
  transport(outside?: Partial<Outside>): WebhookTransport;
  /** Sends everything that is due now. */
  send(outside?: Partial<Outside>): Promise<void>;
  /** Adds an endpoint at the receiver for the demo organisation of this kind. */
  add(who: string, path: string, more?: Record<string, unknown>): Promise<Json>;
  read(who: string, endpoint: Json): Promise<Json>;
  /** What was sent to an endpoint, the newest first. */
  logOf(who: string, endpoint: Json): Promise<Json[]>;
  /** Types without their prefix, in order of arrival. */
  typesAt(path: string): string[];
  idsAt(path: string): unknown[];
  /** Ends activations, removes endpoints, and forgets what arrived. */
  settleDown(): Promise<void>;
  close(): Promise<void>;
};

export const PREFIX = 'nl.achterdehand.';

export async function openWebhookRoom(): Promise<WebhookRoom> {
  const [the, receiver] = await Promise.all([startCase({ webhooksToLoopback: true }), startWebhookReceiver()]);
  const get: WebhookRoom['get'] = (type) => the.site.app.get(type, { strict: false });
  const transport: WebhookRoom['transport'] = (outside = {}) =>
    new WebhookTransport(the.site.app.get<Settings>(SETTINGS, { strict: false }), get(SecretSeal), { ...REAL_OUTSIDE, ...outside });
  const send: WebhookRoom['send'] = async (outside) => {
    const claimer = new Claimer({
      name: 'Webhooks', database: get(WorkerDatabase).database, renewOn: get(SweepDatabase).database, claims: get(WebhookClaims), outcomes: get(WebhookOutcomes), transport: transport(outside),
      stopsAll: () => false, pace: { batch: 20, slowAfterSeconds: 0.2, renewSeconds: 1, stopGraceSeconds: 1 }, lines: 5, most: 20,
    });
    claimer.wake();
    await claimer.idle();
  };
  const path = ({ id }: Json): string => `/webhook-endpoints/${id}`;
  return {
    the, receiver, get, transport, send,
    add: async (who, at, more = {}) => {
      const { status, body } = await the.call(who, 'POST', '/webhook-endpoints', { url: receiver.url(at), ...more });
      if (status !== 201) throw new Error(`The endpoint was answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    read: async (who, endpoint) => (await the.call(who, 'GET', path(endpoint))).body,
    logOf: async (who, endpoint) => (await the.call(who, 'GET', `${path(endpoint)}/deliveries`)).body.items,
    typesAt: (at) => receiver.at(at).map(({ event }) => String(event['type']).replace(PREFIX, '')),
    idsAt: (at) => receiver.at(at).map(({ headers }) => headers['webhook-id']),
    settleDown: async () => {
      await endActivations(the);
      for (const who of ['coa', 'red-cross']) {
        for (const endpoint of (await the.call(who, 'GET', '/webhook-endpoints')).body.items) await the.call(who, 'DELETE', path(endpoint), undefined, { 'if-match': `"${endpoint.version}"` });
      }
      await send();
      receiver.clear();
    },
    close: async () => {
      await the.close();
      await receiver.close();
    },
  };
}
