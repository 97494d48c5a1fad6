import { describe, expect, it } from '@jest/globals';
import { secretText, signedHeaders } from './signature.js';

/** The vector that the libraries of Standard Webhooks are tested with. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const AT = new Date(1_614_265_330_000);
const BODY = '{"test": 2432232314}';
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('a signature', () => {
  it('is the one of the published test vector', () => {
    expect(signedHeaders([SECRET], ID, AT, BODY)).toEqual({ 'webhook-id': ID, 'webhook-timestamp': '1614265330', 'webhook-signature': SIGNATURE });
  });

  it('stands there once per key during a rotation', () => {
    const newer = secretText(Buffer.alloc(32, 7));
    const [first, second, ...others] = signedHeaders([newer, SECRET], ID, AT, BODY)['webhook-signature'].split(' ');
    expect([second, others]).toEqual([SIGNATURE, []]);
    expect(first).toBe(signedHeaders([newer], ID, AT, BODY)['webhook-signature']);
    expect(first).not.toBe(second);
  });

  it.each([
    ['another id', signedHeaders([SECRET], `${ID}x`, AT, BODY)],
    ['another second', signedHeaders([SECRET], ID, new Date(AT.getTime() + 1000), BODY)],
    ['another body', signedHeaders([SECRET], ID, AT, `${BODY} `)],
  ])('is another for %s', (_what, headers) => {
    expect(headers['webhook-signature']).not.toBe(SIGNATURE);
  });

  it('reads a key back from its text', () => {
    expect(secretText(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'))).toBe(SECRET);
  });
});
