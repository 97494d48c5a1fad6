import { describe, expect, it } from '@jest/globals';
import { comesFromOurPages, mayChangeState } from './own-origin.js';

const HTTPS = 'https://reserve.example.org';
const HTTP = 'http://127.0.0.1:3000';
const from = (publicUrl: string, origin?: string, secFetchSite?: string, host?: string) =>
  comesFromOurPages({ origin, secFetchSite, host: host ?? new URL(publicUrl).host }, publicUrl);

describe('comesFromOurPages', () => {
  it.each([
    [HTTPS, 'https://reserve.example.org', undefined],
    [HTTPS, 'https://reserve.example.org', 'same-origin'],
    [HTTPS, undefined, 'same-origin'],
    [HTTPS, undefined, 'none'],
    [HTTP, 'http://127.0.0.1:3000', undefined],
  ])('knows ours at %s: Origin %s, Sec-Fetch-Site %s', (publicUrl, origin, site) => {
    expect(from(publicUrl, origin, site)).toBe(true);
  });

  it.each([
    ['with neither header', HTTPS, undefined, undefined],
    ['another site', HTTPS, 'https://evil.example', undefined],
    ['a sister site on the same domain', HTTPS, 'https://other.example.org', 'same-site'],
    ['another site, whatever Origin says', HTTPS, 'https://reserve.example.org', 'cross-site'],
    ['our name without https', HTTPS, 'http://reserve.example.org', undefined],
    ['our name on another port', HTTPS, 'https://reserve.example.org:8443', undefined],
    ['our name as a part of theirs', HTTPS, 'https://reserve.example.org.evil.example', undefined],
    ['a sandboxed frame', HTTPS, 'null', undefined],
    ['an empty Origin', HTTPS, '', undefined],
    ['another port on this machine', HTTP, 'http://127.0.0.1:9999', undefined],
  ])('refuses %s', (_what, publicUrl, origin, site) => {
    expect(from(publicUrl, origin, site)).toBe(false);
  });

  it('takes the name by which it was reached, where there is no https', () => {
    expect(from(HTTP, 'http://localhost:3000', undefined, 'LOCALHOST:3000')).toBe(true);
    expect(from(HTTP, 'http://localhost:3000', undefined, '127.0.0.1:3000')).toBe(false);
  });

  it('takes its own name only, where there is https', () => {
    expect(from(HTTPS, 'https://10.0.0.5', undefined, '10.0.0.5')).toBe(false);
    expect(from(HTTPS, 'http://10.0.0.5', undefined, '10.0.0.5')).toBe(false);
  });
});

describe('mayChangeState', () => {
  it('is false for reading only', () => {
    expect(['GET', 'HEAD', 'OPTIONS', 'get'].filter(mayChangeState)).toEqual([]);
    expect(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'post'].every(mayChangeState)).toBe(true);
  });
});
