import { describe, expect, it } from '@jest/globals';
import { isAddress, isLoopback, isPublicAddress } from './ip-address.js';

describe('a public address', () => {
  it.each([
    '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.0.1.0',
    '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '145.100.0.1',
    '2001:67c:2e8::1', '2a00:1450:400e:80d::200e', '2606:4700:4700::1111', '2001:200::1', '3fff:1000::1',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['this network', '0.0.0.0'], ['private', '10.0.0.1'], ['private', '10.255.255.255'], ['carrier-grade NAT', '100.64.0.1'], ['carrier-grade NAT', '100.127.255.255'], ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'], ['link-local', '169.254.169.254'], ['private', '172.16.0.1'], ['private', '172.31.255.255'], ['protocols', '192.0.0.1'], ['documentation', '192.0.2.1'],
    ['6to4 relay', '192.88.99.1'], ['private', '192.168.1.1'], ['benchmarks', '198.18.0.1'], ['benchmarks', '198.19.255.255'], ['documentation', '198.51.100.7'], ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'], ['multicast', '239.255.255.255'], ['reserved', '240.0.0.1'], ['broadcast', '255.255.255.255'],
    ['unspecified', '::'], ['loopback', '::1'], ['IPv4-mapped', '::ffff:127.0.0.1'], ['IPv4-mapped, of a public one', '::ffff:8.8.8.8'], ['IPv4-mapped in hexadecimal', '::ffff:7f00:1'],
    ['IPv4-compatible', '::8.8.8.8'], ['translated', '64:ff9b::8.8.8.8'], ['translated locally', '64:ff9b:1::1'], ['discard', '100::1'], ['Teredo', '2001::1'], ['ORCHID', '2001:20::1'],
    ['documentation', '2001:db8::1'], ['documentation', '3fff::1'], ['6to4', '2002:7f00:1::1'], ['unique local', 'fc00::1'], ['unique local', 'fd12:3456::1'], ['link-local', 'fe80::1'],
    ['link-local with its zone', 'fe80::1%eth0'], ['site-local', 'fec0::1'], ['multicast', 'ff02::1'], ['outside global unicast', '4000::1'],
    ['no address', 'localhost'], ['no address', ''], ['too short', '127.1'], ['octal', '0177.0.0.1'], ['a number', '2130706433'], ['too large', '8.8.8.256'], ['too many groups', '1:2:3:4:5:6:7:8:9'],
    ['two gaps', '2606::1::1'], ['too few groups', '2606:1'],
  ])('is not what is %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('an address of this machine', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1', '0:0:0:0:0:0:0:1'])('is %s', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['128.0.0.1', '126.255.255.255', '::2', '::ffff:127.0.0.1', '::', 'localhost', '0.0.0.0'])('is not %s', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});

it.each([['1.2.3.4', true], ['::1', true], ['1.2.3', false], ['name.example', false], ['::ffff:1.2.3.4', true], ['1.2.3.4::', false]])('%s is an address: %p', (text, is) => {
  expect(isAddress(text)).toBe(is);
});
