import { DELIVERY_POLICY } from '../../config/delivery.js';
import type { Gateway } from '../platform/config/index.js';
import type { Outgoing } from './delivery-claims.js';
import type { Attempt } from './delivery-outcomes.js';
import { gatewayFailure } from './domain/gateway-answer.js';
import type { SendFailure } from './domain/send-failure.js';

// Found before the gateway can have taken anything: it is away for every message.
const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/**
 * Hands a message to an SMS or voice service over HTTP: `POST {id, to, text, language, exercise}` with the delivery's id as
 * Idempotency-Key, so that a repeat is known as one.
 */
export class GatewayTransport {
  constructor(
    private readonly gateway: Gateway,
    private readonly timeoutSeconds: number = DELIVERY_POLICY.gatewayTimeoutSeconds.value,
  ) {}

  /** One attempt. Never throws: what went wrong is part of the answer. `stop` breaks it off. */
  async send(outgoing: Outgoing, stop: AbortSignal): Promise<Attempt> {
    const { id, address: to, language, exercise, content } = outgoing;
    const { url, token } = this.gateway;
    try {
      const response = await fetch(url, {
        method: 'POST',
        // Whoever could redirect it could read it.
        redirect: 'manual',
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ id, to, text: content[language].text, language, exercise }),
        signal: AbortSignal.any([stop, AbortSignal.timeout(this.timeoutSeconds * 1000)]),
      });
      await response.body?.cancel();
      const failure = gatewayFailure({ status: response.status, retryAfter: response.headers.get('retry-after') }, outgoing.begunAt.getTime());
      const answered = `HTTP ${response.status}`;
      return failure ? { kind: 'failed', failure, error: answered } : { kind: 'accepted', response: answered };
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error), error: describe(error) };
    }
  }
}

const causeOf = (error: unknown): { readonly code?: unknown } => ((error as { cause?: { code?: unknown } }).cause ?? {});

function failureOf(error: unknown): SendFailure {
  const away = AWAY.has(String(causeOf(error).code));
  return { kind: away ? 'server-away' : 'later', outcomeUnknown: !away };
}

// The address may hold a secret of the service: only what went wrong is kept.
const describe = (error: unknown): string => {
  const { code } = causeOf(error);
  return typeof code === 'string' ? code : (error as Error).name;
};
