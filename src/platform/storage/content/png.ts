import { crc32 } from 'node:zlib';
import { ContentRefused, type AcceptedContent, type Piece } from './content.js';
import type { PagedReader } from './paged-reader.js';

const SIGNATURE_BYTES = 8;
const HEADER_BYTES = 13;
/** Length, type and check sum around a chunk's data. */
const FRAME_BYTES = 12;
const STEP = 32 * 1024;

/** What the picture is drawn with. Text, EXIF, dates and whatever else programs put in is left out. */
const KEPT = new Set([
  'IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'hIST', 'pHYs', 'sPLT', 'acTL', 'fcTL', 'fdAT',
]);
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);

type Chunk = { readonly type: string; readonly start: number; readonly length: number; readonly end: number };

/** Walks through the chunks of a PNG, check sums included. Throws ContentRefused. */
export async function checkPng(reader: PagedReader): Promise<AcceptedContent> {
  const pieces: Piece[] = [{ start: 0, end: SIGNATURE_BYTES }];
  let leftOut = false;
  let pixels = false;
  for (let at = SIGNATURE_BYTES, first = true; ; first = false) {
    const chunk = await chunkAt(reader, at);
    if (first) await checkHeader(reader, chunk);
    await checkSum(reader, chunk);
    pixels ||= chunk.type === 'IDAT';
    const keep = KEPT.has(chunk.type);
    if (keep) pieces.push({ start: chunk.start, end: chunk.end });
    leftOut ||= !keep;
    at = chunk.end;
    if (chunk.type === 'IEND') break;
  }
  if (!pixels) throw new ContentRefused('damaged', 'png');
  if (lastEnd(pieces) !== reader.size) throw new ContentRefused('mixed', 'png');
  return { mediaType: 'image/png', pieces: leftOut ? pieces : null };
}

const lastEnd = (pieces: readonly Piece[]): number => (pieces.at(-1) as { end: number }).end;

async function chunkAt(reader: PagedReader, start: number): Promise<Chunk> {
  const head = await reader.bytes(start, 8);
  if (head.length < 8) throw new ContentRefused('cut-off', 'png');
  const length = head.readUInt32BE(0);
  const type = head.toString('latin1', 4, 8);
  // A capital first letter: no program may skip it, so none may be unknown.
  const unknown = !/^[A-Za-z]{4}$/.test(type) || (/^[A-Z]/.test(type) && !CRITICAL.has(type));
  if (length > 0x7fffffff || unknown) throw new ContentRefused('damaged', 'png');
  const end = start + FRAME_BYTES + length;
  if (end > reader.size) throw new ContentRefused('cut-off', 'png');
  return { type, start, length, end };
}

async function checkHeader(reader: PagedReader, { type, start, length }: Chunk): Promise<void> {
  if (type !== 'IHDR' || length !== HEADER_BYTES) throw new ContentRefused('damaged', 'png');
  const data = await reader.bytes(start + 8, 8);
  if (data.readUInt32BE(0) === 0 || data.readUInt32BE(4) === 0) throw new ContentRefused('damaged', 'png');
}

/** Over type and data. */
async function checkSum(reader: PagedReader, { start, end }: Chunk): Promise<void> {
  let sum = 0;
  for (let at = start + 4; at < end - 4; at += STEP) sum = crc32(await reader.bytes(at, Math.min(STEP, end - 4 - at)), sum);
  if ((await reader.bytes(end - 4, 4)).readUInt32BE(0) !== sum) throw new ContentRefused('damaged', 'png');
}
