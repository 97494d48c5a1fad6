import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key and a certificate that signs itself, in PEM. */
export type TestCertificate = { readonly key: string; readonly cert: string };

const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = '06082a8648ce3d040302';
const COMMON_NAME = '0603550403';
const SUBJECT_ALT_NAME = '0603551d11';
const DAY_MS = 86_400_000;

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const time = (at: number): Buffer => der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2)}`, 'ascii'));

/** For these host names, from yesterday until in a year (X.509 version 3, RFC 5280): Node can make keys, and no certificates. */
export function makeCertificate(...hosts: readonly string[]): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(SEQUENCE, hex(ECDSA_WITH_SHA256));
  const name = der(SEQUENCE, der(0x31, der(SEQUENCE, hex(COMMON_NAME), der(0x0c, Buffer.from(hosts[0]!)))));
  const alternatives = der(SEQUENCE, ...hosts.map((host) => der(0x82, Buffer.from(host, 'ascii'))));
  const content = der(
    SEQUENCE, hex('a003020102'), der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])), algorithm, name, der(SEQUENCE, time(Date.now() - DAY_MS), time(Date.now() + 365 * DAY_MS)), name,
    publicKey.export({ type: 'spki', format: 'der' }), der(0xa3, der(SEQUENCE, der(SEQUENCE, hex(SUBJECT_ALT_NAME), der(0x04, alternatives)))));
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const whole = der(SEQUENCE, content, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: `-----BEGIN CERTIFICATE-----\n${whole}\n-----END CERTIFICATE-----\n` };
}
