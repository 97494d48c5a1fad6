import { createHmac } from 'node:crypto';
import type { Instant } from '../../kernel/index.js';

const PREFIX = 'whsec_';

/** A key as its owner gets it: `whsec_` and the bytes in base64. */
export const secretText = (bytes: Buffer): string => `${PREFIX}${bytes.toString('base64')}`;

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64');

export type SignedHeaders = { readonly 'webhook-id': string; readonly 'webhook-timestamp': string; readonly 'webhook-signature': string };

/** The headers of Standard Webhooks: one signature per key, with a space between, the newest first. */
export function signedHeaders(secrets: readonly string[], id: string, at: Instant, body: string): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatureBy = (secret: string): string => `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': secrets.map(signatureBy).join(' ') };
}
