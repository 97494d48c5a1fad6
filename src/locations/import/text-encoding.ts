import { refuse, type SheetFormat } from './cells.js';
import type { FileBytes } from './file-bytes.js';

export type Encoding = Extract<SheetFormat, { kind: 'csv' }>['encoding'];

/** What Dutch text has beyond ASCII in Windows-1252. Anything else there tells that the bytes mean something else. */
const NOT_DUTCH = /[^\x00-\x7F\u00A0£§«°²³´·»¼½¾À-ÖØ-öø-ÿ€‘’“”–—…•]/;
/** `é` of a Mac and `ï` of DOS look like quotation marks in Windows-1252, but stand inside a word. */
const QUOTE_IN_A_WORD = /\p{L}[‘“”]\p{L}/u;

/**
 * How the text of a CSV is encoded: by its byte order mark, UTF-8 when it is valid as such, Windows-1252 when everything in it
 * then is what Dutch text has. Throws SheetRefused for what could be anything.
 */
export async function encodingOf(file: FileBytes, head: Buffer): Promise<Encoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (await everyText(file, 'utf-8', () => true)) return 'utf-8';
  if (await everyText(file, 'windows-1252', (text) => !NOT_DUTCH.test(text) && !QUOTE_IN_A_WORD.test(text))) return 'windows-1252';
  refuse('unknown-encoding',
    'De tekens in dit bestand zijn geen UTF-8 en ook niet met zekerheid Windows-1252 (het lijkt op een andere tekenset, zoals die van DOS of een oude Mac). Bewaar het als “CSV UTF-8” of als .xlsx.',
    'The characters in this file are not UTF-8, nor with certainty Windows-1252 (it looks like another character set, as of DOS or an old Mac). Save it as “CSV UTF-8” or as .xlsx.');
}

async function everyText(file: FileBytes, encoding: Encoding, isGood: (text: string) => boolean): Promise<boolean> {
  try {
    for await (const text of decoded(file, encoding)) if (!isGood(text)) return false;
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** The text of a file, piece by piece, without its byte order mark. Throws for bytes that are no text in this encoding. */
export async function* decoded(file: FileBytes, encoding: Encoding): AsyncGenerator<string> {
  if (encoding === 'windows-1252') {
    for await (const bytes of file.read()) yield fromWindows1252(bytes);
    return;
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of file.read()) {
    const text = decoder.decode(bytes, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Where Windows-1252 differs from Latin-1: 0x80 to 0x9F (WHATWG Encoding). Node's own decoder takes the one for the other. */
const ABOVE_LATIN_1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const fromWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').replace(/[\x80-\x9F]/g, (character) => ABOVE_LATIN_1[character.charCodeAt(0) - 0x80]!);
