import { describe, expect, it } from '@jest/globals';
import { cookieAttributes, sessionCookieAttributes, sessionCookieName, sessionTokenOf } from './session-cookie.js';
import { newSessionToken } from './tokens.js';

const HTTPS = { publicUrl: 'https://reserve.example.org' };
const HTTP = { publicUrl: 'http://127.0.0.1:3000' };
const requestWith = (cookie: string) => ({ headers: { cookie } });

describe('the session cookie', () => {
  it('is bound to host, path and https where there is https', () => {
    expect(sessionCookieName(HTTPS)).toBe('__Host-zitting');
    expect(cookieAttributes(HTTPS)).toEqual({ httpOnly: true, sameSite: 'lax', secure: true, path: '/' });
    expect(sessionCookieAttributes(HTTPS)).toMatchObject({ maxAge: 96 * 3600 * 1000 });
  });

  it('works without https on a machine of one’s own', () => {
    expect(sessionCookieName(HTTP)).toBe('zitting');
    expect(cookieAttributes(HTTP)).toMatchObject({ httpOnly: true, secure: false });
  });

  it('gives its token, and nothing that cannot be one', () => {
    const token = newSessionToken();
    expect(sessionTokenOf(requestWith(`taal=nl; zitting=${token}`), HTTP)).toBe(token);
    for (const value of ['', 'x', `${token}x`, token.slice(1), `${token.slice(1)}%00`, `${token.slice(1)}'`]) {
      expect(sessionTokenOf(requestWith(`zitting=${value}`), HTTP)).toBeUndefined();
    }
  });

  it('is not read under the other name', () => {
    expect(sessionTokenOf(requestWith(`zitting=${newSessionToken()}`), HTTPS)).toBeUndefined();
  });
});
