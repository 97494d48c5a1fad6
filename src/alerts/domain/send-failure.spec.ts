import { describe, expect, it } from '@jest/globals';
import { DELIVERY_POLICY } from '../../../config/delivery.js';
import { addSeconds, secondsBetween } from '../../kernel/index.js';
import { classifyFailure, nextTry, type SendError } from './send-failure.js';

describe('a failure', () => {
  const rows: [string, SendError, string][] = [
    ['an unknown mailbox', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'refused'],
    ['greylisting', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, 'later'],
    ['a text that is refused', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'refused'],
    ['a full disk after the text', { code: 'EMESSAGE', command: 'DATA', responseCode: 452 }, 'later'],
    ['a bad sequence', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 503 }, 'later'],
    ['an address that is none', { code: 'EENVELOPE', command: 'API' }, 'refused'],
    ['our sender refused', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 }, 'server-away'],
    ['a wrong password', { code: 'EAUTH', responseCode: 535 }, 'server-away'],
    ['nobody listening', { code: 'ESOCKET', command: 'CONN', syscall: 'connect' }, 'server-away'],
    ['an unknown server name', { code: 'EDNS', command: 'CONN' }, 'server-away'],
    ['a server that closes down', { code: 'ECONNECTION', command: 'CONN', responseCode: 421 }, 'server-away'],
    ['no greeting', { code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }, 'server-away'],
    ['silence after the text', { code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }, 'later, outcome unknown'],
    ['a connection that broke', { code: 'ECONNECTION', command: 'CONN' }, 'later, outcome unknown'],
    ['a send that took too long', { code: 'EABORT' }, 'later, outcome unknown'],
    ['anything else', {}, 'later, outcome unknown'],
  ];
  it.each(rows)('%s', (_name, error, expected) => {
    const { kind, outcomeUnknown } = classifyFailure(error);
    expect(`${kind}${outcomeUnknown ? ', outcome unknown' : ''}`).toBe(expected);
  });
});

describe('the next try', () => {
  const CREATED = new Date('2026-02-05T10:00:00Z');
  const wait = (kind: 'later' | 'server-away', attempts: number, ageSeconds = 60): number | undefined => {
    const now = addSeconds(CREATED, ageSeconds);
    const at = nextTry(kind, attempts, CREATED, now, DELIVERY_POLICY);
    return at && secondsBetween(now, at);
  };

  it('comes soon at first and never stops coming', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 500].map((attempts) => wait('later', attempts))).toEqual([5, 10, 20, 30, 60, 120, 300, 300, 300]);
    expect([1, 2, 3, 4, 5000].map((attempts) => wait('server-away', attempts, 99 * 86_400))).toEqual([5, 10, 20, 30, 30]);
  });

  it('is not there for a recipient who could not be reached in five days', () => {
    expect(wait('later', 1000, 5 * 86_400)).toBeUndefined();
    expect(wait('later', 1000, 5 * 86_400 - 1)).toBe(300);
  });
});
