import { err, ok, type Result } from '../../../kernel/index.js';
import { ContentRefused, type AcceptedContent, type FoundKind, type RefusedContent } from './content.js';
import { foundKindOf } from './found-kind.js';
import { checkJpeg } from './jpeg.js';
import { PagedReader, type ByteSource } from './paged-reader.js';
import { checkPdf } from './pdf.js';
import { checkPng } from './png.js';

const HEAD = 4096;
/** A PDF is recognised by some readers when its beginning stands within this many bytes. */
const PDF_EDGE = 1024;

const CHECKS: Partial<Record<FoundKind, (reader: PagedReader) => Promise<AcceptedContent>>> = { pdf: checkPdf, png: checkPng, jpeg: checkJpeg };

/**
 * Decides by its bytes alone what a file is: neither its name nor what the browser says of it counts. A PDF, PNG or JPEG is
 * accepted when it is whole and nothing else as well.
 */
export async function checkContent(source: ByteSource): Promise<Result<AcceptedContent, RefusedContent>> {
  const reader = new PagedReader(source);
  const head = await reader.bytes(0, HEAD);
  const found = foundKindOf(head);
  if (found === 'nothing') return err({ fault: 'empty', found });
  const pdfAt = head.subarray(0, PDF_EDGE).indexOf('%PDF-');
  if (pdfAt > 0) return err({ fault: 'mixed', found });
  const check = CHECKS[found];
  if (!check) return err({ fault: 'other-type', found });
  try {
    return ok(await check(reader));
  } catch (error) {
    if (error instanceof ContentRefused) return err({ fault: error.fault, found: error.found });
    throw error;
  }
}

/** The bytes of the pieces, one after the other. */
export async function* bytesOf(source: ByteSource, { pieces }: AcceptedContent): AsyncGenerator<Buffer> {
  for (const piece of pieces ?? [{ start: 0, end: source.size }]) {
    if (Buffer.isBuffer(piece)) yield piece;
    else for (let at = piece.start; at < piece.end; at += HEAD * 16) yield await source.read(at, Math.min(HEAD * 16, piece.end - at));
  }
}
