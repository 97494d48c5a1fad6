import { describe, expect, it } from '@jest/globals';
import { addSeconds } from '../../kernel/index.js';
import { isRestated, mayStandFor, outOfDate, type WaitingMessage } from './catch-up.js';

const now = new Date('2026-11-25T12:00:00Z');
const policy = { catchUpAfterSeconds: { value: 120, source: '' }, catchUpAfterTries: { value: 1, source: '' } };
const message = (id: string, more: Partial<WaitingMessage> = {}): WaitingMessage =>
  ({ id, createdAt: addSeconds(now, -600), attempts: 1, maybeTaken: false, restated: true, overtaken: false, ...more });
const replaced = (...waiting: WaitingMessage[]): string[] => outOfDate(waiting, now, policy);

describe('messages that were kept waiting', () => {
  it.each([
    ['all of which are restated: one statement for all', [message('a'), message('b'), message('c')], ['a', 'b', 'c']],
    ['among which one says something else: that one stays', [message('a'), message('x', { restated: false }), message('b')], ['a', 'b']],
    ['alone: sent as it is', [message('a')], []],
    ['one restated beside others: nothing to gather', [message('x', { restated: false }), message('a')], []],
    ['of which the mail server may have one: that goes again as it is', [message('a', { maybeTaken: true }), message('b'), message('c')], ['b', 'c']],
    ['of which only one is certainly not taken: sent as it is', [message('a', { maybeTaken: true }), message('b')], []],
    ['a statement that an answer has overtaken: stated anew', [message('s', { overtaken: true })], ['s']],
    ['an overtaken statement that may have gone out: never changed', [message('s', { overtaken: true, maybeTaken: true })], []],
    ['an overtaken statement behind something else: stated anew too', [message('x', { restated: false }), message('s', { overtaken: true })], ['s']],
    ['nothing', [], []],
  ])('%s', (_, waiting, expected) => {
    expect(replaced(...waiting)).toEqual(expected);
  });

  it('were so by time, or by more than one try; in normal running nothing changes', () => {
    const fresh = { createdAt: addSeconds(now, -119) };
    expect(replaced(message('a', { ...fresh, attempts: 0 }), message('b', { ...fresh, attempts: 0 }))).toEqual([]);
    expect(replaced(message('a', fresh), message('b', fresh))).toEqual([]);
    expect(replaced(message('a', { ...fresh, attempts: 2 }), message('b', { ...fresh, attempts: 0 }))).toEqual(['a', 'b']);
    expect(replaced(message('a', { createdAt: addSeconds(now, -120), attempts: 0 }), message('b', fresh))).toEqual(['a', 'b']);
  });

  it('a statement is stated anew, with what came after it, as soon as it is overtaken', () => {
    const fresh = { createdAt: addSeconds(now, -1), attempts: 0 };
    expect(replaced(message('s', { ...fresh, overtaken: true }))).toEqual(['s']);
    expect(replaced(message('s', { ...fresh, overtaken: true }), message('b', fresh))).toEqual(['s', 'b']);
    expect(replaced(message('s', fresh))).toEqual([]);
  });
});

describe('what a statement restates', () => {
  const restated = { always: new Set(['mobilisation', 'present-state']), chasing: new Set(['reminder', 'handed-on']) };
  it.each([
    ['what the feature says', { purpose: 'mobilisation', chases: false }, true],
    ['a reminder of the alert', { purpose: 'reminder', chases: true }, true],
    ['the alert handed on to the next contact', { purpose: 'handed-on', chases: true }, true],
    ['an earlier statement', { purpose: 'present-state', chases: false }, true],
    ['some other message handed on', { purpose: 'handed-on', chases: false }, false],
    ['whom to telephone', { purpose: 'operations-notice', chases: true }, false],
    ['a test message', { purpose: 'contact-test', chases: false }, false],
  ])('%s', (_, about, expected) => {
    expect(isRestated(about, restated)).toBe(expected);
  });
});

it('a statement without an answer link never stands for an alert whose receipt is awaited', () => {
  const content = (text: string) => ({ nl: { subject: 's', text }, en: { subject: 's', text } });
  expect([mayStandFor(content('Zie de pagina.'), true), mayStandFor(content('{answerLink}'), true), mayStandFor(content('Zie de pagina.'), false)]).toEqual([false, true, true]);
});
