import type { WebhookPolicy } from '../../../config/webhooks.js';
import { addSeconds, type Instant } from '../../kernel/index.js';

/** What an answer means: `accepted`; `gone`: never ask again; `busy`: later, and it may say when; `failed`: later. */
export type Verdict = 'accepted' | 'gone' | 'busy' | 'failed';

/** Only 2xx is a success. A redirect is none: the address that was agreed is the one that has to answer. */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 410) return 'gone';
  return status === 429 || status === 503 ? 'busy' : 'failed';
}

/** Seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3: seconds or a date); undefined when it says nothing usable. */
export function retryAfterSeconds(header: string | null, now: Instant): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1000);
}

export type Failure = {
  /** Attempts made, from 1. */
  readonly attempts: number;
  readonly verdict: Exclude<Verdict, 'accepted'>;
  readonly retryAfter: string | null;
  /** A test is tried once. */
  readonly once: boolean;
  /** After this it no longer matters; null: it matters as long as its activation runs. */
  readonly mattersUntil: Instant | null;
};

/** When to try again; undefined: it no longer makes sense, and somebody must be told. The last try is at the very end. */
export function nextTry({ attempts, verdict, retryAfter, once, mattersUntil }: Failure, now: Instant, policy: WebhookPolicy): Instant | undefined {
  if (once || verdict === 'gone' || (mattersUntil && mattersUntil <= now)) return undefined;
  const delays = policy.retrySeconds.value;
  const asked = verdict === 'busy' ? retryAfterSeconds(retryAfter, now) : undefined;
  const seconds = asked === undefined ? delays[Math.min(attempts, delays.length) - 1]! : Math.min(Math.max(asked, delays[0]!), policy.longestRetryAfterSeconds.value);
  const at = addSeconds(now, seconds);
  return mattersUntil && mattersUntil < at ? mattersUntil : at;
}
