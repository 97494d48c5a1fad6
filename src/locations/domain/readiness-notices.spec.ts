import { describe, expect, it } from '@jest/globals';
import { NOTICES, noticeOf, wordsOf } from './readiness-notices.js';

const parametersOf = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();

describe('the words of a reason', () => {
  it.each(Object.entries(NOTICES))('%s has both languages with the same parameters', (_code, { text, cure }) => {
    expect(text.nl).not.toBe('');
    expect(cure.nl).not.toBe('');
    expect(parametersOf(text.en)).toEqual(parametersOf(text.nl));
    expect(parametersOf(cure.en)).toEqual(parametersOf(cure.nl));
  });

  it('writes days, numbers and translated names in the language', () => {
    const words = wordsOf(noticeOf('LEAD_TIME_TOO_LONG', { hours: 80.5, windowHours: 72 }));
    expect(words.text).toEqual({
      nl: 'Volgens opgave 80,5 uur; de inzettermijn is 72 uur.',
      en: 'Stated as 80.5 hours; the window is 72 hours.',
    });
    const missed = wordsOf(noticeOf('CONTACT_NOT_REACHED', { on: { day: '2026-03-01' }, roles: { nl: 'de vervanger', en: 'the alternate' } }));
    expect(missed.text).toEqual({ nl: 'Op 1 maart 2026 niet bereikt: de vervanger.', en: 'Not reached on 1 March 2026: the alternate.' });
  });
});
