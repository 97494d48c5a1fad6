import type { DeliveryPolicy } from '../../../config/delivery.js';
import { addSeconds, type Instant } from '../../kernel/index.js';

/** What the mail library tells about a failure. */
export type SendError = {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly syscall?: string | undefined;
  readonly timeoutType?: string | undefined;
};

export type SendFailure = {
  /**
   * `refused`: never for this recipient or this message. `later`: something about this one message or recipient.
   * `server-away`: our own mail server cannot be used now, so neither can it for the others.
   */
  readonly kind: 'refused' | 'later' | 'server-away';
  /** True when nobody can say whether the server took the message. */
  readonly outcomeUnknown: boolean;
  /** Not before this many seconds, as the other side asks. */
  readonly retryAfterSeconds?: number;
};

const SESSION_CODES = new Set(['EDNS', 'ETLS', 'EREQUIRETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'EPROXY', 'ECONFIG', 'EPROTOCOL']);
const SESSION_TIMEOUTS = new Set(['CONNECTION_TIMEOUT', 'GREETING_TIMEOUT']);
// Bad sequence of commands: says something about the conversation, not about the message.
const BAD_SEQUENCE = 503;
// The server closes the conversation; it has not taken the message.
const SERVICE_NOT_AVAILABLE = 421;

/** What a failure means for the message. Only an answer about the recipient or the message itself is final. */
export function classifyFailure(error: SendError): SendFailure {
  if (isServerAway(error)) return { kind: 'server-away', outcomeUnknown: false };
  const permanent = error.responseCode !== undefined && error.responseCode >= 500 && error.responseCode !== BAD_SEQUENCE;
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') {
    // "Invalid recipient": found by the library itself, before anything was sent.
    if (error.command === 'API') return { kind: 'refused', outcomeUnknown: false };
    // Our own sender is refused: a matter of configuration, not of this recipient.
    if (error.command === 'MAIL FROM') return { kind: 'server-away', outcomeUnknown: false };
    return { kind: permanent ? 'refused' : 'later', outcomeUnknown: false };
  }
  return { kind: 'later', outcomeUnknown: true };
}

const isServerAway = (error: SendError): boolean =>
  error.responseCode === SERVICE_NOT_AVAILABLE || SESSION_CODES.has(error.code ?? '') || SESSION_TIMEOUTS.has(error.timeoutType ?? '') || error.syscall === 'connect' || error.syscall === 'getaddrinfo';

/** When to try again. `attempts` counts those made, from 1. Undefined: it no longer makes sense, a human must be told. */
export function nextTry(kind: 'later' | 'server-away', attempts: number, waitingSince: Instant, now: Instant, policy: DeliveryPolicy): Instant | undefined {
  // Trouble of our own server says nothing about the recipient.
  if (kind === 'later' && addSeconds(waitingSince, policy.giveUpAfterSeconds.value) <= now) return undefined;
  const delays = (kind === 'later' ? policy.recipientRetrySeconds : policy.serverRetrySeconds).value;
  return addSeconds(now, delays[Math.min(attempts, delays.length) - 1] ?? 0);
}
