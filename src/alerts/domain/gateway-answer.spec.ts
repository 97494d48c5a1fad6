import { describe, expect, it } from '@jest/globals';
import { gatewayFailure } from './gateway-answer.js';

const NOW = Date.parse('2026-12-01T12:00:00Z');

describe('what a gateway answers', () => {
  it.each([200, 202, 204])('%d: taken', (status) => {
    expect(gatewayFailure({ status, retryAfter: null }, NOW)).toBeNull();
  });

  it.each([[400, 'refused'], [422, 'refused'], [401, 'server-away'], [403, 'server-away'], [404, 'server-away'], [410, 'refused'], [408, 'later'], [425, 'later'], [429, 'later'], [500, 'later'], [503, 'later'], [302, 'later']])('%d: %s', (status, kind) => {
    expect(gatewayFailure({ status, retryAfter: null }, NOW)).toEqual({ kind, outcomeUnknown: false });
  });

  it.each([['30', 30], ['Tue, 01 Dec 2026 12:01:00 GMT', 60], ['999999', 3600], ['soon', undefined], ['Tue, 01 Dec 2026 11:00:00 GMT', undefined]])('Retry-After %s: %s seconds', (retryAfter, seconds) => {
    expect(gatewayFailure({ status: 429, retryAfter }, NOW)?.retryAfterSeconds).toBe(seconds);
  });
});
