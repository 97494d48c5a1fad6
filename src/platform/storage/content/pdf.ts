import { ContentRefused, type AcceptedContent } from './content.js';
import { holdsMarkup } from './found-kind.js';
import type { PagedReader } from './paged-reader.js';

/** Readers look for the beginning and the end within this many bytes. */
const EDGE = 1024;
/** The record at the end of a ZIP file, and the longest comment after it. */
const ZIP_END_BYTES = 22;
const LONGEST_ZIP_COMMENT = 65_535;

/** Checks that a PDF has a beginning, an end, and a table of contents where its end says. Throws ContentRefused. */
export async function checkPdf(reader: PagedReader): Promise<AcceptedContent> {
  const head = await reader.bytes(0, EDGE);
  if (!/^%PDF-\d\.\d/.test(head.toString('latin1', 0, 8))) throw new ContentRefused('damaged', 'pdf');
  if (holdsMarkup(head) || (await isZipToo(reader))) throw new ContentRefused('mixed', 'pdf');
  const tail = await lastBytes(reader, EDGE);
  const end = /startxref\s+(\d{1,10})\s+%%EOF[\s\0]*$/.exec(tail.toString('latin1'));
  if (!end) throw new ContentRefused(holdsMarkup(tail) ? 'mixed' : 'cut-off', 'pdf');
  await checkTableAt(reader, Number(end[1]));
  return { mediaType: 'application/pdf', pieces: null };
}

const lastBytes = async (reader: PagedReader, length: number): Promise<Buffer> => reader.bytes(Math.max(0, reader.size - length), Math.min(length, reader.size));

/** The table `xref`, or an object that holds it compressed. */
async function checkTableAt(reader: PagedReader, offset: number): Promise<void> {
  const there = (await reader.bytes(offset, 40)).toString('latin1');
  if (!/^\s{0,8}(?:xref\s|\d{1,10}\s+\d{1,5}\s+obj)/.test(there)) throw new ContentRefused('damaged', 'pdf');
}

/** A ZIP file is read from its end, so the same bytes can be both. */
async function isZipToo(reader: PagedReader): Promise<boolean> {
  const tail = await lastBytes(reader, ZIP_END_BYTES + LONGEST_ZIP_COMMENT);
  for (let at = tail.indexOf('PK\x05\x06'); at >= 0; at = tail.indexOf('PK\x05\x06', at + 1)) {
    const comment = at + ZIP_END_BYTES;
    if (comment <= tail.length && tail.readUInt16LE(comment - 2) === tail.length - comment) return true;
  }
  return false;
}
