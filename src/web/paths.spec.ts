import { describe, expect, it } from '@jest/globals';
import { isCurrentSection, mainNavigation, safeReturnPath } from './paths.js';

describe('the way back', () => {
  it.each(['/', '/locaties', '/inzetten/0199?tab=1', '/locaties?zoek=a%20b'])('keeps %s', (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', '/a\nb', '/a\\b', undefined, ['/a']])(
    'does not follow %j',
    (path) => {
      expect(safeReturnPath(path)).toBe('/');
    },
  );
});

describe('the menu', () => {
  it.each([
    ['/', '/', true],
    ['/', '/locaties', false],
    ['/locaties', '/locaties', true],
    ['/locaties', '/locaties/0199?tab=1', true],
    ['/locaties', '/locaties-oud', false],
  ])('%s on %s: %s', (href, path, current) => {
    expect(isCurrentSection(href, path)).toBe(current);
  });

  it('shows the mailbox only where there is one, and contacts and webhooks to who may see any', () => {
    const labels = (options: Parameters<typeof mainNavigation>[1]): string[] => mainNavigation('nl', options).map(({ label }) => label);
    expect(labels({ contacts: true, webhooks: true, mailbox: true })).toEqual(['Overzicht', 'Reserveverzoeken', 'Locaties', 'Inzetten', 'Contacten', 'Koppelingen', 'Postvak']);
    expect(labels({ contacts: false, webhooks: false, mailbox: false })).toEqual(['Overzicht', 'Reserveverzoeken', 'Locaties', 'Inzetten']);
  });
});
