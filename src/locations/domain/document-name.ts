import type { MediaType } from '../../platform/storage/index.js';

/** The ending by which a computer knows what to open it with; the first is given to a name that has none of these. */
const ENDINGS: Readonly<Record<MediaType, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
};
const NAMELESS = 'document';
// Control and format characters (those that turn the direction of writing among them), line and paragraph separators,
// halves of characters, private ones, and ones that do not exist.
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
const NOT_IN_FILE_NAMES = /["*:<>?|]/g;
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const ENDING = /\.[a-z][a-z0-9]{0,4}$/i;

/**
 * A file's name as it may be shown and used for saving: no folders, nothing invisible, nothing that a file system takes for
 * something else, ending as its content says, and at most `maximum` characters.
 */
export function cleanFileName(given: string, mediaType: MediaType, maximum: number): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const clean = last.replace(/\s+/g, ' ').replace(INVISIBLE, '').replace(NOT_IN_FILE_NAMES, '_').trim();
  const ownEnding = (name: string): string | undefined => ENDINGS[mediaType].find((ending) => name.toLowerCase().endsWith(ending));
  const named = ownEnding(clean) === undefined ? clean.replace(ENDING, '') : clean;
  const own = ownEnding(named);
  const stem = own === undefined ? named : named.slice(0, -own.length);
  const ending = own === undefined ? ENDINGS[mediaType][0]! : named.slice(-own.length);
  const plain = stem.replace(/^[. ]+|[. ]+$/g, '').replace(DEVICES, '_$&');
  return [...(plain || NAMELESS)].slice(0, maximum - ending.length).join('').trimEnd() + ending;
}

/** The name without its ending: what a document is called when nobody says. */
export const nameWithoutEnding = (fileName: string): string => fileName.replace(ENDING, '');
