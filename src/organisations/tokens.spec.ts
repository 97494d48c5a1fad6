import { describe, expect, it } from '@jest/globals';
import { hashOfToken, keyedDigest, looksLikeApiKey, looksLikeSessionToken, newApiKey, newSessionToken } from './tokens.js';

describe('tokens and keys', () => {
  it('are long, random and recognised', () => {
    const tokens = Array.from({ length: 50 }, newSessionToken);
    expect(new Set(tokens).size).toBe(50);
    expect(tokens.every(looksLikeSessionToken)).toBe(true);
    expect(Buffer.from(tokens[0]!, 'base64url')).toHaveLength(32);
    expect(newApiKey()).toMatch(/^adh_/);
    expect(looksLikeApiKey(newApiKey())).toBe(true);
  });

  it('are not taken for each other', () => {
    expect(looksLikeApiKey(newSessionToken())).toBe(false);
    expect(looksLikeSessionToken(newApiKey())).toBe(false);
  });

  it('are stored as something else', () => {
    expect(hashOfToken('a')).toHaveLength(32);
    expect(hashOfToken('a').equals(hashOfToken('b'))).toBe(false);
  });

  it('digests depend on the secret and on what is digested', () => {
    const digests = [keyedDigest('one', 'e-mail', 'a'), keyedDigest('two', 'e-mail', 'a'), keyedDigest('one', 'source', 'a'), keyedDigest('one', 'e-mail', 'b')];
    expect(new Set(digests.map((digest) => digest.toString('hex'))).size).toBe(4);
  });
});
