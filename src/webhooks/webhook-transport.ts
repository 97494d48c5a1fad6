import { Inject, Injectable } from '@nestjs/common';
import { WEBHOOK_POLICY } from '../../config/webhooks.js';
import { SETTINGS, type Settings } from '../platform/config/index.js';
import { mayConnectTo } from './domain/endpoint-url.js';
import { verdictOf, type Verdict } from './domain/retry.js';
import { signedHeaders } from './domain/signature.js';
import { NoAnswer, postOutward, resolveByDns, type Answer, type Resolve } from './outward-request.js';
import { SecretSeal } from './secret-seal.js';
import type { Outgoing, SealedSecret } from './webhook-claims.js';
import type { SendError } from './webhook-schemas.js';

/** What became of one attempt. */
export type Attempt =
  | { readonly kind: 'accepted'; readonly status: number }
  | { readonly kind: 'failed'; readonly status: number | null; readonly verdict: Exclude<Verdict, 'accepted'>; readonly error: SendError; readonly retryAfter: string | null; readonly outcomeUnknown: boolean };

/** The outside world; another one is for tests. */
export type Outside = { readonly resolve: Resolve; readonly answerSeconds: number };
export const OUTSIDE = Symbol('outside of webhooks');
export const REAL_OUTSIDE: Outside = { resolve: resolveByDns(), answerSeconds: WEBHOOK_POLICY.answerSeconds.value };

/** Signs an event and posts it. */
@Injectable()
export class WebhookTransport {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'webhooksToLoopback'>,
    private readonly seal: SecretSeal,
    @Inject(OUTSIDE) private readonly outside: Outside,
  ) {}

  /** One attempt. Never throws: what went wrong is part of the answer. `stop` breaks it off. */
  async send(outgoing: Outgoing, stop: AbortSignal): Promise<Attempt> {
    const { url, body, eventId, begunAt } = outgoing;
    const secrets = this.opened(outgoing.secrets);
    if (secrets.length === 0) return failed('secret', false);
    const headers = { ...signedHeaders(secrets, eventId, begunAt, body), 'content-type': 'application/cloudevents+json; charset=utf-8', 'user-agent': 'achter-de-hand' };
    const signal = AbortSignal.any([stop, AbortSignal.timeout(this.outside.answerSeconds * 1000)]);
    const allowed = (address: string): boolean => mayConnectTo(address, this.settings.webhooksToLoopback);
    try {
      return attemptOf(await postOutward({ url, headers, body, signal, mayConnectTo: allowed }, this.outside.resolve));
    } catch (error) {
      return error instanceof NoAnswer ? failed(error.reason, error.outcomeUnknown) : failed('connection', true);
    }
  }

  /** Those that can be read: after APP_SECRET was changed none of the older ones can. */
  private opened(secrets: readonly SealedSecret[]): string[] {
    return secrets.flatMap(({ id, sealed }) => {
      try {
        return [this.seal.open(id, sealed)];
      } catch {
        return [];
      }
    });
  }
}

const failed = (error: SendError, outcomeUnknown: boolean): Attempt => ({ kind: 'failed', status: null, verdict: 'failed', error, retryAfter: null, outcomeUnknown });

function attemptOf({ status, retryAfter }: Answer): Attempt {
  const verdict = verdictOf(status);
  if (verdict === 'accepted') return { kind: 'accepted', status };
  const error = verdict === 'gone' ? 'gone' : status >= 300 && status < 400 ? 'redirect' : 'status';
  return { kind: 'failed', status, verdict, error, retryAfter, outcomeUnknown: false };
}
