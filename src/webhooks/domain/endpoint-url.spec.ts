import { describe, expect, it } from '@jest/globals';
import { faultOfUrl, mayConnectTo } from './endpoint-url.js';

describe('the address of an endpoint', () => {
  it.each(['https://coa.example/webhooks', 'https://coa.example:8443/a?sleutel=x', 'https://8.8.8.8/', 'https://[2606:4700:4700::1111]/'])('may be %s', (url) => {
    expect(faultOfUrl(url, false)).toBeNull();
  });

  it.each([
    ['geen adres', 'not-a-url'], ['', 'not-a-url'], ['ftp://coa.example/', 'not-a-url'], ['https://coa.example/#deel', 'not-a-url'],
    ['http://coa.example/', 'not-https'], ['http://127.0.0.1/', 'not-https'],
    ['https://user:secret@coa.example/', 'with-credentials'],
    ['https://127.0.0.1/', 'not-public'], ['https://0x7f.1/', 'not-public'], ['https://2130706433/', 'not-public'], ['https://[::1]/', 'not-public'], ['https://[::ffff:10.0.0.1]/', 'not-public'],
    ['https://169.254.169.254/latest/meta-data', 'not-public'], ['https://localhost/', 'not-public'], ['https://intranet/', 'not-public'], ['https://db.internal/', 'not-public'],
    ['https://printer.local/', 'not-public'],
  ])('may not be %s: %s', (url, code) => {
    expect(faultOfUrl(url, false)?.code).toBe(code);
  });

  it.each([['http://127.0.0.1:4000/', null], ['https://127.0.0.1/', null], ['http://[::1]:4000/', null], ['http://10.0.0.1/', 'not-https'], ['https://10.0.0.1/', 'not-public'], ['http://coa.example/', 'not-https']])(
    'where this machine itself is allowed: %s, %p', (url, code) => {
      expect(faultOfUrl(url, true)?.code ?? null).toBe(code);
    });

  it('is connected to when what it stands for is public, or this machine where that is set', () => {
    expect([mayConnectTo('8.8.8.8', false), mayConnectTo('127.0.0.1', false), mayConnectTo('127.0.0.1', true), mayConnectTo('10.0.0.1', true)]).toEqual([true, false, true, false]);
  });
});
