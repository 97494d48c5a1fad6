import { describe, expect, it } from '@jest/globals';
import { translator } from './translator.js';

const t = translator('nl');

describe('the translator', () => {
  it('gives the text in its language', () => {
    expect(t('button.save')).toBe('Opslaan');
    expect(translator('en')('button.save')).toBe('Save');
  });

  it('fills in parameters', () => {
    expect(t('progress.of', { label: 'Open', value: 80, total: 100 })).toBe('Open: 80 van 100');
  });

  it.each([
    [0, '0 plekken'],
    [1, '1 plek'],
    [2, '2 plekken'],
    [2000, '2.000 plekken'],
  ])('counts %d places', (n, text) => {
    expect(t.count('word.places', n)).toBe(text);
  });

  it('groups thousands in the way of the language', () => {
    expect(translator('en').count('word.places', 2000)).toBe('2,000 places');
  });

  it('translates a text from outside the catalogue', () => {
    expect(t.of({ nl: '1 per {n} personen', en: '1 per {n} persons' }, { n: 20 })).toBe('1 per 20 personen');
  });

  it('knows which keys there are, for keys that come from data', () => {
    expect(['button.save', 'button.fly', 'toString'].map((key) => t.has(key))).toEqual([true, false, false]);
    expect(t.text('table.page', { page: 2 })).toBe('Pagina 2');
    expect(t.text('button.fly')).toBe('button.fly');
  });

  it('is refused by the compiler without its parameters, or to count what has no plural', () => {
    // @ts-expect-error there is no button.save.one
    expect(() => t.count('button.save', 1)).toThrow();
    // @ts-expect-error the text names {page}
    expect(t('table.page')).toBe('Pagina {page}');
  });
});
