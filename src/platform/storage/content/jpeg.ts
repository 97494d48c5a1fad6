import { ContentRefused, type AcceptedContent, type FoundKind, type Piece } from './content.js';
import { orientationOf, orientationSegment } from './exif.js';
import { foundKindOf, holdsMarkup } from './found-kind.js';
import type { PagedReader } from './paged-reader.js';

const EOI = 0xd9;
const SOS = 0xda;
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const COMMENT = 0xfe;

/** Of what programs put beside the picture only these are needed to draw it: size, colours, and how colours were written. */
const KEPT_APPLICATION_DATA: Readonly<Record<number, string>> = { 0xe0: 'JFIF\0', 0xe2: 'ICC_PROFILE\0', 0xee: 'Adobe' };
const EXIF = 0xe1;
/** Enough of what follows the picture to say what it is. */
const GLANCE = 1024;
const STOWAWAYS: readonly FoundKind[] = ['pdf', 'html', 'svg', 'xml', 'zip', 'office', 'rtf', 'program'];

type Segment = { readonly marker: number; readonly start: number; readonly dataStart: number; readonly end: number };

/**
 * Walks through the segments of a JPEG up to its end. Kept is what draws the picture and which side is up; EXIF, XMP,
 * IPTC, comments, thumbnails and what a camera puts behind the picture are left out. Throws ContentRefused.
 */
export async function checkJpeg(reader: PagedReader): Promise<AcceptedContent> {
  const pieces: Piece[] = [{ start: 0, end: 2 }];
  let framed = false;
  let scanned = false;
  for (let at = 2; ; ) {
    const segment = await segmentAt(reader, at);
    if (segment.marker === EOI) {
      if (!scanned) throw new ContentRefused('damaged', 'jpeg');
      await refuseStowaway(reader, segment.end);
      return { mediaType: 'image/jpeg', pieces: joined([...pieces, { start: segment.start, end: segment.end }], reader.size) };
    }
    if (isFrame(segment.marker)) await checkFrame(reader, segment);
    framed ||= isFrame(segment.marker);
    if (segment.marker === SOS && !framed) throw new ContentRefused('damaged', 'jpeg');
    scanned ||= segment.marker === SOS;
    at = segment.marker === SOS ? await endOfScan(reader, segment.end) : segment.end;
    pieces.push(...(await kept(reader, segment, at)));
  }
}

async function segmentAt(reader: PagedReader, start: number): Promise<Segment> {
  if ((await byteAt(reader, start)) !== 0xff) throw new ContentRefused('damaged', 'jpeg');
  let at = start + 1;
  // Any number of 0xff may stand before a marker.
  while ((await byteAt(reader, at)) === 0xff) at += 1;
  const marker = await byteAt(reader, at);
  if (marker === EOI) return { marker, start: at - 1, dataStart: at + 1, end: at + 1 };
  if (marker < 0xc0 || isRestart(marker) || marker === 0xd8) throw new ContentRefused('damaged', 'jpeg');
  const length = (await byteAt(reader, at + 1)) * 256 + (await byteAt(reader, at + 2));
  if (length < 2) throw new ContentRefused('damaged', 'jpeg');
  const end = at + 1 + length;
  if (end > reader.size) throw new ContentRefused('cut-off', 'jpeg');
  return { marker, start: at - 1, dataStart: at + 3, end };
}

async function byteAt(reader: PagedReader, offset: number): Promise<number> {
  const byte = await reader.byte(offset);
  if (byte === undefined) throw new ContentRefused('cut-off', 'jpeg');
  return byte;
}

async function checkFrame(reader: PagedReader, { dataStart, end }: Segment): Promise<void> {
  const data = await reader.bytes(dataStart, 6);
  // Precision, height (0: told later), width, number of components.
  if (end - dataStart < 6 || data.readUInt16BE(3) === 0 || data[5] === 0) throw new ContentRefused('damaged', 'jpeg');
}

/** Where the next marker stands behind compressed data: within it 0xff is followed by zero or by a restart. */
async function endOfScan(reader: PagedReader, start: number): Promise<number> {
  for (let at = start; ; at += 2) {
    at = await reader.indexOf(0xff, at);
    if (at < 0) throw new ContentRefused('cut-off', 'jpeg');
    let next = await byteAt(reader, at + 1);
    while (next === 0xff) next = await byteAt(reader, (at += 1) + 1);
    if (next !== 0 && !isRestart(next)) return at;
  }
}

async function kept(reader: PagedReader, { marker, start, dataStart, end }: Segment, until: number): Promise<Piece[]> {
  if (!isApplication(marker) && marker !== COMMENT) return [{ start, end: until }];
  const data = await reader.bytes(dataStart, end - dataStart);
  const name = KEPT_APPLICATION_DATA[marker];
  if (name !== undefined && data.toString('latin1', 0, name.length) === name) return [{ start, end: until }];
  const orientation = marker === EXIF ? orientationOf(data) : undefined;
  return orientation === undefined ? [] : [orientationSegment(orientation)];
}

/** What stands behind the picture is cut off: a camera's second picture, a film. What opens by itself is no camera's doing. */
async function refuseStowaway(reader: PagedReader, end: number): Promise<void> {
  const rest = await reader.bytes(end, GLANCE);
  if (STOWAWAYS.includes(foundKindOf(rest)) || rest.includes('PK\x03\x04') || holdsMarkup(rest)) throw new ContentRefused('mixed', 'jpeg');
}

/** Neighbours as one; null when that is the whole file. */
function joined(pieces: readonly Piece[], size: number): Piece[] | null {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last && !Buffer.isBuffer(last) && !Buffer.isBuffer(piece) && last.end === piece.start) result[result.length - 1] = { start: last.start, end: piece.end };
    else result.push(piece);
  }
  const [only] = result;
  return result.length === 1 && only && !Buffer.isBuffer(only) && only.start === 0 && only.end === size ? null : result;
}
