/** More words than anybody types; what comes after them is not looked at. */
const MOST_WORDS = 8;
const LONGEST_WORD = 60;

/** `9401 AB` and `9401ab` are one word, so that both find the same. */
const POSTCODE = /\b(\d{4}) ?([a-z]{2})\b/g;

/** Lower case without accents: what order and search go by. */
export const sortKey = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** The words of a text, each once, in order. */
export const wordsOf = (...texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.flatMap((text) => sortKey(text ?? '').replace(POSTCODE, '$1$2').split(' ')).filter((word) => word !== '').map((word) => word.slice(0, LONGEST_WORD))),
];

/** The words of what somebody typed to search. */
export const searchedWords = (text: string): string[] => wordsOf(text).slice(0, MOST_WORDS);

/** The word with two neighbouring letters changed over: the slip that trigrams hardly see. */
export const transpositions = (word: string): string[] =>
  [...new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)))].filter((other) => other !== word);

/** How a word is looked for. */
export type WordSearch = { readonly word: string; readonly beginnings: boolean; readonly parts: boolean; readonly similar: boolean; readonly transposed: readonly string[] };

/**
 * A number stands for itself: house number 12 is neither 112 nor 13, and one postcode is not a slip of another. Of three
 * digits or more it may be the beginning of something.
 */
export function wordSearch(word: string): WordSearch {
  const number = /^\d+$/.test(word);
  const misspelt = word.length >= 4 && !/\d/.test(word);
  return { word, beginnings: !number || word.length >= 3, parts: !number && word.length >= 3, similar: misspelt, transposed: misspelt ? transpositions(word) : [] };
}
