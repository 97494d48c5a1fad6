import { describe, expect, it } from '@jest/globals';
import { parseHeartbeat, parseSnapshot } from './live-snapshot.js';

const snapshot = { serverNow: '2026-02-03T13:03:22.000Z', version: 7, html: { deployments: '<p>80</p>' }, announcements: ['Open'] };

describe('a snapshot', () => {
  it('is read as it was sent', () => {
    expect(parseSnapshot(JSON.stringify(snapshot))).toEqual(snapshot);
  });

  it('may say nothing aloud', () => {
    expect(parseSnapshot(JSON.stringify({ ...snapshot, announcements: undefined }))?.announcements).toEqual([]);
  });

  it.each([
    ['not JSON', '{"serverNow":'],
    ['a list', '[]'],
    ['no time', JSON.stringify({ ...snapshot, serverNow: 'soon' })],
    ['no version', JSON.stringify({ ...snapshot, version: null })],
    ['no regions', JSON.stringify({ ...snapshot, html: null })],
    ['a region that is not text', JSON.stringify({ ...snapshot, html: { deployments: 1 } })],
  ])('is dropped when damaged: %s', (_name, text) => {
    expect(parseSnapshot(text)).toBeUndefined();
  });
});

describe('a heartbeat', () => {
  it('tells the time', () => {
    expect(parseHeartbeat('{"serverNow":"2026-02-03T13:03:22.000Z"}')).toEqual({ serverNow: '2026-02-03T13:03:22.000Z' });
  });

  it.each(['', '{}', 'ping'])('may be empty: %j', (text) => {
    expect(parseHeartbeat(text)).toBeUndefined();
  });
});
