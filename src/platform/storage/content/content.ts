import type { Translated } from '../../../kernel/index.js';

/** The types that are kept. */
export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** A stretch of the file, `end` not included, or bytes in its place. */
export type Piece = { readonly start: number; readonly end: number } | Buffer;

/** What a file is, and what of it is kept, in order; null: all of it. */
export type AcceptedContent = { readonly mediaType: MediaType; readonly pieces: readonly Piece[] | null };

/**
 * `empty`: no bytes. `other-type`: well or not, it is no type that is kept. `cut-off`: it ends too early. `damaged`: its
 * parts do not fit together. `mixed`: something else is hidden in it or behind it.
 */
export type ContentFault = 'empty' | 'other-type' | 'cut-off' | 'damaged' | 'mixed';

/** Says no, and what was found instead. */
export type RefusedContent = { readonly fault: ContentFault; readonly found: FoundKind };

/** What a file can be told to be, and how that is called. */
export const FOUND_KINDS = {
  nothing: { nl: 'een leeg bestand', en: 'an empty file' },
  pdf: { nl: 'PDF', en: 'PDF' },
  png: { nl: 'PNG', en: 'PNG' },
  jpeg: { nl: 'JPEG', en: 'JPEG' },
  html: { nl: 'een webpagina (HTML)', en: 'a web page (HTML)' },
  svg: { nl: 'SVG', en: 'SVG' },
  xml: { nl: 'XML', en: 'XML' },
  gif: { nl: 'GIF', en: 'GIF' },
  webp: { nl: 'WebP', en: 'WebP' },
  heic: { nl: 'HEIC, de eigen soort van sommige telefoons', en: 'HEIC, the format of some telephones' },
  avif: { nl: 'AVIF', en: 'AVIF' },
  tiff: { nl: 'TIFF', en: 'TIFF' },
  bmp: { nl: 'BMP', en: 'BMP' },
  video: { nl: 'een video', en: 'a video' },
  office: { nl: 'een Office-bestand (Word, Excel, PowerPoint)', en: 'an Office file (Word, Excel, PowerPoint)' },
  zip: { nl: 'een ZIP-bestand', en: 'a ZIP file' },
  rtf: { nl: 'RTF', en: 'RTF' },
  program: { nl: 'een programma', en: 'a program' },
  text: { nl: 'gewone tekst', en: 'plain text' },
  unknown: { nl: 'een onbekende soort', en: 'an unknown kind' },
} as const satisfies Record<string, Translated>;
export type FoundKind = keyof typeof FOUND_KINDS;

/** Stops the walk through a file. */
export class ContentRefused extends Error implements RefusedContent {
  constructor(
    readonly fault: ContentFault,
    readonly found: FoundKind,
  ) {
    super(`${fault}: ${found}`);
  }
}
