import { createHash, createHmac, randomBytes } from 'node:crypto';

const TOKEN = /^[\w-]{43}$/;
const API_KEY = /^adh_[\w-]{43}$/;

/** A session token: 256 random bits. Only its hash is stored, so a copy of the database lets nobody in. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url');

/** An API key: 256 random bits behind a mark by which a leaked one is recognised. */
export const newApiKey = (): string => `adh_${randomBytes(32).toString('base64url')}`;

/** sha256 of a token or key; enough for random values of this length, unlike for passwords. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const looksLikeSessionToken = (text: string): boolean => TOKEN.test(text);
export const looksLikeApiKey = (text: string): boolean => API_KEY.test(text);

/** A keyed digest of something guessable, such as an e-mail address: enough to count, nothing to look up. */
export const keyedDigest = (secret: string, kind: string, text: string): Buffer =>
  createHmac('sha256', secret).update(`${kind}\n${text}`).digest();
