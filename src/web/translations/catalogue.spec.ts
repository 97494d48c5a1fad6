import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Translated } from '../../kernel/index.js';
import { AREAS } from './catalogue.js';

const entries = Object.entries(AREAS).flatMap(([area, texts]) =>
  Object.entries<Translated>(texts).map(([key, text]) => ({ area, key, text })),
);
type Entry = (typeof entries)[number];

const keysWhere = (wrong: (entry: Entry) => boolean): string[] => entries.filter(wrong).map(({ key }) => key);
const paramsIn = (text: string): string => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort().join();

describe('the catalogue', () => {
  it('has every key in one area only', () => {
    const areaOf = new Map(entries.map(({ key, area }) => [key, area]));
    expect(keysWhere(({ key, area }) => areaOf.get(key) !== area)).toEqual([]);
  });

  it('has a text in every language, and in no other', () => {
    expect(keysWhere(({ text }) => Object.keys(text).sort().join() !== [...LANGUAGES].sort().join())).toEqual([]);
    expect(keysWhere(({ text }) => LANGUAGES.some((language) => text[language].trim() === ''))).toEqual([]);
  });

  it('names the same parameters in both languages', () => {
    expect(keysWhere(({ text }) => paramsIn(text.nl) !== paramsIn(text.en))).toEqual([]);
  });

  it('is plain text without markup', () => {
    expect(keysWhere(({ text }) => LANGUAGES.some((language) => /[<>]|&\w+;/.test(text[language])))).toEqual([]);
  });
});
