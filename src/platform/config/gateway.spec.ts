import { describe, expect, it } from '@jest/globals';
import { gatewayOf } from './gateway.js';

describe('a gateway', () => {
  it.each([
    [undefined, 'apart', undefined],
    ['https://sms.example.org/send', undefined, { url: 'https://sms.example.org/send', token: undefined }],
    ['https://in%20it@sms.example.org/send', undefined, { url: 'https://sms.example.org/send', token: 'in it' }],
    ['https://user:in-it@sms.example.org/send', undefined, { url: 'https://sms.example.org/send', token: 'in-it' }],
    ['https://in-it@sms.example.org/send', 'apart', { url: 'https://sms.example.org/send', token: 'apart' }],
  ])('at %s with token %s', (address, token, gateway) => {
    expect(gatewayOf(address, token)).toEqual(gateway);
  });
});
