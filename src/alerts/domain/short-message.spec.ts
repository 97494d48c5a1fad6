import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../../kernel/index.js';
import { LONGEST_SMS, shortText, takesSms } from './short-message.js';

describe('a short message', () => {
  it.each(LANGUAGES)('fits one SMS in %s, in letters that every telephone knows', (language) => {
    for (const number of [null, '+31592000100', '+491234567890123']) {
      const text = shortText(language, number);
      expect(text.length).toBeLessThanOrEqual(LONGEST_SMS);
      expect(text).toMatch(/^[A-Za-z0-9 .,:;+-]+$/);
    }
  });

  it('says whom to call, if anybody is known', () => {
    expect(shortText('nl', '+31592000100')).toBe('Inzet reserveplekken: bevestig ontvangst, zie mail of bel +31592000100');
    expect(shortText('nl', null)).toBe('Inzet reserveplekken: bevestig ontvangst, zie mail');
  });

  it.each([['+31612345678', true], ['+31592000100', false], ['+4915112345678', true]])('to %s goes as SMS: %s', (number, goes) => {
    expect(takesSms(number)).toBe(goes);
  });
});
