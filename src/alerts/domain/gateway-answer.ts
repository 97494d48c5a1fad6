import type { SendFailure } from './send-failure.js';

/** What a gateway answered to one message. */
export type GatewayAnswer = { readonly status: number; readonly retryAfter: string | null };

// "Not now" about this request: it may come again unchanged.
const LATER = new Set([408, 425, 429]);
const OURS = new Set([401, 403, 404]);
const LONGEST_WAIT_SECONDS = 3600;

/** What an answer means for the message; null when it was taken. 4xx is final, apart from "not now"; all else is tried again. */
export function gatewayFailure({ status, retryAfter }: GatewayAnswer, nowMs: number): SendFailure | null {
  if (status >= 200 && status < 300) return null;
  // Wrong credentials or a wrong address of the gateway say nothing about the recipient.
  if (OURS.has(status)) return { kind: 'server-away', outcomeUnknown: false };
  if (status >= 400 && status < 500 && !LATER.has(status)) return { kind: 'refused', outcomeUnknown: false };
  const wait = secondsFrom(retryAfter, nowMs);
  return { kind: 'later', outcomeUnknown: false, ...(wait !== undefined && { retryAfterSeconds: wait }) };
}

/** `Retry-After`: seconds, or a date. Undefined when it cannot be read; never longer than an hour. */
function secondsFrom(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : (Date.parse(text) - nowMs) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_WAIT_SECONDS) : undefined;
}
