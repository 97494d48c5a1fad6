import type { FoundKind } from './content.js';

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

/** By the bytes it begins with. */
const BEGINNINGS: readonly (readonly [Buffer, FoundKind])[] = [
  [ascii('%PDF-'), 'pdf'],
  [ascii('\x89PNG\r\n\x1a\n'), 'png'],
  [ascii('\xff\xd8\xff'), 'jpeg'],
  [ascii('GIF8'), 'gif'],
  [ascii('II*\0'), 'tiff'],
  [ascii('MM\0*'), 'tiff'],
  [ascii('BM'), 'bmp'],
  [ascii('{\\rtf'), 'rtf'],
  [ascii('MZ'), 'program'],
  [ascii('\x7fELF'), 'program'],
  [ascii('#!'), 'program'],
  [ascii('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'office'],
];
const OFFICE_PARTS = ['[Content_Types].xml', 'word/', 'xl/', 'ppt/', 'mimetypeapplication/vnd.oasis'];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1'];

const MARKUP = /<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s/>]|<\?php/i;
const SVG_ROOT = /<svg[\s>]/i;
// What has no place in a text: control characters other than tab, line and page breaks; and what is not UTF-8.
const NOT_TEXT = /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/;

/** True where the bytes hold what a browser could take for a page or a drawing with script in it. */
export const holdsMarkup = (bytes: Buffer): boolean => MARKUP.test(bytes.toString('latin1'));

/** What a file most likely is, by its first few thousand bytes. A guess, for words only: what is kept is walked through. */
export function foundKindOf(head: Buffer): FoundKind {
  if (head.length === 0) return 'nothing';
  const begins = BEGINNINGS.find(([bytes]) => head.subarray(0, bytes.length).equals(bytes));
  if (begins) return begins[1];
  return containerKind(head) ?? textKind(head);
}

function containerKind(head: Buffer): FoundKind | undefined {
  const text = head.toString('latin1');
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return OFFICE_PARTS.some((part) => text.includes(part)) ? 'office' : 'zip';
  if (text.startsWith('RIFF')) return text.startsWith('WEBP', 8) ? 'webp' : text.startsWith('AVI ', 8) ? 'video' : 'unknown';
  if (text.startsWith('\x1aE\xdf\xa3')) return 'video';
  if (!text.startsWith('ftyp', 4)) return undefined;
  const brand = text.slice(8, 12);
  if (HEIC_BRANDS.includes(brand)) return 'heic';
  return brand === 'avif' || brand === 'avis' ? 'avif' : 'video';
}

function textKind(head: Buffer): FoundKind {
  const text = decoded(head);
  if (SVG_ROOT.test(text) && !/<html/i.test(text)) return 'svg';
  if (MARKUP.test(text)) return 'html';
  if (/^\s*<\?xml/i.test(text)) return 'xml';
  if (text.includes('%PDF-')) return 'pdf';
  // The last character may have been cut in two.
  return NOT_TEXT.test(text.replace(/\ufffd$/, '')) ? 'unknown' : 'text';
}

function decoded(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return head.toString('utf16le');
  if (head[0] === 0xfe && head[1] === 0xff) return Buffer.from(head.subarray(0, head.length & ~1)).swap16().toString('utf16le');
  return head.toString('utf8').replace(/^\ufeff/, '');
}
