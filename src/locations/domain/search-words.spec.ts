import { describe, expect, it } from '@jest/globals';
import { searchedWords, sortKey, transpositions, wordSearch, wordsOf } from './search-words.js';

describe('the words of a text', () => {
  it.each([
    ['Sporthal De Veenrand', ['sporthal', 'de', 'veenrand']],
    ['Café ’t Böhlken, Oud-Schoonebeek', ['cafe', 't', 'bohlken', 'oud', 'schoonebeek']],
    ['Dorpsstraat 12a, 9401 AB Assen', ['dorpsstraat', '12a', '9401ab', 'assen']],
    ['9401ab', ['9401ab']],
    ['de de DE', ['de']],
    [' - – ', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('leave out what is not there, and come from several texts together', () => expect(wordsOf('Loods', null, 'loods 3')).toEqual(['loods', '3']));
  it('that are searched are not without end', () => expect(searchedWords(Array.from({ length: 50 }, (_, n) => `woord${n}`).join(' '))).toHaveLength(8));
  it('sort without regard to case and accents', () => expect(['Zuid', 'école', 'De Brink', 'emmen'].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual(['De Brink', 'école', 'emmen', 'Zuid']));
});

describe('how a word is looked for', () => {
  it('a number as it is, from three digits on also as a beginning: of a postcode', () => {
    expect(wordSearch('12')).toEqual({ word: '12', beginnings: false, parts: false, similar: false, transposed: [] });
    expect(wordSearch('9401')).toMatchObject({ beginnings: true, parts: false, similar: false });
    expect(wordSearch('9401ab')).toMatchObject({ beginnings: true, similar: false, transposed: [] });
  });
  it('a short word as it is and as a beginning, a longer one also misspelt', () => {
    expect(wordSearch('de')).toMatchObject({ beginnings: true, parts: false, similar: false });
    expect(wordSearch('hal')).toMatchObject({ beginnings: true, parts: true, similar: false });
    expect(wordSearch('emmne')).toMatchObject({ similar: true, transposed: expect.arrayContaining(['emmen']) });
  });
  it('letters that were changed over, once each and never the word itself', () => expect(transpositions('aab')).toEqual(['aba']));
});
